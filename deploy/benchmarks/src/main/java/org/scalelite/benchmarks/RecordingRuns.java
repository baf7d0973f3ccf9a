package org.scalelite.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.scalelite.benchmarks.Benchmark.Pace;
import org.scalelite.benchmarks.load.LoadCase;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.benchmarks.load.SignedCalls;
import org.scalelite.benchmarks.suite.Programs;
import org.scalelite.benchmarks.suite.RecordingStore;
import org.scalelite.benchmarks.suite.Suite;
import org.scalelite.benchmarks.suite.Suite.Service;
import org.scalelite.common.bbb.CallParameters;

/** getRecordings over many recordings: pages beside the bare SELECT, and what a list of all of them does to memory. */
record RecordingRuns(Suite suite, Pace pace, Report report) {
    private static final int CONNECTIONS = 4;
    private static final double MOST_MILLIS = 30;
    private static final double LEAST_PERCENT = 50;
    private static final double MOST_GROWTH_MIB = 50;
    private static final int LISTINGS = 2;

    private record Case(String name, LoadCase api, BareSelect floor) {}

    void measure() throws IOException, InterruptedException {
        Service api = suite.api(suite.programs().run(Programs.Cached.API), Map.of());
        RecordingStore store = new RecordingStore(suite.environment(Map.of()));
        store.fill();
        List<Case> cases = cases(api);
        for (Case each : cases) {
            each.api().warmUp(pace.warmUp());
            each.floor().run(store, CONNECTIONS, pace.warmUp().dividedBy(3));
        }
        Map<String, List<Measurement>> found = new LinkedHashMap<>();
        Map<String, List<BareSelect.Found>> floors = new LinkedHashMap<>();
        for (int round = 0; round < pace.rounds(); round++) {
            for (Case each : cases) {
                BareSelect.Found floor = each.floor().run(store, CONNECTIONS, pace.measurement());
                Measurement measured = each.api().measure(pace.measurement(), List.of());
                System.out.printf(
                        Locale.ROOT,
                        "  %-40s %,9.0f/s  p50 %7.2f ms  bare SELECT %,9.0f/s  p50 %7.2f ms%n",
                        each.name(),
                        measured.requestsPerSecond(),
                        measured.medianMillis(),
                        floor.perSecond(),
                        floor.medianMillis());
                found.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(measured);
                floors.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(floor);
            }
        }
        found.forEach((name, measured) -> judge(name, measured, floors.getOrDefault(name, List.of()), api));
        list(api);
        api.process().close();
    }

    private static List<Case> cases(Service api) {
        return List.of(
                new Case(
                        "getRecordings, first page",
                        load("getRecordings, first page", api, _ -> CallParameters.none()),
                        new BareSelect("", _ -> List.of())),
                new Case(
                        "getRecordings by meetingID",
                        load("getRecordings by meetingID", api, turn -> CallParameters.of("meetingID", room(turn))),
                        new BareSelect("r.meeting_id = ?", turn -> List.of(room(turn)))),
                new Case(
                        "getRecordings by one metadata value",
                        load(
                                "getRecordings by one metadata value",
                                api,
                                turn -> CallParameters.of("meta_bbb-context", course(turn))),
                        new BareSelect(
                                "r.id in (select m.recording_id from metadata m where m.key = 'bbb-context'"
                                        + " and md5(m.value) = md5(?) and m.value = ?)",
                                turn -> List.of(course(turn), course(turn)))),
                new Case(
                        "getRecordings by recordID prefix",
                        load(
                                "getRecordings by recordID prefix",
                                api,
                                turn -> CallParameters.of("recordID", prefix(turn))),
                        new BareSelect(
                                "r.record_id ~>=~ ? and r.record_id ~<~ ?",
                                turn -> List.of(
                                        prefix(turn), prefix(turn) + Character.toString(Character.MAX_CODE_POINT)))));
    }

    private static String room(int turn) {
        return "room-" + turn % RecordingStore.ROOMS;
    }

    private static String course(int turn) {
        return "course-" + turn % RecordingStore.COURSES;
    }

    /** Eight of the characters that all recordings of a room start with. */
    private static String prefix(int turn) {
        return RecordingStore.recordIdPrefix(turn % RecordingStore.ROOMS).substring(0, 8);
    }

    private static LoadCase load(String name, Service api, IntFunction<CallParameters> parameters) {
        SignedCalls calls = Suite.frontEnd(api);
        List<byte[]> requests = new ArrayList<>();
        for (int turn = 0; turn < RecordingStore.ROOMS; turn++) {
            requests.add(calls.request("getRecordings", parameters.apply(turn).with("limit", "25")));
        }
        AtomicInteger next = new AtomicInteger();
        return new LoadCase(
                name,
                api,
                CONNECTIONS,
                () -> requests.get(Math.floorMod(next.getAndIncrement(), requests.size())),
                answer -> LoadCase.isSuccess(answer) && answer.bodyStart().contains("<recordID>"),
                () -> {});
    }

    private void judge(String name, List<Measurement> measured, List<BareSelect.Found> floor, Service api) {
        Measurement median = Measurement.median(measured);
        report.load(name, median, api.process().rssMib());
        double[] shares = new double[measured.size()];
        for (int round = 0; round < shares.length; round++) {
            shares[round] =
                    measured.get(round).requestsPerSecond() / floor.get(round).perSecond();
        }
        report.other(
                name + ": bare SELECT",
                String.format(
                        Locale.ROOT,
                        "%,.0f/s, p50 %.2f ms",
                        Measurement.median(floor.stream()
                                .mapToDouble(BareSelect.Found::perSecond)
                                .toArray()),
                        Measurement.median(floor.stream()
                                .mapToDouble(BareSelect.Found::medianMillis)
                                .toArray())));
        report.below(name + ": median under 30 ms", MOST_MILLIS, median.medianMillis(), "%.1f ms");
        report.atLeast(
                name + ": at least 50 % of the bare SELECT",
                LEAST_PERCENT,
                Measurement.median(shares) * 100,
                "%.0f %%");
    }

    /** A tenth of the recordings first, so that what any list needs is not taken for growth. */
    private void list(Service api) throws IOException {
        long before = api.process().rssMib();
        long some = drain(api, CallParameters.of("state", "unpublished"));
        long afterSome = api.process().rssMib();
        long start = System.nanoTime();
        long all = drain(api, CallParameters.none());
        double seconds = (System.nanoTime() - start) / 1e9 / LISTINGS;
        long afterAll = api.process().rssMib();
        report.other(
                "RSS of the API before a list, after one of %,d and after one of %,d recordings".formatted(some, all),
                before + " MiB, " + afterSome + " MiB, " + afterAll + " MiB");
        report.other("a list of %,d recordings".formatted(all), String.format(Locale.ROOT, "%.1f s", seconds));
        report.below(
                "API RSS grows by less than 50 MiB from the short list to the long one",
                MOST_GROWTH_MIB,
                (double) (afterAll - afterSome),
                "%.0f MiB");
    }

    private static long drain(Service api, CallParameters parameters) throws IOException {
        long found = 0;
        for (int i = 0; i < LISTINGS; i++) {
            found = recordings(Suite.frontEnd(api).address("getRecordings", parameters));
        }
        return found;
    }

    private static long recordings(URI address) throws IOException {
        long found = 0;
        int matched = 0;
        byte[] element = "<recordID>".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = address.toURL().openStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    matched = buffer[i] == element[matched] ? matched + 1 : buffer[i] == element[0] ? 1 : 0;
                    if (matched == element.length) {
                        found++;
                        matched = 0;
                    }
                }
            }
        }
        return found;
    }
}
