package org.scalelite.common.database;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;

/** A repository for tests of what all repositories have in common. */
@PostgresRepository
abstract class LimitsRepository implements GenericRepository<LimitsRepository.Row, Long> {

    /** A row of a table that tests create. */
    @MappedEntity("created")
    record Row(@Id long n) {}

    /** The timeouts of idle transactions, locks and statements in milliseconds. */
    @Query("select string_agg(setting, ' ' order by name) from pg_settings"
            + " where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')")
    abstract String limits();

    @Transactional
    String limitsInTransaction() {
        return limits();
    }

    /** Lets the connection only read, as one to a standby does. */
    @Query("select set_config('default_transaction_read_only', 'on', false)")
    abstract String readOnly();

    @Query("insert into created values (:n)")
    abstract int insert(long n);
}
