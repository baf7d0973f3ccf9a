package org.scalelite.api.console.pool;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;

/**
 * Which servers a page shows, and in which order, as its address has it.
 *
 * @param text part of host, id or tag
 * @param state administrative state or health; empty: any
 */
public record PoolQuery(String text, String state, Sort sort, boolean descending) {

    /** The columns. */
    public enum Sort implements EnumText {
        HOST,
        STATE,
        HEALTH,
        LOAD,
        MEETINGS,
        USERS,
        LARGEST,
        VIDEOS,
        VERSION,
        TAG,
        POLLED;

        private Comparator<ServerFacts> order() {
            return switch (this) {
                case HOST -> Comparator.comparing(facts -> ServerRow.hostOf(facts.server()));
                case STATE -> Comparator.comparing(facts -> facts.server().state());
                case HEALTH -> Comparator.comparing(ServerFacts::health);
                case LOAD -> Comparator.comparing(facts -> facts.server().load().orElse(-1));
                case MEETINGS -> statistic(Server.Statistics::meetings);
                case USERS -> statistic(Server.Statistics::users);
                case LARGEST -> statistic(Server.Statistics::largestMeeting);
                case VIDEOS -> statistic(Server.Statistics::videos);
                case VERSION ->
                    Comparator.comparing(
                            facts -> facts.server().statistics().bbbVersion().orElse(""));
                case TAG -> Comparator.comparing(facts -> facts.server().tag().orElse(""));
                case POLLED -> Comparator.comparing(facts -> facts.polledAt().orElse(Instant.EPOCH));
            };
        }

        private static Comparator<ServerFacts> statistic(ToIntFunction<Server.Statistics> statistic) {
            return Comparator.comparingInt(
                    facts -> statistic.applyAsInt(facts.server().statistics()));
        }

        /** Numbers are looked at from the largest. */
        public boolean isNumber() {
            return compareTo(LOAD) >= 0 && compareTo(VIDEOS) <= 0;
        }
    }

    /** From the parameters of an address; what is unknown there counts as missing. */
    public static PoolQuery of(Map<String, String> parameters) {
        String sort = parameters.getOrDefault("sort", "");
        boolean descending = sort.startsWith("-");
        return new PoolQuery(
                parameters.getOrDefault("text", "").strip(),
                parameters.getOrDefault("state", "").strip(),
                EnumText.find(Sort.class, descending ? sort.substring(1) : sort).orElse(Sort.HOST),
                descending);
    }

    /** The parameters of the same page in the order of a column, reversed if it has that order. */
    public Map<String, String> sortedBy(Sort column) {
        boolean reverse = column == sort ? !descending : column.isNumber();
        return parameters((reverse ? "-" : "") + column.text());
    }

    public Map<String, String> parameters() {
        return parameters((descending ? "-" : "") + sort.text());
    }

    private Map<String, String> parameters(String order) {
        return new TreeMap<>(Map.of("text", text, "state", state, "sort", order));
    }

    /** The servers, filtered and sorted. */
    public List<ServerFacts> apply(List<ServerFacts> servers) {
        Comparator<ServerFacts> order = descending ? sort.order().reversed() : sort.order();
        return servers.stream()
                .filter(this::matches)
                .sorted(order.thenComparing(Sort.HOST.order())
                        .thenComparing(facts -> facts.server().id().value()))
                .toList();
    }

    private boolean matches(ServerFacts facts) {
        Server server = facts.server();
        boolean hasText = List.of(
                        ServerRow.hostOf(server),
                        server.id().value(),
                        server.tag().orElse(""))
                .stream()
                .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
        return hasText && (state.isEmpty() || state.equals(server.state().text()) || state.equals(facts.health()));
    }

    /** The value of aria-sort of a column. */
    public String ariaSort(Sort column) {
        return column != sort ? "none" : descending ? "descending" : "ascending";
    }
}
