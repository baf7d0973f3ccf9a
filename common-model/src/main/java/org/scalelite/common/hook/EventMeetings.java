package org.scalelite.common.hook;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** The meetings that events of BBB servers are about, in Redis. */
@Singleton
public final class EventMeetings {
    private static final RedisScript FIND = RedisScript.named("event-meeting");

    /** BBB's internal ids end with the time of the creation, in ms. */
    private static final Pattern CREATED = Pattern.compile("-(\\d{1,15})$");

    private final RedisStore redis;

    /** Those in this Redis. */
    public EventMeetings(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * The meeting that an event is about: one whose record names the server, or that was found before.
     *
     * @param meetingId as the front-end gave it; of some events it is unknown
     * @param parent internal id of the parent of a breakout room
     */
    public Optional<MeetingKey> find(
            ServerId server, String internalId, Optional<String> meetingId, Optional<String> parent) {
        Matcher created = CREATED.matcher(internalId);
        List<String> answer = FIND.run(
                redis,
                server.value(),
                internalId,
                meetingId.orElse(""),
                parent.orElse(""),
                created.find() ? created.group(1) : "0");
        return answer.isEmpty() ? Optional.empty() : Optional.of(MeetingKey.of(answer.get(0), answer.get(1)));
    }
}
