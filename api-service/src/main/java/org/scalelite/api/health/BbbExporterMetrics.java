package org.scalelite.api.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongBinaryOperator;
import java.util.function.ToLongFunction;
import org.scalelite.api.operator.BacklogRepository;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.metrics.BoundedRead;
import org.scalelite.common.metrics.Label;
import org.scalelite.common.metrics.ScrapeListener;
import org.scalelite.common.metrics.ScrapedMetrics;
import org.scalelite.common.metrics.ScrapedMetrics.Distribution;
import org.scalelite.common.server.MeetingTotals;
import org.scalelite.common.server.MeetingTotals.Count;
import org.scalelite.common.server.MeetingTotals.Origin;
import org.scalelite.common.server.ServerFacts;

/** The metrics of bigbluebutton-exporter, of the whole pool, so that dashboards made for it can be used. */
@Singleton
final class BbbExporterMetrics implements ScrapeListener {
    private static final int MAX_ORIGINS = 50;
    private static final Duration RECORDINGS_LIFE = Duration.ofMinutes(1);

    private final PoolMetrics pool;
    private final MeterRegistry meters;
    private final Optional<BacklogRepository> repository;
    private final BoundedRead recordingsRead = new BoundedRead(this::countRecordings);
    private final boolean enabled;
    private volatile MeetingTotals totals = MeetingTotals.NONE;
    private volatile Map<String, Long> recordings = Map.of();
    private volatile long recordingsReadAt = System.nanoTime() - RECORDINGS_LIFE.toNanos();

    BbbExporterMetrics(
            Settings settings,
            PoolMetrics pool,
            Optional<BacklogRepository> repository,
            ScrapedMetrics metrics,
            MeterRegistry meters) {
        this.pool = pool;
        this.repository = repository;
        this.meters = meters;
        this.enabled = settings.get(Variables.METRICS_BBB_EXPORTER);
        if (enabled) {
            registerMeetings(metrics);
            registerRooms(metrics);
            registerRecordings(metrics);
            metrics.counter(
                    "bbb_unique_meetings",
                    "Meetings that were created, by this process",
                    List.of(),
                    () -> one(newMeetings()));
            metrics.histogram(
                    "bbb_api_latency",
                    "Seconds of calls to BBB servers, by this process",
                    List.of("endpoint", "parameters"),
                    this::latencies);
        }
    }

    private void registerMeetings(ScrapedMetrics metrics) {
        sum(
                metrics,
                "bbb_api_up",
                "1 if a server is online",
                facts -> facts.server().online() ? 1 : 0,
                Long::max);
        sum(
                metrics,
                "bbb_meetings",
                "Meetings",
                facts -> facts.server().statistics().meetings(),
                Long::sum);
        sum(
                metrics,
                "bbb_meetings_participants",
                "Users of all meetings",
                facts -> facts.server().statistics().users(),
                Long::sum);
        sum(
                metrics,
                "bbb_meetings_participants_max",
                "Users of the largest meeting",
                facts -> facts.server().statistics().largestMeeting(),
                Long::max);
        sum(
                metrics,
                "bbb_meetings_listeners",
                "Listen-only users of all meetings",
                facts -> facts.totals().listeners(),
                Long::sum);
        sum(
                metrics,
                "bbb_meetings_voice_participants",
                "Users with a microphone of all meetings",
                facts -> facts.totals().voiceUsers(),
                Long::sum);
        sum(
                metrics,
                "bbb_meetings_video_participants",
                "Webcams of all meetings",
                facts -> facts.server().statistics().videos(),
                Long::sum);
        metrics.gauge(
                "bbb_meetings_participant_clients",
                "Users by the kind of their client",
                List.of("type"),
                this::clients);
        metrics.gauge(
                "bbb_meetings_participants_origin",
                "Users by the front-end that created the meeting",
                List.of("server", "name"),
                this::origins);
    }

    private void registerRooms(ScrapedMetrics metrics) {
        for (Count count : Count.values()) {
            String name = "bbb_room_" + count.name().toLowerCase(Locale.ROOT);
            metrics.histogram(name, "Meetings by the number of their " + words(count), List.of(), () -> rooms(count));
        }
    }

