package org.scalelite.api.testing;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scalelite.api.ApiService;

/** A front-end that calls a replica under the host name of a tenant. */
public final class TenantFrontEnd {
    private final Browser browser;
    private final FrontEnd signer;

    /** A front-end with this host and secret. */
    public TenantFrontEnd(ApiService replica, String host, String secret) {
        this.browser = Browser.at(replica.uri().getPort()).as(host);
        this.signer = new FrontEnd(replica.uri(), secret);
    }

    /** A signed GET with parameters as name, value, name, value. */
    public Answer get(String call, String... parameters) {
        return answer(browser.get(signed(call, parameters)));
    }

    /** A signed POST of XML. */
    public Answer post(String call, String xml, String... parameters) {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        return answer(browser.with("Content-Type", "application/xml").send("POST", signed(call, parameters), body));
    }

    private String signed(String call, String... parameters) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        URI signed = signer.signed(call, map);
        return signed.getRawPath() + "?" + signed.getRawQuery();
    }

    private static Answer answer(Browser.Reply reply) {
        return new Answer(reply.status(), HttpHeaders.of(reply.headers(), (_, _) -> true), reply.text());
    }

    /** A signed create of a meeting, with further parameters. */
    public Answer create(String meetingId, String... parameters) {
        String[] all = new String[parameters.length + 4];
        System.arraycopy(parameters, 0, all, 4, parameters.length);
        all[0] = "meetingID";
        all[1] = meetingId;
        all[2] = "name";
        all[3] = "Room";
        return get("create", all);
    }

    /** A join of a user. */
    public Answer join(String meetingId) {
        return get("join", "meetingID", meetingId, "fullName", "Somebody", "role", "VIEWER");
    }
}
