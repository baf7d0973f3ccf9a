package org.scalelite.importer.archive;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * What an archive may be (specification, 16.15).
 *
 * @param bytes largest size, packed and unpacked
 * @param files most entries
 */
@Singleton
public record ArchiveLimits(long bytes, int files) {
    private static final int GIB_SHIFT = 30;

    /** From the environment. */
    @Creator
    public static ArchiveLimits of(Settings settings) {
        return new ArchiveLimits(
                (long) settings.get(Variables.RECORDING_MAX_GIB) << GIB_SHIFT,
                settings.get(Variables.RECORDING_MAX_FILES));
    }
}
