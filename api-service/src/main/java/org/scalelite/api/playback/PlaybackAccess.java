package org.scalelite.api.playback;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scalelite.api.bbb.TenantHosts;
import org.scalelite.api.bbb.TenantHosts.Owner;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.PlaybackTokens;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one decision that every byte of a recording depends on. It says why to nobody: a recording that is unknown,
 * unpublished, deleted, another tenant's or protected looks the same from outside (specification, section 16.13).
 */
@Singleton
final class PlaybackAccess {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybackAccess.class);

    private final PlaybackConfig config;
    private final Optional<RecordingRepository> recordings;
    private final TenantHosts hosts;
    private final PlaybackTokens tokens;
    private final PlaybackCookies cookies;
    private final AtomicBoolean warned = new AtomicBoolean();

    PlaybackAccess(
            PlaybackConfig config,
            Optional<RecordingRepository> recordings,
            TenantHosts hosts,
            PlaybackTokens tokens,
            PlaybackCookies cookies) {
        this.config = config;
        this.recordings = recordings;
        this.hosts = hosts;
        this.tokens = tokens;
        this.cookies = cookies;
    }

    /** Whether a browser may see it. */
    sealed interface Answer {
        /**
         * It may.
         *
         * @param guarded only this browser: shared caches must not keep it
         */
        record Granted(PlaybackFormat format, boolean guarded) implements Answer {}

        /** It may, and shows this cookie from now on. */
        record GrantedWithCookie(PlaybackFormat format, PlaybackCookie cookie) implements Answer {}

        /** It may not. */
        record Denied() implements Answer {}
    }

    /** What a browser shows to see a protected recording. */
    sealed interface Proof {
        /** The token of a one-time link, if the link has one; it is used up. */
        record Token(Optional<String> token) implements Proof {}

        /** The same from who only asks what the link leads to (HEAD): it is neither used up nor gets a cookie. */
        record TokenToKeep(Optional<String> token) implements Proof {}

        /** Cookies that bear the name of this playback. */
        record Cookies(List<String> values) implements Proof {}
    }

    /**
     * What a browser wants to see.
     *
     * @param host that it asked
     */
    record Wanted(String host, String format, String recordId) {}

    Answer answer(Wanted wanted, Proof proof) {
        return recording(wanted)
                .flatMap(recording -> recording.format(wanted.format()).map(format -> answer(recording, format, proof)))
                .orElseGet(Answer.Denied::new);
    }

    private Optional<Recording> recording(Wanted wanted) {
        if (!config.enabled() || !config.formats().contains(wanted.format()) || !isSafe(wanted)) {
            return Optional.empty();
        }
        return recordings
                .flatMap(repository -> repository.find(wanted.recordId()))
                .filter(recording -> recording.published() && recording.state() != RecordingState.DELETED)
                .filter(recording -> isHome(recording, wanted.host()));
    }

    private static boolean isSafe(Wanted wanted) {
        return SafeSegment.of(wanted.format()).isPresent()
                && SafeSegment.of(wanted.recordId()).isPresent();
    }

    /** With tenants, a recording is served under its own tenant's name only; one without a tenant under nobody's. */
    private boolean isHome(Recording recording, String host) {
        return switch (hosts.ownerOf(host)) {
            case Owner.OfTenant(Tenant tenant) -> recording.tenantId().equals(Optional.of(tenant.id()));
            case Owner.NoTenant() ->
                !config.multitenancy() || recording.tenantId().isEmpty();
            case Owner.Unknown() -> false;
        };
    }

    /** A recording that is marked as protected stays so when PROTECTED_RECORDINGS_ENABLED is off again. */
    private Answer answer(Recording recording, PlaybackFormat format, Proof proof) {
        if (!recording.isProtected()) {
            return new Answer.Granted(format, false);
        }
        return switch (proof) {
            case Proof.Token(Optional<String> token) ->
                token.filter(text -> uses(text, recording, format))
                        .<Answer>map(_ -> new Answer.GrantedWithCookie(
                                format, cookies.issue(format.format(), recording.recordId(), Instant.now())))
                        .orElseGet(Answer.Denied::new);
            case Proof.TokenToKeep(Optional<String> token) ->
                token.filter(text -> canIssueCookies(recording)
                                && tokens.isValid(text, recording.recordId(), format.format()))
                        .<Answer>map(_ -> new Answer.Granted(format, true))
                        .orElseGet(Answer.Denied::new);
            case Proof.Cookies(List<String> values) ->
                values.stream().anyMatch(value -> cookies.opens(value, format.format(), recording.recordId()))
                        ? new Answer.Granted(format, true)
                        : new Answer.Denied();
        };
    }

    /** No token is used up for a cookie that cannot be made. */
    private boolean uses(String token, Recording recording, PlaybackFormat format) {
        return canIssueCookies(recording) && tokens.consume(token, recording.recordId(), format.format());
    }

    /** A row may be protected where imports are not, and only then the API starts without the key. */
    private boolean canIssueCookies(Recording recording) {
        boolean possible = cookies.canBeIssued();
        if (!possible && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "SECRET_KEY_BASE is not set, so nobody can watch protected recordings, as {}: give a long random text,"
                            + " the same to every replica",
                    recording.recordId());
        }
        return possible;
    }
}
