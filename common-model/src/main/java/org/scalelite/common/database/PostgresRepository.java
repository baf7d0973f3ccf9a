package org.scalelite.common.database;

import io.micronaut.aop.Around;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.sql.DataSource;

/**
 * A repository of Micronaut Data over PostgreSQL. Each of its calls throws {@link DatabaseUnavailableException} if PostgreSQL is
 * unavailable, and is repeated once after a failover.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Singleton
@JdbcRepository(dialect = Dialect.POSTGRES)
@Requires(beans = DataSource.class)
@Around
public @interface PostgresRepository {}
