package org.scalelite.common.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalelite.common.registry.RegistryFault.Kind;

/** Texts of contradictions in Redis. */
class RegistryFaultTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasACause(Kind kind) {
        RegistryFault fault = new RegistryFault(kind, "SUBJECT", "OWNER");
        assertThat(fault.what()).contains("SUBJECT").doesNotContain("%");
        assertThat(fault.cure()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void scriptNamesItWithHyphens(Kind kind) {
        assertThat(Kind.of(kind.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "MEETING_LISTED, meeting:room",
        "TENANT_MEETING_LISTED, v2:meeting:room",
        "SETTING_LISTED, t-1",
        "SERVER_LISTED, room"
    })
    void repairComparesTheSubjectAgain(Kind kind, String compared) {
        assertThat(new RegistryFault(kind, "room", "t-1").compared()).isEqualTo(compared);
    }

    @Test
    void faultsInUseAreLeftToAnOperator() {
        assertThat(Arrays.stream(Kind.values()).filter(kind -> !new RegistryFault(kind, "x").isRepairable()))
                .containsExactlyInAnyOrder(
                        Kind.BRIDGE_SHARED,
                        Kind.MEETING_SPLIT,
                        Kind.SERVER_UNREADABLE,
                        Kind.SERVER_WITHOUT_SECRET,
                        Kind.SERVER_TWICE,
                        Kind.TENANT_NAME_SHARED,
                        Kind.TENANT_WITHOUT_NAME,
                        Kind.TENANT_WITHOUT_SECRET);
    }
}
