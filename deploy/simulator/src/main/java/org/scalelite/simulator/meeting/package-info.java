/** Meetings in a server's memory. */
@NullMarked
package org.scalelite.simulator.meeting;

import org.jspecify.annotations.NullMarked;
