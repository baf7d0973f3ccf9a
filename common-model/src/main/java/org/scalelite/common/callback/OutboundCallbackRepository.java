package org.scalelite.common.callback;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.scalelite.common.database.DatabaseAccess;
import org.scalelite.common.meeting.MeetingEndedCallbackStore.MeetingEndedCallbackUrl;

/**
 * The outbox in PostgreSQL: callbacks that front-ends are to get, until they have them. Times are PostgreSQL's, the only
 * clock that all deliverers share.
 */
@Singleton
@Requires(beans = DataSource.class)
public class OutboundCallbackRepository {
    /** Everything but the payload, which may be large. */
    private static final String COLUMNS = "id, kind, meeting_id, record_id, tenant_id, url, signer, state, attempts,"
            + " last_error, next_attempt_at, give_up_at, created_at, finished_at";

    private static final String INSERT = """
            insert into outbound_callbacks
                (kind, meeting_id, record_id, tenant_id, url, destination, signer, payload, give_up_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 millisecond')""";

    private static final String INSERT_ONCE = """
            insert into outbound_callbacks (kind, meeting_id, record_id, tenant_id, url, destination, give_up_at)
            select kind, meeting_id, record_id, tenant_id, url, destination, now() + lifetime * interval '1 millisecond'
            from (values (?, ?, ?, ?::varchar, ?, ?, ?)) as given
                (kind, meeting_id, record_id, tenant_id, url, destination, lifetime)
            where not exists (
                select 1 from outbound_callbacks existing
                where existing.kind = given.kind and existing.record_id = given.record_id and existing.url = given.url)""";

    private static final String REARM = """
             on conflict (record_id, url) where kind = 'recording_ready' do update set
                meeting_id = excluded.meeting_id, tenant_id = excluded.tenant_id, signer = excluded.signer,
                state = 'pending', attempts = 0, last_error = null, claimed_until = null, next_attempt_at = now(),
                give_up_at = excluded.give_up_at, finished_at = null""";

    /**
     * At most one row a destination; further ones come with the next claim, as long as the destination is not busy. What
     * another deliverer holds is skipped, and what it has just claimed does not match any more. A claim that lasts twice
     * as long as any is of a clock that was set back; a little longer is one that another deliverer has made since this
     * transaction began, whose time {@code now()} is.
     */
    private static final String CLAIM = """
            update outbound_callbacks set
                claimed_until = now() + ? * interval '1 millisecond', attempts = attempts + 1
            where id in (
                select id from outbound_callbacks
                where state = 'pending' and next_attempt_at <= now() and (coalesce(claimed_until, now()) <= now()
                        or claimed_until > now() + 2 * ? * interval '1 millisecond')
                    and id in (
                        select distinct on (destination) id from outbound_callbacks
                        where state = 'pending' and next_attempt_at <= now()
                            and (coalesce(claimed_until, now()) <= now()
                                or claimed_until > now() + 2 * ? * interval '1 millisecond')
                            and destination <> all (?)
                        order by destination, next_attempt_at, id)
                order by next_attempt_at, id limit ? for update skip locked)
            returning\s""" + COLUMNS;

    private static final String FAIL = """
            update outbound_callbacks set
                last_error = ?, claimed_until = null,
                state = case when now() < give_up_at then 'pending' else 'dead' end,
                finished_at = case when now() < give_up_at then null else now() end,
                next_attempt_at = least(now() + ? * interval '1 millisecond', greatest(give_up_at, now()))
            where id = ? and attempts = ? and state = 'pending'
            returning state""";

    private static final String FINISH = """
            update outbound_callbacks set
                state = ?, last_error = ?, claimed_until = null, finished_at = now(),
                payload = case when ? then null else payload end
            where id = ? and attempts = ? and state = 'pending'""";

