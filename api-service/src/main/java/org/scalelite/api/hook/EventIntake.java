package org.scalelite.api.hook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.hook.HookMetrics.Received;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.hook.EventMeetings;
import org.scalelite.common.hook.Hook;
import org.scalelite.common.hook.HookQueue;
import org.scalelite.common.hook.HookQueue.Event;
import org.scalelite.common.hook.HookQueue.Stored;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the events of BBB servers for the hooks that want them. */
@Singleton
@Requires(beans = HookDirectory.class)
final class EventIntake {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
    private static final int MAX_MEETINGS = 20_000;

    /** Of BBB's internal id of a meeting, which is remembered; it has about 54 characters. */
    private static final int MAX_INTERNAL_ID = 128;

    private static final Duration MEETING_TTL = Duration.ofHours(1);

    private final HookDirectory hooks;
    private final HookQueue queue;
    private final EventMeetings meetings;
    private final HookMetrics metrics;
    private final Cache<ServersMeeting, MeetingKey> known = Caffeine.newBuilder()
            .maximumSize(MAX_MEETINGS)
            .expireAfterWrite(MEETING_TTL)
            .build();
    private final Cache<String, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MAX_MEETINGS)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    EventIntake(HookDirectory hooks, HookQueue queue, EventMeetings meetings, HookMetrics metrics) {
        this.hooks = hooks;
        this.queue = queue;
        this.meetings = meetings;
        this.metrics = metrics;
    }

    /** A meeting by its server and BBB's internal id: it never belongs to another tenant. */
    private record ServersMeeting(ServerId server, String internalId) {}

    /** The answer to the server. */
    enum Outcome {
        /** It is stored, unless no hook wants it. */
        ACCEPTED,
        MALFORMED,
        FORGED
    }

    /** How a report is authenticated: by a checksum in the query or, if the server is so configured, by its secret. */
    record Proof(List<String> checksums, Optional<String> bearer) {
        boolean isValid(String url, String body, String secret) {
            if (checksums.size() == 1) {
                String checksum = checksums.getFirst();
                return ChecksumAlgorithm.byLength(checksum.length())
                        .filter(algorithm -> isEqual(algorithm.hex(url, body, secret), checksum))
                        .isPresent();
            }
            return checksums.isEmpty()
                    && bearer.filter(given -> isEqual(secret, given)).isPresent();
        }

        static boolean isEqual(String expected, String given) {
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        }

        /** It may be a secret. */
        @Override
        public String toString() {
            return "Proof";
        }
    }

    /**
     * Takes a report.
     *
     * @param url at which the server reports, which the checksum covers
     * @param body form fields {@code event}, {@code timestamp} and {@code domain}
     */
    Outcome accept(Server server, Kind kind, String url, Proof proof, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!proof.isValid(url, text, server.secret())) {
            metrics.received(Received.FORGED);
            return Outcome.FORGED;
        }
        Map<String, String> form = QueryText.isTooMany(text) ? Map.of() : new QueryText(text).parameters();
        Optional<Long> timestamp = timestamp(form.getOrDefault("timestamp", ""));
        Optional<List<ReceivedEvent>> events = ReceivedEvent.all(form.getOrDefault("event", ""));
        if (timestamp.isEmpty() || events.isEmpty()) {
            metrics.received(Received.MALFORMED);
            return Outcome.MALFORMED;
        }
        events.get().forEach(event -> metrics.received(store(server.id(), kind, event, timestamp.get())));
        return Outcome.ACCEPTED;
    }

    private static Optional<Long> timestamp(String text) {
        return text.matches("\\d{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private Received store(ServerId server, Kind kind, ReceivedEvent event, long timestamp) {
        Optional<MeetingKey> meeting = event.internalId()
                .filter(id -> id.length() <= MAX_INTERNAL_ID)
                .flatMap(id -> meeting(server, id, event));
        if (meeting.isEmpty()) {
            return Received.UNKNOWN_MEETING;
        }
        Optional<String> tenant = meeting.get().tenantId();
        String meetingId = meeting.get().meetingId();
        List<Hook> wanting = hooks.of(tenant).stream()
                .filter(hook -> hook.wants(meetingId, event.eventId(), kind == Kind.RAW))
                .toList();
        if (wanting.isEmpty()) {
            return Received.UNWANTED;
        }
        Event queued = new Event(event.internalId().orElseThrow(), timestamp, event.json());
        return switch (queue.store(server, queued, tenant, wanting)) {
            case Stored.Queued(long dropped) -> {
                noteDropped(dropped, tenant, wanting);
                yield Received.STORED;
            }
            case Stored.Repeated() -> Received.REPEATED;
            case Stored.Stale() -> Received.STALE;
        };
    }

    private Optional<MeetingKey> meeting(ServerId server, String internalId, ReceivedEvent event) {
        ServersMeeting key = new ServersMeeting(server, internalId);
        MeetingKey cached = known.getIfPresent(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<MeetingKey> found = meetings.find(server, internalId, event.meetingId(), event.parent());
        found.ifPresent(meeting -> known.put(key, meeting));
        return found;
    }

    private void noteDropped(long events, Optional<String> tenant, List<Hook> wanting) {
        if (events == 0) {
            return;
        }
        metrics.dropped(events);
        if (logged.asMap().putIfAbsent(tenant.orElse(""), true) == null) {
            LOG.warn(
                    "Too many events wait for {} hooks of tenant '{}': the oldest are dropped; in the next minute this is"
                            + " only counted",
                    wanting.size(),
                    tenant.orElse(""));
        }
    }
}
