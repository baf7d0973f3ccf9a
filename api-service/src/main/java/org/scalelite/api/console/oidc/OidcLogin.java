package org.scalelite.api.console.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jwt.JWTClaimsSet;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.URIBuilder;
import org.scalelite.api.console.oidc.OidcException.Cause;
import org.scalelite.common.http.DeadlineClient.NoAnswerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs users in at an OpenID provider, by the authorization code flow with PKCE. The provider is called when a user logs in,
 * never earlier. At most {@value #MOST_CALLS} requests wait for it; further ones are refused at once, so that a provider that
 * hangs occupies no more of the API.
 */
public final class OidcLogin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
    private static final int MOST_CALLS = 8;
    private static final int LOG_LINES_A_MINUTE = 10;
    private static final Duration PROVIDER_CACHE = Duration.ofHours(1);
    private static final Duration FAILURE_CACHE = Duration.ofSeconds(5);

    /** An error code of OAuth 2.0; other text of callers is not repeated. */
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

    /** Errors that the variables of this client cause. */
    private static final Set<String> OF_CLIENT = Set.of("invalid_client", "unauthorized_client");

    private final OidcConfig config;
    private final String key;
    private final OidcClient client;
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final Bucket logLines = Bucket.builder()
            .addLimit(
                    limit -> limit.capacity(LOG_LINES_A_MINUTE).refillGreedy(LOG_LINES_A_MINUTE, Duration.ofMinutes(1)))
            .build();
    private final LoadingCache<URI, Optional<Known>> providers = Caffeine.newBuilder()
            .expireAfter(Expiry.<URI, Optional<Known>>creating(
                    (_, found) -> found.isPresent() ? PROVIDER_CACHE : FAILURE_CACHE))
            .build(this::discover);

    /**
     * A login.
     *
     * @param secret that all replicas share
     */
    public OidcLogin(OidcConfig config, String secret) {
        this.config = config;
        this.key = "console oidc login\n" + secret + "\n" + config.fingerprint();
        this.client = new OidcClient(config);
    }

    /** A provider that answers. */
    private record Known(OidcProvider provider, IdTokenVerifier verifier) {}

    /**
     * Where a browser logs in.
     *
     * @param cookie value that it sends to the callback
     */
    public record Begun(URI address, String cookie) {
        @Override
        public String toString() {
            return "Begun";
        }
    }

    /**
     * Begins a login.
     *
     * @param next address after it
     * @param callback to which the provider sends the browser back
     * @throws OidcException if the provider does not answer
     */
    public Begun begin(String next, URI callback, Instant now) {
        OidcFlow flow = OidcFlow.begin(next);
        URI address = with(
                known().provider().authorizationEndpoint(),
                Map.of(
                        "response_type", "code",
                        "client_id", config.clientId(),
                        "redirect_uri", callback.toString(),
                        "scope", String.join(" ", config.scopes()),
                        "state", flow.state(),
                        "nonce", flow.nonce(),
                        "code_challenge", flow.challenge(),
                        "code_challenge_method", "S256"));
        return new Begun(address, flow.signed(key, now));
    }

    /**
     * The login that the provider answers.
     *
     * @param answer parameters of the callback
     * @throws OidcException if this browser did not begin it, or the provider refuses the user
     */
    public OidcFlow flow(List<String> cookies, Map<String, String> answer) {
        OidcFlow flow = OidcFlow.find(cookies, answer.getOrDefault("state", ""), key)
                .orElseThrow(() -> new OidcException(
                        Cause.UNKNOWN_LOGIN,
                        "This browser did not begin this login, or more than %d minutes ago: log in again."
                                .formatted(OidcFlow.LIFETIME.toMinutes())));
        String error = answer.getOrDefault("error", "");
        if (!error.isEmpty()) {
            throw new OidcException(
                    Cause.REFUSED,
                    "The OpenID provider refused the login: %s."
                            .formatted(code(error).orElse("unknown error")));
        }
        String issuer = answer.getOrDefault("iss", "");
        if (!issuer.isEmpty() && !issuer.equals(config.issuer().toString())) {
            throw new OidcException(Cause.REFUSED, "The answer is of another OpenID provider.");
        }
        return flow;
    }

    /**
     * Ends a login.
     *
     * @return empty if the provider does not know the code
     * @throws OidcException if the user may not log in, or the provider does not answer
     */
    public Optional<OidcUser> finish(OidcFlow flow, String code, URI callback, Instant now) {
        Known known = known();
        return limited(() -> idToken(known.provider(), flow, code, callback)
                .map(token -> OidcUser.of(claims(known.verifier(), token, flow.nonce(), now), config)));
    }

    private Optional<String> idToken(OidcProvider provider, OidcFlow flow, String code, URI callback) {
        try {
            OidcClient.Answer answer = client.exchange(provider.tokenEndpoint(), code, flow.verifier(), callback);
            JsonNode json = answer.json();
            String error = code(json.path("error").asText("")).orElse("");
            if (answer.status() == OidcClient.OK) {
                String token = json.path("id_token").asText("");
                if (token.isEmpty()) {
                    throw unavailable("the token endpoint sent no id_token");
                }
                return Optional.of(token);
            }
            if (OF_CLIENT.contains(error)) {
                throw unavailable("the token endpoint answered " + error
                        + ": compare CONSOLE_OIDC_CLIENT_ID and CONSOLE_OIDC_CLIENT_SECRET with the provider");
            }
            warn("the token endpoint answered " + answer.status() + " " + error);
            return Optional.empty();
        } catch (NoAnswerException e) {
            throw unavailable("the token endpoint: " + e.reason());
        }
    }

    private JWTClaimsSet claims(IdTokenVerifier verifier, String token, String nonce, Instant now) {
        try {
            JWTClaimsSet claims = verifier.verify(token)
                    .orElseThrow(() -> invalid("no key of the provider with an accepted algorithm verifies it"));
            Optional<String> problem = IdTokenClaims.problem(claims, config, nonce, now);
            if (problem.isPresent()) {
                throw invalid(problem.get());
            }
            return claims;
        } catch (KeySourceException e) {
            throw unavailable("its keys: " + e.getMessage());
        }
    }

    private OidcException invalid(String reason) {
        warn("an ID token is refused: " + reason);
        return new OidcException(
                Cause.REFUSED, "The ID token of the OpenID provider is not valid: the log of the API has the reason.");
    }

    /**
     * Where a browser ends its session at the provider, if the provider has such a page and answers.
     *
     * @param after address to which the provider sends the browser back
     */
    public Optional<URI> endSession(URI after) {
        try {
            return known().provider()
                    .endSession()
                    .map(address -> with(
                            address,
                            Map.of("client_id", config.clientId(), "post_logout_redirect_uri", after.toString())));
        } catch (OidcException _) {
            return Optional.empty();
        }
    }

    private Known known() {
        Optional<Known> cached = providers.getIfPresent(config.issuer());
        return (cached == null ? limited(() -> providers.get(config.issuer())) : cached)
                .orElseThrow(OidcException::unavailable);
    }

    private Optional<Known> discover(URI issuer) {
        try {
            OidcProvider provider =
                    OidcProvider.of(client.get(OidcProvider.discovery(issuer)).json(), issuer);
            return Optional.of(
                    new Known(provider, new IdTokenVerifier(provider.keys().toURL(), client, OidcClient.DEADLINE)));
        } catch (IOException | IllegalArgumentException e) {
            warn("its discovery document: " + e.getMessage());
            return Optional.empty();
        }
    }

    private <T> T limited(Supplier<T> call) {
        if (!calls.tryAcquire()) {
            throw unavailable("%d logins wait for it, further ones are refused".formatted(MOST_CALLS));
        }
        try {
            return call.get();
        } finally {
            calls.release();
        }
    }

    private OidcException unavailable(String reason) {
        warn(reason);
        return OidcException.unavailable();
    }

    /** Callers without a session cause these lines. */
    private void warn(String reason) {
        if (logLines.tryConsume(1)) {
            LOG.warn("OpenID provider {}: {}", config.issuer(), reason);
        }
    }

    private static Optional<String> code(String error) {
        return Optional.of(error).filter(text -> ERROR_CODE.matcher(text).matches());
    }

    private static URI with(URI address, Map<String, String> parameters) {
        URIBuilder builder = new URIBuilder(address);
        new TreeMap<>(parameters).forEach(builder::addParameter);
        try {
            return builder.build();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("parameters are escaped", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
