package org.scalelite.api.admin;

import io.micronaut.core.annotation.Creator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * How callers of the admin API authenticate, and what it shows.
 *
 * @param takesChecksums whether a call may also be signed with a load-balancer secret
 * @param hidesSecrets whether answers leave out the secrets of servers and tenants
 */
@Singleton
public record AdminConfig(List<AdminToken> tokens, boolean takesChecksums, boolean hidesSecrets) {
    public AdminConfig {
        tokens = List.copyOf(tokens);
    }

    /** The token of this text. All are compared, so that the time taken does not tell which. */
    public Optional<AdminToken> find(String sent) {
        return tokens.stream().filter(token -> token.matches(sent)).reduce((first, _) -> first);
    }

    /** From the environment. */
    @Creator
    public static AdminConfig of(Settings settings) {
        return new AdminConfig(
                settings.get(Variables.ADMIN_API_TOKENS),
                settings.get(Variables.ADMIN_API_CHECKSUM),
                settings.get(Variables.ADMIN_API_HIDE_SECRETS));
    }
}
