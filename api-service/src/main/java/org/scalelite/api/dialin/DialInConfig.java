package org.scalelite.api.dialin;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Configuration of dial-in.
 *
 * @param password of FreeSWITCH; empty: no authentication
 * @param maxDuration of a call; zero: unlimited
 * @param minDigits of the PIN prompt
 * @param maxDigits of the PIN prompt
 * @param pseudonymKey key of the pseudonyms of callers
 */
@Singleton
public record DialInConfig(
        Optional<String> password,
        Duration maxDuration,
        int minDigits,
        int maxDigits,
        PinLimits limits,
        String pseudonymKey) {

    /**
     * Limits of wrong PINs.
     *
     * @param perCaller 0: unlimited
     * @param total of all callers; 0: unlimited
     * @param window time after which wrong PINs no longer count
     */
    public record PinLimits(int perCaller, int total, Duration window) {}

    public DialInConfig {
        if (minDigits > maxDigits) {
            throw new ConfigurationException(
                    "VOICE_BRIDGE_LEN_MIN is %d, which is more than VOICE_BRIDGE_LEN_MAX: give at most %d, or a larger VOICE_BRIDGE_LEN_MAX"
                            .formatted(minDigits, maxDigits));
        }
    }

    /** From the environment. */
    @Creator
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
                .formatted(maxDuration, limits.perCaller());
    }
}
