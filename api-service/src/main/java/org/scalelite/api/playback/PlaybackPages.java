package org.scalelite.api.playback;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.http.FilePath;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.PageAnswer;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.playback.PlaybackPath;
import org.scalelite.common.recording.PlaybackFormat;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Playback links and files of recordings (specification, section 12). */
@Singleton
record PlaybackPages(
        PlaybackConfig config,
        PlaybackAccess access,
        FileDelivery delivery,
        PlayerPages player,
        ErrorPages errors,
        WrongAttempts attempts) {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybackPages.class);
    private static final String LINK = "recording";
    private static final int LINK_SEGMENTS = 3;
    private static final int TEMPORARY_REDIRECT = 307;

    /** The answer to a GET or HEAD, unless the path is no path of a recording or of the player. */
    Optional<PageAnswer> answer(FileRequest request) {
        try {
            return player.answer(request).or(() -> playback(request));
        } catch (WrongAttempts.TooManyException e) {
            return Optional.of(errors.tooMany(request, e.retryAfter()));
        } catch (RedisUnavailableException | DatabaseUnavailableException e) {
            // An unavailable store must not look like a missing recording.
            LOG.warn("Cannot authorize playback: {}", e.getMessage());
            return Optional.of(errors.unavailable(request));
        } catch (RuntimeException e) {
            LOG.error("Cannot authorize playback of {}", request, e);
            return Optional.of(errors.unavailable(request));
        }
    }

    private Optional<PageAnswer> playback(FileRequest request) {
        FilePath path = request.path();
        boolean isLink = path.first().equals(LINK);
        if (!isLink && !config.formats().contains(path.first())) {
            return Optional.empty();
        }
        if (path.segments().isEmpty()) {
            return Optional.of(errors.notFound(request));
        }
        List<String> segments = path.segments().get();
        if (isLink) {
            return segments.size() == LINK_SEGMENTS ? Optional.of(link(request, segments)) : Optional.empty();
        }
        return segments.size() > 1 ? Optional.of(file(request, segments)) : Optional.empty();
    }

    private PageAnswer link(FileRequest request, List<String> segments) {
        PlaybackAccess.Target target = new PlaybackAccess.Target(request.host(), segments.get(2), segments.get(1));
        Optional<String> token = request.parameter("token");
        PlaybackAccess.Credentials credentials = request.isHead()
                ? new PlaybackAccess.Credentials.TokenForHead(token)
                : new PlaybackAccess.Credentials.Token(token);
        if (token.isEmpty()) {
            return link(request, access.answer(target, credentials));
        }
        // Every denied request counts, so that the rate limit reveals nothing about a recording.
        return attempts.check(
                        WrongAttempts.Credential.PLAYBACK_TOKEN,
                        request.source(),
                        () -> Optional.of(access.answer(target, credentials))
                                .filter(answer -> !(answer instanceof PlaybackAccess.Answer.Denied)))
                .map(answer -> link(request, answer))
                .orElseGet(() -> errors.notFound(request));
    }

    private PageAnswer link(FileRequest request, PlaybackAccess.Answer answer) {
        return switch (answer) {
            case PlaybackAccess.Answer.Granted(PlaybackFormat format, boolean _) -> redirect(request, format);
            case PlaybackAccess.Answer.GrantedWithCookie(PlaybackFormat format, PlaybackCookie cookie) ->
                redirect(request, format)
                        .withCookies(cookie.headers(
                                request.isSecure(), request.header("User-Agent").orElse("")));
            case PlaybackAccess.Answer.Denied() -> errors.notFound(request);
        };
    }

    /** Rows may come from another program: a stored link to another host is not used. */
    private PageAnswer redirect(FileRequest request, PlaybackFormat format) {
        return PlaybackPath.ofStored(format.url())
                .map(path -> PageAnswer.empty(
                        TEMPORARY_REDIRECT,
                        Map.of("Location", request.origin() + path.value(), "Cache-Control", "no-store")))
                .orElseGet(() -> errors.notFound(request));
    }

    private PageAnswer file(FileRequest request, List<String> segments) {
        String format = segments.getFirst();
        String recordId = segments.get(1);
        List<String> cookies = request.cookies(PlaybackCookie.nameOf(format, recordId));
        PlaybackAccess.Target target = new PlaybackAccess.Target(request.host(), format, recordId);
        return switch (access.answer(target, new PlaybackAccess.Credentials.Cookies(cookies))) {
            case PlaybackAccess.Answer.Granted(PlaybackFormat _, boolean guarded) ->
                delivery.recordingFile(request, segments, guarded);
            case PlaybackAccess.Answer.GrantedWithCookie _, PlaybackAccess.Answer.Denied() -> errors.notFound(request);
        };
    }
}
