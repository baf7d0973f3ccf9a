package org.scalelite.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.upload.BbbNode.Run;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.token.SignedToken;

/** The scripts for BBB servers, run by Ruby against a replica. */
class BbbNodeTest {
    private static final int MIB = 1 << 20;
    private static final Duration DEADLINE = TestTimeout.LIMIT;
    private static final String RECORD_ID = "0e9770ee13188deca3cd34f598eb93650a2f97c3-1767603600123";
    private static final int OK = 0;
    private static final int USAGE = 2;
    private static final int NOTHING_TO_SEND = 3;
    private static final int LOCAL_DISK = 4;
    private static final int WAITING = 5;

    private static Path spool;
    private static TestSuite suite;
    private static ApiService replica;

    private final Path home;
    private final BbbNode node;

    BbbNodeTest(@TempDir Path home) throws IOException {
        this.home = home;
        this.node = new BbbNode(home);
    }

    @BeforeAll
    static void start(@TempDir Path directory) {
        assumeTrue(
                hasRuby(),
                "SKIPPED: ruby is not installed, so the scripts of deploy/bbb-node are not tested: apt install ruby");
        spool = directory;
        suite = new TestSuite(1).with("RECORDING_SPOOL_DIR", spool.toString());
        replica = suite.replica();
    }

    private static boolean hasRuby() {
        try {
            return BbbNode.run(List.of("ruby", "--version")).code() == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
    }

    @BeforeEach
    void upload() throws IOException {
        PathUtils.cleanDirectory(spool);
        node.set("mode", "upload")
                .set("allow_http", "true")
                .set("balancer_url", url(replica))
                .set("secret", suite.server(0).secret());
    }

    private static String url(ApiService api) {
        return "http://127.0.0.1:" + api.uri().getPort();
    }

    private static String urlWithoutServer() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static List<String> archives() {
        return BbbNode.namesIn(spool);
    }

    /** The content of all archives in the spool. */
    private Path unpacked() throws IOException {
        Path target = Files.createDirectories(home.resolve("unpacked"));
        for (String archive : archives()) {
            Run run = BbbNode.run(List.of(
                    "tar", "--extract", "--file", spool.resolve(archive).toString(), "--directory", target.toString()));
            assertThat(run.code()).as(run.output()).isEqualTo(0);
        }
        return target;
    }

    private void assertDelivered(Path... folders) throws IOException {
        Path unpacked = unpacked();
        for (Path folder : folders) {
            Path copy = unpacked.resolve(node.published().relativize(folder));
            assertThat(PathUtils.directoryAndFileContentEquals(folder, copy))
                    .as(folder + " arrived byte for byte")
                    .isTrue();
        }
    }

    private void assertThatNoSecretShows(Run... runs) throws IOException {
        String secret = suite.server(0).secret();
        for (Run run : runs) {
            assertThat(run.output()).doesNotContain(secret).doesNotContain("Bearer");
        }
        assertThat(Files.readString(home.resolve("node.log"))).doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"post_publish_scalelite.rb", "scalelite_deliver.rb", "scalelite_batch.rb", "scalelite_prune.rb"})
    void scriptsHaveNoWarningsAndAHelpText(String script) {
        String path = BbbNode.SCRIPTS.resolve(script).toString();
        assertThat(BbbNode.run(List.of("ruby", "-wc", path)).output()).isEqualTo("Syntax OK\n");
        Run help = BbbNode.run(List.of("ruby", path, "--help"));
        assertThat(help.code()).isEqualTo(OK);
        assertThat(help.output()).startsWith("Usage: " + script).contains("--config");
        assertThat(BbbNode.run(List.of("ruby", path, "--nonsense")).code()).isEqualTo(USAGE);
    }

    /** The run that delivers a published presentation of this size at once. */
    private Run delivered(int bytes) throws IOException {
        Path folder = node.publish(RECORD_ID, "presentation", bytes);
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(run.code()).as(run.output()).isEqualTo(OK);
        assertThat(archives()).hasSize(1).first().asString().matches(RECORD_ID + "-[0-9a-f]{16}\\.tar");
        assertDelivered(folder);
        assertThat(node.queued()).isEmpty();
        return run;
    }

    @Test
    void deliversAPublishedFormatByteForByte() throws IOException {
        Run run = delivered(3 * MIB);
        assertThat(node.script("scalelite_deliver.rb", "--status").code()).isEqualTo(OK);
        assertThatNoSecretShows(run);
    }

