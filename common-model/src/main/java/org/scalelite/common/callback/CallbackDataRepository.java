package org.scalelite.common.callback;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.common.server.ServerId;

/**
 * The rows of {@code callback_data}, one for each meeting of a tenant. The meeting id stands there as it is, because
 * Scalelite looks for that; two tenants with one meeting id are told apart by a column of ours.
 */
@Singleton
@Requires(beans = DataSource.class)
public class CallbackDataRepository {
    private static final int MOST_SERVERS = 5;

    private static final String STORE = """
            insert into callback_data as old (meeting_id, tenant_id, server_id, signer, callback_attributes, ordered_at)
            values (?, ?, ?, ?, ?, ?)
            on conflict (meeting_id, coalesce(tenant_id, '')) do update set
                server_id = excluded.server_id,
                earlier_servers = case
                    when old.server_id is null or old.server_id = excluded.server_id then old.earlier_servers
                    else (old.server_id || array_remove(array_remove(old.earlier_servers, old.server_id),
                        excluded.server_id))[1:%d] end,
                signer = excluded.signer,
                callback_attributes = excluded.callback_attributes,
                ordered_at = excluded.ordered_at,
                updated_at = now() at time zone 'utc'
            where old.ordered_at is null or old.ordered_at <= excluded.ordered_at
                -- Of a clock that was faster: it would keep all later orders out.
                or old.ordered_at > now() + interval '10 minutes'""".formatted(MOST_SERVERS);

    private static final String FIND = """
            select * from callback_data
            where meeting_id = ? and (coalesce(tenant_id, '') = ? or (tenant_id is null and server_id is null))
            order by coalesce(tenant_id, '') = ? desc, id desc limit 1""";

    private final JdbcOperations database;
    private final TransactionOperations<Connection> transactions;

    CallbackDataRepository(JdbcOperations database, TransactionOperations<Connection> transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * Writes the row of a meeting, unless a later order has written it already.
     *
     * @return false if PostgreSQL will never take it
     * @throws RuntimeException if PostgreSQL is unavailable
     */
    public boolean store(CallbackOrder order, Instant orderedAt) {
        try {
            transactions.executeWrite(_ -> database.prepareStatement(STORE, statement -> {
                statement.setString(1, order.meeting().meetingId());
                statement.setString(2, order.meeting().tenantId().orElse(null));
                statement.setString(3, order.server().value());
                statement.setString(4, order.signer().orElse(null));
                statement.setString(5, order.attributes().toYaml());
                statement.setObject(6, orderedAt.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }));
            return true;
        } catch (RuntimeException e) {
            if (isOfTheData(e)) {
                return false;
            }
            throw e;
        }
    }

    /** SQL states of class 22 and 23: the values are wrong, and stay so. */
    private static boolean isOfTheData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    /** What is to be told of a meeting; a row that Scalelite made names no tenant and counts for each. */
    public Optional<CallbackData> find(String meetingId, Optional<String> tenantId) {
        return transactions.executeRead(_ -> database.prepareStatement(FIND, statement -> {
            statement.setString(1, meetingId);
            statement.setString(2, tenantId.orElse(""));
            statement.setString(3, tenantId.orElse(""));
            return row(statement);
        }));
    }

    /** Notes which recording the meeting led to. */
    public void link(CallbackData data, long recording) {
        if (recording > Integer.MAX_VALUE) {
            // The column is Scalelite's, and no wider; nobody but people reads it.
            return;
        }
        transactions.executeWrite(_ -> database.prepareStatement(
                "update callback_data set recording_id = ?, updated_at = now() at time zone 'utc' where id = ?",
                statement -> {
                    statement.setInt(1, Math.toIntExact(recording));
                    statement.setLong(2, data.id());
                    return statement.executeUpdate();
                }));
    }

    private static Optional<CallbackData> row(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new CallbackData(
                    row.getLong("id"),
                    row.getString("meeting_id"),
                    Optional.ofNullable(row.getString("tenant_id")),
                    servers(row),
                    Optional.ofNullable(row.getString("signer")),
                    CallbackAttributes.ofYaml(Optional.ofNullable(row.getString("callback_attributes"))
                            .orElse(""))));
        }
    }

    private static List<ServerId> servers(ResultSet row) throws SQLException {
        List<ServerId> servers = new ArrayList<>();
        if (row.getString("server_id") != null) {
            servers.add(new ServerId(row.getString("server_id")));
        }
        for (String earlier : (String[]) row.getArray("earlier_servers").getArray()) {
            servers.add(new ServerId(earlier));
        }
        return servers;
    }
}
