package org.scalelite.common.bbb;

import java.net.URI;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * The URL and the secret of one BBB server.
 *
 * @param api URL of its API, ending in {@code /api} or {@code /api/}
 * @param online whether it is online; otherwise the deadlines are shorter (specification, section 5.5)
 */
public record BbbEndpoint(URI api, String secret, boolean online) {

    /** The same with the deadlines of an online server, for background calls. */
    public BbbEndpoint withFullTimeout() {
        return new BbbEndpoint(api, secret, true);
    }

    /** The same with the deadlines of an offline server. */
    public BbbEndpoint withShortTimeout() {
        return new BbbEndpoint(api, secret, false);
    }

    /** The signed URL of a call. */
    URI signed(String call, CallParameters parameters, ChecksumAlgorithm algorithm) {
        String query = parameters.toQuery();
        String checksum = algorithm.hex(call, query, secret);
        String base = api.toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + call + "?" + (query.isEmpty() ? "" : query + "&")
                + "checksum=" + checksum);
    }

    @Override
    public String toString() {
        return api.toString();
    }
}
