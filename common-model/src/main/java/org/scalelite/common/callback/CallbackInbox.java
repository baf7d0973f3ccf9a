package org.scalelite.common.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/**
 * Orders on their way to PostgreSQL, in Redis: a create must neither fail nor wait because PostgreSQL is unavailable, and nothing
 * is lost by that.
 */
@Singleton
public final class CallbackInbox {
    private static final RedisScript PUT = RedisScript.named("callback-put");
    private static final RedisScript WAITING = RedisScript.named("callback-waiting");
    private static final RedisScript TAKEN = RedisScript.named("callback-taken");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    private final RedisStore redis;

    public CallbackInbox(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * An order that waits.
     *
     * @param at when it was put here
     */
    record Entry(String field, String value, CallbackOrder order, Instant at) {
        @Override
        public String toString() {
            return order.meeting().toString();
        }
    }

    /** Puts an order in; it takes the place of an older one of the same meeting. */
    public void put(CallbackOrder order) {
        PUT.run(
                redis,
                order.meeting().tenantId().orElse("") + ":" + order.meeting().meetingId(),
                write(order));
    }

    /** Some of the orders that wait. */
    List<Entry> waiting(int limit) {
        List<String> answer = WAITING.run(redis, String.valueOf(limit));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < answer.size(); i += 2) {
            entry(answer.get(i), answer.get(i + 1)).ifPresent(entries::add);
        }
        return entries;
    }

    /** Removes an order, unless another one has taken its place. */
    void taken(Entry entry) {
        TAKEN.run(redis, entry.field(), entry.value());
    }

    private static String write(CallbackOrder order) {
        Map<String, String> fields = new HashMap<>();
        fields.put("server", order.server().value());
        order.signer().ifPresent(signer -> fields.put("signer", signer));
        order.attributes().analytics().ifPresent(url -> fields.put("analytics", url));
        order.attributes().recordingReady().ifPresent(url -> fields.put("recording_ready", url));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    /** Empty for one that another version wrote, which will take it. */
    private static Optional<Entry> entry(String field, String value) {
        int space = value.indexOf(' ');
        int colon = field.indexOf(':');
        try {
            Map<String, String> fields = JSON.readValue(value.substring(space + 1), FIELDS);
            Optional<String> tenant = Optional.of(field.substring(0, colon)).filter(id -> !id.isEmpty());
            CallbackOrder order = new CallbackOrder(
                    new MeetingKey(tenant, field.substring(colon + 1)),
                    new ServerId(fields.getOrDefault("server", "")),
                    Optional.ofNullable(fields.get("signer")),
                    new CallbackAttributes(
                            Optional.ofNullable(fields.get("analytics")),
                            Optional.ofNullable(fields.get("recording_ready"))));
            Instant at = Instant.EPOCH.plus(Long.parseLong(value.substring(0, space)), ChronoUnit.MICROS);
            return Optional.of(new Entry(field, value, order, at));
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * What a create ordered.
     *
     * @param server that the meeting was made on
     * @param signer which secret signed the create
     */
    public record CallbackOrder(
            MeetingKey meeting, ServerId server, Optional<String> signer, CallbackAttributes attributes) {}
}
