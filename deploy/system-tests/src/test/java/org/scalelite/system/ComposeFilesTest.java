package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the compose files of {@code deploy/compose} say, without an engine; {@link ContainersIT} runs them. */
class ComposeFilesTest {
    private static final Path COMPOSE = SuiteProcess.ROOT.resolve("deploy/compose");
    private static final Pattern SIZE = Pattern.compile("(\\d+)([kmg])");
    private static final Pattern PORT = Pattern.compile("http://bbb.localhost:(\\d+)/");
    private static final Pattern HTTP_PORT = Pattern.compile("(?m)^HTTP_PORT=(\\d+)$");
    private static final Pattern API_OF_QUICKSTART = Pattern.compile("Port of the API \\(default: (\\d+)\\)");
    private static final Pattern FIRST_OF_QUICKSTART = Pattern.compile("\\(\\(first = (\\d+);");
    /** The quick start takes the next free ports where its first ones are taken. */
    private static final int FURTHEST_SIMULATED = 50;

    private static Map<?, ?> read(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(COMPOSE.resolve(file)));
    }

    private static Map<?, ?> section(Map<?, ?> from, String key) {
        return (Map<?, ?>) Objects.requireNonNull(from.get(key), key);
    }

    private static Map<?, ?> services(String file) throws IOException {
        return section(read(file), "services");
    }

    private static List<String> names(Map<?, ?> services) {
        return services.keySet().stream().map(String::valueOf).toList();
    }

    private static List<String> list(Map<?, ?> service, String key) {
        return service.get(key) instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static long bytes(String size) {
        Matcher parts = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        assertThat(parts.matches()).as(size).isTrue();
        return Long.parseLong(parts.group(1))
                << switch (parts.group(2)) {
                    case "k" -> 10;
                    case "m" -> 20;
                    default -> 30;
                };
    }

    /** The kernel counts what lies in a tmpfs as memory of the container, and ends its program at the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"compose.yml", "compose.demo.yml", "compose.monitoring.yml"})
    void aFullTmpfsLeavesHalfOfTheMemory(String file) throws IOException {
        Map<?, ?> services = services(file);
        for (String name : names(services)) {
            Map<?, ?> service = section(services, name);
            if (!service.containsKey("image")) {
                continue;
            }
            List<String> mounts = list(service, "tmpfs");
            assertThat(mounts).as(name).isNotEmpty().allMatch(mount -> mount.contains("size="));
            long taken = mounts.stream()
                    .mapToLong(mount -> bytes(mount.replaceFirst(".*size=", "").replaceFirst(",.*", "")))
                    .sum();
            long shared = service.get("shm_size") instanceof String size ? bytes(size) : 0;
            assertThat((taken + shared) * 2)
                    .as(name)
                    .isLessThanOrEqualTo(bytes(String.valueOf(service.get("mem_limit"))));
        }
    }

    @Test
    void nginxSharesANetworkWithTheApiAlone() throws IOException {
        Map<?, ?> services = services("compose.yml");
        assertThat(list(section(services, "nginx"), "networks")).containsExactly("front");
        assertThat(names(services))
                .filteredOn(name -> list(section(services, name), "networks").contains("front"))
                .containsExactlyInAnyOrder("nginx", "api-1", "api-2");
    }

    @Test
    void theStoresHaveANetworkWithoutAWayOut() throws IOException {
        Map<?, ?> services = services("compose.yml");
        for (String name : List.of("postgres", "redis")) {
            Map<?, ?> store = section(services, name);
            assertThat(list(store, "networks")).as(name).containsExactly("stores");
            assertThat(list(store, "ports")).as(name).isEmpty();
        }
        Map<?, ?> stores = section(section(read("compose.yml"), "networks"), "stores");
        assertThat(String.valueOf(stores.get("internal"))).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus", "grafana"})
    void monitoringIsConfinedAndOnThisMachineAlone(String name) throws IOException {
        Map<?, ?> service = section(services("compose.monitoring.yml"), name);
        assertThat(String.valueOf(service.get("image"))).as("a fixed version").matches(".*:v?\\d+\\.\\d+\\.\\d+}");
        assertThat(service.get("read_only")).isEqualTo(true);
        assertThat(list(service, "cap_drop")).containsExactly("ALL");
        assertThat(list(service, "security_opt")).containsExactly("no-new-privileges:true");
        assertThat(list(service, "ports")).hasSize(1).allMatch(port -> port.contains(":-127.0.0.1:"));
        assertThat(list(service, "networks")).doesNotContain("default", "front", "stores");
        assertThat(list(service, "volumes").stream()
                        .map(volume -> volume.split(":", -1)[0])
                        .filter(source -> source.startsWith("."))
                        .map(COMPOSE::resolve))
                .isNotEmpty()
                .allMatch(Files::exists);
        assertThat(Files.readString(COMPOSE.resolve("compose.monitoring.yml")))
                .as("passwords are secrets")
                .doesNotContain("ADMIN_PASSWORD:");
    }

    /** Prometheus asks DNS for one name of each service, which its replicas share. */
    @Test
    void replicasShareTheNamesThatPrometheusAsksFor() throws IOException {
        Map<?, ?> services = services("compose.monitoring.yml");
        String configuration = Files.readString(COMPOSE.resolve("../monitoring/prometheus.yml"));
        List<String> watched = names(services("compose.yml")).stream()
                .filter(name -> !List.of("nginx", "postgres", "redis").contains(name))
                .toList();
        assertThat(watched).hasSize(6).allSatisfy(name -> {
            Map<?, ?> network = section(section(section(services, name), "networks"), "metrics");
            assertThat(list(network, "aliases"))
                    .hasSize(1)
                    .allMatch(alias -> name.startsWith(alias) && configuration.contains("names: [" + alias + "]"));
        });
    }

    /** Both show the suite on one machine, and a newcomer may start one while the other runs. */
    @Test
    void theDemonstrationHasPortsOfItsOwn() throws IOException {
        String quickstart = Files.readString(SuiteProcess.ROOT.resolve("deploy/quickstart"));
        List<Integer> simulated = numbers(FIRST_OF_QUICKSTART, quickstart);
        List<Integer> ports = numbers(PORT, Files.readString(COMPOSE.resolve("demo/servers.yml")));
        assertThat(ports).hasSize(3).allMatch(port -> port >= simulated.getFirst() + FURTHEST_SIMULATED);
        String range = ports.getFirst() + "-" + ports.getLast();
        assertThat(list(section(services("compose.demo.yml"), "bbb"), "ports"))
                .containsExactly("127.0.0.1:${DEMO_BBB_PORTS-" + range + "}:" + range);
        assertThat(numbers(HTTP_PORT, Files.readString(COMPOSE.resolve("demo.env"))))
                .hasSize(1)
                .doesNotContainAnyElementsOf(numbers(API_OF_QUICKSTART, quickstart))
                .allMatch(port -> port >= simulated.getFirst() + FURTHEST_SIMULATED);
    }

    private static List<Integer> numbers(Pattern pattern, String text) {
        List<Integer> numbers = pattern.matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
        assertThat(numbers).as(pattern.pattern()).isNotEmpty();
        return numbers;
    }
}
