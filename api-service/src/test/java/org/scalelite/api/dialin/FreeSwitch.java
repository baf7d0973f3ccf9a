package org.scalelite.api.dialin;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;

/** A FreeSWITCH server that calls a replica like mod_xml_curl. */
final class FreeSwitch {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final FrontEnd http;
    private final URI address;
    private final String password;

    FreeSwitch(ApiService replica, String password) {
        this.http = new FrontEnd(replica.uri(), password);
        this.address = http.api().resolve("/fsapi");
        this.password = password;
    }

    URI address() {
        return address;
    }

    /** Sends fields as name, value, name, value, in addition to default fields. */
    SwitchDocument ask(String... fields) {
        Map<String, String> form = FrontEnd.map(
                "hostname", "pbx1",
                "section", "dialplan",
                "tag_name", "",
                "Caller-Destination-Number", "4930123456",
                "Caller-Caller-ID-Name", "Jo Doe",
                "Caller-Caller-ID-Number", "491711234567",
                "Caller-Privacy-Hide-Name", "false",
                "Caller-Privacy-Hide-Number", "false");
        form.putAll(FrontEnd.map(fields));
        return ask(FrontEnd.query(form).getBytes(StandardCharsets.US_ASCII));
    }

    /** The request after the prompt. */
    SwitchDocument dial(String pin, String... fields) {
        String[] all = new String[fields.length + 4];
        all[0] = "variable_pin";
        all[1] = pin;
        all[2] = "Caller-Destination-Number";
        all[3] = pin;
        System.arraycopy(fields, 0, all, 4, fields.length);
        return ask(all);
    }

    SwitchDocument ask(byte[] form) {
        Answer answer = http.send(request(form));
        if (answer.status() != 200 || !answer.header("Content-Type").startsWith("text/xml")) {
            throw new AssertionError("mod_xml_curl would not read " + answer);
        }
        return SwitchDocument.read(answer.body());
    }

    HttpRequest.Builder request(byte[] form) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", FORM)
                .header("Authorization", basic("fsapi:" + password))
                .POST(HttpRequest.BodyPublishers.ofByteArray(form));
    }

    Answer send(HttpRequest.Builder request) {
        return http.send(request);
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
