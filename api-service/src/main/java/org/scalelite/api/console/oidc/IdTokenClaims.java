package org.scalelite.api.console.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Validates the claims of an ID token whose signature is verified (OpenID Connect Core 1.0, section 3.1.3.7). */
final class IdTokenClaims {
    /** By which the clocks of provider and API may differ. */
    static final Duration SKEW = Duration.ofMinutes(1);

    private IdTokenClaims() {}

    /**
     * Why the claims are refused; without their values, because a log shows it.
     *
     * @param nonce of the login that the token must be for
     */
    static Optional<String> problem(JWTClaimsSet claims, OidcConfig config, String nonce, Instant now) {
        if (!config.issuer().toString().equals(claims.getIssuer())) {
            return Optional.of("iss is not CONSOLE_OIDC_ISSUER");
        }
        return audience(claims, config.clientId()).or(() -> times(claims, now)).or(() -> {
            if (!nonce.equals(claims.getClaim("nonce"))) {
                return Optional.of("nonce is of another login");
            }
            String subject = claims.getSubject();
            return subject == null || subject.isBlank() ? Optional.of("sub is missing") : Optional.empty();
        });
    }

    private static Optional<String> audience(JWTClaimsSet claims, String client) {
        List<String> audience = claims.getAudience();
        Object party = claims.getClaim("azp");
        if (!audience.contains(client)) {
            return Optional.of("aud does not contain CONSOLE_OIDC_CLIENT_ID");
        }
        if (party == null) {
            return audience.size() > 1 ? Optional.of("aud has several clients, and azp is missing") : Optional.empty();
        }
        return party.equals(client) ? Optional.empty() : Optional.of("azp is not CONSOLE_OIDC_CLIENT_ID");
    }

    private static Optional<String> times(JWTClaimsSet claims, Instant now) {
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        if (expiry == null || issued == null) {
            return Optional.of("exp or iat is missing");
        }
        if (!now.isBefore(expiry.toInstant().plus(SKEW))) {
            return Optional.of("it has expired; compare the clocks of provider and API");
        }
        boolean isOld = issued.toInstant().isBefore(now.minus(OidcFlow.LIFETIME).minus(SKEW));
        if (isOld || isAhead(issued, now) || isAhead(claims.getNotBeforeTime(), now)) {
            return Optional.of("iat or nbf is of another time; compare the clocks of provider and API");
        }
        return Optional.empty();
    }

    private static boolean isAhead(@Nullable Date date, Instant now) {
        return date != null && date.toInstant().isAfter(now.plus(SKEW));
    }
}
