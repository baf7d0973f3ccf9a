/** Faults and other controls of the simulation, for tests and over HTTP. */
@NullMarked
package org.scalelite.simulator.control;

import org.jspecify.annotations.NullMarked;
