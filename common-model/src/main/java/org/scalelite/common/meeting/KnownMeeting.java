package org.scalelite.common.meeting;

import java.time.Instant;
import org.scalelite.common.server.ServerId;

/**
 * A meeting in the directory.
 *
 * @param record name of its record in Redis
 * @param assignedAt when its server was assigned, by the clock of Redis; long ago for records of Scalelite
 */
public record KnownMeeting(String record, MeetingKey key, ServerId server, Instant assignedAt) {}
