package org.scalelite.cli.status;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.lookup.Lookup;
import org.scalelite.common.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of listings that select and sort servers. */
@Command
final class ServerSelection {
    private static final Set<String> WORDS = Set.of("enabled", "cordoned", "disabled", "online", "suspect", "offline");

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            converter = Word.class,
            completionCandidates = Words.class,
            description = "Only servers with one of these states or statuses: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<String> words;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = "The order: ${COMPLETION-CANDIDATES}; the largest numbers first.")
    private @Nullable Order order;

    /** The orders of a listing. */
    enum Order {
        id,
        host,
        state,
        status,
        meetings,
        users,
        videos,
        load;

        List<Server> sort(List<Server> servers) {
            return servers.stream()
                    .sorted(comparator()
                            .thenComparing(server -> Lookup.hostName(server.url()))
                            .thenComparing(server -> server.id().value()))
                    .toList();
        }

        private Comparator<Server> comparator() {
            return switch (this) {
                case id -> Comparator.comparing(server -> server.id().value());
                case host -> Comparator.comparing(server -> Lookup.hostName(server.url()));
                case state -> Comparator.comparing(Server::state);
                case status -> Comparator.comparing(ServerListing::health);
                case meetings -> largest(server -> server.statistics().meetings());
                case users -> largest(server -> server.statistics().users());
                case videos -> largest(server -> server.statistics().videos());
                case load -> largest(server -> server.load().orElse(-1));
            };
        }

        private static Comparator<Server> largest(ToDoubleFunction<Server> number) {
            return Comparator.comparingDouble(number).reversed();
        }
    }

    /** A state or a status. */
    static final class Word implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            if (!WORDS.contains(word)) {
                throw new TypeConversionException(
                        "'%s' is no state: give %s".formatted(text, String.join(", ", new Words())));
            }
            return word;
        }
    }

    /** The states and statuses, for completion. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return WORDS.stream().sorted().iterator();
        }
    }

    /** The selected servers in the selected order. */
    List<Server> of(List<Server> servers, Order usual) {
        return (order == null ? usual : order)
                .sort(servers.stream().filter(this::isSelected).toList());
    }

    /** What to print if there is no server. */
    String none() {
        return words == null ? "No servers are configured" : "No servers with this state";
    }

    /** A suspect server is online, too. */
    private boolean isSelected(Server server) {
        return words == null
                || words.contains(server.state().text())
                || words.contains(ServerListing.status(server))
                || words.contains(ServerListing.health(server));
    }
}
