/** State of the pool and of its servers. */
@NullMarked
package org.scalelite.api.admin.server;

import org.jspecify.annotations.NullMarked;