    private static String words(Count count) {
        return count.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void registerRecordings(ScrapedMetrics metrics) {
        for (String state : BacklogRepository.RECORDINGS) {
            metrics.gauge(
                    "bbb_recordings_" + state,
                    "Recordings that are " + state,
                    List.of(),
                    () -> Optional.ofNullable(recordings.get(state))
                            .map(BbbExporterMetrics::one)
                            .orElse(Map.of()));
        }
    }

    private void sum(
            ScrapedMetrics metrics,
            String name,
            String meaning,
            ToLongFunction<ServerFacts> value,
            LongBinaryOperator combine) {
        metrics.gauge(
                name,
                meaning,
                List.of(),
                () -> pool.isKnown()
                        ? one(pool.servers().stream().mapToLong(value).reduce(0, combine))
                        : Map.of());
    }

    private static Map<List<String>, Double> one(long value) {
        return Map.of(List.of(), (double) value);
    }

    private Map<List<String>, Double> clients() {
        Map<List<String>, Double> values = new LinkedHashMap<>();
        totals.clients().forEach((type, users) -> values.put(List.of(Label.word(type)), (double) users));
        return values;
    }

    /** Front-ends choose the texts: the largest ones are shown, and the others together. */
    private Map<List<String>, Double> origins() {
        Map<List<String>, Double> users = new LinkedHashMap<>();
        for (Origin origin : totals.origins()) {
            users.merge(
                    List.of(Label.of(origin.server()), Label.of(origin.name())), (double) origin.users(), Double::sum);
        }
        List<Map.Entry<List<String>, Double>> largest = users.entrySet().stream()
                .sorted(Map.Entry.<List<String>, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        Map<List<String>, Double> limited = new LinkedHashMap<>();
        for (int i = 0; i < largest.size(); i++) {
            List<String> labels = i < MAX_ORIGINS ? largest.get(i).getKey() : List.of(Label.OTHER, Label.OTHER);
            limited.merge(labels, largest.get(i).getValue(), Double::sum);
        }
        return limited;
    }

    private Map<List<String>, Distribution> rooms(Count count) {
        List<Integer> sizes = totals.roomSizes().get(count);
        if (sizes == null || sizes.size() != MeetingTotals.bounds().size() + 1) {
            return Map.of();
        }
        List<Double> bounds = new ArrayList<>();
        MeetingTotals.bounds().forEach(bound -> bounds.add((double) bound));
        return Map.of(
                List.of(),
                new Distribution(bounds, sizes.stream().map(Integer::longValue).toList(), sumOf(count)));
    }

    private double sumOf(Count count) {
        return pool.servers().stream()
                .mapToLong(facts -> switch (count) {
                    case PARTICIPANTS -> facts.server().statistics().users();
                    case LISTENERS -> facts.totals().listeners();
                    case VOICE_PARTICIPANTS -> facts.totals().voiceUsers();
                    case VIDEO_PARTICIPANTS -> facts.server().statistics().videos();
                })
                .sum();
    }

    private long newMeetings() {
        return (long) meters.get("scalelite.placements")
                .tag("reason", "new")
                .counter()
                .count();
    }

    /** Of all outcomes together. */
    private Map<List<String>, Distribution> latencies() {
        Map<List<String>, Distribution> byCall = new LinkedHashMap<>();
        for (Timer timer : meters.find("scalelite.bbb.calls").timers()) {
            byCall.merge(
                    List.of(Optional.ofNullable(timer.getId().getTag("call")).orElse(""), ""),
                    distribution(timer),
                    Distribution::plus);
        }
        return byCall;
    }

    private static Distribution distribution(Timer timer) {
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        long before = 0;
        for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
            if (!Double.isInfinite(bucket.bucket())) {
                bounds.add(bucket.bucket(TimeUnit.SECONDS));
                counts.add((long) bucket.count() - before);
                before = (long) bucket.count();
            }
        }
        counts.add(Math.max(0, timer.count() - before));
        return new Distribution(bounds, counts, timer.totalTime(TimeUnit.SECONDS));
    }

    private void countRecordings() {
        repository.ifPresent(counts -> recordings = counts.recordings());
        recordingsReadAt = System.nanoTime();
    }

    @Override
    public void refresh() {
        if (!enabled) {
            return;
        }
        totals = pool.servers().stream().map(ServerFacts::totals).reduce(MeetingTotals.NONE, MeetingTotals::plus);
        if (System.nanoTime() - recordingsReadAt >= RECORDINGS_LIFE.toNanos() && !recordingsRead.run()) {
            recordings = Map.of();
        }
    }
}
