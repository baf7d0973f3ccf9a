package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;

/** What the checksum covers, and queries as clients really send them (specification, section 5.3). */
class ChecksumPropertiesTest {
    private static final String SECRET = "unit-test-secret";
    private static final SharedSecrets SECRETS = new SharedSecrets(List.of("another", SECRET));
    private static final ChecksumVerifier VERIFIER = new ChecksumVerifier(config(false));

    private static HttpConfig config(boolean strict) {
        return new HttpConfig(
                Optional.empty(),
                false,
                false,
                SECRETS,
                Set.of(ChecksumAlgorithm.values()),
                strict,
                false,
                false,
                1 << 20,
                1,
                1,
                1,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static boolean isSigned(BbbCall call, String query) {
        return VERIFIER.signer(call.callName(), new QueryText(query), Optional.empty(), SECRETS)
                .isPresent();
    }

    /** Where clients put the checksum: last, first, alone, after a lone ampersand. */
    enum Position {
        FIRST,
        LAST,
        MIDDLE
    }

    private static String withChecksum(String query, String checksum, Position position) {
        if (query.isEmpty()) {
            return "checksum=" + checksum;
        }
        return switch (position) {
            case FIRST -> "checksum=" + checksum + "&" + query;
            case LAST -> query + "&checksum=" + checksum;
            case MIDDLE -> {
                int ampersand = query.indexOf('&');
                yield ampersand < 0
                        ? query + "&checksum=" + checksum
                        : query.substring(0, ampersand) + "&checksum=" + checksum + query.substring(ampersand);
            }
        };
    }

    @Property
    void whatIsSignedVerifiesWhereverTheChecksumStands(
            @ForAll("queries") String query, @ForAll Position position, @ForAll ChecksumAlgorithm algorithm) {
        String checksum = algorithm.hex("join", query, SECRET);
        assertThat(isSigned(BbbCall.JOIN, withChecksum(query, checksum, position)))
                .isTrue();
    }

    @Property
    void anyOtherByteFails(
            @ForAll("queries") String query,
            @ForAll ChecksumAlgorithm algorithm,
            @ForAll @IntRange(min = 0, max = 10_000) int place,
            @ForAll @IntRange(min = 1, max = 94) int shift) {
        Assume.that(!query.isEmpty());
        int at = place % query.length();
        char other = (char) ('!' + (query.charAt(at) - '!' + shift) % 94);
        String changed = query.substring(0, at) + other + query.substring(at + 1);
        Assume.that(!changed.equals(query) && new QueryText(changed).checksums().isEmpty());
        String checksum = algorithm.hex("join", query, SECRET);
        assertThat(isSigned(BbbCall.JOIN, withChecksum(changed, checksum, Position.LAST)))
                .isFalse();
    }

    @Property
    void anyOtherDigitOfTheChecksumFails(
            @ForAll("queries") String query,
            @ForAll ChecksumAlgorithm algorithm,
            @ForAll @IntRange(min = 0, max = 127) int place,
            @ForAll @IntRange(min = 1, max = 15) int shift) {
        String checksum = algorithm.hex("join", query, SECRET);
        int at = place % checksum.length();
        char other = Character.forDigit((Character.digit(checksum.charAt(at), 16) + shift) % 16, 16);
        String changed = checksum.substring(0, at) + other + checksum.substring(at + 1);
        assertThat(isSigned(BbbCall.JOIN, withChecksum(query, changed, Position.LAST)))
                .isFalse();
    }

    @Property
    void anotherCallOrAnotherSecretFails(@ForAll("queries") String query, @ForAll ChecksumAlgorithm algorithm) {
        assertThat(isSigned(BbbCall.END, withChecksum(query, algorithm.hex("join", query, SECRET), Position.LAST)))
                .isFalse();
        assertThat(isSigned(BbbCall.JOIN, withChecksum(query, algorithm.hex("join", query, "wrong"), Position.LAST)))
                .isFalse();
        assertThat(isSigned(BbbCall.JOIN, withChecksum(query, algorithm.hex("join", query, ""), Position.LAST)))
                .isFalse();
    }

    @Property
    void whatAClientEncodesIsWhatWeRead(@ForAll("parameters") Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(rfc3986(name))
                .append('=')
                .append(rfc3986(value)));
        assertThat(new QueryText(query.toString()).parameters()).isEqualTo(parameters);
    }

    @Example
    void queriesOfKnownClientsVerify() {
        for (String query : List.of(
                "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444",
                "name=R%C3%A9union%20A&meetingID=room-1",
                "fullName=O'Neil!*()~&meetingID=a:b;c@d/e,f$g",
                "meta_endCallbackUrl=https://moodle.example.org/a?b=c&meetingID=x",
                "&meetingID=x",
                "meetingID=x&",
                "meetingID",
                "")) {
            for (Position position : Position.values()) {
                String checksum = ChecksumAlgorithm.SHA256.hex("join", query, SECRET);
                assertThat(isSigned(BbbCall.JOIN, withChecksum(query, checksum, position)))
                        .as("%s, checksum %s", query, position)
                        .isTrue();
            }
        }
    }

    @Example
    void theChecksumAloneAfterALoneAmpersandVerifies() {
        String checksum = ChecksumAlgorithm.SHA1.hex("getMeetings", "", SECRET);
        assertThat(checksum).isEqualTo("38c94a024625255ec7ab647168a028dc424a55d0");
        assertThat(isSigned(BbbCall.GET_MEETINGS, "&checksum=" + checksum)).isTrue();
    }

    @Example
    void theReferenceVectorsVerify() {
        assertThat(ChecksumAlgorithm.SHA384.hex("getMeetings", SECRET))
                .isEqualTo("71b8f46e002426f2431a3e868b8c46041520e8a4c1df479c8ffcb3dfe241e40a"
                        + "3022c04c0ef87b3042ed201c24a5a41f");
        assertThat(isSigned(
                        BbbCall.CREATE,
                        "name=R%C3%A9union%20A&meetingID=room-1&checksum=87bca64f886b4747ea5da8968b39463a36a99c1c"))
                .isTrue();
        assertThat(isSigned(
                        BbbCall.JOIN,
                        "fullName=Zo%C3%AB&meetingID=room-1&role=VIEWER&checksum="
                                + "4b1ad3e88fd2050d3a7c0dcc2914ea39ccd3c286ff86b10f0b581453ad3dfe6d"))
                .isTrue();
    }

    @Example
    void otherChecksumsUpperCaseAndOddLengthsFail() {
        String query = "meetingID=x";
        String checksum = ChecksumAlgorithm.SHA256.hex("join", query, SECRET);
        assertThat(isSigned(BbbCall.JOIN, query + "&checksum=" + checksum + "&checksum=" + checksum + "0"))
                .isFalse();
        assertThat(isSigned(BbbCall.JOIN, query + "&checksum=&checksum=" + checksum))
                .isFalse();
        assertThat(isSigned(BbbCall.JOIN, query + "&checksum=" + checksum.toUpperCase(java.util.Locale.ROOT)))
                .isFalse();
        assertThat(isSigned(BbbCall.JOIN, query + "&checksum=" + checksum.substring(1)))
                .isFalse();
        assertThat(isSigned(BbbCall.JOIN, query + "&checksum=")).isFalse();
        assertThat(isSigned(BbbCall.JOIN, query)).isFalse();
    }

    @Property
    void theSameChecksumMayStandAnywhereAndAgain(
            @ForAll("queries") String query, @ForAll Position position, @ForAll Position again) {
        String checksum = ChecksumAlgorithm.SHA256.hex("join", query, SECRET);
        Assume.that(!query.isEmpty());
        String twice = withChecksum(withChecksum(query, checksum, position), checksum, again);
        assertThat(isSigned(BbbCall.JOIN, twice)).isTrue();
    }

    @Example
    void aQueryWithParametersTakesNoneFromAForm() {
        String query = "meetingID=x&checksum=" + ChecksumAlgorithm.SHA256.hex("end", "meetingID=x", SECRET);
        for (String form : List.of("password=p", "meetingID=x", "meetingID=y", "=", "a", "%72ole=MODERATOR")) {
            assertThat(VERIFIER.signer("end", new QueryText(query), form(form), SECRETS))
                    .as(form)
                    .isEmpty();
        }
        for (String form : List.of("", "&", "&&", "%63hecksum=z")) {
            assertThat(VERIFIER.signer("end", new QueryText(query), form(form), SECRETS))
                    .as(form)
                    .isPresent();
        }
    }

    @Example
    void theChecksumMayStandInTheFormAlone() {
        String checksum = ChecksumAlgorithm.SHA256.hex("end", "meetingID=x", SECRET);
        assertThat(VERIFIER.signer("end", new QueryText("meetingID=x"), form("checksum=" + checksum), SECRETS))
                .isPresent();
        assertThat(VERIFIER.signer(
                        "end", new QueryText("meetingID=x&checksum=0"), form("checksum=" + checksum), SECRETS))
                .isEmpty();
    }

    private static Optional<FormBody> form(String text) {
        return Optional.of(FormBody.of(new QueryText(text)));
    }

    @Example
    void onlyConfiguredAlgorithmsAreTaken() {
        ChecksumVerifier strict = new ChecksumVerifier(new HttpConfig(
                Optional.empty(),
                false,
                false,
                SECRETS,
                Set.of(ChecksumAlgorithm.SHA512),
                false,
                false,
                false,
                1,
                1,
                1,
                1,
                Duration.ZERO,
                Duration.ZERO));
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            QueryText query = new QueryText("checksum=" + algorithm.hex("join", "", SECRET));
            assertThat(strict.signer("join", query, Optional.empty(), SECRETS).isPresent())
                    .as("%s", algorithm)
                    .isEqualTo(algorithm == ChecksumAlgorithm.SHA512);
        }
    }

