/** Which server a new meeting gets: what is expected of the meeting, what its load weighs, and why it got its server. */
@NullMarked
package org.scalelite.common.placement;

import org.jspecify.annotations.NullMarked;
