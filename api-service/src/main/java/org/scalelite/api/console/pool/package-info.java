/** The servers and meetings of the pool, read once for all operators. */
@NullMarked
package org.scalelite.api.console.pool;

import org.jspecify.annotations.NullMarked;
