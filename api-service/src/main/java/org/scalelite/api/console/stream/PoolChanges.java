package org.scalelite.api.console.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.operator.PoolReader.Pool;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;

/** What a page shows of the pool, and the HTML of what has changed since. A large change is spread over several ticks. */
final class PoolChanges {
    /** Ticks are a second apart, and the stream is to stay below 20 KB a second. */
    private static final int MOST_CHARACTERS = 16_000;

    private final BiFunction<String, Object, String> templates;
    private final Map<ServerId, Optional<ServerRow>> shown = new LinkedHashMap<>();
    private Optional<Pool> totals;

    /**
     * A page.
     *
     * @param templates fills in the template of a name
     * @param loaded what the page was made of; empty: not known, so that all of it is sent once
     * @param ids servers in the page
     */
    PoolChanges(BiFunction<String, Object, String> templates, Optional<PoolSnapshot> loaded, Set<ServerId> ids) {
        this.templates = templates;
        this.totals = loaded.map(PoolSnapshot::totals);
        ids.forEach(id -> shown.put(id, loaded.flatMap(base -> base.find(id).map(facts -> row(facts, base)))));
    }

    /** The fragments that bring the page up to date, or a part of it. Each is parsed for itself: a row only among rows. */
    List<String> next(PoolSnapshot now) {
        List<String> fragments = new ArrayList<>();
        if (!totals.equals(Optional.of(now.totals()))) {
            totals = Optional.of(now.totals());
            fragments.add(templates.apply("totals", now.totals()));
        }
        String rows = rows(now);
        if (!rows.isEmpty()) {
            fragments.add(rows);
        }
        return fragments;
    }

    private String rows(PoolSnapshot now) {
        StringBuilder html = new StringBuilder();
        Set<ServerId> removed = new HashSet<>(shown.keySet());
        for (ServerFacts facts : now.servers()) {
            ServerId id = facts.server().id();
            Optional<ServerRow> row = Optional.of(row(facts, now));
            if (removed.remove(id) && html.length() < MOST_CHARACTERS && !row.equals(shown.get(id))) {
                shown.put(id, row);
                html.append(templates.apply("row", row.get()));
            }
        }
        for (ServerId id : removed) {
            shown.remove(id);
            html.append("<tr id=\"%s\" hx-swap-oob=\"delete\"></tr>".formatted(ServerRow.rowId(id)));
        }
        return html.toString();
    }

    private static ServerRow row(ServerFacts facts, PoolSnapshot snapshot) {
        return ServerRow.of(facts, snapshot);
    }
}
