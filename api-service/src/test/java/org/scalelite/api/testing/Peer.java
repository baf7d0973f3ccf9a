package org.scalelite.api.testing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Requests of a certain address. */
public final class Peer {
    private Peer() {}

    /** A request that comes from this address. */
    public static HttpRequest<?> from(String address) {
        return from(address, HttpRequest.GET("/"));
    }

    /** The same request, from this address. */
    public static <B> HttpRequest<B> from(String address, HttpRequest<B> request) {
        return new HttpRequestWrapper<>(request) {
            @Override
            public InetSocketAddress getRemoteAddress() {
                return new InetSocketAddress(InetAddress.ofLiteral(address), 40_000);
            }
        };
    }
}
