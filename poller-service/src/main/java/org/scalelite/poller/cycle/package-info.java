/** One poll of all servers, and the loop that repeats it. */
@NullMarked
package org.scalelite.poller.cycle;

import org.jspecify.annotations.NullMarked;
