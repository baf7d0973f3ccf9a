package org.scalelite.common.callback;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.repository.GenericRepository;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.callback.CallbackDataRepository.CallbackData;
import org.scalelite.common.callback.CallbackSender.DeliveryResult;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.database.NullableColumn;
import org.scalelite.common.database.PostgresRepository;
import org.scalelite.common.database.StorableText;
import org.scalelite.common.meeting.MeetingEndedCallbackStore.MeetingEndedCallbackUrl;

/**
 * The outbox in PostgreSQL: callbacks to front-ends until they are delivered. Times are PostgreSQL's, the only clock that all
 * deliverers share.
 */
@PostgresRepository
public abstract class OutboundCallbackRepository implements GenericRepository<OutboundCallback, Long> {
    /** Everything but the payload, which may be large. */
    private static final String COLUMNS = "id, kind, meeting_id, record_id, tenant_id, url, signer, state, attempts,"
            + " last_error, next_attempt_at, give_up_at, created_at, finished_at";

    /** A claim that lasts twice as long as any was made before a clock was set back. */
    private static final String CLAIMABLE = "state = 'pending' and next_attempt_at <= now()"
            + " and (coalesce(claimed_until, now()) <= now()"
            + " or claimed_until > now() + 2 * :millis * interval '1 millisecond')";

    private static final String FOUND = " from outbound_callbacks where state = any (:states)"
            + " and (:destination = '' or destination = :destination)";

    private static final String RETRY = """
            update outbound_callbacks set
                state = 'pending', next_attempt_at = now(), finished_at = null,
                attempts = case when state = 'pending' then attempts else 0 end,
                give_up_at = greatest(give_up_at, now() + :lifetime * interval '1 millisecond')
            where state <> 'delivered' and\s""";

    private final CallbackConfig config;

    OutboundCallbackRepository(CallbackConfig config) {
        this.config = config;
    }

    /** Announces, once the present transaction is committed, that a recording can be played; again if it was announced before. */
    public void recordingReady(CallbackData data, String url, String recordId, Optional<String> tenantId) {
        insertRecordingReady(
                data.meetingId(), recordId, tenantId, url, PublicUrl.originOf(url), data.signer(), lifetime());
    }

    @Query("""
            insert into outbound_callbacks (kind, meeting_id, record_id, tenant_id, url, destination, signer, give_up_at)
            values ('recording_ready', :meetingId, :recordId, :tenantId, :url, :destination, :signer,
                now() + :lifetime * interval '1 millisecond')
            on conflict (record_id, url) where kind = 'recording_ready' do update set
                meeting_id = excluded.meeting_id, tenant_id = excluded.tenant_id, signer = excluded.signer,
                state = 'pending', attempts = 0, last_error = null, claimed_until = null, next_attempt_at = now(),
                give_up_at = excluded.give_up_at, finished_at = null
            """)
    abstract void insertRecordingReady(
            String meetingId,
            String recordId,
            Optional<String> tenantId,
            String url,
            String destination,
            Optional<String> signer,
            long lifetime);

    /** Forwards, once the present transaction is committed, what the participants of a meeting did. */
    public void analytics(CallbackData data, String url, Optional<String> tenantId, String json) {
        insertAnalytics(data.meetingId(), tenantId, url, PublicUrl.originOf(url), data.signer(), json, lifetime());
    }

    @Query("""
            insert into outbound_callbacks (kind, meeting_id, tenant_id, url, destination, signer, payload, give_up_at)
            values ('analytics', :meetingId, :tenantId, :url, :destination, :signer, :payload,
                now() + :lifetime * interval '1 millisecond')
            """)
    abstract void insertAnalytics(
            String meetingId,
            Optional<String> tenantId,
            String url,
            String destination,
            Optional<String> signer,
            String payload,
            long lifetime);

    /** Announces, unless it was announced before, that a meeting has ended. */
    public void meetingEnded(MeetingEndedCallbackUrl ended) {
        insertMeetingEnded(
                ended.meeting().meetingId(),
                ended.internalId(),
                ended.meeting().tenantId(),
                ended.url(),
                PublicUrl.originOf(ended.url()),
                lifetime());
    }

    @Query("""
            insert into outbound_callbacks (kind, meeting_id, record_id, tenant_id, url, destination, give_up_at)
            select 'meeting_ended', :meetingId, :recordId, cast(:tenantId as varchar), :url, :destination,
                now() + :lifetime * interval '1 millisecond'
            where not exists (
                select 1 from outbound_callbacks
                where kind = 'meeting_ended' and record_id = :recordId and url = :url)
            """)
    abstract void insertMeetingEnded(
            String meetingId,
            String recordId,
            Optional<String> tenantId,
            String url,
            String destination,
            long lifetime);

    /**
     * Claims callbacks that are due, at most one for each destination.
     *
     * @param busy destinations that get no more now
     * @param claim how long no other deliverer takes them
     */
    List<OutboundCallback> claim(Collection<String> busy, int limit, Duration claim) {
        return claim(busy.toArray(String[]::new), limit, claim.toMillis());
    }

