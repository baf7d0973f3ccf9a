package org.scalelite.common.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.AuditLog.AuditEntry;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServerUpdate;
import org.scalelite.common.testing.TestRegistry;

class AuditLogTest {
    private static final URI URL = URI.create("https://bbb1.example.com/bigbluebutton/api");
    private static final Actor ADA = Actor.commandLine("ada", "desk");

    private final TestRegistry registry = new TestRegistry();
    private final AuditLog log = new AuditLog(registry.redis());
    private final ServerRegistry servers = registry.servers().by(ADA);
    private final ServerId id = new ServerId("bbb1");

    @AfterEach
    void close() {
        registry.close();
    }

    private List<AuditEntry> entries() {
        return log.newest(new AuditLog.Query(Optional.empty(), Optional.empty(), 100));
    }

    @Test
    void eachChangeIsRecordedWithActorAndValues() {
        servers.add(id, URL, "the-secret", 1, Optional.of("gpu"));
        servers.update(
                id,
                ServerUpdate.state(Server.State.ENABLED)
                        .withSecret("another-secret")
                        .withTag(""));
        servers.by(Actor.token("bob")).remove(id, false);

        List<AuditEntry> entries = entries();
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly("server.remove", "server.update", "server.add");
        assertThat(entries)
                .extracting(entry -> entry.actor().name())
                .containsExactly("token:bob", "cli:ada@desk", "cli:ada@desk");
        assertThat(entries).extracting(AuditEntry::subject).containsOnly("bbb1");
        assertThat(entries.get(1).before()).isEqualTo(Map.of("state", "disabled", "secret", "(hidden)", "tag", "gpu"));
        assertThat(entries.get(1).after()).isEqualTo(Map.of("state", "enabled", "secret", "(hidden)"));
        assertThat(entries.toString()).doesNotContain("the-secret", "another-secret");
    }

    @Test
    void whatChangesNothingIsNoEntry() {
        servers.add(id, URL, "the-secret", 1, Optional.empty());
        servers.changeState(id, Server.State.DISABLED);
        servers.changeState(new ServerId("unknown"), Server.State.ENABLED);
        servers.add(id, URL, "the-secret", 1, Optional.empty());
        assertThat(entries()).hasSize(1);
    }

    @Test
    void entriesAreFoundByWhatWasChangedAndByWhom() {
        servers.add(id, URL, "secret", 1, Optional.empty());
        servers.by(Actor.token("bob")).changeState(id, Server.State.ENABLED);
        log.write(Actor.token("bob"), "callback.retry", "17", Map.of("state", "dead"), Map.of("state", "pending"));

        assertThat(log.newest(new AuditLog.Query(Optional.of("17"), Optional.empty(), 10)))
                .extracting(AuditEntry::action)
                .containsExactly("callback.retry");
        assertThat(log.newest(new AuditLog.Query(Optional.empty(), Optional.of("token:"), 10)))
                .hasSize(2);
        assertThat(log.newest(new AuditLog.Query(Optional.empty(), Optional.empty(), 1)))
                .hasSize(1);
    }

    @Test
    void theLogIsReadToItsEndAndBounded() {
        IntStream.range(0, 1200)
                .forEach(i -> log.write(Actor.SUITE, "test", "s" + i % 2, Map.of(), Map.of("n", String.valueOf(i))));
        assertThat(log.newest(new AuditLog.Query(Optional.of("s1"), Optional.empty(), 10_000)))
                .hasSize(600)
                .first()
                .extracting(AuditEntry::after)
                .isEqualTo(Map.of("n", "1199"));
        assertThat(entries()).hasSize(100);
    }
}
