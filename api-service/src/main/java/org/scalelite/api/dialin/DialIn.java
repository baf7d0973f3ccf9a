package org.scalelite.api.dialin;

import jakarta.inject.Singleton;
import org.scalelite.api.dialin.DialInAnswer.Kind;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a phone call to its meeting: asks for the PIN, looks it up, connects (specification, section 13). */
@Singleton
final class DialIn {
    private static final Logger LOG = LoggerFactory.getLogger(DialIn.class);
    private static final String DIALPLAN = "dialplan";

    private final PinDirectory pins;
    private final Dialplan dialplan;
    private final String pseudonymKey;

    DialIn(PinDirectory pins, Dialplan dialplan, DialInConfig config) {
        this.pins = pins;
        this.dialplan = dialplan;
        this.pseudonymKey = config.pseudonymKey();
    }

    /**
     * What is to be done with a call. Whatever comes, there is an answer.
     *
     * @param remoteAddress who asks
     */
    DialInAnswer answer(PhoneCall call, String remoteAddress) {
        try {
            return DialedNumber.of(call.destination())
                    .filter(_ -> call.section().equals(DIALPLAN))
                    .map(number -> answer(call, number, remoteAddress))
                    .orElseGet(DialInAnswer::notFound);
        } catch (RedisUnavailableException e) {
            LOG.warn("A phone call cannot be connected: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A phone call cannot be connected", e);
        }
        return DialInAnswer.nothing(Kind.FAILED);
    }

    private DialInAnswer answer(PhoneCall call, DialedNumber number, String remoteAddress) {
        if (call.pin().isEmpty()) {
            return new DialInAnswer(Kind.PROMPT, dialplan.prompt(number));
        }
        CallerBucket caller = CallerBucket.of(call, remoteAddress, pseudonymKey);
        return answer(call, number, pins.find(call.pin(), caller));
    }

    private DialInAnswer answer(PhoneCall call, DialedNumber number, PinLookup lookup) {
        return switch (lookup) {
            case PinLookup.Found found ->
                dialplan.bridge(number, call.pin(), found, CallerName.of(call))
                        .map(xml -> new DialInAnswer(Kind.BRIDGE, xml))
                        .orElseGet(() -> unaddressable(number, found));
            case PinLookup.Unreachable _, PinLookup.Unknown _ -> again(number);
            case PinLookup.Throttled(String bucket) -> {
                LOG.warn(
                        "A phone call is hung up: {} dialled too many wrong PINs (FSAPI_PIN_ATTEMPTS,"
                                + " FSAPI_PIN_ATTEMPTS_TOTAL)",
                        bucket.equals(PinDirectory.ALL) ? "all callers together" : "caller " + bucket);
                yield new DialInAnswer(Kind.THROTTLED, dialplan.hangUp(number));
            }
        };
    }

    private DialInAnswer unaddressable(DialedNumber number, PinLookup.Found found) {
        LOG.warn(
                "A phone call cannot be connected with {}: the address of its server ({}) names no host to call",
                found.meetingId(),
                found.serverUrl());
        return again(number);
    }

    private DialInAnswer again(DialedNumber number) {
        return new DialInAnswer(Kind.REPROMPT, dialplan.promptAgain(number));
    }
}
