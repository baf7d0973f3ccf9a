package org.scalelite.common.history;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.database.StorableText;
import org.scalelite.common.server.ServerId;

/**
 * The history of meetings. What polls have seen can be written again, late and by several pollers
 * (docs/adr/0045-history-of-meetings.md).
 */
@PostgresRepository
public abstract class MeetingRunRepository implements GenericRepository<MeetingRun, String> {
    /** Rows that are read at once for a long list. */
    private static final int CHUNK = 1_000;

    private static final String SEEN = """
             jsonb_to_recordset(cast(:seen as jsonb)) as seen(
                internal_id varchar, server_id varchar, host varchar, tenant_id varchar, meeting_id varchar,
                created_at timestamptz, first_seen_at timestamptz, last_seen_at timestamptz,
                first_users integer, peak_users integer, user_millis bigint, recorded boolean)
            """;

    private static final String WANTED = """
             from meeting_runs
            where (cast(:tenant as varchar) is null or tenant_id = :tenant)
                and (cast(:server as varchar) is null or server_id = :server or host = :server)
                and (cast(:meeting as varchar) is null or meeting_id = :meeting or internal_id = :meeting)
                and created_at >= cast(:from as timestamptz) and created_at < cast(:to as timestamptz)
            """;

    /** Text of PostgreSQL for the time before and after all others. */
    private static final String ALWAYS = "infinity";

    /**
     * Some of the runs found.
     *
     * @param totals of those on all pages
     */
    public record Found(List<MeetingRun> runs, Totals totals) {
        public Found {
            runs = List.copyOf(runs);
        }

        /** How many there are on all pages. */
        public long total() {
            return totals.runs();
        }
    }

    /**
     * Totals of runs.
     *
     * @param peakUsers of the run with the most users
     * @param recorded how many might be recorded
     */
    @Introspected
    public record Totals(long runs, long userMillis, int peakUsers, long recorded) {}

    /** Adds what polls have seen, in one transaction; what is stored already is not counted twice. */
    @Transactional
    public void add(List<SeenRun> seen, Duration longestGap) {
        String json = JsonRows.of(seen);
        insert(json);
        update(json, longestGap.toMillis() / 1000.0);
    }

    /** A new row was last seen when it was created, so that its first users count since then. */
    @Query("insert into meeting_runs (internal_id, server_id, host, tenant_id, meeting_id, created_at, last_seen_at)"
            + " select internal_id, server_id, host, nullif(tenant_id, ''), meeting_id, created_at, created_at from"
            + SEEN
            + " order by internal_id, server_id on conflict do nothing")
    abstract void insert(String seen);

    /** Of the time that polls have seen, the part counts that follows what is stored. */
    @Query("update meeting_runs run set user_millis = run.user_millis"
            + " + seen.first_users * cast(1000 * least(greatest(extract(epoch from seen.first_seen_at"
            + " - run.last_seen_at), 0), cast(:gap as numeric)) as bigint)"
            + " + cast(seen.user_millis * least(greatest(coalesce(extract(epoch from seen.last_seen_at - run.last_seen_at)"
            + " / nullif(extract(epoch from seen.last_seen_at - seen.first_seen_at), 0), 0), 0), 1) as bigint),"
            + " peak_users = greatest(run.peak_users, seen.peak_users), recorded = run.recorded or seen.recorded,"
            + " last_seen_at = greatest(run.last_seen_at, seen.last_seen_at),"
            + " ended_at = case when seen.last_seen_at > run.ended_at then null else run.ended_at end from" + SEEN
            + "where run.internal_id = seen.internal_id and run.server_id = seen.server_id")
    abstract void update(String seen, double gap);

    /**
     * Ends the runs that the last poll of their server did not list.
     *
     * @param polledAt the polls, after what they listed was added
     * @param interval between polls: a run ended within that time after it was last seen
     */
    public void endUnlisted(Map<ServerId, Instant> polledAt, Duration interval) {
        List<Poll> polls = polledAt.entrySet().stream()
                .map(poll -> new Poll(poll.getKey().value(), poll.getValue().toString()))
                .toList();
        endUnlisted(JsonRows.of(polls), interval.toMillis());
    }

