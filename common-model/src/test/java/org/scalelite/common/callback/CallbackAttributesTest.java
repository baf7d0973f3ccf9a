package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.testing.TestTimeout;

/** The YAML of Ruby in callback_data (specification, section 4). */
class CallbackAttributesTest {
    private static final String ANALYTICS = "https://moodle.example.org/analytics?course=1&x=y";
    private static final String READY = "https://moodle.example.org/ready";

    private static final List<String> ODD = List.of(
            "https://a.example/?a=b#c",
            "https://a.example/?q=x: y #z",
            "https://a.example/'single'\"double\"",
            "https://a.example/" + "long word ".repeat(40),
            "https://a.example/" + "x".repeat(3000),
            "https://a.example/ünïcødé/日本",
            "https://a.example/%7B%22a%22%3A1%7D?b={\"c\":[1,2]}",
            "true",
            "12345",
            "~");

    private static CallbackAttributes attributes(String analytics, String ready) {
        return new CallbackAttributes(Optional.of(analytics), Optional.of(ready));
    }

    @Test
    void isWrittenAsScaleliteWritesIt() {
        assertThat(attributes(ANALYTICS, READY).toYaml())
                .isEqualTo("---\n:analytics_callback_url: " + ANALYTICS + "\n:recording_ready_url: " + READY + "\n");
        assertThat(new CallbackAttributes(Optional.empty(), Optional.of(READY)).toYaml())
                .isEqualTo("---\n:recording_ready_url: " + READY + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\n:recording_ready_url: https://moodle.example.org/ready\n",
                "---\n:recording_ready_url: 'https://moodle.example.org/ready'\n",
                "---\n:recording_ready_url: \"https://moodle.example.org/ready\"\n",
                "---\n\":recording_ready_url\": https://moodle.example.org/ready\n",
                "---\nrecording_ready_url: https://moodle.example.org/ready\n",
                "---\n:recording_ready_url: >-\n  https://moodle.example.org/ready\n",
                "--- !ruby/hash:ActiveSupport::HashWithIndifferentAccess\nrecording_ready_url: https://moodle.example.org/ready\n",
                "---\n:other: &1 https://moodle.example.org/ready\n:recording_ready_url: *1\n",
                "{\":recording_ready_url\": \"https://moodle.example.org/ready\"}"
            })
    void isReadInEachFormThatRubyHas(String yaml) {
        assertThat(CallbackAttributes.ofYaml(yaml).recordingReady()).contains(READY);
        assertThat(CallbackAttributes.ofYaml(yaml).analytics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---",
                "--- {}\n",
                "--- text\n",
                "---\n- a\n",
                "---\n:recording_ready_url:\n",
                "---\n:recording_ready_url: ''\n",
                "---\n:recording_ready_url: ~\n",
                "---\n:recording_ready_url: [1]\n",
                "--- !!java.net.URL [\"https://evil.example.org/\"]\n",
                "{{{"
            })
    void whatIsNoSuchHashHoldsNothing(String yaml) {
        assertThat(CallbackAttributes.ofYaml(yaml).isEmpty()).isTrue();
    }

    @Test
    void readsWhatItWrites() {
        for (String odd : ODD) {
            assertThat(CallbackAttributes.ofYaml(attributes(odd, READY).toYaml())
                            .analytics())
                    .contains(odd.strip());
        }
    }

    @Test
    void rubyReadsWhatIsWrittenAndTheOtherWayRound() throws Exception {
        Assumptions.assumeTrue(rubyIsThere(), "SKIPPED: no ruby here, so its YAML is not compared");
        for (String odd : ODD) {
            String seen = ruby(
                    "h = YAML.safe_load(STDIN.read, permitted_classes: [Symbol]);"
                            + " exit(1) unless h.keys == [:analytics_callback_url, :recording_ready_url];"
                            + " print h[:analytics_callback_url]",
                    attributes(odd, READY).toYaml());
            assertThat(seen).isEqualTo(odd);
            String written =
                    ruby("u = STDIN.read; print({analytics_callback_url: u, recording_ready_url: u}.to_yaml)", odd);
            assertThat(CallbackAttributes.ofYaml(written).analytics())
                    .as(written)
                    .contains(odd.strip());
            assertThat(CallbackAttributes.ofYaml(written).recordingReady())
                    .as(written)
                    .contains(odd.strip());
        }
    }

    private static boolean rubyIsThere() {
        try {
            return new ProcessBuilder("ruby", "-e", "").start().waitFor() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    private static String ruby(String script, String input) throws Exception {
        Process ruby = new ProcessBuilder("ruby", "-EUTF-8:UTF-8", "-ryaml", "-e", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = ruby.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(ruby.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ruby.waitFor(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(ruby.exitValue()).as("exit code of ruby").isZero();
        return out;
    }
}
