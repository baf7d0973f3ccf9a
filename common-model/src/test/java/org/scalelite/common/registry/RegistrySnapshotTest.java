package org.scalelite.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The document that PostgreSQL keeps of servers and tenants. */
class RegistrySnapshotTest {
    private static final String B = "{\"id\":\"b\",\"fields\":{\"url\":\"https://b/api\",\"secret\":\"hush\"}}";
    private static final String A = "{\"id\":\"a\",\"fields\":{\"secret\":\"hush\",\"url\":\"https://a/api\"}}";
    private static final String TENANT =
            "{\"id\":\"t\",\"fields\":{\"name\":\"school\"},\"settings\":{\"s\":{\"param\":\"welcome\"}}}";

    @Test
    void equalSnapshotsMakeEqualDocuments() {
        RegistrySnapshot snapshot = RegistrySnapshot.of(List.of(A, B), List.of(TENANT));
        assertThat(RegistrySnapshot.of(List.of(B, A), List.of(TENANT)).document())
                .isEqualTo(snapshot.document());
        assertThat(snapshot.document())
                .isEqualTo("{\"servers\":{\"a\":{\"secret\":\"hush\",\"url\":\"https://a/api\"},"
                        + "\"b\":{\"secret\":\"hush\",\"url\":\"https://b/api\"}},"
                        + "\"tenants\":{\"t\":{\"fields\":{\"name\":\"school\"},"
                        + "\"settings\":{\"s\":{\"param\":\"welcome\"}}}}}");
        assertThat(RegistrySnapshot.parse(snapshot.document())).isEqualTo(snapshot);
    }

    @Test
    void emptyWithoutServersAndTenants() {
        assertThat(RegistrySnapshot.of(List.of(), List.of()).isEmpty()).isTrue();
        assertThat(RegistrySnapshot.of(List.of(A), List.of()).isEmpty()).isFalse();
    }

    @Test
    void errorsAndTextsHaveNoSecrets() {
        assertThatThrownBy(() -> RegistrySnapshot.parse("{\"servers\":{\"a\":\"hush\"}}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registry_snapshots")
                .hasMessageNotContaining("hush")
                .hasNoCause();
        assertThat(RegistrySnapshot.of(List.of(A), List.of(TENANT))).hasToString("1 servers and 1 tenants");
    }
}
