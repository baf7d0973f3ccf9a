package org.scalelite.common.meeting;

import java.time.Instant;
import org.scalelite.common.server.ServerId;

/**
 * A meeting in the directory.
 *
 * @param record the name of its record in Redis
 * @param assignedAt when it was given its server, by Redis' clock; long ago for records that Scalelite wrote
 */
public record KnownMeeting(String record, MeetingKey key, ServerId server, Instant assignedAt) {}
