package org.scalelite.api.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.api.console.page.AuditPage.Row;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog.AuditEntry;

class AuditPageTest {
    @Test
    void aValueCannotReorderTheOthersOfItsCell() {
        Map<String, String> after = Map.of("tag", "\u202eabc", "url", "https://bbb.example.org");
        Row row = Row.of(
                new AuditEntry("1-0", Instant.EPOCH, Actor.SUITE, "server.update", "bbb-1", Map.of("tag", ""), after));
        assertThat(row.before()).isEqualTo("tag=");
        assertThat(row.after()).isEqualTo("tag=?abc, url=https://bbb.example.org");
    }
}
