package org.scalelite.common.recording;

import java.util.Optional;

/** Whose recordings a caller may see and change (specification, section 7). */
public sealed interface RecordingScope {

    /** All there are: for an installation without tenants, and for operators. */
    record Everything() implements RecordingScope {}

    /** Those of one tenant. */
    record OfTenant(String id) implements RecordingScope {}

    /** Those that belong to no tenant, where there are tenants. */
    record NoTenant() implements RecordingScope {}

    /** Whether a recording of this tenant, or of none, is within. */
    default boolean includes(Optional<String> tenantId) {
        return switch (this) {
            case Everything() -> true;
            case OfTenant(String id) -> tenantId.equals(Optional.of(id));
            case NoTenant() -> tenantId.isEmpty();
        };
    }
}
