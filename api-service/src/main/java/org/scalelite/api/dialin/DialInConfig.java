package org.scalelite.api.dialin;

import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * How phone calls come in.
 *
 * @param password of FreeSWITCH; empty: everybody is let in
 * @param longestCall after which a call is hung up; zero: never
 * @param minDigits fewest digits that the prompt takes
 * @param maxDigits most digits that the prompt takes
 * @param pseudonymKey key of the names under which callers are counted
 */
public record DialInConfig(
        Optional<String> password,
        Duration longestCall,
        int minDigits,
        int maxDigits,
        PinLimits limits,
        String pseudonymKey) {

    /**
     * How many wrong PINs are let through.
     *
     * @param perCaller 0: any number
     * @param inAll of all callers together; 0: any number
     * @param window after which wrong PINs are forgotten
     */
    public record PinLimits(int perCaller, int inAll, Duration window) {}

    public DialInConfig {
        if (minDigits > maxDigits) {
            throw new ConfigurationException(
                    "VOICE_BRIDGE_LEN_MIN is %d, which is more than VOICE_BRIDGE_LEN_MAX: give at most %d, or a larger VOICE_BRIDGE_LEN_MAX"
                            .formatted(minDigits, maxDigits));
        }
    }

    /** From the environment. */
    public static DialInConfig of(Settings settings) {
        String secret = settings.require(Variables.LOADBALANCER_SECRET);
        Optional<String> password = settings.get(Variables.FSAPI_PASSWORD);
        return new DialInConfig(
                settings.isGiven(Variables.FSAPI_PASSWORD) ? password : Optional.of(secret),
                settings.get(Variables.FSAPI_MAX_DURATION)
                        .orElseGet(() -> settings.get(Variables.MAX_MEETING_DURATION)),
                settings.get(Variables.VOICE_BRIDGE_LEN_MIN),
                settings.get(Variables.VOICE_BRIDGE_LEN_MAX),
                new PinLimits(
                        settings.get(Variables.FSAPI_PIN_ATTEMPTS),
                        settings.get(Variables.FSAPI_PIN_ATTEMPTS_TOTAL),
                        settings.get(Variables.FSAPI_PIN_WINDOW)),
                settings.get(Variables.SECRET_KEY_BASE).orElse(secret));
    }

    @Override
    public String toString() {
        return "dial-in with calls of at most %s and %d wrong PINs of a caller"
                .formatted(longestCall, limits.perCaller());
    }
}
