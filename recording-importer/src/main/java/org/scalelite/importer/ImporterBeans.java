package org.scalelite.importer;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.scalelite.common.health.Readiness;
import org.scalelite.common.health.StoreHealth;

/** Beans that only the importer has. */
@Factory
final class ImporterBeans {

    @Singleton
    Readiness readiness(StoreHealth stores) {
        return () -> stores.problems().isEmpty();
    }
}
