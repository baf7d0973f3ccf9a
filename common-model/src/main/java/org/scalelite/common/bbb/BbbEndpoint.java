package org.scalelite.common.bbb;

import java.net.URI;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/**
 * Where and how to call one BBB server.
 *
 * @param api the address of its API, ending in {@code /api} or {@code /api/}
 * @param online whether the poller found it well; for others the deadlines shrink (specification, section 5.5)
 */
public record BbbEndpoint(URI api, String secret, boolean online) {

    /** The same, for calls that nobody waits for: how soon the server has to answer does not depend on how it was found. */
    public BbbEndpoint withFullTimeout() {
        return new BbbEndpoint(api, secret, true);
    }

    /** The same, for questions that are not worth waiting for: the deadlines are those of an offline server. */
    public BbbEndpoint withShortTimeout() {
        return new BbbEndpoint(api, secret, false);
    }

    /** The address of a call, signed. */
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
