package org.scalelite.benchmarks.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Single requests to programs on this machine, outside of what is measured. */
public final class LocalHttp {
    private static final int MILLIS = 30_000;

    private LocalHttp() {}

    /** What came back. */
    public record Reply(int status, String body) {}

    public static Reply get(URI address) {
        return send(address, "GET", "");
    }

    static Reply send(URI address, String method, String json) {
        try {
            HttpURLConnection connection = open(address, method);
            if (!json.isEmpty()) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            var in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Reply(status, body);
        } catch (IOException e) {
            throw new BenchmarkException(address.getPath() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** As {@link #send}, for what must succeed. */
    static void require(URI address, String method, String json) {
        Reply reply = send(address, method, json);
        if (reply.status() != 200) {
            throw new BenchmarkException(
                    method + " " + address.getPath() + " answers " + reply.status() + " " + reply.body());
        }
    }

    /** Whether there is an answer with status 200. */
    static boolean answers(URI address) {
        try {
            HttpURLConnection connection = open(address, "GET");
            boolean good = connection.getResponseCode() == 200;
            connection.disconnect();
            return good;
        } catch (IOException _) {
            return false;
        }
    }

    private static HttpURLConnection open(URI address, String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
