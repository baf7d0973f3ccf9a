package org.scalelite.api.dialin;

import jakarta.inject.Singleton;
import org.scalelite.api.dialin.DialInAnswer.Kind;
import org.scalelite.api.dialin.PinDirectory.PinLookup;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a phone call to its meeting: prompts for the PIN, looks it up, bridges the call (specification, section 13).
 */
@Singleton
record DialIn(PinDirectory pins, Dialplan dialplan, DialInConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(DialIn.class);
    private static final String DIALPLAN = "dialplan";

    /**
     * The answer for a call. Never throws.
     *
     * @param remoteAddress of the request
     */
    DialInAnswer answer(PhoneCall call, String remoteAddress) {
        try {
            return DialedNumber.of(call.destination())
                    .filter(_ -> call.section().equals(DIALPLAN))
                    .map(number -> answer(call, number, remoteAddress))
                    .orElseGet(DialInAnswer::notFound);
        } catch (RedisUnavailableException e) {
            LOG.warn("Cannot connect a phone call: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Cannot connect a phone call", e);
        }
        return DialInAnswer.nothing(Kind.FAILED);
    }

    private DialInAnswer answer(PhoneCall call, DialedNumber number, String remoteAddress) {
        if (call.pin().isEmpty()) {
            return new DialInAnswer(Kind.PROMPT, dialplan.prompt(number));
        }
        CallerBucket caller = CallerBucket.of(call, remoteAddress, config.pseudonymKey());
        return answer(call, number, pins.find(call.pin(), caller));
    }

    private DialInAnswer answer(PhoneCall call, DialedNumber number, PinLookup lookup) {
        return switch (lookup) {
            case PinLookup.Found found ->
                dialplan.bridge(number, call.pin(), found, CallerName.of(call))
                        .map(xml -> new DialInAnswer(Kind.BRIDGE, xml))
                        .orElseGet(() -> invalidServerHost(number, found));
            case PinLookup.Unreachable _, PinLookup.Unknown _ -> reprompt(number);
            case PinLookup.Throttled(String bucket) -> {
                LOG.warn(
                        "A phone call is hung up: {} dialled too many wrong PINs (FSAPI_PIN_ATTEMPTS,"
                                + " FSAPI_PIN_ATTEMPTS_TOTAL)",
                        bucket.equals(PinDirectory.ALL) ? "all callers together" : "caller " + bucket);
                yield new DialInAnswer(Kind.THROTTLED, dialplan.hangUp(number));
            }
        };
    }

    private DialInAnswer invalidServerHost(DialedNumber number, PinLookup.Found found) {
        LOG.warn(
                "Cannot connect a phone call to {}: the URL of its server ({}) has no valid host",
                found.meetingId(),
                found.serverUrl());
        return reprompt(number);
    }

    private DialInAnswer reprompt(DialedNumber number) {
        return new DialInAnswer(Kind.REPROMPT, dialplan.promptAgain(number));
    }
}
