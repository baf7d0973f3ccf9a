package org.scalelite.api.console.oidc;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/**
 * The OpenID provider, this client at it, and which of its users may log in.
 *
 * @param nameClaim with the user's name for the audit log
 * @param groupsClaim with the user's groups
 */
public record OidcConfig(
        URI issuer,
        String clientId,
        Optional<String> clientSecret,
        List<String> scopes,
        String nameClaim,
        String groupsClaim,
        List<String> writeGroups,
        List<String> readGroups) {
    /** The property without which Micronaut leaves out the beans of this login. */
    public static final String ENABLED = "scalelite.console.oidc";

    private static final String OPENID = "openid";

    public OidcConfig {
        scopes = scopes.contains(OPENID)
                ? List.copyOf(scopes)
                : Stream.concat(Stream.of(OPENID), scopes.stream()).toList();
        writeGroups = List.copyOf(writeGroups);
        readGroups = List.copyOf(readGroups);
    }

    /**
     * From the environment; empty if no issuer is set.
     *
     * @throws ConfigurationException if a variable that it needs is not set
     */
    public static Optional<OidcConfig> of(Settings settings) {
        return settings.get(Variables.CONSOLE_OIDC_ISSUER).map(issuer -> of(issuer, settings));
    }

    private static OidcConfig of(URI issuer, Settings settings) {
        OidcConfig config = new OidcConfig(
                issuer,
                settings.require(Variables.CONSOLE_OIDC_CLIENT_ID),
                settings.get(Variables.CONSOLE_OIDC_CLIENT_SECRET),
                settings.get(Variables.CONSOLE_OIDC_SCOPES),
                settings.get(Variables.CONSOLE_OIDC_NAME_CLAIM),
                settings.get(Variables.CONSOLE_OIDC_GROUPS_CLAIM),
                settings.get(Variables.CONSOLE_OIDC_WRITE_GROUPS),
                settings.get(Variables.CONSOLE_OIDC_READ_GROUPS));
        if (config.writeGroups.isEmpty() && config.readGroups.isEmpty()) {
            throw new ConfigurationException("CONSOLE_OIDC_ISSUER is set, but no group may log in: give groups in"
                    + " CONSOLE_OIDC_WRITE_GROUPS or CONSOLE_OIDC_READ_GROUPS");
        }
        return config;
    }

    /** What a user of these groups may do; empty: not even log in. */
    Optional<Scope> scopeOf(Collection<String> groups) {
        if (!Collections.disjoint(groups, writeGroups)) {
            return Optional.of(Scope.WRITE);
        }
        return Collections.disjoint(groups, readGroups) ? Optional.empty() : Optional.of(Scope.READ);
    }

    /** Part of the key of sessions: they end when the client or the groups change. */
    public String fingerprint() {
        return String.join(
                "\n",
                issuer.toString(),
                clientId,
                clientSecret.orElse(""),
                String.join(",", writeGroups),
                String.join(",", readGroups));
    }

    /** It holds a secret. */
    @Override
    public String toString() {
        return "OidcConfig of " + issuer;
    }
}
