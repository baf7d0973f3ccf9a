package org.scalelite.common.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.scalelite.common.history.SeenRunTest.poll;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.DatabaseContext;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.TestDatabase;

/** The history and the samples on a real PostgreSQL. */
class MeetingRunRepositoryTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LONGEST_GAP = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final ServerId SERVER = new ServerId("s-1");

    private final TestDatabase database = TestDatabase.migrated();
    private final Settings settings = Settings.of(Map.of("DATABASE_URL", database.url()));
    private final ApplicationContext context = DatabaseContext.start(
            settings, DatabaseConfig.of(settings).orElseThrow().onDemandProperties(Duration.ofSeconds(10)));
    private final MeetingRunRepository runs = context.getBean(MeetingRunRepository.class);
    private final PoolSampleRepository samples = context.getBean(PoolSampleRepository.class);

    @AfterEach
    void close() {
        context.close();
        database.close();
    }

    private void add(SeenRun... seen) {
        runs.add(List.of(seen), LONGEST_GAP);
    }

    private static SeenRun together(SeenRun first, SeenRun later) {
        return first.followedBy(later, LONGEST_GAP);
    }

    private void end(int second) {
        runs.endUnlisted(Map.of(SERVER, START.plusSeconds(second)), INTERVAL);
    }

    private MeetingRun run() {
        return runs.page(MeetingRunQuery.ALL, 10, 0).runs().getFirst();
    }

    @Test
    void countsUsersSinceCreation() {
        add(poll(60, 3));
        add(poll(120, 5));
        assertThat(run())
                .isEqualTo(new MeetingRun(
                        "abc-1",
                        "s-1",
                        "bbb1",
                        Optional.empty(),
                        "room",
                        START,
                        START.plusSeconds(120),
                        Optional.empty(),
                        5,
                        (60 * 3 + 60 * 5) * 1000L,
                        true));
        assertThat(run().userMinutes()).isEqualTo(8.0);
    }

    @Test
    void countsNothingTwice() {
        SeenRun both = together(poll(60, 3), poll(120, 5));
        add(both);
        add(both);
        add(poll(60, 3));
        assertThat(run().userMillis()).isEqualTo(480_000);
        // The outcome of a write was unknown, and more was seen before it was repeated.
        add(together(both, poll(180, 0)), poll("other-1", 60, 1));
        assertThat(run().internalId()).isEqualTo("other-1");
        assertThat(database.value("select user_millis from meeting_runs where internal_id = 'abc-1'"))
                .as("of two minutes, the one that is not stored yet counts, with half of their users")
                .isEqualTo("630000");
    }

    @Test
    void countsUnknownTimeUpToLongestGap() {
        add(poll(3600, 2));
        assertThat(run().userMillis()).isEqualTo(2 * 300_000);
        add(poll(7200, 1));
        assertThat(run().userMillis()).isEqualTo(3 * 300_000);
    }

    @Test
    void lateWriteOfAnotherPollerChangesNoEnd() {
        add(poll(60, 1));
        end(180);
        assertThat(run().endedAt()).contains(START.plusSeconds(120));
        add(poll(90, 7));
        assertThat(run().endedAt()).contains(START.plusSeconds(120));
        assertThat(run().peakUsers()).isEqualTo(7);
    }

    @Test
    void endsWhatIsNotListed() {
        add(poll("ended", 60, 1), poll("running", 60, 1));
        add(poll("running", 120, 1));
        end(120);
        assertThat(database.value("select string_agg(internal_id || ' ' || ended_at, ',') from meeting_runs"
                        + " where ended_at = timestamptz '2026-01-05T09:02:00Z'"))
                .startsWith("ended ")
                .doesNotContain("running");
        add(poll("ended", 180, 2));
        assertThat(database.value("select count(*) from meeting_runs where ended_at is null"))
                .as("it is listed again")
                .isEqualTo("2");
        runs.endUnseen(START.plusSeconds(121));
        assertThat(database.value("select internal_id from meeting_runs where ended_at = last_seen_at"))
                .isEqualTo("running");
    }

    @Test
    void sameMeetingAgainIsAnotherRow() {
        add(poll("abc-1", 60, 1));
        add(poll("abc-2", 120, 4));
        end(120);
        assertThat(runs.page(MeetingRunQuery.ALL, 10, 0).runs())
                .extracting(
                        MeetingRun::internalId,
                        MeetingRun::peakUsers,
                        run -> run.endedAt().isPresent())
                .containsExactly(tuple("abc-2", 4, false), tuple("abc-1", 1, true));
    }

    @Test
    void storesHostileTexts() {
        String text = "=1+1\"\\u0000'{}," + "x".repeat(5_000);
        runs.add(
                List.of(new SeenRun("abc-1", "s-1", "h", "t\"", text + '\0', START, START, START, 1, 1, 0, false)),
                LONGEST_GAP);
        MeetingRunQuery query = new MeetingRunQuery(
                Optional.of("t\""), Optional.of("h"), Optional.of(text + '\0'), Optional.empty(), Optional.empty());
        assertThat(runs.page(query, 10, 0).runs())
                .extracting(MeetingRun::meetingId)
                .containsExactly(text + '\uFFFD');
    }

    private static MeetingRunQuery query(int field, String value) {
        List<Optional<String>> texts = new ArrayList<>(List.of(Optional.empty(), Optional.empty(), Optional.empty()));
        texts.set(field, Optional.of(value));
        return new MeetingRunQuery(texts.get(0), texts.get(1), texts.get(2), Optional.empty(), Optional.empty());
    }

    private long count(MeetingRunQuery query) {
        MeetingRunRepository.Found found = runs.page(query, 1, 0);
        assertThat(found.runs()).hasSize(found.total() > 0 ? 1 : 0);
        return found.total();
    }

    /** 2,500 runs, one a minute, ended. */
    private void fill() {
        database.run("insert into meeting_runs (internal_id, server_id, host, tenant_id, meeting_id, created_at,"
                + " last_seen_at, ended_at) select 'i-' || n, 's-' || n % 5, 'bbb' || n % 5,"
                + " case when n % 2 = 0 then 't-1' end, 'room-' || n / 10,"
                + " timestamptz '2026-01-05T09:00:00Z' + n / 2 * interval '2 minutes', now(), now()"
                + " from generate_series(0, 2499) n");
    }

    @Test
    void filtersAndPages() {
        fill();
        assertThat(count(MeetingRunQuery.ALL)).isEqualTo(2_500);
        assertThat(count(query(0, "t-1"))).isEqualTo(1_250);
        assertThat(count(query(0, "' or true"))).isZero();
        assertThat(count(query(1, "s-3"))).isEqualTo(500);
        assertThat(count(query(1, "bbb3"))).isEqualTo(500);
        assertThat(count(query(2, "room-7"))).isEqualTo(10);
        assertThat(count(query(2, "i-7"))).isEqualTo(1);
        MeetingRunQuery hour = new MeetingRunQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(START),
                Optional.of(START.plusSeconds(3600)));
        assertThat(count(hour)).isEqualTo(60);
        assertThat(runs.page(hour, 2, 58).runs())
                .extracting(MeetingRun::internalId)
                .containsExactly("i-1", "i-0");
    }

    @Test
    void addsUpWhatItFinds() {
        fill();
        database.run("update meeting_runs set user_millis = 60000, peak_users = 3, recorded = true where meeting_id ="
                + " 'room-7'; update meeting_runs set peak_users = 9 where internal_id = 'i-70'");
        assertThat(runs.page(MeetingRunQuery.ALL, 1, 2_500).totals())
                .isEqualTo(new MeetingRunRepository.Totals(2_500, 600_000, 9, 10));
        assertThat(runs.page(query(2, "unknown"), 1, 0).totals())
                .isEqualTo(new MeetingRunRepository.Totals(0, 0, 0, 0));
    }

    @Test
    void readsAllInOrderAcrossParts() {
        fill();
        List<MeetingRun> all = new ArrayList<>();
        assertThat(runs.forEach(MeetingRunQuery.ALL, Integer.MAX_VALUE, all::add))
                .isTrue();
        assertThat(all).isEqualTo(runs.page(MeetingRunQuery.ALL, 2_500, 0).runs());
        assertThat(all).hasSize(2_500);
        List<MeetingRun> some = new ArrayList<>();
        assertThat(runs.forEach(MeetingRunQuery.ALL, 1_500, run -> some.add(run) && some.size() < 1_200))
                .isTrue();
        assertThat(some).isEqualTo(all.subList(0, 1_200));
        assertThat(runs.forEach(query(2, "unknown"), 10, _ -> true)).isFalse();
    }

    @Test
    void forgetsOldestEndedRuns() {
        fill();
        database.run("update meeting_runs set ended_at = null where internal_id = 'i-0'");
        assertThat(runs.forget(START.plusSeconds(3600), 40)).isEqualTo(40);
        assertThat(runs.forget(START.plusSeconds(3600), 40)).isEqualTo(19);
        assertThat(count(MeetingRunQuery.ALL)).isEqualTo(2_441);
    }

    private static List<PoolSample> sample(Instant minute, int users) {
        return IntStream.range(0, 3)
                .mapToObj(i -> new PoolSample(minute, "s-" + i, 1, users, 1.5 * i))
                .toList();
    }

    @Test
    void onePollerWritesSampleOfMinute() {
        assertThat(samples.has(START)).isFalse();
        assertThat(samples.add(START, sample(START, 10))).isTrue();
        assertThat(samples.has(START)).isTrue();
        assertThat(samples.add(START, sample(START, 20))).isFalse();
        Instant next = START.plusSeconds(60);
        assertThat(samples.add(next, sample(next, 30))).isTrue();
        assertThat(samples.since(START)).hasSize(6).startsWith(new PoolSample(START, "s-0", 1, 10, 0));
        assertThat(samples.since(START, SERVER))
                .containsExactly(new PoolSample(START, "s-1", 1, 10, 1.5), new PoolSample(next, "s-1", 1, 30, 1.5));
        samples.forget(next);
        assertThat(samples.since(START)).hasSize(3);
    }
}
