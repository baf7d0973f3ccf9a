package org.scalelite.common.hook;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.transaction.annotation.Transactional;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.PostgresRepository;

/** The hooks of front-ends, in PostgreSQL. */
@PostgresRepository
public abstract class HookRepository implements GenericRepository<Hook, String> {
    private static final String COLUMNS =
            "select id, tenant_id, callback_url, domain, meeting_id, event_ids, raw, signer,"
                    + " created_at, disabled_at, last_error from hooks";
    private static final String OF_TENANT = " where coalesce(tenant_id, '') = :tenant and disabled_at is ";

    /** How many disabled hooks of a tenant are kept. */
    private static final int MOST_DISABLED = 100;

    /** The outcome of creating a hook. */
    public sealed interface Creation {
        /** It was created. */
        record Created() implements Creation {}

        /** The tenant has a hook with this URL, whatever its filters. */
        record Exists(Hook hook) implements Creation {}

        /** The tenant has as many as it may have. */
        record LimitReached() implements Creation {}
    }

    /** Creates a hook, unless its tenant has one with this URL, or so many. */
    @Transactional
    public Creation create(Hook hook, int limit) {
        String tenant = hook.tenantId().orElse("");
        lock(tenant);
        List<Hook> others = enabled(tenant);
        Optional<Hook> same = others.stream()
                .filter(other -> other.callbackUrl().equals(hook.callbackUrl()))
                .findFirst();
        if (same.isPresent()) {
            return new Creation.Exists(same.get());
        }
        if (others.size() >= limit) {
            return new Creation.LimitReached();
        }
        insert(
                hook.id(),
                hook.tenantId(),
                hook.callbackUrl(),
                hook.domain(),
                hook.meetingId(),
                hook.eventIds(),
                hook.raw(),
                hook.signer());
        return new Creation.Created();
    }

    /** Hooks of one tenant are created one after the other, until the transaction ends. */
    @Query("select count(*) from (select pg_advisory_xact_lock(hashtextextended(:tenant, 50))) as locked")
    abstract long lock(String tenant);

    @Query("""
            insert into hooks (id, tenant_id, callback_url, domain, meeting_id, event_ids, raw, signer)
            values (:id, :tenantId, :callbackUrl, :domain, :meetingId, :eventIds, :raw, :signer)
            """)
    abstract void insert(
            String id,
            @NullableColumn Optional<String> tenantId,
            String callbackUrl,
            String domain,
            @NullableColumn Optional<String> meetingId,
            @NullableColumn Optional<String> eventIds,
            boolean raw,
            @NullableColumn Optional<String> signer);

    /** The hooks of a tenant that get events, the oldest first. */
    public List<Hook> enabled(Optional<String> tenantId) {
        return enabled(tenantId.orElse(""));
    }

    @Query(COLUMNS + OF_TENANT + "null order by created_at, id")
    abstract List<Hook> enabled(String tenant);

    /** Removes a hook of a tenant; false if the tenant has no enabled hook with this id. */
    public boolean destroy(Optional<String> tenantId, String id) {
        return destroy(tenantId.orElse(""), id) > 0;
    }

    @Query("delete from hooks" + OF_TENANT + "null and id = :id")
    abstract int destroy(String tenant, String id);

    /** Disables a hook that fails; of those that were disabled before, the newest are kept. */
    @Transactional
    public void disable(Hook hook, String reason) {
        setDisabled(hook.id(), reason);
        forgetDisabled(hook.tenantId().orElse(""), MOST_DISABLED);
    }

    @Query("update hooks set disabled_at = now(), last_error = :reason where id = :id and disabled_at is null")
    abstract void setDisabled(String id, String reason);

    @Query("delete from hooks where id in (select id from hooks" + OF_TENANT
            + "not null order by disabled_at desc offset :most)")
    abstract void forgetDisabled(String tenant, int most);

    /** The hooks of all tenants, also those that are disabled, the newest first. */
    @Query(COLUMNS + " order by created_at desc, id limit :limit")
    public abstract List<Hook> list(int limit);

    /** Whether enabled hooks get events ({@code false}) or raw messages ({@code true}). */
    @Query("select distinct raw from hooks where disabled_at is null")
    public abstract List<Boolean> kinds();
}
