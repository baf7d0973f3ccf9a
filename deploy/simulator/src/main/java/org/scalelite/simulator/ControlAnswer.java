package org.scalelite.simulator;

/** An answer of the control API; the body becomes JSON (BBB API reference, section 11). */
record ControlAnswer(int status, Object body) {}
