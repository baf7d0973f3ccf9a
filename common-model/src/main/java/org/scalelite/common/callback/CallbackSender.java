package org.scalelite.common.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.redis.RedisUnavailableException;
import org.scalelite.common.token.SignedToken;

/** One attempt to deliver a callback: signed with each secret in turn until the front-end takes it. */
record CallbackSender(CallbackConfig config, CallbackSecrets secrets, CallbackClient client) {
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final int NOT_FOUND = 404;
    private static final int NO_MORE = 410;

    /** The one attempt of a call that no secret signs. */
    private static final List<String> UNSIGNED = List.of("");

    /**
     * Tries each secret, first the one that signed the create.
     *
     * @param deadline after which no further secret is tried
     */
    DeliveryResult send(OutboundCallback callback, Optional<String> payload, Instant deadline) {
        try {
            PublicUrl url = PublicUrl.of(callback.url(), config.addresses());
            List<String> order = callback.kind() == OutboundCallback.Kind.MEETING_ENDED
                    ? UNSIGNED
                    : secrets.of(callback.tenantId()).startingWith(callback.signer());
            return send(callback, url, payload, order, deadline);
        } catch (PublicUrl.RefusedException e) {
            return new DeliveryResult.Refused(said(e));
        } catch (CallbackSecrets.MissingException e) {
            return new DeliveryResult.Failed(said(e));
        } catch (RedisUnavailableException _) {
            return new DeliveryResult.Failed("Redis, which knows the tenant's secrets, does not answer");
        }
    }

    private DeliveryResult send(
            OutboundCallback callback, PublicUrl url, Optional<String> payload, List<String> order, Instant deadline) {
        DeliveryResult result = new DeliveryResult.Failed("not tried");
        for (String secret : order) {
            if (Instant.now().isAfter(deadline)) {
                return result;
            }
            switch (call(callback, url, payload, secret)) {
                // Another signature would not be heard either.
                case CallbackClient.Answer.Nothing(String reason) -> {
                    return new DeliveryResult.Failed(reason);
                }
                case CallbackClient.Answer.Status status
                when status.isSuccess() -> {
                    return new DeliveryResult.Delivered();
                }
                case CallbackClient.Answer.Status(int code)
                when code == NOT_FOUND || code == NO_MORE -> {
                    return new DeliveryResult.Gone(url.origin() + " answered " + code);
                }
                case CallbackClient.Answer.Status(int code) ->
                    result = new DeliveryResult.Failed(answered(url, code, order.size()));
            }
        }
        return result;
    }

    private CallbackClient.Answer call(
            OutboundCallback callback, PublicUrl url, Optional<String> payload, String secret) {
        return switch (callback.kind()) {
            case RECORDING_READY -> {
                Map<String, String> claims = Map.of(
                        "meeting_id",
                        callback.meetingId(),
                        "record_id",
                        callback.recordId().orElse(""));
                yield client.postForm(url, "signed_parameters", SignedToken.sign(claims, config.readyHash(), secret));
            }
            case ANALYTICS -> {
                Map<String, Instant> claims = Map.of("exp", Instant.now().plus(TOKEN_LIFE));
                String token = SignedToken.sign(claims, SignedToken.Hash.HS512, secret);
                yield client.postJson(url, payload.orElse("{}"), token);
            }
            // As BBB calls it (BBB reference, section 6.2).
            case MEETING_ENDED -> client.get(url);
        };
    }

    private static String answered(PublicUrl url, int code, int secrets) {
        String meaning = switch (code / 100) {
            case 3 -> ": redirects are not followed, so the front-end must give the address that it leads to";
            default -> secrets == 1 ? "" : " with each of " + secrets + " secrets";
        };
        return url.origin() + " answered " + code + meaning;
    }

    private static String said(RuntimeException e) {
        return Optional.ofNullable(e.getMessage()).orElse("");
    }

    /** What became of one attempt to deliver a callback. */
    sealed interface DeliveryResult {
        /** The front-end took it. */
        record Delivered() implements DeliveryResult {}

        /** The front-end does not want it, now or ever. */
        record Gone(String reason) implements DeliveryResult {}

        /** It can be tried again. */
        record Failed(String reason) implements DeliveryResult {}

        /** It cannot be delivered as things are set up. */
        record Refused(String reason) implements DeliveryResult {}
    }
}
