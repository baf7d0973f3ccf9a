package org.scalelite.api.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.SampleTenant;

/** Callback URLs of a create (specification, section 5.8, step 7, and section 9). */
class CallbackParametersTest {
    private static final String READY = "https://moodle.example.org/ready?course=1";
    private static final String ANALYTICS = "https://moodle.example.org/analytics";
    private static final CallbackAttributes NONE = new CallbackAttributes(Optional.empty(), Optional.empty());

    private static CallParameters parameters(String... pairs) {
        Map<String, String> parameters = new LinkedHashMap<>(Map.of("meetingID", "room"));
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], pairs[i + 1]);
        }
        return CallParameters.of(parameters);
    }

    private static BbbRequest request(Optional<String> tenant, CallParameters parameters) {
        return new BbbRequest(
                BbbCall.CREATE,
                tenant.map(name -> SampleTenant.of("id", name)),
                parameters,
                Optional.empty(),
                "https://sl.example.org",
                Optional.empty(),
                Optional.empty());
    }

    private static CreateCallbacks.Rewritten rewritten(Optional<String> urlHost, CallParameters parameters) {
        return rewritten(urlHost, request(Optional.empty(), parameters), parameters);
    }

    private static CreateCallbacks.Rewritten rewritten(
            Optional<String> urlHost, BbbRequest request, CallParameters parameters) {
        CallbackConfig config = CallbackConfig.of(Settings.of(new HashMap<>()));
        return new CallbackParameters(config, urlHost).rewrite(request, parameters);
    }

    @Test
    void leavesOtherParameters() {
        CallParameters plain = parameters(
                "meta_endCallbackUrl", "https://moodle.example.org/end", "meta_bbb-origin", "Moodle", "meta_bn-x", "y");
        CreateCallbacks.Rewritten rewritten = rewritten(Optional.of("sl.example.org"), plain);
        assertThat(rewritten.parameters()).isSameAs(plain);
        assertThat(rewritten.callbacks()).isEqualTo(NONE);
    }

    @Test
    void removesBothCallbacks() {
        CreateCallbacks.Rewritten rewritten = rewritten(
                Optional.of("sl.example.org"),
                parameters(
                        "meta_bbb-recording-ready-url", READY,
                        "meta_analytics-callback-url", ANALYTICS,
                        "meta_bbb-origin", "Moodle"));
        assertThat(rewritten.parameters().asMap())
                .isEqualTo(Map.of(
                        "meetingID",
                        "room",
                        "meta_bbb-origin",
                        "Moodle",
                        "meta_analytics-callback-url",
                        "https://sl.example.org/bigbluebutton/api/analytics_callback"));
        assertThat(rewritten.callbacks()).isEqualTo(new CallbackAttributes(Optional.of(ANALYTICS), Optional.of(READY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meta_bn-recording-ready-url",
                "meta_bbb-recording-ready-url",
                "meta_canvas-recording-ready-url",
                "meta_BN-Recording-Ready-URL",
                "META_CANVAS-RECORDING-READY-URL"
            })
    void removesARecordingReadyUrlInAnySpelling(String name) {
        CreateCallbacks.Rewritten rewritten = rewritten(Optional.empty(), parameters(name, " " + READY + " "));
        assertThat(rewritten.parameters().asMap()).isEqualTo(Map.of("meetingID", "room"));
        assertThat(rewritten.callbacks().recordingReady()).contains(READY);
    }

    @Test
    void usesTheFirstRecordingReadyUrl() {
        CreateCallbacks.Rewritten rewritten = rewritten(
                Optional.empty(),
                parameters(
                        "meta_canvas-recording-ready-url", "https://canvas.example.org/",
                        "meta_bbb-recording-ready-url", "https://bbb.example.org/",
                        "meta_BN-Recording-Ready-URL", READY));
        assertThat(rewritten.callbacks().recordingReady()).contains(READY);
        assertThat(rewritten.parameters().asMap()).isEqualTo(Map.of("meetingID", "room"));
    }

    @Test
    void urlOfTheFrontEndPrecedesThatOfASetting() {
        CallParameters given = parameters("meta_bn-recording-ready-url", READY);
        CallParameters overridden = parameters("meta_bn-recording-ready-url", "https://setting.example.org/");
        assertThat(rewritten(Optional.empty(), request(Optional.empty(), given), overridden)
                        .callbacks()
                        .recordingReady())
                .contains(READY);
        assertThat(rewritten(Optional.empty(), request(Optional.empty(), parameters()), overridden)
                        .callbacks()
                        .recordingReady())
                .contains("https://setting.example.org/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://localhost:6379/",
                "http://10.0.0.1/",
                "ftp://moodle.example.org/",
                "nonsense"
            })
    void ignoresPrivateAddresses(String url) {
        CreateCallbacks.Rewritten rewritten = rewritten(
                Optional.of("sl.example.org"),
                parameters("meta_bn-recording-ready-url", url, "meta_analytics-callback-url", url));
        assertThat(rewritten.parameters().asMap()).isEqualTo(Map.of("meetingID", "room"));
        assertThat(rewritten.callbacks()).isEqualTo(NONE);
    }

    @Test
    void emptyUrlIsNone() {
        CreateCallbacks.Rewritten rewritten = rewritten(
                Optional.of("sl.example.org"),
                parameters("meta_bn-recording-ready-url", " ", "meta_analytics-callback-url", ""));
        assertThat(rewritten.parameters().asMap()).isEqualTo(Map.of("meetingID", "room"));
        assertThat(rewritten.callbacks()).isEqualTo(NONE);
    }

    @Test
    void ignoresAnalyticsWithoutUrlHost() {
        CreateCallbacks.Rewritten rewritten = rewritten(
                Optional.empty(),
                parameters("meta_analytics-callback-url", ANALYTICS, "meta_bn-recording-ready-url", READY));
        assertThat(rewritten.parameters().asMap()).isEqualTo(Map.of("meetingID", "room"));
        assertThat(rewritten.callbacks()).isEqualTo(new CallbackAttributes(Optional.empty(), Optional.of(READY)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"school, https://school.sl.example.org/", "-, https://sl.example.org/"})
    void namesTheTenantInItsCallbacks(@Nullable String tenant, String host) {
        CallParameters parameters = parameters("meta_analytics-callback-url", ANALYTICS);
        assertThat(rewritten(
                                Optional.of("sl.example.org"),
                                request(Optional.ofNullable(tenant), parameters),
                                parameters)
                        .parameters()
                        .get("meta_analytics-callback-url"))
                .contains(host + "bigbluebutton/api/analytics_callback");
    }
}
