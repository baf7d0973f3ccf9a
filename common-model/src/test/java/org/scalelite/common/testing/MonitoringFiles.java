package org.scalelite.common.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules and dashboards of deploy/monitoring. */
public final class MonitoringFiles {
    public static final List<String> DASHBOARDS = List.of("pool", "calls", "recordings");

    private static final ObjectMapper JSON = new ObjectMapper();

    private MonitoringFiles() {}

    /** An expression, and the rule or panel that has it. */
    public record Query(String owner, String expression) {}

    /** The path of a file, from the directory of the module that is tested. */
    public static Path path(String file) {
        return Stream.of("../deploy/monitoring", "../monitoring")
                .map(directory -> Path.of(directory, file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /** The content of a file, YAML or JSON. */
    public static JsonNode read(String file) {
        try {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(path(file)));
            return JSON.valueToTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> rules(String file) {
        return elements(read(file).path("groups"))
                .flatMap(group -> elements(group.path("rules")))
                .toList();
    }

    /** The alerts. */
    public static List<JsonNode> alerts() {
        return rules("alerts.yml");
    }

    /** The recording rules. */
    public static List<JsonNode> recordingRules() {
        return rules("recording-rules.yml");
    }

    /** A dashboard. */
    public static JsonNode dashboard(String name) {
        return read("dashboards/" + name + ".json");
    }

    /** The expressions of a dashboard. */
    public static List<Query> panels(String dashboard) {
        return elements(dashboard(dashboard).path("panels"))
                .flatMap(panel -> elements(panel.path("targets"))
                        .map(target -> new Query(
                                dashboard + ", " + panel.path("title").asText(),
                                target.path("expr").asText())))
                .toList();
    }

    /** All expressions. */
    public static List<Query> queries() {
        Stream<Query> rules = Stream.concat(
                alerts().stream()
                        .map(rule -> new Query(
                                rule.path("alert").asText(), rule.path("expr").asText())),
                recordingRules().stream()
                        .map(rule -> new Query(
                                rule.path("record").asText(), rule.path("expr").asText())));
        return Stream.concat(rules, DASHBOARDS.stream().flatMap(name -> panels(name).stream()))
                .toList();
    }

    /** The elements of an array. */
    public static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
