package org.scalelite.cli.servers;

import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a pool file (specification, section 14): {@code servers: {ID: {url, secret, enabled, load_multiplier, tag}}} and
 * the settings for placement, or a list of such servers without ids. Only nodes are read, so that no tag of the text can make an object. All that is wrong is
 * collected.
 */
final class PoolReader {
    private static final int MOST_CHARACTERS = 4 << 20;
    private static final int MOST_ALIASES = 50;
    private static final String SERVERS = "servers";

    private final List<String> problems = new ArrayList<>();
    private final List<PoolFile.Entry> servers = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> urls = new HashSet<>();

    private PoolReader() {}

    /**
     * The servers of a file in which each has an id.
     *
     * @throws PoolFile.InvalidException if anything is wrong with it
     */
    static List<PoolFile.Entry> withIds(Reader yaml) throws PoolFile.InvalidException {
        return read(yaml, false);
    }

    /**
     * The servers of a file, with or without ids.
     *
     * @throws PoolFile.InvalidException if anything is wrong with it
     */
    static List<PoolFile.Entry> anyServers(Reader yaml) throws PoolFile.InvalidException {
        return read(yaml, true);
    }

    private static List<PoolFile.Entry> read(Reader yaml, boolean listAllowed) throws PoolFile.InvalidException {
        PoolReader reader = new PoolReader();
        try {
            reader.document(compose(yaml), listAllowed);
        } catch (MarkedYAMLException e) {
            throw new PoolFile.InvalidException(List.of("This is no YAML: %s%s"
                    .formatted(
                            e.getProblem(),
                            Optional.ofNullable(e.getProblemMark())
                                    .map(mark -> " in line " + (mark.getLine() + 1))
                                    .orElse(""))));
        } catch (YAMLException e) {
            throw new PoolFile.InvalidException(List.of("This is no YAML that can be read: " + e.getMessage()));
        }
        if (!reader.problems.isEmpty()) {
            throw new PoolFile.InvalidException(reader.problems);
        }
        return reader.servers;
    }

    private static @Nullable Node compose(Reader yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        return new Yaml(new SafeConstructor(options)).compose(yaml);
    }

    private void document(@Nullable Node root, boolean listAllowed) {
        Node pool = null;
        if (root instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (pool == null && keyOf(entry).equals(SERVERS)) {
                    pool = entry.getValueNode();
                } else {
                    problems.add("'%s' is not expected beside '%s:'".formatted(keyOf(entry), SERVERS));
                }
            }
        }
        if (pool instanceof MappingNode byId) {
            byId.getValue().forEach(entry -> server(keyOf(entry), Optional.of(keyOf(entry)), entry.getValueNode()));
        } else if (listAllowed && pool instanceof SequenceNode list) {
            int number = 0;
            for (Node server : list.getValue()) {
                number++;
                server("server %d".formatted(number), Optional.empty(), server);
            }
        } else {
            problems.add("The file has no 'servers:' with the servers by their ids below it");
        }
    }

    private void server(String name, Optional<String> id, Node node) {
        if (!ids.add(name)) {
            problems.add(name + ": stands in the file twice");
            return;
        }
        PoolFields fields = new PoolFields(name, problems);
        fields.read(node);
        fields.server(id).ifPresent(this::add);
    }

    private void add(PoolFile.Entry server) {
        if (!urls.add(normal(server.url().toString()))) {
            problems.add(server.name() + ": another server in the file has the same url " + server.url());
        }
        servers.add(server);
    }

    /** An address without what makes no difference. */
    static String normal(String url) {
        return url.replaceFirst("/+$", "");
    }

    private static String keyOf(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
    }
}
