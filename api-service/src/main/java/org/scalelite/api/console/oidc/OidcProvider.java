package org.scalelite.api.console.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What the discovery document of a provider announces (OpenID Connect Discovery 1.0).
 *
 * @param endSession where a browser ends its session at the provider
 */
record OidcProvider(URI authorizationEndpoint, URI tokenEndpoint, URI keys, Optional<URI> endSession) {
    private static final String HTTPS = "https";

    /** The address of the document. */
    static URI discovery(URI issuer) {
        return URI.create(issuer.toString().replaceFirst("/+$", "") + "/.well-known/openid-configuration");
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is not of this issuer, or incomplete
     */
    static OidcProvider of(JsonNode document, URI issuer) {
        if (!document.path("issuer").asText("").equals(issuer.toString())) {
            throw new IllegalArgumentException("its issuer is not CONSOLE_OIDC_ISSUER");
        }
        return new OidcProvider(
                endpoint(document, "authorization_endpoint", issuer),
                endpoint(document, "token_endpoint", issuer),
                endpoint(document, "jwks_uri", issuer),
                document.hasNonNull("end_session_endpoint")
                        ? Optional.of(endpoint(document, "end_session_endpoint", issuer))
                        : Optional.empty());
    }

    private static URI endpoint(JsonNode document, String name, URI issuer) {
        try {
            URI uri = new URI(document.path(name).asText(""));
            boolean isSafe = HTTPS.equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && !HTTPS.equals(issuer.getScheme()));
            if (isSafe && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Reported below.
        }
        throw new IllegalArgumentException(name + " is no https address");
    }
}
