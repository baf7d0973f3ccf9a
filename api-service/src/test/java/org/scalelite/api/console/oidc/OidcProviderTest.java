package org.scalelite.api.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcProviderTest {
    private static final URI ISSUER = URI.create("https://id.example.org/realms/school");
    private static final String DOCUMENT = """
            {"issuer":"https://id.example.org/realms/school","authorization_endpoint":"https://id.example.org/auth?a=b",
            "token_endpoint":"https://id.example.org/token","jwks_uri":"https://id.example.org/keys"}""";

    private static OidcProvider provider(String document, URI issuer) throws JsonProcessingException {
        return OidcProvider.of(new ObjectMapper().readTree(document), issuer);
    }

    @Test
    void readsADocument() throws JsonProcessingException {
        OidcProvider provider = provider(DOCUMENT, ISSUER);
        assertThat(provider.authorizationEndpoint()).hasToString("https://id.example.org/auth?a=b");
        assertThat(provider.endSession()).isEmpty();
    }

    @Test
    void findsTheDocument() {
        String address = "https://id.example.org/realms/school/.well-known/openid-configuration";
        assertThat(OidcProvider.discovery(ISSUER)).hasToString(address);
        assertThat(OidcProvider.discovery(URI.create(ISSUER + "/"))).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            realms/school                 | realms/school/                      | issuer
            "issuer"                      | "x"                                 | issuer
            https://id.example.org/auth   | http://id.example.org/auth          | authorization_endpoint
            https://id.example.org/token  | http://id.example.org/token         | token_endpoint
            https://id.example.org/keys   | file:///etc/passwd                  | jwks_uri
            https://id.example.org/keys   | https://user:pw@id.example.org/keys | jwks_uri
            https://id.example.org/keys   | https://id.example.org/ke ys        | jwks_uri
            https://id.example.org/keys   | /keys                               | jwks_uri
            "jwks_uri"                    | "end_session_endpoint"              | jwks_uri
            "jwks_uri"   | "end_session_endpoint":"javascript:alert(1)","jwks_uri" | end_session_endpoint
            """)
    void refusesDocuments(String text, String instead, String problem) {
        String document = DOCUMENT.replace(text, instead);
        assertThat(document).isNotEqualTo(DOCUMENT);
        assertThatThrownBy(() -> provider(document, ISSUER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void acceptsHttpOfAnHttpIssuerOnly() throws JsonProcessingException {
        String document = DOCUMENT.replace("https:", "http:");
        assertThat(provider(document, URI.create("http://id.example.org/realms/school"))
                        .keys())
                .hasToString("http://id.example.org/keys");
    }
}
