package org.scalelite.common.server;

import java.time.Instant;

/**
 * An event of a server.
 *
 * @param kind the new health state (as {@link HealthState#text}; {@code offline} for one that was never online), or
 *     {@code meeting_released}, {@code meeting_adopted}, {@code meeting_ended}, {@code split}, {@code creates_failing},
 *     {@code creates_working}
 * @param detail reason or meeting
 */
public record ServerEvent(Instant at, String kind, String detail) {}
