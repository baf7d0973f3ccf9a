package org.scalelite.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/** Calls of the BBB API as a front-end signs them. */
public record SignedCalls(URI api, String secret) {

    public URI address(String call, CallParameters parameters) {
        return URI.create(api + "/" + call + "?" + signed(call, parameters));
    }

    /** The bytes of a GET, for a connection that stays open. */
    public byte[] request(String call, CallParameters parameters) {
        return get(api.getRawPath() + "/" + call + "?" + signed(call, parameters));
    }

    public static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A query with its checksum. */
    public String signed(String call, CallParameters parameters) {
        String query = parameters.toQuery();
        return (query.isEmpty() ? "" : query + "&") + "checksum=" + ChecksumAlgorithm.SHA256.hex(call, query, secret);
    }

    @Override
    public String toString() {
        return api.toString();
    }
}
