package org.scalelite.api.playback;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scalelite.api.bbb.TenantHosts;
import org.scalelite.api.bbb.TenantHosts.Owner;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.tenant.Tenant;

/**
 * Decides about access to recordings. The answer gives no reason: a recording that is unknown, unpublished, deleted,
 * protected or of another tenant gives the same answer (specification, section 16.13).
 */
@Singleton
record PlaybackAccess(
        PlaybackConfig config,
        Optional<RecordingRepository> recordings,
        TenantHosts hosts,
        PlaybackTokens tokens,
        PlaybackCookies cookies) {
    /** The decision. */
    sealed interface Answer {
        /**
         * Access is granted.
         *
         * @param guarded for this browser only, not stored by shared caches
         */
        record Granted(PlaybackFormat format, boolean guarded) implements Answer {}

        /** Access is granted, and the browser gets this cookie. */
        record GrantedWithCookie(PlaybackFormat format, PlaybackCookie cookie) implements Answer {}

        /** Access is denied. */
        record Denied() implements Answer {}
    }

    /** The credentials for a protected recording. */
    sealed interface Credentials {
        /** The token of a one-time link, if the link has one; it is consumed. */
        record Token(Optional<String> token) implements Credentials {}

        /** The token of a HEAD request: it is not consumed, and no cookie is issued. */
        record TokenForHead(Optional<String> token) implements Credentials {}

        /** The playback cookies of this recording and format. */
        record Cookies(List<String> values) implements Credentials {}
    }

    /**
     * The requested recording and format.
     *
     * @param host of the request
     */
    record Target(String host, String format, String recordId) {}

    Answer answer(Target target, Credentials credentials) {
        return recording(target)
                .flatMap(recording ->
                        recording.format(target.format()).map(format -> answer(recording, format, credentials)))
                .orElseGet(Answer.Denied::new);
    }

    private Optional<Recording> recording(Target target) {
        if (!config.enabled() || !config.formats().contains(target.format()) || !isSafe(target)) {
            return Optional.empty();
        }
        return recordings
                .flatMap(repository -> repository.find(target.recordId()))
                .filter(recording -> recording.published() && recording.state() != RecordingState.DELETED)
                .filter(recording -> isServedBy(recording, target.host()));
    }

    private static boolean isSafe(Target target) {
        return SafeSegment.of(target.format()).isPresent()
                && SafeSegment.of(target.recordId()).isPresent();
    }

    /**
     * With multitenancy, a recording is served under the host name of its tenant only, and one without a tenant under
     * no host name of a tenant.
     */
    private boolean isServedBy(Recording recording, String host) {
        return switch (hosts.ownerOf(host)) {
            case Owner.OfTenant(Tenant tenant) -> recording.tenantId().equals(Optional.of(tenant.id()));
            case Owner.NoTenant() ->
                !config.multitenancy() || recording.tenantId().isEmpty();
            case Owner.Unknown() -> false;
        };
    }

    /** A protected recording stays protected when PROTECTED_RECORDINGS_ENABLED is switched off. */
    private Answer answer(Recording recording, PlaybackFormat format, Credentials credentials) {
        if (!recording.isProtected()) {
            return new Answer.Granted(format, false);
        }
        return switch (credentials) {
            case Credentials.Token(Optional<String> token) ->
                token.filter(text -> consume(text, recording, format))
                        .<Answer>map(_ -> new Answer.GrantedWithCookie(
                                format, cookies.issue(format.format(), recording.recordId(), Instant.now())))
                        .orElseGet(Answer.Denied::new);
            case Credentials.TokenForHead(Optional<String> token) ->
                token.filter(text -> cookies.canBeIssued(recording.recordId())
                                && tokens.isValid(text, recording.recordId(), format.format()))
                        .<Answer>map(_ -> new Answer.Granted(format, true))
                        .orElseGet(Answer.Denied::new);
            case Credentials.Cookies(List<String> values) ->
                values.stream().anyMatch(value -> cookies.isValid(value, format.format(), recording.recordId()))
                        ? new Answer.Granted(format, true)
                        : new Answer.Denied();
        };
    }

    /** No token is consumed if no cookie can be issued. */
    private boolean consume(String token, Recording recording, PlaybackFormat format) {
        return cookies.canBeIssued(recording.recordId())
                && tokens.consume(token, recording.recordId(), format.format());
    }
}
