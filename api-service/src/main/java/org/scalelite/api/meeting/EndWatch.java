package org.scalelite.api.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.EndedCallback;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.EndedUrls;
import org.scalelite.common.meeting.Placement;
import org.scalelite.common.redis.RedisAwayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has BBB servers tell us when a meeting has ended: our address takes the place of the front-end's {@code meetingEndedURL},
 * which we call in turn (docs/adr/0029). Its {@code meta_endCallbackUrl} stays with BBB.
 */
@Singleton
final class EndWatch {
    /** Below the address of the load balancer; the token follows. */
    static final String PATH = "/bigbluebutton/api/meeting_ended/";

    private static final Logger LOG = LoggerFactory.getLogger(EndWatch.class);
    private static final String PARAMETER = "meetingEndedURL";
    private static final int MOST_CREATES = 100_000;
    private static final Duration LONGEST_CREATE = Duration.ofMinutes(30);

    private final Optional<String> base;
    private final String secret;
    private final EndedUrls urls;
    private final EndedCallback callback;

    /** Creates that gave BBB our address in place of another; to look again where a name leads could say otherwise. */
    private final Cache<String, Boolean> takenOver = Caffeine.newBuilder()
            .maximumSize(MOST_CREATES)
            .expireAfterWrite(LONGEST_CREATE)
            .build();

    EndWatch(Settings settings, MeetingConfig config, EndedUrls urls, EndedCallback callback) {
        this.base = base(settings);
        this.secret = config.voiceBridgeKey();
        this.urls = urls;
        this.callback = callback;
    }

    private static Optional<String> base(Settings settings) {
        if (!settings.get(Variables.MEETING_ENDED_CALLBACK)) {
            return Optional.empty();
        }
        return settings.get(Variables.BBB_CALLBACK_BASE)
                .map(URI::toString)
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .or(() -> settings.get(Variables.URL_HOST).map(host -> "https://" + host));
    }

    /**
     * The parameters of a create with our address in it, unless the front-end has one that we may not call. It never fails
     * the create.
     */
    CallParameters watch(Creation creation, Placement placement, CallParameters parameters) {
        if (base.isEmpty()
                || !parameters.nonEmpty(PARAMETER).map(callback::mayCall).orElse(true)) {
            return parameters;
        }
        EndToken token = new EndToken(creation.id(), creation.meeting(), placement.server(), placement.at());
        parameters.nonEmpty(PARAMETER).ifPresent(_ -> takenOver.put(creation.id(), true));
        return parameters.with(PARAMETER, base.get() + PATH + token.signed(secret));
    }

    /** The meeting was made: its front-end is to be told when it has ended. It never fails the create. */
    void made(Creation creation, Placement placement, BbbReply.Success reply) {
        Optional<String> url = creation.parameters().nonEmpty(PARAMETER);
        if (url.isEmpty() || takenOver.getIfPresent(creation.id()) == null) {
            return;
        }
        String internalId =
                BbbXml.textAt(reply.xml(), "/response/internalMeetingID").orElse("");
        try {
            urls.keep(
                    creation.id(),
                    new EndedUrls.EndedUrl(creation.meeting(), placement.server(), internalId, url.get()));
        } catch (RedisAwayException e) {
            LOG.warn(
                    "Meeting {}: its front-end will not be told when it has ended: {}",
                    creation.meeting().meetingId(),
                    e.getMessage());
        }
    }

    /** Who says that which meeting has ended; empty if nobody whom we have told how. */
    Optional<EndToken> read(String token) {
        return EndToken.read(token, secret);
    }
}
