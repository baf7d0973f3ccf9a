package org.scalelite.simulator;

/** What makes a meeting a breakout room (BBB API reference, section 4.2.5). */
record Breakout(Meeting parent, int sequence, boolean freeJoin) {}
