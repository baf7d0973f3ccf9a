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
import org.scalelite.common.callback.MeetingEndedCallbackClient;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has BBB servers tell us when a meeting has ended: our address takes the place of the front-end's {@code meetingEndedURL},
 * which we call in turn (docs/adr/0029). Its {@code meta_endCallbackUrl} stays with BBB.
 */
@Singleton
final class MeetingEndedCallbackUrls {
    /** Below the address of the load balancer; the token follows. */
    static final String PATH = "/bigbluebutton/api/meeting_ended/";

    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedCallbackUrls.class);
    private static final String PARAMETER = "meetingEndedURL";
    private static final int MOST_CREATES = 100_000;
    private static final Duration LONGEST_CREATE = Duration.ofMinutes(30);

    private final Optional<String> base;
    private final String secret;
    private final MeetingEndedCallbackStore urls;
    private final MeetingEndedCallbackClient callback;

    /** Creates that gave BBB our address in place of another; to look again where a name leads could say otherwise. */
    private final Cache<String, Boolean> takenOver = Caffeine.newBuilder()
            .maximumSize(MOST_CREATES)
            .expireAfterWrite(LONGEST_CREATE)
            .build();

    MeetingEndedCallbackUrls(
            Settings settings,
            MeetingConfig config,
            MeetingEndedCallbackStore urls,
            MeetingEndedCallbackClient callback) {
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
    CallParameters watch(CreateRequest creation, MeetingLocation location, CallParameters parameters) {
        if (base.isEmpty()
                || !parameters.nonEmpty(PARAMETER).map(callback::mayCall).orElse(true)) {
            return parameters;
        }
        MeetingEndedCallbackToken token =
                new MeetingEndedCallbackToken(creation.id(), creation.meeting(), location.server(), location.at());
        parameters.nonEmpty(PARAMETER).ifPresent(_ -> takenOver.put(creation.id(), true));
        return parameters.with(PARAMETER, base.get() + PATH + token.signed(secret));
    }

    /** The meeting was made: its front-end is to be told when it has ended. It never fails the create. */
    void created(CreateRequest creation, MeetingLocation location, BbbReply.Success reply) {
        Optional<String> url = creation.parameters().nonEmpty(PARAMETER);
        if (url.isEmpty() || takenOver.getIfPresent(creation.id()) == null) {
            return;
        }
        String internalId =
                BbbXml.textAt(reply.xml(), "/response/internalMeetingID").orElse("");
        try {
            urls.keep(
                    creation.id(),
                    new MeetingEndedCallbackStore.MeetingEndedCallbackUrl(
                            creation.meeting(), location.server(), internalId, url.get()));
        } catch (RedisUnavailableException e) {
            LOG.warn(
                    "Meeting {}: its front-end will not be told when it has ended: {}",
                    creation.meeting().meetingId(),
                    e.getMessage());
        }
    }

    /** Who says that which meeting has ended; empty if nobody whom we have told how. */
    Optional<MeetingEndedCallbackToken> read(String token) {
        return MeetingEndedCallbackToken.read(token, secret);
    }
}
