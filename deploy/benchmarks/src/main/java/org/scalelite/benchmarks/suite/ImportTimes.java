package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.scalelite.benchmarks.Report;
import org.scalelite.benchmarks.load.Measurement;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.recording.DirectoryMove;

/**
 * How fast one importer works a full spool off. The floor is what an operator's shell loop would do: {@code tar -x},
 * {@code mv} and one INSERT over an open session, for each archive; it checks, syncs and remembers nothing.
 */
public record ImportTimes(Suite suite, Report report, int archives) {
    private static final int FILES = 20;
    private static final int FILE_BYTES = 52_000;
    private static final double SHARE = 50;
    private static final long TIMEOUT_SECONDS = 300;

    public void measure(int rounds) throws IOException, InterruptedException {
        double[] floors = new double[rounds];
        double[] imports = new double[rounds];
        double[] shares = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Path directory = Files.createDirectory(suite.directory().resolve("imports-" + round));
            makeArchives(directory, round);
            floors[round] = archives / floor(directory);
            imports[round] = archives / importer(directory);
            shares[round] = imports[round] / floors[round] * 100;
        }
        forgetRecordings();
        report.other("import floor: tar -x, mv, INSERT in a shell loop", perSecond(floors));
        report.other("import of archives of 1 MB with 20 files, one importer", perSecond(imports));
        report.atLeast("import: at least 50 % of the shell loop", SHARE, Measurement.median(shares), "%.0f %%");
    }

    /** The cases after this one fill the tables themselves. */
    private void forgetRecordings() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate recordings, metadata, playback_formats, thumbnails restart identity");
        } catch (SQLException e) {
            throw new BenchmarkException("the imported recordings cannot be removed", e);
        }
    }

    private static String perSecond(double[] rates) {
        return String.format(Locale.ROOT, "%.0f archives/s", Measurement.median(rates));
    }

    private static String id(int round, int archive) {
        return "%040x-1767603600123".formatted(round * 1_000_000L + archive);
    }

    private void makeArchives(Path directory, int round) throws IOException, InterruptedException {
        Random random = new Random(round);
        Path ready = Files.createDirectory(directory.resolve("ready"));
        for (int archive = 0; archive < archives; archive++) {
            String id = id(round, archive);
            Path files = Files.createDirectories(
                    directory.resolve("made").resolve("video").resolve(id));
            for (int file = 1; file < FILES; file++) {
                byte[] bytes = new byte[FILE_BYTES];
                random.nextBytes(bytes);
                Files.write(files.resolve("part-" + file), bytes);
            }
            Files.writeString(files.resolve("metadata.xml"), metadata(id));
            run(
                    directory.resolve("made"),
                    "tar",
                    "-cf",
                    ready.resolve(id + ".tar").toString(),
                    "video/" + id);
        }
        DirectoryMove.delete(directory.resolve("made"));
    }

    /** The metadata.xml of a recording. */
    static String metadata(String id) {
        return """
                <recording><id>%1$s</id><state>published</state><published>true</published>
                <start_time>1767603600123</start_time><end_time>1767607200999</end_time><participants>3</participants>
                <meta><meetingId>room</meetingId><meetingName>Biology</meetingName><bbb-origin>Moodle</bbb-origin></meta>
                <playback><format>video</format><link>https://bbb1.example.org/playback/video/%1$s/</link>
                <duration>3540876</duration></playback></recording>
                """.formatted(id);
    }

    /** Seconds of the shell loop. */
    private double floor(Path directory) throws IOException, InterruptedException {
        Path work = Files.createDirectories(directory.resolve("floor-work"));
        Path published = Files.createDirectories(directory.resolve("floor-published/video"));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists floor_recordings"
                    + " (id bigserial primary key, record_id varchar unique, meeting_id varchar, name varchar)");
            long start = System.nanoTime();
            Process loop = new ProcessBuilder("sh", "-c", """
                            for archive in ready/*.tar; do
                                id=${archive#ready/} && id=${id%.tar}
                                tar -xf "$archive" -C "$1" && mv "$1/video/$id" "$2/$id" &&
                                echo "insert into floor_recordings (record_id, meeting_id, name) values ('$id', 'room', 'B')"
                            done
                            """, "loop", work.toString(), published.toString())
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var inserts = loop.inputReader(StandardCharsets.UTF_8)) {
                for (String insert = inserts.readLine(); insert != null; insert = inserts.readLine()) {
                    statement.executeUpdate(insert);
                }
            }
            double seconds = seconds(start);
            if (loop.waitFor() != 0 || count(published) != archives) {
                throw new BenchmarkException("the shell loop did not unpack all archives");
            }
            DirectoryMove.delete(work);
            DirectoryMove.delete(published);
            return seconds;
        } catch (SQLException e) {
            throw new BenchmarkException("the floor of the imports failed", e);
        }
    }

    /** Seconds of one importer, from the moment in which the archives are there until the last one is gone. */
    private double importer(Path directory) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of("SPOOL", "WORK", "PUBLISH", "UNPUBLISH")) {
            Path path = Files.createDirectories(directory.resolve(name.toLowerCase(Locale.ROOT)));
            environment.put("RECORDING_" + name + "_DIR", path.toString());
        }
        environment.put("RECORDING_IMPORT_POLL_INTERVAL", "0.2");
        environment.put("RECORDING_IMPORT_SETTLE_TIME", "0.1");
        environment.put("RAILS_LOG_LEVEL", "info");
        Path spool = directory.resolve("spool");
        String name = directory.getFileName() + "-importer";
        try (ServiceProcess importer =
                suite.start(name, suite.programs().run(Programs.Cached.IMPORTER), suite.environment(environment))) {
            awaitTrue(importer, () -> importer.output().contains("Importing recordings"));
            long start = System.nanoTime();
            try (Stream<Path> ready = Files.list(directory.resolve("ready"))) {
                for (Path archive : ready.toList()) {
                    Files.move(archive, spool.resolve(archive.getFileName()));
                }
            }
            awaitTrue(importer, () -> isEmpty(spool));
            double seconds = seconds(start);
            if (count(directory.resolve("publish/video")) != archives) {
                throw importer.failure("did not import all archives");
            }
            report.other("RSS of the importer", importer.rssMib() + " MiB");
            return seconds;
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    /** Whether no archive is left. */
    static boolean isEmpty(Path spool) {
        try (var files = Files.newDirectoryStream(spool, "*.tar")) {
            return !files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitTrue(ServiceProcess process, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw process.failure("did not import the archives");
            }
            Thread.sleep(5);
        }
    }

    private Connection connect() throws SQLException {
        DatabaseConfig config =
                DatabaseConfig.of(Settings.of(suite.environment(Map.of()))).orElseThrow();
        return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    static void run(Path directory, String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).directory(directory.toFile()).start().waitFor() != 0) {
            throw new BenchmarkException(String.join(" ", command) + " failed");
        }
    }
}
