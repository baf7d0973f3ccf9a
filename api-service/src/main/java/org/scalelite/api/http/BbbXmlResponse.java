package org.scalelite.api.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbXml;

/** Answers in the XML of the BBB API. */
public final class BbbXmlResponse {
    /** The type of all of them. */
    public static final MediaType XML = new MediaType("application/xml; charset=utf-8");

    private BbbXmlResponse() {}

    /** The answer of a failed call, which has status 200. */
    public static MutableHttpResponse<byte[]> failed(BbbError error) {
        return xml(BbbXml.failed(error));
    }

    /** An answer of status 200. */
    public static <T> MutableHttpResponse<T> xml(T body) {
        return uncached(HttpResponse.ok(body).contentType(XML));
    }

    /** The client has the answer already. */
    public static MutableHttpResponse<?> notModified() {
        return uncached(HttpResponse.notModified());
    }

    private static <T> MutableHttpResponse<T> uncached(MutableHttpResponse<T> response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
