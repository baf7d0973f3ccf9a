package org.scalelite.common.server;

import java.time.Duration;

/**
 * The lease to poll a server and write the result.
 *
 * @param token unique among the leases of the server
 * @param remembered health state of the server, as stored in Redis; empty if there is none
 * @param timeInState time since the last change of the state
 */
public record PollLease(ServerId server, String token, String remembered, Duration timeInState) {}
