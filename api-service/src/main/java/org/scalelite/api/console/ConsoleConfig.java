package org.scalelite.api.console;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.api.console.oidc.OidcConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * Configuration of the web console.
 *
 * @param key signs sessions, together with the hash of a token
 * @param pollInterval after which pollers poll a server again
 * @param oidc the login by OpenID Connect
 */
@Singleton
public record ConsoleConfig(String key, Duration pollInterval, Optional<OidcConfig> oidc) {
    /** The property without which Micronaut leaves out the beans of the console. */
    public static final String ENABLED = "scalelite.console.enabled";

    /** The path of all pages. */
    static final String PATH = "/scalelite/console";

    /** From the environment. */
    @Creator
    static ConsoleConfig of(Settings settings) {
        return new ConsoleConfig(
                settings.get(Variables.SECRET_KEY_BASE)
                        .orElseGet(() -> settings.require(Variables.LOADBALANCER_SECRET)),
                settings.get(Variables.POLL_INTERVAL),
                OidcConfig.of(settings));
    }

    /** It holds a secret. */
    @Override
    public String toString() {
        return "ConsoleConfig";
    }
}
