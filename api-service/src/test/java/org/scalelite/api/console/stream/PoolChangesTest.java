package org.scalelite.api.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.api.console.page.ServerRow;
import org.scalelite.api.console.pool.Curves;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.api.console.testing.Facts;
import org.scalelite.api.operator.PoolReader.Pool;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry.Pollers;

class PoolChangesTest {
    private static final Set<ServerId> BOTH = Set.of(new ServerId("a"), new ServerId("b"));

    private static ServerFacts enabled(String name, int users) {
        return Facts.of(name, Server.State.ENABLED, "healthy", users);
    }

    private static PoolSnapshot pool(List<ServerFacts> servers) {
        int users = servers.stream()
                .mapToInt(facts -> facts.server().statistics().users())
                .sum();
        Pool totals = new Pool(servers.size(), 0, 0, 0, 0, 0, 0, users, Duration.ZERO, new Pollers(1, 0));
        return new PoolSnapshot(Instant.EPOCH, false, servers, totals, Curves.NONE);
    }

    /** The names of templates and hosts. */
    private static String html(String template, Object content) {
        return "[" + (content instanceof ServerRow row ? row.id() : template) + "]";
    }

    private static PoolChanges page(Set<ServerId> ids, ServerFacts... servers) {
        return new PoolChanges(PoolChangesTest::html, Optional.of(pool(List.of(servers))), ids);
    }

    @Test
    void sendsNothingWithoutAChange() {
        PoolChanges page = page(BOTH, enabled("a", 5), enabled("b", 9));
        assertThat(page.next(pool(List.of(enabled("b", 9), enabled("a", 5))))).isEmpty();
    }

    @Test
    void sendsAChangedRowOnce() {
        PoolChanges page = page(BOTH, enabled("a", 5), enabled("b", 9));
        PoolSnapshot changed = pool(List.of(enabled("a", 6), enabled("b", 9)));
        assertThat(page.next(changed)).containsExactly("[totals]", "[a]");
        assertThat(page.next(changed)).isEmpty();
    }

    @Test
    void sendsRowsOfThePageOnly() {
        PoolChanges page = page(Set.of(new ServerId("a")), enabled("a", 9), enabled("b", 5));
        assertThat(page.next(pool(List.of(enabled("a", 9), enabled("b", 4), enabled("c", 1)))))
                .containsExactly("[totals]");
    }

    @Test
    void sendsAllOfAPageThatIsNotKnown() {
        PoolChanges page = new PoolChanges(PoolChangesTest::html, Optional.empty(), BOTH);
        PoolSnapshot now = pool(List.of(enabled("a", 5), enabled("b", 9), enabled("c", 1)));
        assertThat(page.next(now)).containsExactly("[totals]", "[a][b]");
        assertThat(page.next(now)).isEmpty();
    }

    @Test
    void deletesTheRowOfARemovedServer() {
        PoolChanges page = page(BOTH, enabled("a", 5), enabled("b", 9));
        PoolSnapshot removed = pool(List.of(enabled("b", 9)));
        assertThat(page.next(removed).getLast())
                .isEqualTo("<tr id=\"" + ServerRow.rowId(new ServerId("a")) + "\" hx-swap-oob=\"delete\"></tr>");
        assertThat(page.next(removed)).isEmpty();
    }

    @Test
    void spreadsALargeChangeOverSeveralTicks() {
        Set<ServerId> ids =
                IntStream.range(0, 300).mapToObj(i -> new ServerId("s" + i)).collect(Collectors.toSet());
        PoolChanges page = new PoolChanges((_, _) -> "x".repeat(1_000), Optional.of(pool(servers(300, 1))), ids);
        PoolSnapshot changed = pool(servers(300, 2));
        int sent = 0;
        int ticks = 0;
        for (List<String> html = page.next(changed); !html.isEmpty(); html = page.next(changed)) {
            int size = html.stream().mapToInt(String::length).sum();
            assertThat(size).isLessThan(20_000);
            sent += size;
            ticks++;
        }
        assertThat(sent).isEqualTo(301_000);
        assertThat(ticks).isLessThan(25);
    }

    private static List<ServerFacts> servers(int count, int users) {
        return IntStream.range(0, count).mapToObj(i -> enabled("s" + i, users)).toList();
    }
}
