package org.scalelite.importer;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.scalelite.common.config.Settings;
import org.scalelite.common.health.Readiness;
import org.scalelite.common.health.StoreHealth;
import org.scalelite.importer.archive.ArchiveLimits;
import org.scalelite.importer.spool.ImporterConfig;

/** What the importer is made of; all of it follows from {@link Settings}. */
@Factory
final class ImporterBeans {

    @Singleton
    ImporterConfig importerConfig(Settings settings) {
        return ImporterConfig.of(settings);
    }

    @Singleton
    Readiness readiness(StoreHealth stores) {
        return () -> stores.problems().isEmpty();
    }

    @Singleton
    ArchiveLimits archiveLimits(Settings settings) {
        return ArchiveLimits.of(settings);
    }
}
