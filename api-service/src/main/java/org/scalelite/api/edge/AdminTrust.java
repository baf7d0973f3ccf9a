package org.scalelite.api.edge;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.AdminToken.Scope;

/**
 * Who calls the admin API: whoever has one of its tokens, or a secret of the load balancer, never a tenant's
 * (specification, section 6).
 */
final class AdminTrust {
    private static final String BEARER = "Bearer ";
    private static final String REALM = "Bearer realm=\"scalelite\"";

    private final EdgeConfig edge;
    private final AdminConfig config;
    private final ChecksumVerifier verifier;
    private final WrongAttempts attempts;
    private final WrongChecksums wrongChecksums;

    AdminTrust(EdgeConfig edge, AdminConfig config, WrongAttempts attempts, WrongChecksums wrongChecksums) {
        this.edge = edge;
        this.config = config;
        this.verifier = new ChecksumVerifier(edge);
        this.attempts = attempts;
        this.wrongChecksums = wrongChecksums;
    }

    /**
     * Who calls. A token that is sent decides alone.
     *
     * @param needed what a token must be good for
     * @throws AdminException if the token is not let in
     * @throws BbbException if the checksum is wrong
     * @throws WrongChecksums.TooManyException if it is, and others from the same address were before
     */
    Actor caller(HttpRequest<?> request, String call, QueryText query, Scope needed) {
        Optional<String> sent = token(request);
        if (sent.isPresent()) {
            return Actor.token(known(sent.get(), needed, request).name());
        }
        if (!config.takesChecksums()) {
            throw unauthorized("a token is missing: send the header \"Authorization: Bearer TOKEN\"", REALM);
        }
        return verifier.signer(call, query, Optional.empty(), edge.secrets())
                .map(Actor::checksum)
                .orElseThrow(() -> wrongChecksums.refusal(request));
    }

    private AdminToken known(String sent, Scope needed, HttpRequest<?> request) {
        // All are compared, so that the time taken does not tell which.
        AdminToken token = config.tokens().stream()
                .filter(candidate -> candidate.matches(sent))
                .reduce((first, _) -> first)
                .orElseThrow(() -> attempts.count(WrongAttempts.Credential.ADMIN_TOKEN, request)
                        .map(AdminTrust::tooMany)
                        .orElseGet(() -> unauthorized(
                                "no such token: its entry is missing in ADMIN_API_TOKENS",
                                REALM + ", error=\"invalid_token\"")));
        if (needed == Scope.WRITE && token.scope() == Scope.READ) {
            throw refused(
                    HttpStatus.FORBIDDEN,
                    "the token %s may only read: this call needs one of scope write".formatted(token.name()),
                    Map.of(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"insufficient_scope\""));
        }
        return token;
    }

    private static Optional<String> token(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .map(String::strip)
                .filter(header -> header.regionMatches(true, 0, BEARER.strip(), 0, BEARER.length() - 1))
                .filter(header -> header.length() < BEARER.length() || header.charAt(BEARER.length() - 1) == ' ')
                .map(header -> header.substring(BEARER.length() - 1).strip());
    }

    private static AdminException unauthorized(String reason, String challenge) {
        return refused(HttpStatus.UNAUTHORIZED, reason, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    private static AdminException tooMany(Duration wait) {
        return refused(
                HttpStatus.TOO_MANY_REQUESTS,
                "too many wrong tokens came from here: try again later",
                Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1)));
    }

    private static AdminException refused(HttpStatus status, String reason, Map<String, String> headers) {
        return new AdminException(AdminAnswer.error(status.getCode(), reason, headers));
    }
}
