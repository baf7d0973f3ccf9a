package org.scalelite.common.config;

import java.net.URI;
import java.util.Optional;

/** The base URL at which BBB servers reach the API. */
public final class CallbackBase {
    private CallbackBase() {}

    /** Without a slash at its end; empty if none is configured. */
    public static Optional<String> of(Settings settings) {
        return settings.get(Variables.BBB_CALLBACK_BASE)
                .map(URI::toString)
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .or(() -> settings.get(Variables.URL_HOST).map(host -> "https://" + host));
    }
}