    @Test
    void sendsAllPublishedFormatsInOneArchive() throws IOException {
        Path presentation = node.publish(RECORD_ID, "presentation", 1000);
        Path video = node.publish(RECORD_ID, "video", 2000);
        node.publish("another-1767603600124", "video", 10);
        assertThat(node.script("post_publish_scalelite.rb", "-m", RECORD_ID).code())
                .isEqualTo(OK);
        assertThat(archives()).hasSize(1);
        assertDelivered(presentation, video);
        assertThat(home.resolve("unpacked/video/another-1767603600124")).doesNotExist();
    }

    @Test
    void reportsUnpublishedRecordings() {
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "video");
        assertThat(run.code()).isEqualTo(NOTHING_TO_SEND);
        assertThat(run.output()).contains("is not published as video");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "-x", "a/b", "a b", "$(id)", ".hidden"})
    void rejectsAnInvalidRecordId(String recordId) {
        assertThat(node.script("post_publish_scalelite.rb", "--meeting-id=" + recordId)
                        .code())
                .isEqualTo(USAGE);
        assertThat(archives()).isEmpty();
    }

    @Test
    void queuesWhileTheLoadBalancerIsDown() throws IOException {
        node.set("balancer_url", urlWithoutServer());
        Path first = node.publish(RECORD_ID, "presentation", 1000);
        Path second = node.publish("another-1767603600124", "video", 2000);
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(run.code())
                .as("it is queued, and BBB continues: " + run.output())
                .isEqualTo(OK);
        assertThat(run.output()).contains("does not answer");
        assertThat(node.script("post_publish_scalelite.rb", "-m", "another-1767603600124", "-f", "video")
                        .code())
                .isEqualTo(OK);
        assertThat(node.queued()).hasSize(2);
        Run status = node.script("scalelite_deliver.rb", "--status");
        assertThat(status.code()).isEqualTo(WAITING);
        assertThat(status.output())
                .contains("does not answer")
                .contains("2 waiting")
                .contains("Next attempt");

        node.set("balancer_url", url(replica));
        assertThat(node.script("scalelite_deliver.rb").code())
                .as("the pause after a failure is kept")
                .isEqualTo(WAITING);
        assertThat(archives()).isEmpty();
        assertThat(node.script("scalelite_deliver.rb", "--now").code()).isEqualTo(OK);
        assertDelivered(first, second);
        assertThat(node.queued()).isEmpty();
        assertThat(Files.readAllLines(node.ledger())).hasSize(2);
    }

    @Test
    void continuesAnInterruptedUpload() throws IOException {
        Path folder = node.publish(RECORD_ID, "video", 8 * MIB);
        try (CuttingProxy line = new CuttingProxy(replica.uri(), 3 * MIB)) {
            node.set("balancer_url", line.uri().toString());
            Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "video");
            assertThat(run.code()).as(run.output()).isEqualTo(OK);
            assertThat(node.queued()).as(run.output()).isEmpty();
            assertThat(line.starts().getFirst()).isZero();
            assertThat(line.starts().getLast()).isGreaterThan(MIB);
        }
        assertDelivered(folder);
    }

    @Test
    void waitsForAnUploadInProgress() throws IOException {
        node.set("balancer_url", urlWithoutServer());
        Path folder = node.publish(RECORD_ID, "video", 2 * MIB);
        node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "video");
        node.set("balancer_url", url(replica));
        byte[] archive = Files.readAllBytes(node.queue().resolve(node.queued().getFirst()));
        Instant now = Instant.now();
        String token = SignedToken.sign(
                Map.of(
                        "sub",
                        RECORD_ID,
                        "sha256",
                        UploadTest.sha256(archive),
                        "size",
                        archive.length,
                        "iat",
                        now,
                        "exp",
                        now.plusSeconds(600)),
                SignedToken.Hash.HS256,
                suite.server(0).secret());
        try (Sender other = new Sender(replica.uri())) {
            other.head(
                    "PUT",
                    "/scalelite/api/recordings/" + RECORD_ID + ".tar",
                    "Authorization: Bearer " + token,
                    "Content-Length: " + archive.length);
            other.body(archive, 0, MIB);
            await().atMost(DEADLINE).until(() -> archives().size() == 1);
            Run run = node.script("scalelite_deliver.rb", "--now");
            assertThat(run.code()).isEqualTo(WAITING);
            assertThat(run.output()).contains("423").contains("under way");
            other.body(archive, MIB, archive.length);
            assertThat(other.answer()).startsWith("HTTP/1.1 201");
        }
        assertThat(node.script("scalelite_deliver.rb", "--now").code()).isEqualTo(OK);
        assertThat(node.ledger()).exists();
        assertDelivered(folder);
    }

    @Test
    void deliversFormatsPublishedConcurrently() throws Exception {
        List<String> formats = List.of("presentation", "video", "podcast", "notes");
        List<Path> folders = new ArrayList<>();
        for (String format : formats) {
            folders.add(node.publish(RECORD_ID, format, MIB + format.length()));
        }
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Run>> runs = formats.stream()
                    .<Callable<Run>>map(
                            format -> () -> node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", format))
                    .toList();
            for (Future<Run> run : workers.invokeAll(runs)) {
                assertThat(run.get().code()).as(run.get().output()).isEqualTo(OK);
            }
        }
        assertThat(node.script("scalelite_deliver.rb", "--now").code()).isEqualTo(OK);
        assertDelivered(folders.toArray(Path[]::new));
        assertThat(Files.readAllLines(node.ledger())).hasSize(formats.size());
    }

    @Test
    void wrongSecretLeavesTheRecordingInTheQueue() throws IOException {
        node.set("secret", "not-the-secret");
        node.publish(RECORD_ID, "presentation", 1000);
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(run.code()).isEqualTo(OK);
        assertThat(run.output()).contains("401").contains("bbb-conf --secret").doesNotContain("not-the-secret");
        assertThat(node.queued()).hasSize(1);
        assertThat(archives()).isEmpty();
        assertThat(node.script("scalelite_deliver.rb", "--now").code()).isEqualTo(WAITING);
        assertThat(node.script("scalelite_deliver.rb", "--status").output()).contains("bbb-conf --secret");
    }

    @Test
    void readsTheSecretOfBbb() throws IOException {
        Path override = home.resolve("bbb-web.properties");
        Path shipped = home.resolve("bigbluebutton.properties");
        Files.writeString(shipped, "securitySalt=shipped\n");
        Files.writeString(
                override,
                "#securitySalt=comment\nsecuritySalt=first\nsecuritySalt="
                        + suite.server(0).secret() + "\n");
        node.set("secret", "").set("properties_files", "[" + override + ", " + shipped + "]");
        node.publish(RECORD_ID, "presentation", 1000);
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(archives()).as(run.output()).hasSize(1);
        assertThatNoSecretShows(run);
    }

    @Test
    void detectsAnotherServerThanALoadBalancer() throws IOException {
        node.set("balancer_url", suite.server(0).apiUrl().resolve("/").toString());
        node.publish(RECORD_ID, "presentation", 1000);
        node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(node.queued()).hasSize(1);
        assertThat(node.script("scalelite_deliver.rb", "--status").output()).contains("takes no recordings");
    }

    @Test
    void sendsNothingWithAnUntrustedCertificate() throws Exception {
        Path store = home.resolve("store.p12");
        Path certificate = home.resolve("certificate.pem");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> access = List.of("-keystore", store.toString(), "-storepass", "changeit", "-alias", "sl");
        keytool(keytool, access, "-genkeypair", "-keyalg", "EC", "-dname", "CN=sl", "-ext", "SAN=ip:127.0.0.1");
        keytool(keytool, access, "-exportcert", "-rfc", "-file", certificate.toString());
        try (TlsListener listener = new TlsListener(store, "changeit")) {
            node.set("allow_http", "false").set("balancer_url", "https://127.0.0.1:" + listener.port());
            node.publish(RECORD_ID, "presentation", 1000);
            Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
            assertThat(run.code()).isEqualTo(OK);
            assertThat(run.output()).contains("certificate verify failed");
            assertThat(listener.requests()).isEmpty();

            node.set("ca_file", certificate.toString());
            assertThat(node.script("scalelite_deliver.rb", "--now").output()).contains("takes no recordings");
            assertThat(listener.requests()).hasSize(1).first().asString().startsWith("HEAD /scalelite/api/recordings/");
            assertThat(node.queued()).hasSize(1);
        }
    }

    private static void keytool(String program, List<String> access, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        command.addAll(access);
        Run run = BbbNode.run(command);
        assertThat(run.code()).as(run.output()).isEqualTo(0);
    }

    @Test
    void copiesCompleteArchivesToTheSpool() throws IOException {
        node.set("mode", "spool").set("spool_dir", spool.toString());
        delivered(2 * MIB);
    }

    @Test
    void removesAPartialArchiveFromTheSpool() throws IOException {
        // At this rate the copy cannot be complete at the timeout.
        node.set("mode", "spool")
                .set("spool_dir", spool.toString())
                .set("bandwidth_kib_per_second", "512")
                .set("try_seconds", "1");
        Path folder = node.publish(RECORD_ID, "presentation", 4 * MIB);
        assertThat(node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation")
                        .code())
                .isEqualTo(OK);
        assertThat(archives()).isEmpty();
        assertThat(node.queued()).hasSize(1);
        node.set("bandwidth_kib_per_second", "0");
        assertThat(node.script("scalelite_deliver.rb").code()).isEqualTo(OK);
        assertDelivered(folder);
    }

    @Test
    void writesNothingWithoutTheMountedVolume() throws IOException {
        node.set("mode", "spool").set("spool_dir", spool.toString()).set("spool_mountpoint", spool.toString());
        node.publish(RECORD_ID, "presentation", 1000);
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(run.code()).isEqualTo(OK);
        assertThat(run.output()).contains("nothing is mounted");
        assertThat(archives()).isEmpty();
        assertThat(node.queued()).hasSize(1);
        assertThat(node.ledger()).doesNotExist();
    }

    @Test
    void waitsForSpaceOnAFullDisk() throws IOException {
        node.set("min_free_mib", "900000000");
        Path folder = node.publish(RECORD_ID, "presentation", 1000);
        Run run = node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(run.code()).isEqualTo(LOCAL_DISK);
        assertThat(run.output()).contains("MiB free").contains("queue_dir").contains("make room");
        assertThat(node.script("scalelite_deliver.rb").code()).isEqualTo(WAITING);
        assertThat(node.script("scalelite_deliver.rb", "--status").output()).contains("to be packed");
        node.set("min_free_mib", "0");
        assertThat(node.script("scalelite_deliver.rb").code()).isEqualTo(OK);
        assertDelivered(folder);
    }

    @Test
    void newPublishReplacesAQueuedFormat() throws IOException {
        node.set("balancer_url", urlWithoutServer());
        node.publish(RECORD_ID, "presentation", 1000);
        node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        Path folder = node.publish(RECORD_ID, "presentation", 2000);
        node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");
        assertThat(node.queued()).hasSize(1);
        node.set("balancer_url", url(replica));
        assertThat(node.script("scalelite_deliver.rb", "--now").code()).isEqualTo(OK);
        assertDelivered(folder);
    }

    @Test
    void batchSendsMissedRecordingsOnly() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            folders.add(node.publish("room-176760360012" + i, "presentation", 1000 + i));
            folders.add(node.publish("room-176760360012" + i, "video", 2000 + i));
        }
        Run dry = node.script("scalelite_batch.rb", "--all", "--dry-run");
        assertThat(dry.output()).contains("3 to be sent");
        assertThat(archives()).isEmpty();
        assertThat(node.script("scalelite_batch.rb", "--all", "--until", "2001-01-01")
                        .output())
                .contains("0 sent");
        Run run = node.script("scalelite_batch.rb", "--all");
        assertThat(run.code()).as(run.output()).isEqualTo(OK);
        assertThat(run.output()).contains("3/3").contains("3 sent, 0 acknowledged before");
        assertDelivered(folders.toArray(Path[]::new));
        node.publish("room-1767603600121", "notes", 10);
        assertThat(node.script("scalelite_batch.rb", "--all").output()).contains("1 sent, 2 acknowledged before");
        assertThat(node.script("scalelite_batch.rb", "--id", "room-1767603600120", "--resend")
                        .output())
                .contains("1 sent");
        assertThat(node.script("scalelite_batch.rb").code()).isEqualTo(USAGE);
    }

    @Test
    void batchStopsWhileTheLoadBalancerIsDown() throws IOException {
        node.set("balancer_url", urlWithoutServer());
        node.publish("room-1767603600121", "presentation", 10);
        node.publish("room-1767603600122", "presentation", 10);
        assertThat(node.script("scalelite_batch.rb", "--all").code()).isEqualTo(WAITING);
        assertThat(node.queued()).hasSize(1);
    }

    @Test
    void prunesAcknowledgedRecordingsOnly() throws IOException {
        Path presentation = node.publish(RECORD_ID, "presentation", 1000);
        Path raw = Files.createDirectories(node.raw().resolve(RECORD_ID));
        Path unsent = node.publish("unsent-1767603600124", "presentation", 1000);
        Files.createDirectories(node.raw().resolve("unsent-1767603600124"));
        node.script("post_publish_scalelite.rb", "-m", RECORD_ID, "-f", "presentation");

        Run dry = node.script("scalelite_prune.rb", "--older-than", "0");
        assertThat(dry.output())
                .contains("would delete " + presentation)
                .contains("would delete " + raw)
                .contains("kept: unsent-1767603600124, not acknowledged")
                .contains("--yes");
        assertThat(presentation).exists();
        assertThat(node.script("scalelite_prune.rb", "--older-than", "100000", "--yes")
                        .output())
                .contains("too young");
        assertThat(presentation).exists();

        Path video = node.publish(RECORD_ID, "video", 10);
        assertThat(node.script("scalelite_prune.rb", "--older-than", "0", "--yes")
                        .output())
                .contains("not acknowledged as it is now: video");
        assertThat(presentation).exists();
        PathUtils.deleteDirectory(video);

        Run run = node.script("scalelite_prune.rb", "--older-than", "0", "--yes");
        assertThat(run.code()).as(run.output()).isEqualTo(OK);
        assertThat(presentation).doesNotExist();
        assertThat(raw).doesNotExist();
        assertThat(unsent).exists();
        assertThat(node.raw().resolve("unsent-1767603600124")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: ftp",
                "balancer_url: http://plain.example.org\nallow_http: false",
                "balancer_url: not an address",
                "nonsense: 1",
                "try_seconds: soon"
            })
    void namesAWrongSetting(String wrong) throws IOException {
        String name = wrong.substring(0, wrong.indexOf(':'));
        Files.writeString(
                node.config(),
                Stream.of("mode: upload", "balancer_url: https://sl.example.org", "allow_http: false")
                                .filter(line -> !line.startsWith(name + ":")
                                        && !(wrong.contains("allow_http") && line.startsWith("allow_http")))
                                .collect(java.util.stream.Collectors.joining("\n"))
                        + "\n" + wrong + "\n");
        Run run = node.script("scalelite_deliver.rb");
        assertThat(run.code()).as(run.output()).isEqualTo(USAGE);
        assertThat(run.output()).contains(name);
    }

    @Test
    void installsUpdatesAndUninstalls() throws IOException {
        Path prefix = home.resolve("root");
        String installer = BbbNode.SCRIPTS.resolve("install.sh").toString();
        Run run = BbbNode.run(List.of("sh", installer, "--prefix", prefix.toString()));
        assertThat(run.code()).as(run.output()).isEqualTo(0);
        Path postPublish = prefix.resolve("usr/local/bigbluebutton/core/scripts/post_publish");
        Path script = postPublish.resolve("post_publish_scalelite.rb");
        assertThat(BbbNode.namesIn(postPublish)).containsExactly("post_publish_scalelite.rb");
        Path config = prefix.resolve("etc/bigbluebutton/scalelite-bbb-node.yml");
        Run untouched = BbbNode.run(List.of(
                "ruby", prefix.resolve("usr/local/bin/scalelite_batch.rb").toString(), "--help"));
        assertThat(untouched.code()).as(untouched.output()).isEqualTo(OK);

        Files.copy(node.config(), config, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path folder = node.publish(RECORD_ID, "presentation", 1000);
        Run publish = BbbNode.run(List.of("ruby", script.toString(), "-m", RECORD_ID, "-f", "presentation"));
        assertThat(publish.code()).as(publish.output()).isEqualTo(OK);
        assertDelivered(folder);

        assertThat(BbbNode.run(List.of("sh", installer, "--prefix", prefix.toString()))
                        .output())
                .contains("Kept " + config);
        assertThat(Files.mismatch(config, node.config())).isEqualTo(-1);
        assertThat(BbbNode.run(List.of("sh", installer, "--uninstall", "--prefix", prefix.toString()))
                        .code())
                .isEqualTo(0);
        assertThat(script).doesNotExist();
        assertThat(prefix.resolve("usr/local/lib/scalelite-bbb-node")).doesNotExist();
        assertThat(config).exists();
        assertThat(BbbNode.run(List.of("sh", installer, "--nonsense")).code()).isEqualTo(USAGE);
    }

    @Test
    void shippedConfigurationIsValid() throws IOException {
        Files.copy(
                BbbNode.SCRIPTS.resolve("scalelite-bbb-node.yml"),
                node.config(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String uncommented = Files.readString(node.config()).replaceAll("(?m)^#([a-z_]+:|  - )", "$1");
        Files.writeString(
                node.config(),
                uncommented
                        .replaceAll("(?m)^(queue_dir|ledger_file|log_file): .*$", "$1: " + home + "/$1")
                        .replaceAll("(?m)^allow_http: .*$", ""));
        Run run = node.script("scalelite_deliver.rb", "--status");
        assertThat(run.code()).as(run.output()).isEqualTo(OK);
    }
}
