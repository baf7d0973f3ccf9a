package org.scalelite.api.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.Fuzz;

/**
 * Ten thousand hostile calls (specification, section 16.16): each answer is a valid FreeSWITCH document without caller data
 * that a dialplan would expand. {@code FUZZ_SEED} repeats a run.
 */
class DialInFuzzTest {
    private static final int BY_HTTP = 3_000;
    private static final int IN_ALL = 10_000;
    private static final String PIN = "123456789";
    /** The last one has no name. */
    private static final List<String> FIELDS = """
            section
            Caller-Destination-Number
            variable_pin
            Caller-Caller-ID-Name
            Caller-Caller-ID-Number
            Caller-Privacy-Hide-Name
            Caller-Privacy-Hide-Number
            Caller-Network-Addr
            variable_sip_h_X-Evil

            """.lines().toList();

    private static final List<String> HOSTILE = List.of(
            "${hangup()}",
            "${system(reboot)}",
            "$${base_dir}",
            "${pin}",
            "$1",
            "${",
            "}",
            "$",
            "\\",
            "\\\\${x}",
            "\\$\\{x\\}",
            "%{x}",
            "%24%7Bx%7D",
            "\"/><action application=\"system\" data=\"reboot\"/>",
            "'><!--",
            "]]>",
            "<![CDATA[",
            "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
            "&y;",
            "&#0;",
            "&amp;",
            "\u0000",
            "\u0001\u001f\u007f\u0085\u009f",
            "\r\nX-Header: y",
            "\n",
            "\t",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\uff04\uff5bx\uff5d",
            "^(.*)$",
            "(?:a+)+$",
            ".*",
            "[[",
            "|",
            "^^:a=b:c=d",
            "{ignore_early_media=true}",
            "[leg=1]sofia/external/1@evil",
            "&park",
            ",loopback/1",
            ":_:error/x",
            "+493012345678",
            PIN,
            PIN + "1",
            "w_x_1-bbbID-Teacher",
            "_undef_",
            "ARRAY::a|:b",
            "Jo Doe",
            "dialplan",
            "true",
            "\uD83D\uDE00");

    private final TestSuite suite =
            new TestSuite(1).with("FSAPI_PIN_ATTEMPTS", "0").with("FSAPI_PIN_ATTEMPTS_TOTAL", "0");

    @BeforeEach
    void start() {
        SwitchMeetings meetings = new SwitchMeetings(suite.registry());
        meetings.add("${x}<\"\\\u0001room", PIN, meetings.server("bbb1.example.org"));
    }

    @AfterEach
    void stop() {
        suite.close();
    }

    @Test
    void anyCallGetsAValidDialplan() {
        long seed = Fuzz.seed(System.nanoTime());
        Random random = new Random(seed);
        FreeSwitch pbx = new FreeSwitch(suite.replica(), TestSuite.SECRET);
        DialIn dialIn = dialIn();
        Map<DialInAnswer.Kind, Integer> kinds = new EnumMap<>(DialInAnswer.Kind.class);
        for (int i = 0; i < IN_ALL; i++) {
            byte[] form = form(random);
            try {
                if (i < BY_HTTP) {
                    pbx.ask(form);
                } else {
                    DialInAnswer answer = dialIn.answer(PhoneCall.of(form), "10.0.0.1");
                    SwitchDocument.read(new String(answer.xml(), StandardCharsets.UTF_8));
                    kinds.merge(answer.kind(), 1, Integer::sum);
                }
            } catch (AssertionError e) {
                throw new AssertionError(
                        "call %d of FUZZ_SEED=%d: %s"
                                .formatted(i, seed, HexFormat.of().formatHex(form)),
                        e);
            }
        }
        assertThat(kinds)
                .as("every kind of answer, without failures")
                .containsOnlyKeys(
                        DialInAnswer.Kind.NOT_FOUND,
                        DialInAnswer.Kind.PROMPT,
                        DialInAnswer.Kind.REPROMPT,
                        DialInAnswer.Kind.BRIDGE);
    }

    private DialIn dialIn() {
        DialInConfig config = DialInConfig.of(Settings.of(
                Map.of("LOADBALANCER_SECRET", "s", "FSAPI_PIN_ATTEMPTS", "0", "FSAPI_PIN_ATTEMPTS_TOTAL", "0")));
        return new DialIn(new PinDirectory(suite.registry().redis(), config), new Dialplan(config), config);
    }

    /** Most forms are nearly valid; the rest is noise. */
    private static byte[] form(Random random) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);
            return noise;
        }
        if (random.nextInt(10) > 0) {
            form.writeBytes("section=dialplan&".getBytes(StandardCharsets.US_ASCII));
        }
        if (random.nextInt(3) == 0) {
            form.writeBytes(("variable_pin=" + PIN + "&Caller-Destination-Number=" + PIN + "&")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        int fields = 1 + random.nextInt(6);
        for (int i = 0; i < fields; i++) {
            // Not the section again and again: the last value of a field counts.
            String name = FIELDS.get(random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(FIELDS.size() - 1));
            form.writeBytes((name + "=").getBytes(StandardCharsets.US_ASCII));
            encode(value(random), random, form);
            form.write('&');
        }
        return form.toByteArray();
    }

    private static byte[] value(Random random) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        int pieces = random.nextInt(100) == 0 ? 500 : random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    byte[] noise = new byte[random.nextInt(12)];
                    random.nextBytes(noise);
                    value.writeBytes(noise);
                }
                case 1 -> {
                    // A single surrogate, encoded as CESU-8.
                    value.write(0xED);
                    value.write(0xA0 + random.nextInt(0x20));
                    value.write(0x80 + random.nextInt(0x40));
                }
                case 2 ->
                    value.writeBytes(Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                            .getBytes(StandardCharsets.UTF_8));
                default ->
                    value.writeBytes(HOSTILE.get(random.nextInt(HOSTILE.size())).getBytes(StandardCharsets.UTF_8));
            }
        }
        return value.toByteArray();
    }

    /** Encoded completely, partly or not at all, with some invalid escapes. */
    private static void encode(byte[] value, Random random, ByteArrayOutputStream form) {
        int care = random.nextInt(3);
        for (byte each : value) {
            boolean plain = care == 0 || (care == 1 && random.nextBoolean());
            form.writeBytes(plain ? new byte[] {each} : "%%%02x".formatted(each).getBytes(StandardCharsets.US_ASCII));
        }
        if (random.nextInt(20) == 0) {
            form.writeBytes(
                    List.of("%", "%4", "%zz", "%%").get(random.nextInt(4)).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
