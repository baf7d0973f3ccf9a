package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images, and what is not. */
@Order(6)
class ImagesIT {
    /** What the tests, the demonstration and the training of AOT caches use. */
    private static final List<String> SECRETS = List.of(
            ContainerStack.SECRET,
            "pw-of-test",
            "demo-secret",
            "demo-bbb-secret",
            "the-load-balancer-secret-of-a-benchmark",
            "the-secret-of-all-simulated-servers");

    private static final String DATA = "/tmp|/var/tmp|/run/lock|/var/bigbluebutton";

    @BeforeAll
    static void build() {
        ContainerImages.require();
    }

    private static String label(String image, String name) {
        return ContainerImages.docker(
                        "inspect",
                        "--format",
                        "{{index .Config.Labels \"org.opencontainers.image." + name + "\"}}",
                        ContainerImages.name(image))
                .strip();
    }

    private static String scan(String image, String writable) {
        List<String> arguments = new ArrayList<>(List.of(writable));
        arguments.addAll(SECRETS);
        return ContainerImages.run("--user 0", image, "scan.sh", arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "api, " + DATA,
        "poller, " + DATA,
        "recording-importer, " + DATA,
        "nginx, " + DATA + "|/run/scalelite-nginx",
        "simulator, /tmp|/var/tmp|/run/lock"
    })
    void anImageHoldsNoSecretNoBuildToolAndNothingToWriteTo(String image, String writable) {
        assertThat(scan(ContainerImages.name(image), writable)).isEmpty();
        assertThat(ContainerImages.docker("inspect", "--format", "{{json .Config}}", ContainerImages.name(image)))
                .doesNotContain(SECRETS)
                .doesNotContainPattern("(?i)(password|secret|token)[a-z_]*=[^\"]")
                .contains("\"User\":\"1000:1000\"", "\"tini\"");
        assertThat(ContainerImages.docker(
                        "history", "--no-trunc", "--format", "{{.CreatedBy}}", ContainerImages.name(image)))
                .doesNotContain(SECRETS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "poller", "recording-importer", "nginx", "simulator"})
    void anImageHasLabels(String image) {
        assertThat(label(image, "title")).isEqualTo("scalelite-suite-" + image);
        assertThat(label(image, "description")).contains("BigBlueButton");
        assertThat(label(image, "licenses")).isEqualTo("Apache-2.0");
        assertThat(label(image, "version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(label(image, "revision")).matches("[0-9a-f]{40}|unknown");
        assertThat(label(image, "created")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)");
    }

    @ParameterizedTest
    @CsvSource({"api, --version", "poller, --version", "api, poll --help", "recording-importer, recordings --help"})
    void aCommandTakesItsAotCache(String image, String command) {
        List<String> arguments = new ArrayList<>(List.of("scalelite"));
        arguments.addAll(List.of(command.split(" ", -1)));
        assertThat(ContainerImages.run(
                        "--read-only", ContainerImages.name(image), "cached.sh", arguments.toArray(String[]::new)))
                .contains("scalelite");
    }

    @Test
    void scalelitesNamesStartServicesAndTasks() {
        assertThat(ContainerImages.run("--read-only --tmpfs /tmp:exec", ContainerImages.name("api"), "started.sh")
                        .lines())
                .containsExactly(
                        "/tmp/bin/service runs api",
                        "no beat 1",
                        "beat 1",
                        "/tmp/bin/service runs poller",
                        "no beat 1",
                        "beat 0",
                        "/tmp/bin/service runs recording-importer",
                        "no beat 1",
                        "beat 0",
                        "14",
                        "rake",
                        "bundle: only 'bundle exec rake TASK' is known here",
                        "bundle 1");
    }

    @Test
    void theNginxImageHoldsThePlayer() {
        assertThat(ContainerImages.docker(
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--entrypoint",
                        "cat",
                        ContainerImages.name("nginx"),
                        "/opt/scalelite-nginx/player/versions",
                        "/opt/scalelite-nginx/player/presentation/2.3/index.html"))
                .contains("bbb-playback\t1:3.0-7", "/playback/presentation/2.3/static/js/main.js");
    }

    @Test
    void aBuildWithoutThePlayerWarnsOrFails() {
        String tag = ContainerImages.TAG + "-without-player";
        Map<String, String> unreachable = Map.of("PLAYER_SOURCE", "http://127.0.0.1:1/jammy-300");
        Map<String, String> required = new HashMap<>(unreachable);
        required.put("PLAYER_REQUIRED", "true");
        try {
            Shell.Outcome built = ContainerImages.tryToBuild(unreachable, "--no-aot", "--tag", tag, "nginx");
            assertThat(built.code()).as(built.output()).isZero();
            assertThat(built.output()).contains("**********", "HAS NO PLAYER", "cannot be reached", "install-player");
            assertThat(ContainerImages.tryToBuild(required, "--no-aot", "--tag", tag, "nginx")
                            .code())
                    .isEqualTo(1);
        } finally {
            ContainerImages.docker("rmi", "--force", "scalelite/nginx:" + tag);
        }
    }

    @Test
    void theHealthCheckKnowsTheLivingFromTheDead() {
        assertThat(ContainerImages.run("--read-only --tmpfs /tmp", ContainerImages.name("api"), "healthy.sh")
                        .lines())
                .containsExactly(
                        "no-beat 1",
                        "fresh-poller 0",
                        "fresh-importer 0",
                        "old-poller 1",
                        "old-importer 1",
                        "slow-poller 0",
                        "slow-importer 0",
                        "no-api 1",
                        "unknown 2");
    }
}
