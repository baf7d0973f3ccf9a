/** The calls of the BBB API. */
@NullMarked
package org.scalelite.simulator.call;

import org.jspecify.annotations.NullMarked;
