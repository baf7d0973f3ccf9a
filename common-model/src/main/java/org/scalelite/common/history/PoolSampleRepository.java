package org.scalelite.common.history;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.server.ServerId;

/** Samples of all servers, one a minute, of the last day. */
@PostgresRepository
public abstract class PoolSampleRepository implements GenericRepository<PoolSample, Instant> {
    /** How long samples are kept. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** Whether a poller has written the sample of a minute. */
    public boolean has(Instant minute) {
        return isSampled(minute.toString());
    }

    @Query("select exists (select from pool_samples where sampled_at = cast(:minute as timestamptz))")
    abstract boolean isSampled(String minute);

    /** Writes the sample of a minute; false if another poller has. */
    public boolean add(Instant minute, List<PoolSample> servers) {
        return insert(minute.toString(), JsonRows.of(servers)) > 0;
    }

    /** The order makes a second poller wait at the first row, and find them all. */
    @Query("insert into pool_samples (sampled_at, server_id, meetings, users, load)"
            + " select cast(:minute as timestamptz), server_id, meetings, users, load"
            + " from jsonb_to_recordset(cast(:servers as jsonb))"
            + " as sample(server_id varchar, meetings integer, users integer, load double precision)"
            + " order by server_id on conflict do nothing")
    abstract int insert(String minute, String servers);

    /** Deletes samples from before a time. */
    public void forget(Instant before) {
        forgetBefore(before.toString());
    }

    @Query("delete from pool_samples where sampled_at < cast(:before as timestamptz)")
    abstract void forgetBefore(String before);

    /** The samples of all servers since a time, the oldest first. */
    public List<PoolSample> since(Instant time) {
        return selectSince(time.toString());
    }

    @Query("select * from pool_samples where sampled_at >= cast(:time as timestamptz) order by sampled_at, server_id")
    abstract List<PoolSample> selectSince(String time);

    /** The samples of one server since a time, the oldest first. */
    public List<PoolSample> since(Instant time, ServerId server) {
        return selectOf(server.value(), time.toString());
    }

    @Query("select * from pool_samples where server_id = :server and sampled_at >= cast(:time as timestamptz)"
            + " order by sampled_at")
    abstract List<PoolSample> selectOf(String server, String time);
}
