package org.scalelite.api.console.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.common.config.AdminToken.Scope;

/**
 * A user whom the provider has authenticated and whose groups may use the console.
 *
 * @param name for the audit log
 */
public record OidcUser(String name, Scope scope) {
    /** Neither control characters nor such that change the direction of text. */
    private static final Pattern NAME = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,100}");

    /**
     * The user of verified claims.
     *
     * @throws OidcException if the user may not log in
     */
    static OidcUser of(JWTClaimsSet claims, OidcConfig config) {
        String name = Optional.ofNullable(claims.getClaim(config.nameClaim()))
                .filter(String.class::isInstance)
                .map(claim -> ((String) claim).strip())
                .filter(text -> NAME.matcher(text).matches())
                .orElseThrow(() -> forbidden(
                        "The provider sends no name of yours in the claim %s, or one of more than 100"
                                + " characters: an administrator can add it to the ID token of this client, or choose another"
                                + " claim in CONSOLE_OIDC_NAME_CLAIM.",
                        config.nameClaim()));
        Object groups = Optional.ofNullable(claims.getClaim(config.groupsClaim()))
                .orElseThrow(() -> forbidden(
                        "The provider sends no groups of yours in the claim %s: an administrator can"
                                + " add it to the ID token of this client, or choose another claim in"
                                + " CONSOLE_OIDC_GROUPS_CLAIM.",
                        config.groupsClaim()));
        Scope scope = config.scopeOf(texts(groups))
                .orElseThrow(() -> forbidden(
                        "You are in none of the groups that may use this console. An administrator can"
                                + " add you to one, or name one of yours in CONSOLE_OIDC_WRITE_GROUPS or"
                                + " CONSOLE_OIDC_READ_GROUPS; the provider sends groups in the claim %s.",
                        config.groupsClaim()));
        return new OidcUser(name, scope);
    }

    /** Several texts, or one. */
    private static List<String> texts(Object claim) {
        List<?> values = claim instanceof List<?> list ? list : List.of(claim);
        return values.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static OidcException forbidden(String text, String claim) {
        return new OidcException(OidcException.Cause.FORBIDDEN, text.formatted(claim));
    }

    @Override
    public String toString() {
        return "OidcUser of scope " + scope.text();
    }
}
