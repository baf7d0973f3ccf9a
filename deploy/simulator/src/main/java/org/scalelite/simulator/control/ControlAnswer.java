package org.scalelite.simulator.control;

/** An answer of the control API; the body becomes JSON (BBB API reference, section 11). */
record ControlAnswer(int status, Object body) {}
