package org.scalelite.api.edge;

import io.micronaut.http.HttpRequest;
import java.net.InetAddress;

/** Where a request comes from. A proxy is on the machine or in a private network, and says who called it. */
final class CallSource {
    private CallSource() {}

    static String of(HttpRequest<?> request) {
        InetAddress peer = request.getRemoteAddress().getAddress();
        String forwarded = request.getHeaders().get("X-Forwarded-For");
        if (forwarded == null || !(peer.isLoopbackAddress() || peer.isSiteLocalAddress())) {
            return peer.getHostAddress();
        }
        String nearest = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return nearest.matches("[0-9A-Fa-f.:]{1,45}") ? nearest : peer.getHostAddress();
    }
}
