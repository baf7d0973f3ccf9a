package org.scalelite.common.meeting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.SetArgs;
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
 * The addresses that front-ends want called when a meeting has ended ({@code meetingEndedURL}), in Redis while we have taken
 * their place at the BBB server. Each belongs to the one copy of the meeting that the registry holds. When the registry
 * forgets that meeting because it has ended, its address becomes due.
 */
public final class MeetingEndedCallbackStore {
    /** No class lasts longer. */
    public static final Duration LONGEST_MEETING = Duration.ofDays(31);

    private static final RedisScript KEEP = RedisScript.named("ended-keep");
    private static final RedisScript DUE = RedisScript.named("ended-due");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    /** For the way to Redis and back. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final RedisStore redis;

    /** The addresses in this Redis. */
    public MeetingEndedCallbackStore(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * An address and the meeting that it belongs to.
     *
     * @param server that made the meeting
     * @param internalId of the very meeting, as BBB tells it: a later one of the same id has another
     */
    public record MeetingEndedCallbackUrl(MeetingKey meeting, ServerId server, String internalId, String url) {
        /** The address may hold what nobody else should read. */
        @Override
        public String toString() {
            return "EndedUrl[" + internalId + "]";
        }
    }

    /** An address whose meeting has ended. */
    public record Due(String id, MeetingEndedCallbackUrl ended) {}

    /**
     * Keeps an address under an id that nobody can guess, if the registry holds this meeting on this server. The address of
     * a repeated create of the same meeting is not kept: BBB does not take it either.
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

    /** The address of this id, unless it was called or there never was one. */
    public Optional<MeetingEndedCallbackUrl> find(String id) {
        return Optional.ofNullable(
                        redis.<String>call(commands -> commands.get(redis.keys().of(RedisKey.ENDED_URL, id))))
                .flatMap(MeetingEndedCallbackStore::read);
    }

    /** Addresses of meetings that ended this long ago or longer, and that were not called. */
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
     * Whether it is the caller's turn to call the address: two that hear of the end at once must not both. Whoever dies over
     * it gives way to the next after a while, and the address is not lost.
     *
     * @param longest that a call takes
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
            // Somebody else has called it since the caller found it.
            release(id);
            return false;
        }
        return claimed;
    }

    /** The call was in vain: the next one may try. */
    public void release(String id) {
        redis.call(commands -> commands.del(redis.keys().of(RedisKey.ENDED_URL_CLAIM, id)));
    }

    /** The address was called, or is sure to be: it is not called again. */
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

    /** Empty for what an older version wrote. */
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