    private static final String RETRY = """
            update outbound_callbacks set
                state = 'pending', next_attempt_at = now(), finished_at = null,
                attempts = case when state = 'pending' then attempts else 0 end,
                give_up_at = greatest(give_up_at, now() + ? * interval '1 millisecond')
            where state <> 'delivered' and\s""";

    private final DatabaseAccess database;
    private final CallbackConfig config;

    /** The outbox in this database. */
    public OutboundCallbackRepository(DatabaseAccess database, CallbackConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Says, once the present transaction is committed, that a recording can be played; again if it was said before. */
    public void recordingReady(CallbackData data, String url, String recordId, Optional<String> tenantId) {
        insert(
                INSERT + REARM,
                OutboundCallback.Kind.RECORDING_READY,
                data,
                tenantId,
                url,
                Optional.of(recordId),
                Optional.empty());
    }

    /** Passes on, once the present transaction is committed, what the participants of a meeting did. */
    public void analytics(CallbackData data, String url, Optional<String> tenantId, String json) {
        insert(INSERT, OutboundCallback.Kind.ANALYTICS, data, tenantId, url, Optional.empty(), Optional.of(json));
    }

    /** Says, unless it was said before, that a meeting has ended. */
    public void meetingEnded(MeetingEndedCallbackUrl ended) {
        change(INSERT_ONCE, statement -> {
            statement.setString(1, OutboundCallback.Kind.MEETING_ENDED.text());
            statement.setString(2, ended.meeting().meetingId());
            statement.setString(3, ended.internalId());
            statement.setString(4, ended.meeting().tenantId().orElse(null));
            statement.setString(5, ended.url());
            statement.setString(6, PublicUrl.originOf(ended.url()));
            statement.setLong(7, config.retryTime().toMillis());
            return statement.executeUpdate();
        });
    }

    private void insert(
            String sql,
            OutboundCallback.Kind kind,
            CallbackData data,
            Optional<String> tenantId,
            String url,
            Optional<String> recordId,
            Optional<String> payload) {
        change(sql, statement -> {
            statement.setString(1, kind.text());
            statement.setString(2, data.meetingId());
            statement.setString(3, recordId.orElse(null));
            statement.setString(4, tenantId.orElse(null));
            statement.setString(5, url);
            statement.setString(6, PublicUrl.originOf(url));
            statement.setString(7, data.signer().orElse(null));
            statement.setString(8, payload.orElse(null));
            statement.setLong(9, config.retryTime().toMillis());
            return statement.executeUpdate();
        });
    }

    /**
     * Claims callbacks that are due, at most one for each destination.
     *
     * @param busy destinations that get no more now
     * @param claim how long nobody else takes them
     */
    List<OutboundCallback> claim(Collection<String> busy, int limit, Duration claim) {
        return change(CLAIM, statement -> {
            statement.setLong(1, claim.toMillis());
            statement.setLong(2, claim.toMillis());
            statement.setLong(3, claim.toMillis());
            statement.setArray(4, statement.getConnection().createArrayOf("text", busy.toArray()));
            statement.setInt(5, limit);
            return rows(statement);
        });
    }

    /** What a callback carries. */
    Optional<String> payload(OutboundCallback callback) {
        return read("select payload from outbound_callbacks where id = ?", statement -> {
            statement.setLong(1, callback.id());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        });
    }

    /**
     * Writes what became of the attempt that a claim began; nothing if the callback was claimed or armed again since.
     *
     * @param pause before the next attempt, if there is to be one
     * @return the state of the callback after it, as far as this attempt counts
     */
    Optional<OutboundCallback.State> finish(OutboundCallback callback, DeliveryResult result, Duration pause) {
        return switch (result) {
            case DeliveryResult.Delivered _ -> end(callback, OutboundCallback.State.DELIVERED, Optional.empty());
            case DeliveryResult.Gone(String reason) -> end(callback, OutboundCallback.State.GONE, Optional.of(reason));
            case DeliveryResult.Refused(String reason) ->
                end(callback, OutboundCallback.State.DEAD, Optional.of(reason));
            case DeliveryResult.Failed(String reason) -> fail(callback, reason, pause);
        };
    }

    private Optional<OutboundCallback.State> end(
            OutboundCallback callback, OutboundCallback.State state, Optional<String> error) {
        int changed = change(FINISH, statement -> {
            statement.setString(1, state.text());
            statement.setString(2, error.orElse(null));
            statement.setBoolean(3, state == OutboundCallback.State.DELIVERED);
            statement.setLong(4, callback.id());
            statement.setInt(5, callback.attempts());
            return statement.executeUpdate();
        });
        return changed == 0 ? Optional.empty() : Optional.of(state);
    }

    private Optional<OutboundCallback.State> fail(OutboundCallback callback, String reason, Duration pause) {
        return change(FAIL, statement -> {
            statement.setString(1, reason);
            statement.setLong(2, pause.toMillis());
            statement.setLong(3, callback.id());
            statement.setInt(4, callback.attempts());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OutboundCallback.State.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    /** Callbacks in these states, the newest first. */
    public List<OutboundCallback> list(Set<OutboundCallback.State> states, int limit) {
        String sql = "select " + COLUMNS + " from outbound_callbacks where state = any (?) order by id desc limit ?";
        return read(sql, statement -> {
            Object[] names = states.stream().map(OutboundCallback.State::text).toArray();
            statement.setArray(1, statement.getConnection().createArrayOf("text", names));
            statement.setInt(2, limit);
            return rows(statement);
        });
    }

    /** Has callbacks tried again now, for as long as a new one; delivered ones stay. Answers which those are. */
    public Set<Long> retry(Collection<Long> ids) {
        return change(RETRY + "id = any (?) returning id", statement -> {
            statement.setLong(1, config.retryTime().toMillis());
            statement.setArray(2, statement.getConnection().createArrayOf("bigint", ids.toArray()));
            return ids(statement);
        });
    }

    /** Has all callbacks tried again that were given up. */
    public Set<Long> retryDead() {
        return change(RETRY + "state = 'dead' returning id", statement -> {
            statement.setLong(1, config.retryTime().toMillis());
            return ids(statement);
        });
    }

    /** Forgets what has been over for so long. */
    int forget(OutboundCallback.State state, Duration age) {
        return change(
                "delete from outbound_callbacks where state = ? and finished_at < now() - ? * interval '1 second'",
                statement -> {
                    statement.setString(1, state.text());
                    statement.setLong(2, age.toSeconds());
                    return statement.executeUpdate();
                });
    }

    private <T> T change(String sql, DatabaseAccess.Statements<T> work) {
        return database.change(connection -> DatabaseAccess.prepared(connection, sql, work));
    }

    private <T> T read(String sql, DatabaseAccess.Statements<T> work) {
        return database.read(connection -> DatabaseAccess.prepared(connection, sql, work));
    }

    private static Set<Long> ids(PreparedStatement statement) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private static List<OutboundCallback> rows(PreparedStatement statement) throws SQLException {
        List<OutboundCallback> callbacks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                callbacks.add(callback(row));
            }
        }
        return callbacks;
    }

    private static OutboundCallback callback(ResultSet row) throws SQLException {
        return new OutboundCallback(
                row.getLong("id"),
                OutboundCallback.Kind.of(row.getString("kind")),
                row.getString("meeting_id"),
                Optional.ofNullable(row.getString("record_id")),
                Optional.ofNullable(row.getString("tenant_id")),
                row.getString("url"),
                Optional.ofNullable(row.getString("signer")),
                OutboundCallback.State.of(row.getString("state")).orElseThrow(),
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("last_error")),
                instant(row, "next_attempt_at").orElseThrow(),
                instant(row, "give_up_at").orElseThrow(),
                instant(row, "created_at").orElseThrow(),
                instant(row, "finished_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
