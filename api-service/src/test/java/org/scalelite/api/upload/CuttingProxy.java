package org.scalelite.api.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.testing.Acceptor;

/** A proxy that closes the connection once, after a number of bytes. */
final class CuttingProxy implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("(?i)content-range: *bytes (\\d+)-");

    private final Acceptor acceptor;
    private final URI replica;
    private final AtomicLong untilCut;
    private final List<Long> starts = new CopyOnWriteArrayList<>();

    CuttingProxy(URI replica, long bytesUntilCut) {
        this.replica = replica;
        this.untilCut = new AtomicLong(bytesUntilCut);
        this.acceptor = new Acceptor(this::connect);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + acceptor.port());
    }

    /** The offsets of forwarded uploads. */
    List<Long> starts() {
        return starts;
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), replica.getPort());
        Thread.ofVirtual().start(() -> copy(client, server, true));
        copy(server, client, false);
    }

    private void copy(Socket from, Socket to, boolean upload) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                if (upload) {
                    note(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    long left = untilCut.addAndGet(-read);
                    if (left <= 0 && left + read > 0) {
                        return;
                    }
                }
            }
        } catch (IOException _) {
            // One side has closed: close the other one.
        }
    }

    private void note(String text) {
        Matcher matcher = RANGE.matcher(text);
        if (matcher.find()) {
            starts.add(Long.parseLong(matcher.group(1)));
        }
    }

    @Override
    public void close() {
        acceptor.close();
    }
}
