package org.scalelite.common.callback;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.server.ServerId;

/**
 * The rows of {@code callback_data}, one for each meeting of a tenant. {@code meeting_id} is the front-end's, because
 * Scalelite reads it; a column of ours tells two tenants with the same meeting id apart.
 */
@PostgresRepository
public abstract class CallbackDataRepository implements GenericRepository<CallbackDataRepository.Row, Long> {

    /** A row of the table. */
    @MappedEntity("callback_data")
    record Row(
            @Id long id,
            String meetingId,
            @Nullable String tenantId,
            @Nullable String serverId,
            @TypeDef(type = DataType.STRING_ARRAY) List<String> earlierServers,
            @Nullable String signer,
            @Nullable String callbackAttributes) {

        CallbackData toData() {
            List<ServerId> servers = Stream.concat(Stream.ofNullable(serverId), earlierServers.stream())
                    .map(ServerId::new)
                    .toList();
            return new CallbackData(
                    id,
                    meetingId,
                    Optional.ofNullable(tenantId),
                    servers,
                    Optional.ofNullable(signer),
                    CallbackAttributes.ofYaml(callbackAttributes == null ? "" : callbackAttributes));
        }
    }

    /** Writes the row of a meeting, unless a later order has written it already. */
    public void store(CallbackOrder order, Instant orderedAt) {
        upsert(
                order.meeting().meetingId(),
                order.meeting().tenantId(),
                order.server().value(),
                order.signer(),
                order.attributes().toYaml(),
                orderedAt);
    }

    /** Keeps the last five servers. An {@code ordered_at} far in the future, of a wrong clock, is replaced. */
    @Query("""
            insert into callback_data as old (meeting_id, tenant_id, server_id, signer, callback_attributes, ordered_at)
            values (:meetingId, :tenant, :serverId, :signedBy, :callbackAttributes, :orderedAt)
            on conflict (meeting_id, coalesce(tenant_id, '')) do update set
                server_id = excluded.server_id,
                earlier_servers = case
                    when old.server_id is null or old.server_id = excluded.server_id then old.earlier_servers
                    else (old.server_id || array_remove(array_remove(old.earlier_servers, old.server_id),
                        excluded.server_id))[1\\:5] end,
                signer = excluded.signer,
                callback_attributes = excluded.callback_attributes,
                ordered_at = excluded.ordered_at,
                updated_at = now() at time zone 'utc'
            where old.ordered_at is null or old.ordered_at <= excluded.ordered_at
                or old.ordered_at > now() + interval '10 minutes'
            """)
    abstract void upsert(
            String meetingId,
            @NullableColumn Optional<String> tenant,
            String serverId,
            @NullableColumn Optional<String> signedBy,
            String callbackAttributes,
            Instant orderedAt);

    /** The callbacks of a meeting; a row that Scalelite wrote names no tenant and is valid for each. */
    public Optional<CallbackData> find(String meetingId, Optional<String> tenantId) {
        return findRow(meetingId, tenantId.orElse("")).map(Row::toData);
    }

    @Query("""
            select id, meeting_id, tenant_id, server_id, earlier_servers, signer, callback_attributes from callback_data
            where meeting_id = :meetingId
                and (coalesce(tenant_id, '') = :tenant or (tenant_id is null and server_id is null))
            order by coalesce(tenant_id, '') = :tenant desc, id desc limit 1
            """)
    abstract Optional<Row> findRow(String meetingId, String tenant);

    /** Stores which recording the meeting led to, for people; Scalelite's column has no room for larger ids. */
    public void link(CallbackData data, long recording) {
        if (recording <= Integer.MAX_VALUE) {
            setRecording(data.id(), Math.toIntExact(recording));
        }
    }

    @Query("update callback_data set recording_id = :recording, updated_at = now() at time zone 'utc' where id = :id")
    abstract void setRecording(long id, int recording);

    /**
     * The callbacks of a meeting: a row of {@code callback_data}.
     *
     * @param servers that the meeting was made on, the last one first; none in a row that Scalelite made
     * @param signer which secret signed the create
     */
    public record CallbackData(
            long id,
            String meetingId,
            Optional<String> tenantId,
            List<ServerId> servers,
            Optional<String> signer,
            CallbackAttributes attributes) {
        public CallbackData {
            servers = List.copyOf(servers);
        }
    }
}
