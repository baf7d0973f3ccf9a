package org.scalelite.simulator.meeting;

/** What makes a meeting a breakout room (BBB API reference, section 4.2.5). */
public record Breakout(Meeting parent, int sequence, boolean freeJoin) {}
