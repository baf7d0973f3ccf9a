package org.scalelite.api.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies signatures of ID tokens. The provider's keys are fetched when they are needed, cached, and fetched again for an
 * unknown key id, at most twice in half a minute.
 */
final class IdTokenVerifier {
    /** Those with a public key: neither {@code none} nor HMAC, whose key would be the client's secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration KEY_CACHE = Duration.ofMinutes(5);
    private static final Duration KEY_INTERVAL = Duration.ofSeconds(30);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * A verifier without keys yet.
     *
     * @param wait for a fetch of the keys that another login has begun
     */
    IdTokenVerifier(URL keys, ResourceRetriever retriever, Duration wait) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(keys, retriever)
                .cache(KEY_CACHE.toMillis(), wait.toMillis())
                .refreshAheadCache(false)
                .rateLimited(KEY_INTERVAL.toMillis())
                .build();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        // IdTokenClaims validates them, with reasons for the log.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
    }

    /**
     * The claims of a token; empty if no key of the provider verifies it.
     *
     * @throws KeySourceException if the keys cannot be fetched
     */
    Optional<JWTClaimsSet> verify(String token) throws KeySourceException {
        try {
            return Optional.of(processor.process(token, null));
        } catch (KeySourceException e) {
            throw e;
        } catch (BadJOSEException | JOSEException | ParseException _) {
            return Optional.empty();
        }
    }
}
