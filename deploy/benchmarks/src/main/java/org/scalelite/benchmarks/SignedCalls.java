package org.scalelite.benchmarks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/** Calls of the BBB API as a front-end signs them. */
record SignedCalls(URI api, String secret) {

    URI address(String call, CallParameters parameters) {
        return URI.create(api + "/" + call + "?" + signed(call, parameters));
    }

    /** The bytes of a GET, for a connection that stays open. */
    byte[] request(String call, CallParameters parameters) {
        return get(api.getRawPath() + "/" + call + "?" + signed(call, parameters));
    }

    static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A query with its checksum. */
    String signed(String call, CallParameters parameters) {
        String query = parameters.toQuery();
        return (query.isEmpty() ? "" : query + "&") + "checksum=" + ChecksumAlgorithm.SHA256.hex(call, query, secret);
    }

    @Override
    public String toString() {
        return api.toString();
    }
}
