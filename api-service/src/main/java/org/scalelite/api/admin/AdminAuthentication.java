package org.scalelite.api.admin;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.bbb.ChecksumVerifier;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.api.limit.WrongChecksums;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.AdminToken.Scope;

/**
 * Authenticates callers of the admin API: by one of its tokens, or by a secret of the load balancer, never by a tenant's
 * (specification, section 6).
 */
@Singleton
public record AdminAuthentication(
        HttpConfig http,
        AdminConfig config,
        ChecksumVerifier verifier,
        WrongAttempts attempts,
        WrongChecksums wrongChecksums) {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String REALM = "Bearer realm=\"scalelite\"";
    private static final String BROWSER_REALM = "Basic realm=\"admin token as the password\", charset=\"UTF-8\"";

    /**
     * The caller. A token that is sent decides alone.
     *
     * @param needed what a token must allow
     * @throws AdminException if the token is refused
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
        return verifier.signer(call, query, Optional.empty(), http.secrets())
                .map(Actor::checksum)
                .orElseThrow(() -> wrongChecksums.refusal(request));
    }

    /**
     * Authenticates the reader of a page, whose browser sends a token of any scope as the password of HTTP Basic. No call
     * accepts that: a browser sends it with requests of other sites, too.
     *
     * @throws AdminException if the token is missing or refused
     */
    public void checkReader(HttpRequest<?> request) {
        String token = password(request)
                .orElseThrow(() ->
                        unauthorized("a token is missing: give it as the password, with any user name", BROWSER_REALM));
        known(token, request, BROWSER_REALM);
    }

    private static Optional<String> password(HttpRequest<?> request) {
        return request.getHeaders()
                .getAuthorization()
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .flatMap(header -> decoded(header.substring(BASIC.length()).strip()))
                .filter(credentials -> credentials.contains(":"))
                .map(credentials -> credentials.substring(credentials.indexOf(':') + 1));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private AdminToken known(String sent, HttpRequest<?> request, String challenge) {
        return config.find(sent)
                .orElseThrow(() -> attempts.count(WrongAttempts.Credential.ADMIN_TOKEN, request)
                        .map(AdminAuthentication::tooMany)
                        .orElseGet(() ->
                                unauthorized("no such token: its entry is missing in ADMIN_API_TOKENS", challenge)));
    }

    private AdminToken known(String sent, Scope needed, HttpRequest<?> request) {
        AdminToken token = known(sent, request, REALM + ", error=\"invalid_token\"");
        if (needed == Scope.WRITE && token.scope() == Scope.READ) {
            throw AdminException.error(
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
        return AdminException.error(HttpStatus.UNAUTHORIZED, reason, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    private static AdminException tooMany(Duration wait) {
        return AdminException.error(
                HttpStatus.TOO_MANY_REQUESTS,
                "too many wrong tokens came from here: try again later",
                Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1)));
    }
}
