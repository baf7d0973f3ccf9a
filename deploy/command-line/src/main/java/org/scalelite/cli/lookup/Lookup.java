package org.scalelite.cli.lookup;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.logging.PrintableText;
import org.scalelite.common.server.Server;
import org.scalelite.common.tenant.TenantEntry;

/**
 * Finds servers or tenants by id, by another name, or by the unique beginning of the id, in this order. A text that matches
 * nothing is used as an id: the registry may have an incomplete record of it.
 *
 * @param noun the plural of what is found
 */
public record Lookup(String noun, List<Entry> entries) {
    /** Knows nothing, so that each text is an id. */
    public static final Lookup IDS_ONLY = new Lookup("ids", List.of());

    private static final int MOST_CANDIDATES = 10;

    public Lookup {
        entries = List.copyOf(entries);
    }

    /**
     * A server or tenant.
     *
     * @param names the first one is shown to operators
     */
    public record Entry(String id, List<String> names) {
        public Entry {
            names = List.copyOf(names);
        }

        /** The name for operators; the id if it has no name. */
        public String name() {
            return names.isEmpty() ? id : names.getFirst();
        }

        private String label() {
            return name().equals(id) ? id : "%s (%s)".formatted(id, name());
        }

        private Stream<String> allNames() {
            return Stream.concat(Stream.of(id), names.stream()).map(Lookup::plain);
        }
    }

    /** Servers by id, host, host with port, or URL. */
    public static Lookup ofServers(Collection<Server> servers) {
        return new Lookup(
                "servers",
                servers.stream()
                        .map(server -> new Entry(server.id().value(), names(server.url())))
                        .toList());
    }

    /** Tenants by id or name. */
    public static Lookup ofTenants(Collection<TenantEntry> tenants) {
        return new Lookup(
                "tenants",
                tenants.stream()
                        .map(tenant ->
                                new Entry(tenant.id(), tenant.name().isBlank() ? List.of() : List.of(tenant.name())))
                        .toList());
    }

    private static List<String> names(URI url) {
        String host = url.getHost();
        return host == null
                ? List.of(url.toString())
                : Stream.of(hostName(url), host, url.toString()).distinct().toList();
    }

    /** The host of a URL, with the port if the URL has one: several servers of a test pool share a host. */
    public static String hostName(URI url) {
        String host = url.getHost();
        if (host == null) {
            return url.toString();
        }
        return url.getPort() < 0 ? host : host + ":" + url.getPort();
    }

    /**
     * The id of what an operator calls so; the same text if nothing is called so.
     *
     * @throws InvalidInputException if the text may mean several
     */
    public String id(String typed) {
        String wanted = plain(typed);
        return only(typed, entry -> entry.id().equals(typed))
                .or(() -> only(
                        typed,
                        entry -> entry.names().stream()
                                .anyMatch(name -> plain(name).equals(wanted))))
                .or(() -> only(
                        typed, entry -> !wanted.isEmpty() && plain(entry.id()).startsWith(wanted)))
                .orElse(typed);
    }

    private Optional<String> only(String typed, Predicate<Entry> condition) {
        List<Entry> found = entries.stream().filter(condition).toList();
        if (found.size() > 1) {
            throw new InvalidInputException("'%s' may mean several %s: %s%s; give the id"
                    .formatted(
                            PrintableText.of(typed),
                            noun,
                            found.stream()
                                    .map(Entry::label)
                                    .map(PrintableText::of)
                                    .sorted()
                                    .limit(MOST_CANDIDATES)
                                    .collect(Collectors.joining(", ")),
                            found.size() > MOST_CANDIDATES ? ", …" : ""));
        }
        return found.stream().findFirst().map(Entry::id);
    }

    /** Whether there is one with this id. */
    public boolean has(String id) {
        return entries.stream().anyMatch(entry -> entry.id().equals(id));
    }

    /** The id, with the name behind it if the operator did not type the id. */
    public String label(String id, String typed) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id) && !id.equals(typed))
                .findFirst()
                .map(Entry::label)
                .map(PrintableText::of)
                .orElse(id);
    }

    /** The end of an error about an unknown id: similar names, or nothing. */
    public String hint(String unknown) {
        List<String> similar = Similarity.mostSimilar(plain(unknown), entries, Entry::allNames).stream()
                .map(Entry::name)
                .map(PrintableText::of)
                .distinct()
                .toList();
        return similar.isEmpty() ? "" : ": did you mean %s?".formatted(String.join(" or ", similar));
    }

    /** Names without differences that mean nothing. */
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    }
}
