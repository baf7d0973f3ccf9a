package org.scalelite.cli.servers;

import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The fields of one server in a pool file; what is wrong with them is added to the problems of the file. */
final class PoolFields {
    private static final Set<String> SETTINGS = Stream.concat(
                    Stream.of("url", "secret", "enabled", "load_multiplier", "tag"),
                    Stream.of(Server.Setting.values()).map(Server.Setting::text))
            .collect(Collectors.toUnmodifiableSet());
    /** What {@code servers yaml --verbose} adds; it is not ours to set. */
    private static final Set<String> FINDINGS = Set.of("load", "state", "bbb_version", "online");

    private final String name;
    private final List<String> problems;
    private final Map<String, String> values = new HashMap<>();
    private boolean sound = true;

    PoolFields(String name, List<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    void read(Node node) {
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::field);
        } else if (!isNull(node)) {
            problem("give its fields, such as url, secret, enabled, load_multiplier, tag");
        }
    }

    private void field(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (!SETTINGS.contains(key)) {
            if (!FINDINGS.contains(key)) {
                problem("'%s' is no field of a server".formatted(key));
            }
        } else if (!(entry.getValueNode() instanceof ScalarNode value)) {
            problem(key + " is no single value");
        } else if (!isNull(value) && values.put(key, value.getValue()) != null) {
            problem(key + " stands there twice");
        }
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** The server that the fields make; empty if anything is wrong with them. */
    Optional<PoolFile.Entry> server(Optional<String> givenId) {
        Optional<ServerId> id = givenId.flatMap(text -> value(ServerInput::id, text));
        Optional<URI> url = Optional.ofNullable(values.get("url"))
                .or(() -> id.map("https://%s/bigbluebutton/api"::formatted))
                // An invalid id is reported alone.
                .or(() -> givenId.isPresent() ? Optional.empty() : missing("url"))
                .flatMap(text -> value(ServerInput::url, text));
        Optional<String> secret = Optional.ofNullable(values.get("secret"))
                .or(() -> missing("secret"))
                .flatMap(text -> value(ServerInput::secret, text));
        Optional<Double> multiplier = value(ServerInput::multiplier, values.getOrDefault("load_multiplier", "1"));
        Optional<String> tag = value(ServerInput::tag, values.getOrDefault("tag", ""));
        Optional<Boolean> enabled =
                Optional.ofNullable(values.get("enabled")).flatMap(text -> value(PoolFields::flag, text));
        Map<Server.Setting, String> settings = new EnumMap<>(Server.Setting.class);
        for (Server.Setting setting : Server.Setting.values()) {
            value(text -> ServerInput.setting(setting, text), values.getOrDefault(setting.text(), ""))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> settings.put(setting, text));
        }
        return sound
                ? Optional.of(new PoolFile.Entry(
                        id,
                        url.orElseThrow(),
                        secret.orElseThrow(),
                        enabled,
                        multiplier.orElseThrow(),
                        tag.orElseThrow(),
                        settings))
                : Optional.empty();
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new InvalidInputException("enabled is '%s': give true or false".formatted(text));
        };
    }

    private <T> Optional<T> value(Function<String, T> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (InvalidInputException e) {
            problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<String> missing(String field) {
        problem(field + " is missing");
        return Optional.empty();
    }

    private void problem(String text) {
        sound = false;
        problems.add(name + ": " + text);
    }
}
