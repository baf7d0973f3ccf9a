package org.scalelite.simulator.webhook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import org.scalelite.simulator.http.Checksum;

/** One hook with the events that wait for it; they are sent one after the other. */
final class Webhook {
    private final String id;
    private final String url;
    private final Optional<String> meetingId;
    private final Optional<String> eventIds;
    private final boolean raw;
    private final String secret;
    private final String domain;
    private final List<Duration> pauses;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean givenUp;

    Webhook(
            String id,
            String url,
            Optional<String> meetingId,
            Optional<String> eventIds,
            boolean raw,
            String secret,
            String domain,
            List<Duration> pauses) {
        this.id = id;
        this.url = url;
        this.meetingId = meetingId;
        this.eventIds = eventIds;
        this.raw = raw;
        this.secret = secret;
        this.domain = domain;
        this.pauses = pauses;
    }

    String id() {
        return id;
    }

    String url() {
        return url;
    }

    Optional<String> meetingId() {
        return meetingId;
    }

    Optional<String> eventIds() {
        return eventIds;
    }

    boolean raw() {
        return raw;
    }

    synchronized boolean isGivenUp() {
        return givenUp;
    }

    boolean wants(String meeting, String eventId) {
        return meetingId.map(meeting::equals).orElse(true)
                && eventIds.map(ids -> !raw
                                && List.of(ids.toLowerCase(Locale.ROOT).split(",", -1))
                                        .contains(eventId))
                        .orElse(true);
    }

    synchronized void add(String event, long timestamp, WebhookSender sender) {
        waiting.add("domain=" + encoded(domain) + "&event=" + encoded("[" + event + "]") + "&timestamp=" + timestamp);
        if (!sending) {
            sending = true;
            sender.start(() -> deliver(sender));
        }
    }

    private synchronized Optional<String> next() {
        String body = givenUp ? null : waiting.poll();
        sending = body != null;
        return Optional.ofNullable(body);
    }

    private void deliver(WebhookSender sender) {
        for (Optional<String> body = next(); body.isPresent(); body = next()) {
            String checksum = Checksum.SHA1.hex(url + body.get() + secret);
            String signed = url + (url.contains("?") ? "&" : "?") + "checksum=" + checksum;
            if (!sender.isDelivered(signed, body.get(), pauses)) {
                giveUp();
            }
        }
    }

    private synchronized void giveUp() {
        givenUp = true;
        waiting.clear();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
