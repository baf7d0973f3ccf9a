package org.scalelite.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.scalelite.benchmarks.suite.BenchmarkException;
import org.scalelite.benchmarks.suite.RecordingStore;

/**
 * The floor of getRecordings: the statements that find and count a page, over JDBC, with every value of every row read and
 * nothing made of it.
 *
 * @param condition further ones on the rows of recordings r
 * @param values of its question marks, for each turn
 */
record BareSelect(String condition, IntFunction<List<String>> values) {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final String ROWS = "from recordings r where exists (select from playback_formats f"
            + " where f.recording_id = r.id) and (r.state in ('published', 'unpublished') or r.state is null)";
    private static final String PAGE = """
            select r.id, r.record_id, r.meeting_id, r.name, r.published, r.state, r.protected, r.starttime, r.endtime,
                r.participants,
                (select json_object_agg(m.key, m.value) from metadata m
                    where m.recording_id = r.id and m.key is not null),
                (select json_agg(json_build_object(
                        'format', f.format, 'url', f.url, 'length', f.length, 'processingTime', f.processing_time,
                        'thumbnails', (select json_agg(json_build_object(
                                'width', t.width, 'height', t.height, 'alt', t.alt, 'url', t.url)
                                order by t.sequence, t.id)
                            from thumbnails t where t.playback_format_id = f.id))
                        order by f.format, f.id)
                    from playback_formats f where f.recording_id = r.id)
            from (select r.* %s%s order by r.starttime desc, r.id desc limit 25) r
            order by r.starttime desc, r.id desc
            """;

    /** What came of it. */
    record Found(double perSecond, double medianMillis, double p99Millis) {}

    Found run(RecordingStore store, int threads, Duration time) throws InterruptedException {
        Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, 3);
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * 997;
                running.add(executor.submit(() -> {
                    repeat(store, first, start + time.toNanos(), latencies);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new BenchmarkException("the bare SELECT fails", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Found(
                latencies.getTotalCount() / seconds,
                latencies.getValueAtPercentile(50) / 1_000.0,
                latencies.getValueAtPercentile(99) / 1_000.0);
    }

    private void repeat(RecordingStore store, int first, long end, Histogram latencies) throws SQLException {
        String condition = condition().isEmpty() ? "" : " and " + condition();
        try (Connection connection = store.connect();
                PreparedStatement page = connection.prepareStatement(PAGE.formatted(ROWS, condition));
                PreparedStatement count = connection.prepareStatement("select count(*) " + ROWS + condition)) {
            for (int turn = first; System.nanoTime() < end; turn++) {
                long start = System.nanoTime();
                read(page, turn);
                read(count, turn);
                latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            }
        }
    }

    private void read(PreparedStatement statement, int turn) throws SQLException {
        List<String> given = values.apply(turn);
        for (int i = 0; i < given.size(); i++) {
            statement.setString(i + 1, given.get(i));
        }
        try (ResultSet row = statement.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int column = 1; column <= columns; column++) {
                    row.getString(column);
                }
            }
        }
    }
}
