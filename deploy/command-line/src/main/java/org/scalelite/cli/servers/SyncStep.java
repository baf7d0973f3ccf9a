package org.scalelite.cli.servers;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;

/** One change that makes the pool equal its file. */
sealed interface SyncStep {

    /** The line that tells of it; secrets are not in it. */
    String text();

    /** Whether something is lost by it. */
    default boolean destroys() {
        return false;
    }

    /** A server is missing. */
    record Add(ServerId id, PoolFile.Entry server) implements SyncStep {
        boolean enabled() {
            return server.enabled().orElse(true);
        }

        @Override
        public String text() {
            return "+ %s: url %s, load_multiplier %s%s%s, %s"
                    .formatted(
                            id,
                            server.url(),
                            server.loadMultiplier(),
                            server.tag().isEmpty() ? "" : ", tag " + server.tag(),
                            settings(),
                            enabled() ? "enabled" : "disabled");
        }

        private String settings() {
            return new TreeMap<>(server.settings())
                    .entrySet().stream()
                            .map(setting -> ", %s %s".formatted(setting.getKey().text(), setting.getValue()))
                            .collect(Collectors.joining());
        }
    }

    /**
     * A server is different.
     *
     * @param differences {@code field before → after} of each field
     */
    record Change(ServerId id, ServerUpdate update, List<String> differences) implements SyncStep {
        public Change {
            differences = List.copyOf(differences);
        }

        @Override
        public String text() {
            return "~ %s: %s".formatted(id, String.join(", ", differences));
        }
    }

    /** A server that the file does not name goes; one that has got a meeting meanwhile is cordoned. */
    record Remove(ServerId id) implements SyncStep {
        @Override
        public String text() {
            return "- %s: removed".formatted(id);
        }

        @Override
        public boolean destroys() {
            return true;
        }
    }

    /** A server that the file does not name goes once its meetings are ended. */
    record EndAndRemove(ServerId id, long meetings) implements SyncStep {
        @Override
        public String text() {
            return "- %s: removed, its %d meeting%s ended".formatted(id, meetings, meetings == 1 ? "" : "s");
        }

        @Override
        public boolean destroys() {
            return true;
        }
    }

    /** A server that the file does not name gets no new meetings. */
    record Cordon(ServerId id) implements SyncStep {
        @Override
        public String text() {
            return "- %s: cordoned, because it has meetings; removed by a later sync".formatted(id);
        }
    }
}
