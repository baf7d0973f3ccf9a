package org.scalelite.common.server;

import java.time.Duration;

/**
 * The right to poll a server, and to write what was found.
 *
 * @param token tells this lease from all others of the server
 * @param remembered the health state that the server stands on, as Redis has it; empty if it never had one
 * @param timeInState how long it has been there
 */
public record PollLease(ServerId server, String token, String remembered, Duration timeInState) {}
