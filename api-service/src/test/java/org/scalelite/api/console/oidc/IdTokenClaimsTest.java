package org.scalelite.api.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTokenClaimsTest {
    private static final Instant NOW = Instant.ofEpochSecond(10_000);
    private static final OidcConfig CONFIG = new OidcConfig(
            URI.create("https://id.example.org/realms/school"),
            "console",
            Optional.empty(),
            List.of("openid"),
            "preferred_username",
            "groups",
            List.of("operators"),
            List.of("support"));
    private static final String VALID = """
            {"iss":"https://id.example.org/realms/school","aud":"console","sub":"4711","nonce":"n","iat":9990,"exp":10300}""";

    private static Optional<String> problem(String claims) throws ParseException {
        return IdTokenClaims.problem(JWTClaimsSet.parse(claims), CONFIG, "n", NOW);
    }

    @Test
    void acceptsValidClaims() throws ParseException {
        assertThat(problem(VALID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # claim       | instead                                      | problem
            "aud":"console" | "aud":["evil","console"],"azp":"console"  | -
            "aud":"console" | "aud":["console"]                          | -
            "aud":"console" | "aud":"console","azp":"console"            | -
            "iat":9990      | "iat":10060                                | -
            "iat":9990      | "iat":9340                                 | -
            "exp":10300     | "exp":9941                                 | -
            "exp":10300     | "exp":10300,"nbf":10060                    | -
            "iss":"https    | "iss":"http                                | iss
            /school"        | /school/"                                  | iss
            "iss"           | "isx"                                      | iss
            "aud":"console" | "aud":"evil"                              | aud
            "aud":"console" | "aud":[]                                   | aud
            "aud":"console" | "azp":"console"                            | aud
            "aud":"console" | "aud":["evil","console"]                   | aud has several
            "aud":"console" | "aud":["console"],"azp":"evil"            | azp
            "aud":"console" | "aud":["console"],"azp":["console"]        | azp
            "exp":10300     | "exp":9940                                 | it has expired
            ,"exp":10300    | ,"x":1                                     | exp
            "iat":9990      | "x":1                                      | exp or iat
            "iat":9990      | "iat":10061                                | iat
            "iat":9990      | "iat":9339                                 | iat
            "exp":10300     | "exp":10300,"nbf":10061                    | iat or nbf
            "nonce":"n"     | "nonce":"m"                                | nonce
            "nonce":"n"     | "nonce":["n"]                              | nonce
            "nonce":"n"     | "x":"n"                                    | nonce
            "sub":"4711"    | "sub":" "                                  | sub
            "sub":"4711"    | "x":"4711"                                 | sub
            """)
    void validatesEachClaim(String claim, String instead, String problem) throws ParseException {
        String claims = VALID.replace(claim, instead);
        assertThat(claims).isNotEqualTo(VALID);
        if (problem.equals("-")) {
            assertThat(problem(claims)).isEmpty();
        } else {
            assertThat(problem(claims).orElseThrow()).startsWith(problem).doesNotContain("evil");
        }
    }
}