    /**
     * At most one row for each destination; further ones come with the next claim, as long as the destination is not busy.
     * Rows that another deliverer has locked are skipped, and rows that it has just claimed do not match any more. A claim
     * that ends a little later was made by another deliverer since this transaction began, whose time {@code now()} is.
     */
    @Query("update outbound_callbacks set"
            + " claimed_until = now() + :millis * interval '1 millisecond', attempts = attempts + 1"
            + " where id in (select id from outbound_callbacks where " + CLAIMABLE
            + " and id in (select distinct on (destination) id from outbound_callbacks where " + CLAIMABLE
            + " and destination <> all (:busy) order by destination, next_attempt_at, id)"
            + " order by next_attempt_at, id limit :limit for update skip locked)"
            + " returning " + COLUMNS)
    abstract List<OutboundCallback> claim(String[] busy, int limit, long millis);

    /** What a callback carries. */
    Optional<String> payload(OutboundCallback callback) {
        return payload(callback.id());
    }

    @Query("select payload from outbound_callbacks where id = :id")
    abstract Optional<String> payload(long id);

    /**
     * Stores the result of the attempt that a claim began; nothing if the callback was claimed or retried since.
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
            case DeliveryResult.Failed(String reason) ->
                fail(callback.id(), callback.attempts(), reason, pause.toMillis()).stream()
                        .flatMap(state -> EnumText.find(OutboundCallback.State.class, state).stream())
                        .findFirst();
        };
    }

    private Optional<OutboundCallback.State> end(
            OutboundCallback callback, OutboundCallback.State state, Optional<String> error) {
        int changed = end(callback.id(), callback.attempts(), state.text(), error);
        return changed == 0 ? Optional.empty() : Optional.of(state);
    }

    @Query("""
            update outbound_callbacks set
                state = :result, last_error = :error, claimed_until = null, finished_at = now(),
                payload = case when :result = 'delivered' then null else payload end
            where id = :id and attempts = :attempts and state = 'pending'
            """)
    abstract int end(long id, int attempts, String result, @NullableColumn Optional<String> error);

    @Query("""
            update outbound_callbacks set
                last_error = :reason, claimed_until = null,
                state = case when now() < give_up_at then 'pending' else 'dead' end,
                finished_at = case when now() < give_up_at then null else now() end,
                next_attempt_at = least(now() + :pause * interval '1 millisecond', greatest(give_up_at, now()))
            where id = :id and attempts = :attempts and state = 'pending'
            returning state
            """)
    abstract List<String> fail(long id, int attempts, String reason, long pause);

    /** Callbacks in these states, the newest first. */
    public List<OutboundCallback> list(Set<OutboundCallback.State> states, int limit) {
        return list(states.stream().map(OutboundCallback.State::text).toArray(String[]::new), limit);
    }

    @Query("select " + COLUMNS + " from outbound_callbacks where state = any (:states) order by id desc limit :limit")
    abstract List<OutboundCallback> list(String[] states, int limit);

    /**
     * Some of the callbacks found.
     *
     * @param total how many there are on all pages
     */
    public record Found(List<OutboundCallback> callbacks, long total) {
        public Found {
            callbacks = List.copyOf(callbacks);
        }
    }

    /**
     * A page of callbacks, the newest first.
     *
     * @param destination scheme, host and port of their URLs; empty: any
     */
    public Found page(Set<OutboundCallback.State> states, Optional<String> destination, int limit, int offset) {
        String[] names = states.stream().map(OutboundCallback.State::text).toArray(String[]::new);
        String wanted = StorableText.of(destination.orElse(""));
        return new Found(page(names, wanted, limit, offset), count(names, wanted));
    }

    @Query("select " + COLUMNS + FOUND + " order by id desc limit :limit offset :offset")
    abstract List<OutboundCallback> page(String[] states, String destination, int limit, int offset);

    @Query("select count(*)" + FOUND)
    abstract long count(String[] states, String destination);

    /** Has callbacks tried again now, for as long as a new one, unless they are delivered; the ids of those. */
    public Set<Long> retry(Collection<Long> ids) {
        return Set.copyOf(retry(ids.toArray(Long[]::new), lifetime()));
    }

    @Query(RETRY + "id = any (:ids) returning id")
    abstract List<Long> retry(Long[] ids, long lifetime);

    /** Has all callbacks to a destination tried again that are pending or were given up; how many. */
    public int retryAll(String destination) {
        return retryAll(StorableText.of(destination), lifetime());
    }

    @Query(RETRY + "destination = :destination and state in ('pending', 'dead')")
    abstract int retryAll(String destination, long lifetime);

    /** Has all callbacks tried again that were given up. */
    public Set<Long> retryDead() {
        return Set.copyOf(retryDead(lifetime()));
    }

    @Query(RETRY + "state = 'dead' returning id")
    abstract List<Long> retryDead(long lifetime);

    /** Deletes those that reached a final state so long ago. */
    int forget(OutboundCallback.State state, Duration age) {
        return forget(state.text(), age.toSeconds());
    }

    @Query("delete from outbound_callbacks where state = :result and finished_at < now() - :age * interval '1 second'")
    abstract int forget(String result, long age);

    private long lifetime() {
        return config.retryTime().toMillis();
    }
}