    record Poll(String server, String time) {}

    @Query("update meeting_runs run set"
            + " ended_at = least(poll.time, run.last_seen_at + :interval * interval '1 millisecond')"
            + " from jsonb_to_recordset(cast(:polls as jsonb)) as poll(server varchar, time timestamptz)"
            + " where run.server_id = poll.server and run.ended_at is null and run.last_seen_at < poll.time")
    abstract void endUnlisted(String polls, long interval);

    /** Ends runs that no poll has listed since a time: their server is offline or removed. */
    public void endUnseen(Instant since) {
        endUnseenSince(since.toString());
    }

    @Query("update meeting_runs set ended_at = last_seen_at"
            + " where ended_at is null and last_seen_at < cast(:since as timestamptz)")
    abstract void endUnseenSince(String since);

    /** Deletes ended runs that were created before a time, at most so many. */
    public int forget(Instant before, int limit) {
        return forgetCreatedBefore(before.toString(), limit);
    }

    @Query("delete from meeting_runs where (internal_id, server_id) in (select internal_id, server_id from meeting_runs"
            + " where created_at < cast(:before as timestamptz) and ended_at is not null"
            + " order by created_at limit :limit)")
    abstract int forgetCreatedBefore(String before, int limit);

    /** A page of runs, the last created first. */
    public Found page(MeetingRunQuery query, int limit, int offset) {
        return new Found(
                select(query, Optional.empty(), limit, offset),
                totals(
                        stored(query.tenant()),
                        stored(query.server()),
                        stored(query.meeting()),
                        from(query),
                        to(query)));
    }

    /**
     * Reads runs, the last created first, until the consumer wants no more. Long lists are read in parts, and no
     * connection is kept between them.
     *
     * @param limit at most so many
     * @param consumer returns false to stop
     * @return whether there were any
     */
    public boolean forEach(MeetingRunQuery query, int limit, Predicate<MeetingRun> consumer) {
        Optional<MeetingRun> last = Optional.empty();
        int left = limit;
        while (left > 0) {
            int wanted = Math.min(left, CHUNK);
            List<MeetingRun> chunk = select(query, last, wanted, 0);
            if (!chunk.isEmpty()) {
                last = Optional.of(chunk.getLast());
            }
            left = chunk.stream().allMatch(consumer) && chunk.size() == wanted ? left - wanted : 0;
        }
        return last.isPresent();
    }

    private List<MeetingRun> select(MeetingRunQuery query, Optional<MeetingRun> last, int limit, int offset) {
        return select(
                stored(query.tenant()),
                stored(query.server()),
                stored(query.meeting()),
                from(query),
                to(query),
                last.map(run -> run.createdAt().toString()).orElse(ALWAYS),
                last.map(MeetingRun::internalId).orElse(""),
                last.map(MeetingRun::serverId).orElse(""),
                limit,
                offset);
    }

    @Query("select *" + WANTED
            + "and (created_at, internal_id, server_id) < (cast(:afterTime as timestamptz), :afterId, :afterServer)"
            + " order by created_at desc, internal_id desc, server_id desc limit :limit offset :offset")
    abstract List<MeetingRun> select(
            @NullableColumn Optional<String> tenant,
            @NullableColumn Optional<String> server,
            @NullableColumn Optional<String> meeting,
            String from,
            String to,
            String afterTime,
            String afterId,
            String afterServer,
            int limit,
            int offset);

    @Query("select count(*) as runs, cast(coalesce(sum(user_millis), 0) as bigint) as user_millis,"
            + " coalesce(max(peak_users), 0) as peak_users, count(*) filter (where recorded) as recorded" + WANTED)
    abstract Totals totals(
            @NullableColumn Optional<String> tenant,
            @NullableColumn Optional<String> server,
            @NullableColumn Optional<String> meeting,
            String from,
            String to);

    private static Optional<String> stored(Optional<String> text) {
        return text.map(StorableText::of);
    }

    private static String from(MeetingRunQuery query) {
        return query.from().map(Instant::toString).orElse("-" + ALWAYS);
    }

    private static String to(MeetingRunQuery query) {
        return query.to().map(Instant::toString).orElse(ALWAYS);
    }
}
