/** Simulated BigBlueButton servers: real HTTP servers that behave as the docs of the BBB API say. */
@NullMarked
package org.scalelite.simulator;

import org.jspecify.annotations.NullMarked;
