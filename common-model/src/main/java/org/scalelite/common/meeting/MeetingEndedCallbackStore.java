package org.scalelite.common.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/**
 * The {@code meetingEndedURL}s of front-ends that were replaced in the create, in Redis. Each belongs to the meeting
 * record of the registry. When that record is removed because the meeting has ended, its URL becomes due.
 */
@Singleton
public final class MeetingEndedCallbackStore {
    /** The maximum duration of a meeting. */
    public static final Duration LONGEST_MEETING = Duration.ofDays(31);

    private static final RedisScript KEEP = RedisScript.named("ended-keep");
    private static final RedisScript DUE = RedisScript.named("ended-due");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    /** For the round trip to Redis. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final RedisStore redis;

    /** The URLs in this Redis. */
    public MeetingEndedCallbackStore(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * A URL and its meeting.
     *
     * @param server that created the meeting
     * @param internalId of BBB: a later meeting with the same id has another one
     */
    public record MeetingEndedCallbackUrl(MeetingKey meeting, ServerId server, String internalId, String url) {
        /** Without the URL, which may contain credentials. */
        @Override
        public String toString() {
            return "EndedUrl[" + internalId + "]";
        }
    }

    /** A URL whose meeting has ended. */
    public record Due(String id, MeetingEndedCallbackUrl ended) {}

    /**
     * Stores a URL under a random id, if the registry has this meeting on this server. The URL of a repeated create is
     * ignored, as in BBB.
     */
    public void keep(String id, MeetingEndedCallbackUrl ended) {
        KEEP.run(
                redis,
                ended.meeting().tenantText(),
                ended.meeting().meetingId(),
                id,
                ended.server().value(),
                ended.internalId(),
                String.valueOf(LONGEST_MEETING.toSeconds()),
                write(ended));
    }

    /** The URL of this id; empty if it was called or not found. */
    public Optional<MeetingEndedCallbackUrl> find(String id) {
        return Optional.ofNullable(
                        redis.<String>call(commands -> commands.get(redis.keys().of(RedisKey.ENDED_URL, id))))
                .flatMap(MeetingEndedCallbackStore::read);
    }

    /** URLs that were not called, of meetings that ended at least this long ago. */
    public List<Due> due(Duration ago, int limit) {
        List<String> answer = DUE.run(redis, String.valueOf(ago.toMillis()), String.valueOf(limit));
        List<Due> due = new ArrayList<>();
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            String id = answer.get(i);
            read(answer.get(i + 1)).ifPresent(ended -> due.add(new Due(id, ended)));
        }
        return due;
    }

    /**
     * Claims the call of a URL, so that only one replica calls it. The claim expires if its holder dies.
     *
     * @param longest maximum duration of the call
     */
    public boolean claim(String id, Duration longest) {
        Duration life = longest.plus(MARGIN);
        SetArgs unlessClaimed = SetArgs.Builder.nx().px(life);
        boolean claimed = Optional.ofNullable(redis.<String>call(
                        commands -> commands.set(redis.keys().of(RedisKey.ENDED_URL_CLAIM, id), "", unlessClaimed)))
                .isPresent();
        if (!claimed
                && redis.call(commands -> commands.pttl(redis.keys().of(RedisKey.ENDED_URL_CLAIM, id)))
                        > life.toMillis()) {
            // Redis' clock was set back.
            redis.call(commands -> commands.pexpire(redis.keys().of(RedisKey.ENDED_URL_CLAIM, id), life));
        }
        if (claimed && find(id).isEmpty()) {
            // Another replica has called it meanwhile.
            release(id);
            return false;
        }
        return claimed;
    }

    /** Releases the claim after a failed call. */
    public void release(String id) {
        redis.call(commands -> commands.del(redis.keys().of(RedisKey.ENDED_URL_CLAIM, id)));
    }

    /** Removes a URL that was called or is queued for delivery. */
    public void called(String id) {
        redis.call(commands -> commands.del(
                redis.keys().of(RedisKey.ENDED_URL, id), redis.keys().of(RedisKey.ENDED_URL_CLAIM, id)));
    }

    private static String write(MeetingEndedCallbackUrl ended) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "tenant", ended.meeting().tenantText(),
                    "meeting", ended.meeting().meetingId(),
                    "server", ended.server().value(),
                    "internal_id", ended.internalId(),
                    "url", ended.url()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    /** Empty for values of older versions. */
    private static Optional<MeetingEndedCallbackUrl> read(String text) {
        try {
            Map<String, String> fields = JSON.readValue(text, FIELDS);
            return Optional.of(new MeetingEndedCallbackUrl(
                    MeetingKey.of(field(fields, "tenant"), field(fields, "meeting")),
                    new ServerId(field(fields, "server")),
                    field(fields, "internal_id"),
                    field(fields, "url")));
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }
}