    @Example
    void strictModeWantsTheFormBodySigned() {
        ChecksumVerifier strict = new ChecksumVerifier(config(true));
        String body = "meetingID=x&name=A";
        QueryText form = new QueryText(body);
        QueryText signedBody = new QueryText("checksum=" + ChecksumAlgorithm.SHA1.hex("create", body, SECRET));
        QueryText signedQuery = new QueryText("checksum=" + ChecksumAlgorithm.SHA1.hex("create", "", SECRET));
        Optional<FormBody> fields = Optional.of(FormBody.of(form));
        assertThat(strict.signer("create", signedBody, fields, SECRETS)).isPresent();
        assertThat(strict.signer("create", signedQuery, fields, SECRETS)).isEmpty();
        assertThat(VERIFIER.signer("create", signedBody, fields, SECRETS)).isPresent();
        assertThat(VERIFIER.signer("create", signedQuery, fields, SECRETS)).isPresent();
    }

    @Example
    void brokenEscapesAndBrokenUtf8AreMalformed() {
        for (String broken : List.of("a=%", "a=%2", "a=%zz", "a=%C3", "a=%C3%28", "%FF=1", "a=%C0%AF")) {
            assertThatThrownBy(() -> new QueryText(broken).parameters())
                    .as(broken)
                    .isInstanceOf(QueryText.MalformedException.class);
        }
    }

