package org.scalelite.api.console.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.scalelite.api.console.pool.PoolSnapshot;
import org.scalelite.common.bbb.Deadline;

/** The events of one page: at most one a second, and one every few seconds if nothing changes. */
public final class PoolStream extends InputStream {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A connection that takes nothing for so long is broken. */
    private static final Duration UNREAD = Duration.ofMinutes(1);

    private final Supplier<PoolSnapshot> pool;
    private final PoolChanges changes;
    private final Deadline end;
    private final Consumer<PoolStream> onClose;
    private byte[] event = new byte[0];
    private int at;
    private volatile boolean closed;
    private volatile long readNanos = System.nanoTime();
    private long sentNanos = System.nanoTime();

    PoolStream(Supplier<PoolSnapshot> pool, PoolChanges changes, Duration lifetime, Consumer<PoolStream> onClose) {
        this.pool = pool;
        this.changes = changes;
        this.end = Deadline.in(lifetime);
        this.onClose = onClose;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        readNanos = System.nanoTime();
        while (at == event.length) {
            if (closed || end.isOver()) {
                return -1;
            }
            pause();
            event = tick().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int count = Math.min(length, event.length - at);
        System.arraycopy(event, at, bytes, offset, count);
        at += count;
        return count;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the stream was interrupted");
        }
    }

    /** The events of a second; empty if there are none. */
    private String tick() {
        readNanos = System.nanoTime();
        PoolSnapshot now = pool.get();
        List<String> fragments = now.stale() ? List.of() : changes.next(now);
        boolean quiet = System.nanoTime() - sentNanos < HEARTBEAT.toNanos();
        if (fragments.isEmpty() && quiet) {
            return "";
        }
        sentNanos = System.nanoTime();
        StringBuilder events = new StringBuilder(event(now.stale() ? "stale" : "alive", ""));
        fragments.forEach(html -> events.append(event("rows", html)));
        return events.toString();
    }

    /** Each line of the data is a line of the event; a carriage return would end it too. */
    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data.replace('\r', ' ').strip().replace("\n", "\ndata: ") + "\n\n";
    }

    /** Whether its connection is gone without a word. */
    boolean isAbandoned() {
        return System.nanoTime() - readNanos > UNREAD.toNanos();
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
