package org.scalelite.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.scalelite.common.http.DeadlineClient.NoAnswerException;

/** Reads pages at addresses that an operator has set, so that any address is allowed; follows no redirect. */
public final class PageClient implements AutoCloseable {
    private static final int MAX_BYTES = 1 << 16;

    private final DeadlineClient http;

    /**
     * A client.
     *
     * @param connect timeout of a connection
     * @param deadline of a page
     */
    public PageClient(Duration connect, Duration deadline) {
        this.http = new DeadlineClient("page-deadlines", connect, deadline, SystemDefaultDnsResolver.INSTANCE);
    }

    /**
     * A page.
     *
     * @param body the first 64 KiB
     */
    public record Page(int status, byte[] body) {
        @Override
        public String toString() {
            return "Page[status=" + status + "]";
        }
    }

    /**
     * Reads a page.
     *
     * @throws NoAnswerException if it does not come by the deadline
     */
    public Page get(URI url) throws NoAnswerException {
        return http.send(new HttpGet(url), PageClient::read);
    }

    private static Page read(ClassicHttpResponse answer) throws IOException {
        if (answer.getEntity() == null) {
            return new Page(answer.getCode(), new byte[0]);
        }
        try (InputStream body = answer.getEntity().getContent()) {
            return new Page(answer.getCode(), body.readNBytes(MAX_BYTES));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
