package org.scalelite.simulator.http;

/** The shapes of a failed call (BBB API reference, sections 1.3 and 1.5). */
public final class ErrorAnswer {

    private ErrorAnswer() {}

    public static HttpAnswer of(ApiRequest request, ApiError error) {
        return request.wantsJsonErrors() ? json(error) : common(error);
    }

    private static HttpAnswer common(ApiError error) {
        return HttpAnswer.xml(XmlText.failed().message(error.key(), error.message()));
    }

    /** The rare shape that only nonUniqueVoiceBridge has in all versions. */
    public static HttpAnswer listed(ApiError error) {
        return HttpAnswer.xml(XmlText.failed()
                .open("errors")
                .open("error")
                .element("key", error.key())
                .element("message", error.message())
                .close("error")
                .close("errors"));
    }

    private static HttpAnswer json(ApiError error) {
        return HttpAnswer.json("{\"response\":{\"returncode\":\"FAILED\",\"messageKey\":" + Json.quoted(error.key())
                + ",\"message\":" + Json.quoted(error.message()) + "}}");
    }
}
