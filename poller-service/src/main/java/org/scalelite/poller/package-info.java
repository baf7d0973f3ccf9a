/** x. */
@NullMarked
package org.scalelite.poller;

import org.jspecify.annotations.NullMarked;