    @Example
    void parametersAreCountedBeforeTheyAreRead() {
        assertThat(QueryText.isTooMany("a&".repeat(QueryText.MOST_PAIRS - 1))).isFalse();
        assertThat(QueryText.isTooMany("a&".repeat(QueryText.MOST_PAIRS))).isTrue();
        assertThat(QueryText.isTooMany("")).isFalse();
    }

    @Example
    void ofARepeatedNameTheLastValueWins() {
        assertThat(new QueryText("a=1&b=2&a=3").parameters()).containsEntry("a", "3");
    }

    private static String rfc3986(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("abcXYZ019+-_.!*()~:;@/,$'%|[]{}\"<>^`")
                .alpha()
                .ofMaxLength(12)
                .filter(value -> !value.startsWith("checksum"));
        Arbitrary<String> pair = Combinators.combine(text, text).as((name, value) -> name + "=" + value);
        return pair.filter(value -> !value.startsWith("checksum="))
                .list()
                .ofMaxSize(6)
                .map(pairs -> String.join("&", pairs));
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        Arbitrary<String> text = Arbitraries.strings()
                .all()
                .excludeChars('\uFFFE', '\uFFFF')
                .ofMaxLength(20)
                .filter(value -> value.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        return Arbitraries.maps(text.filter(name -> !name.isEmpty()), text).ofMaxSize(5);
    }
}
