package org.scalelite.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {

    private static final String SECRET = "unit-test-secret";

    @Test
    void theVectorOfTheDocumentationIsMet() {
        String query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444";

        assertThat(Checksum.SHA1.of("create", query, "639259d4-9dd8-4b25-bf01-95f9567eaf4b"))
                .isEqualTo("1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, getMeetings, '', 38c94a024625255ec7ab647168a028dc424a55d0",
        "SHA256, getMeetings, '', 533ce89c0095ae541979141d203e479813a72e7738a397a0cbfd182758d2efa4",
        "SHA384, getMeetings, '', "
                + "71b8f46e002426f2431a3e868b8c46041520e8a4c1df479c8ffcb3dfe241e40a3022c04c0ef87b3042ed201c24a5a41f",
        "SHA1, create, name=R%C3%A9union%20A&meetingID=room-1, 87bca64f886b4747ea5da8968b39463a36a99c1c",
        "SHA256, create, name=R%C3%A9union%20A&meetingID=room-1, "
                + "1ddfaef416c155038ca06e4ad2dabe46359329d087e5c89464a512abb53dc1f0",
        "SHA1, join, fullName=Zo%C3%AB&meetingID=room-1&role=VIEWER, 6aebedaac4cf854d7bd28faec81354ae2dee6157",
        "SHA256, join, fullName=Zo%C3%AB&meetingID=room-1&role=VIEWER, "
                + "4b1ad3e88fd2050d3a7c0dcc2914ea39ccd3c286ff86b10f0b581453ad3dfe6d"
    })
    void theVectorsOfTheReferenceAreMet(Checksum checksum, String call, String query, String expected) {
        assertThat(checksum.of(call, query, SECRET)).isEqualTo(expected);
        assertThat(Checksum.ofLength(expected.length())).isEqualTo(checksum);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&checksum=XY, a=1",
        "checksum=XY&a=1, a=1",
        "a=1&checksum=XY&b=2, a=1&b=2",
        "checksum=XY, ''",
        "&checksum=XY, ''",
        "&a=1&checksum=XY, &a=1",
        "a=1&checksum=%58Y, a=1&checksum=%58Y"
    })
    void theChecksumIsCutOutAsLiteralText(String query, String expected) {
        assertThat(Checksum.cutOut(query, "XY")).isEqualTo(expected);
    }
}
