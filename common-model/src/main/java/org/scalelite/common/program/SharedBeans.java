package org.scalelite.common.program;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.health.StoreHealth;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.tenant.TenantRegistry;

/** Beans of several services that are made of other beans. */
@Factory
final class SharedBeans {

    @Singleton
    TenantRegistry tenantRegistry(RedisStore redis) {
        return new TenantRegistry(redis, Actor.SUITE);
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = DataSource.class)
    SchemaMigration schemaMigration(DataSource database, DataSourceResolver pools) {
        return new SchemaMigration(pools.resolve(database));
    }

    /** Uses the pool itself, because the data source of Micronaut Data gives connections to repositories only. */
    @Singleton
    StoreHealth storeHealth(
            RedisStore redis,
            Optional<DataSource> database,
            Optional<DataSourceResolver> pools,
            Optional<SchemaMigration> schema) {
        return new StoreHealth(redis, database.flatMap(pool -> pools.map(resolver -> resolver.resolve(pool))), schema);
    }
}
