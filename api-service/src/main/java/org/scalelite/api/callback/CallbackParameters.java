package org.scalelite.api.callback;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.callback.CreateCallbacks.Rewritten;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.callback.CallbackConfig;
import org.scalelite.common.callback.PublicUrl;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parameters of a create without the callback URLs of the front-end (specification, section 9).
 *
 * @param urlHost to which BBB servers report; empty: analytics callbacks are ignored
 */
record CallbackParameters(CallbackConfig config, Optional<String> urlHost) {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackParameters.class);

    /** The first one present is used. */
    private static final List<String> RECORDING_READY =
            List.of("meta_bn-recording-ready-url", "meta_bbb-recording-ready-url", "meta_canvas-recording-ready-url");

    private static final String ANALYTICS = "meta_analytics-callback-url";
    private static final CallbackAttributes NONE = new CallbackAttributes(Optional.empty(), Optional.empty());

    /** The parameters unchanged, without callbacks. */
    static Rewritten unchanged(CallParameters parameters) {
        return new Rewritten(parameters, NONE);
    }

    /**
     * Removes the callbacks.
     *
     * @param parameters of the create, after the rules of the deployment and of the tenant
     */
    Rewritten rewrite(BbbRequest request, CallParameters parameters) {
        if (!(namesCallback(request.parameters()) || namesCallback(parameters))) {
            return unchanged(parameters);
        }
        Optional<String> recordingReady = RECORDING_READY.stream()
                .flatMap(name -> value(request.parameters(), name).or(() -> value(parameters, name)).stream())
                .findFirst()
                .filter(url -> isAllowed(request, "recording-ready", url));
        Optional<String> analytics = value(parameters, ANALYTICS)
                .filter(url -> isAllowed(request, "analytics", url))
                .filter(_ -> isReachable(request));
        CallParameters rewritten = without(parameters);
        if (analytics.isPresent()) {
            rewritten = rewritten.with(ANALYTICS, analyticsUrl(request));
        }
        return new Rewritten(rewritten, new CallbackAttributes(analytics, recordingReady));
    }

    private static boolean namesCallback(CallParameters parameters) {
        return parameters.asMap().keySet().stream().anyMatch(CallbackParameters::isCallback);
    }

    /** BBB folds the case of metadata names. */
    private static boolean isCallback(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.equals(ANALYTICS) || RECORDING_READY.contains(folded);
    }

    private static Optional<String> value(CallParameters parameters, String name) {
        return parameters.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .findFirst();
    }

    private static CallParameters without(CallParameters parameters) {
        CallParameters rest = parameters;
        for (String name : parameters.asMap().keySet()) {
            if (isCallback(name)) {
                rest = rest.without(name);
            }
        }
        return rest;
    }

    private boolean isAllowed(BbbRequest request, String kind, String url) {
        try {
            PublicUrl.of(url, config.addresses());
            return true;
        } catch (PublicUrl.RefusedException e) {
            LOG.warn("Meeting {}: {} callback ignored: {}", request.meeting().meetingId(), kind, e.getMessage());
            return false;
        }
    }

    private boolean isReachable(BbbRequest request) {
        if (urlHost.isEmpty()) {
            LOG.warn(
                    "Meeting {}: analytics callback ignored: set URL_HOST, the host to which BBB servers report",
                    request.meeting().meetingId());
        }
        return urlHost.isPresent();
    }

    private String analyticsUrl(BbbRequest request) {
        String tenant =
                request.tenant().map(Tenant::name).map(name -> name + ".").orElse("");
        return "https://" + tenant + urlHost.orElseThrow() + "/bigbluebutton/api/analytics_callback";
    }
}
