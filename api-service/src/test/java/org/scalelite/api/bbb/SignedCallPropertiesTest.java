package org.scalelite.api.bbb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Nothing that is added to a signed call gets to a BBB server (specification, section 5.4). */
class SignedCallPropertiesTest {
    private static final String MULTIPART =
            "--X\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nMODERATOR\r\n--X--\r\n";

    @SuppressWarnings("NullAway.Init")
    private static SignedCalls calls;

    @BeforeContainer
    static void start() {
        calls = new SignedCalls();
    }

    @AfterContainer
    static void stop() {
        if (calls != null) {
            calls.close();
        }
    }

    private static void verify(String request) {
        calls.verifyAnswers(calls.send(List.of(request)));
        calls.verifyCalls();
    }

    @Property(tries = 600)
    void bytesAddedAnywhereChangeNoCall(
            @ForAll("additions") String addition,
            @ForAll @IntRange(max = 3) int call,
            @ForAll @IntRange(max = 10_000) int place) {
        String request = calls.requests().get(call);
        int at = place % (request.length() + 1);
        verify(request.substring(0, at) + addition + request.substring(at));
    }

    /** How a body may say what it is. */
    enum Body {
        FORM("application/x-www-form-urlencoded"),
        UPPER_CASE("Application/X-WWW-Form-URLencoded; charset=utf-8"),
        MULTIPART("multipart/form-data; boundary=X"),
        XML("text/xml"),
        NONE("");

        private final String type;

        Body(String type) {
            this.type = type;
        }
    }

    @Property(tries = 600)
    void parametersInABodyChangeNoCall(
            @ForAll("names") String name,
            @ForAll Body body,
            @ForAll("methods") String method,
            @ForAll boolean chunked,
            @ForAll @IntRange(max = 3) int call) {
        String signed = calls.requests().get(call);
        String target = signed.substring(signed.indexOf(' '), signed.indexOf("\r\n"));
        String content = body == Body.MULTIPART ? MULTIPART.formatted(name) : name + "=MODERATOR";
        int length = content.getBytes(StandardCharsets.ISO_8859_1).length;
        verify(method + target + "\r\nHost: sl.example.org\r\nContent-Type: " + body.type + "\r\n"
                + (chunked
                        ? "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(length, content)
                        : "Content-Length: %d\r\n\r\n%s".formatted(length, content)));
    }

    @Provide
    Arbitrary<String> additions() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('\u0000', '\u00ff')
                        .ofMinLength(1)
                        .ofMaxLength(3),
                Arbitraries.of(
                        "&role=MODERATOR",
                        "role=MODERATOR&",
                        ";role=MODERATOR",
                        "%26role=MODERATOR",
                        "&%72ole=MODERATOR",
                        "&role=MODERATOR&checksum=",
                        "&checksum=x",
                        "&%63hecksum=x",
                        "#&role=MODERATOR",
                        "\r\nscalelite-raw-query: role=MODERATOR",
                        "\r\nscalelite-raw-path: /bigbluebutton/api/end",
                        "\r\nX-HTTP-Method-Override: POST",
                        "\r\nContent-Length: 14\r\n\r\nrole=MODERATOR"));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("role", "userID", "meetingID", "password", "%72ole", "checksum=x&role", "a&role", "");
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "HEAD", "POST", "PUT", "OPTIONS");
    }
}
