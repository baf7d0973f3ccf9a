package org.scalelite.api.meeting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.MeetingEndedCallbackClient;
import org.scalelite.common.config.CallbackBase;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces {@code meetingEndedURL} of a create with the URL of the load balancer, which calls the front-end itself
 * (docs/adr/0029). {@code meta_endCallbackUrl} is forwarded to BBB.
 */
@Singleton
final class MeetingEndedCallbackUrls {
    /** Followed by the token. */
    static final String PATH = "/bigbluebutton/api/meeting_ended/";

    private static final Logger LOG = LoggerFactory.getLogger(MeetingEndedCallbackUrls.class);
    private static final String PARAMETER = "meetingEndedURL";
    private static final int MAX_CREATES = 100_000;
    private static final Duration MAX_CREATE_DURATION = Duration.ofMinutes(30);

    private final Optional<String> base;
    private final String secret;
    private final MeetingEndedCallbackStore urls;
    private final MeetingEndedCallbackClient callback;

    /** Creates whose URL was replaced. A second DNS lookup of its host could decide otherwise. */
    private final Cache<String, Boolean> replaced = Caffeine.newBuilder()
            .maximumSize(MAX_CREATES)
            .expireAfterWrite(MAX_CREATE_DURATION)
            .build();

    MeetingEndedCallbackUrls(
            Settings settings,
            MeetingConfig config,
            MeetingEndedCallbackStore urls,
            MeetingEndedCallbackClient callback) {
        this.base = settings.get(Variables.MEETING_ENDED_CALLBACK) ? CallbackBase.of(settings) : Optional.empty();
        this.secret = config.voiceBridgeKey();
        this.urls = urls;
        this.callback = callback;
    }

    /**
     * The parameters of a create with the callback URL, unless the front-end gave one that may not be called. Never
     * throws.
     */
    CallParameters withCallbackUrl(CreateRequest request, MeetingLocation location, CallParameters parameters) {
        if (base.isEmpty()
                || !parameters.nonEmpty(PARAMETER).map(callback::mayCall).orElse(true)) {
            return parameters;
        }
        MeetingEndedCallbackToken token =
                new MeetingEndedCallbackToken(request.id(), request.meeting(), location.server(), location.at());
        parameters.nonEmpty(PARAMETER).ifPresent(_ -> replaced.put(request.id(), true));
        return parameters.with(PARAMETER, base.get() + PATH + token.signed(secret));
    }

    /** Stores the URL of the front-end of a created meeting. Never throws. */
    void created(CreateRequest request, MeetingLocation location, BbbReply.Success reply) {
        Optional<String> url = request.parameters().nonEmpty(PARAMETER);
        if (url.isEmpty() || replaced.getIfPresent(request.id()) == null) {
            return;
        }
        String internalId =
                BbbXml.textAt(reply.xml(), "/response/internalMeetingID").orElse("");
        try {
            urls.keep(
                    request.id(),
                    new MeetingEndedCallbackStore.MeetingEndedCallbackUrl(
                            request.meeting(), location.server(), internalId, url.get()));
        } catch (RedisUnavailableException e) {
            LOG.warn(
                    "Cannot store meetingEndedURL of meeting {}: {}",
                    request.meeting().meetingId(),
                    e.getMessage());
        }
    }

    /** Verifies a token; empty if its signature is wrong. */
    Optional<MeetingEndedCallbackToken> read(String token) {
        return MeetingEndedCallbackToken.read(token, secret);
    }
}
