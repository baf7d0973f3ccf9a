package org.scalelite.common.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;

/**
 * Who changed what: a stream in Redis of the last 10,000 changes or somewhat more. What is kept in Redis is entered by the
 * script that changes it, so that there is no change without its entry and no entry without its change.
 */
@Singleton
public final class AuditLog {
    private static final RedisScript WRITE = RedisScript.named("audit-write");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final int PAGE = 500;

    private final RedisStore redis;

    public AuditLog(RedisStore redis) {
        this.redis = redis;
    }

    /**
     * Which entries are looked for.
     *
     * @param subject only changes of this one
     * @param actor only changes by those whose name begins so
     * @param before only entries older than the one of this id
     */
    public record Query(Optional<String> subject, Optional<String> actor, Optional<String> before, int limit) {
        private static final Pattern ID = Pattern.compile("[0-9]{1,19}-[0-9]{1,19}");

        /**
         * Without a limit of age.
         *
         * @param subject only changes of this one
         * @param actor only changes by those whose name begins so
         */
        public Query(Optional<String> subject, Optional<String> actor, int limit) {
            this(subject, actor, Optional.empty(), limit);
        }

        public Query {
            if (before.filter(id -> !ID.matcher(id).matches()).isPresent()) {
                throw new InvalidInputException(
                        "before is '%s', which is not allowed: give the id of an entry".formatted(before.get()));
            }
        }

        private boolean matches(AuditEntry entry) {
            return subject.map(entry.subject()::equals).orElse(true)
                    && actor.map(entry.actor().name()::startsWith).orElse(true);
        }
    }

    /** The newest entries, the newest first. */
    public List<AuditEntry> newest(Query query) {
        List<AuditEntry> found = new ArrayList<>();
        Range.Boundary<String> below =
                query.before().map(Range.Boundary::excluding).orElseGet(Range.Boundary::unbounded);
        while (true) {
            List<StreamMessage<String, String>> page = page(below);
            for (StreamMessage<String, String> message : page) {
                AuditEntry entry = entry(message);
                if (query.matches(entry)) {
                    found.add(entry);
                }
                if (found.size() >= query.limit()) {
                    return found;
                }
            }
            if (page.size() < PAGE) {
                return found;
            }
            below = Range.Boundary.excluding(page.getLast().getId());
        }
    }

    private List<StreamMessage<String, String>> page(Range.Boundary<String> below) {
        return redis.call(commands -> commands.xrevrange(
                redis.keys().of(RedisKey.AUDIT_LOG), Range.from(Range.Boundary.unbounded(), below), Limit.from(PAGE)));
    }

    /** Enters a change of something that is not in Redis. */
    public void write(
            Actor actor, String action, String subject, Map<String, String> before, Map<String, String> after) {
        WRITE.run(redis, actor.name(), action, subject, json(before), json(after));
    }

    private static AuditEntry entry(StreamMessage<String, String> message) {
        Map<String, String> body = message.getBody();
        long milliseconds =
                Long.parseLong(message.getId().substring(0, message.getId().indexOf('-')));
        return new AuditEntry(
                message.getId(),
                Instant.ofEpochMilli(milliseconds),
                new Actor(body.getOrDefault("actor", "?")),
                body.getOrDefault("action", ""),
                body.getOrDefault("subject", ""),
                fields(body.getOrDefault("before", "{}")),
                fields(body.getOrDefault("after", "{}")));
    }

    private static Map<String, String> fields(String json) {
        try {
            return JSON.readValue(json, FIELDS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an entry of the audit log is no JSON", e);
        }
    }

    private static String json(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One change.
     *
     * @param id orders the entries
     * @param action such as {@code server.update}
     * @param subject the id of what was changed
     * @param before the fields that differ, as they were; of secrets only that they differ
     * @param after the same fields as they are now; a field that is missing here is gone
     */
    public record AuditEntry(
            String id,
            Instant at,
            Actor actor,
            String action,
            String subject,
            Map<String, String> before,
            Map<String, String> after) {
        public AuditEntry {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
        }
    }
}
