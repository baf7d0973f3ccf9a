package org.scalelite.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.scalelite.benchmarks.load.AnswerReader.Answer;

/**
 * Sends requests over a number of connections, on each the next one as soon as the answer is there. One thread does it
 * all, so that little of the machine is taken from what is measured.
 */
final class LoadGenerator {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
    private static final int BUFFER = 1 << 18;

    private final int port;
    private final Supplier<byte[]> requests;
    private final Predicate<Answer> isGood;
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private long errors;
    private int underWay;
    private String firstError = "";

    private LoadGenerator(int port, Supplier<byte[]> requests, Predicate<Answer> isGood) {
        this.port = port;
        this.requests = requests;
        this.isGood = isGood;
    }

    /**
     * What came of it.
     *
     * @param latencies in microseconds, of good and of bad answers
     * @param firstError what the first bad answer was; empty if there was none
     */
    record Load(Duration time, Histogram latencies, long errors, String firstError) {
        long requests() {
            return latencies.getTotalCount();
        }
    }

    /** Puts load on a port of this machine; requests under way at the end are waited for, and count. */
    static Load run(int port, int connections, Duration time, Supplier<byte[]> requests, Predicate<Answer> isGood)
            throws IOException {
        return new LoadGenerator(port, requests, isGood).run(connections, time);
    }

    private static final class Connection {
        private final AnswerReader reader = new AnswerReader();
        private long sentAt;
    }

    private Load run(int connections, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            for (int i = 0; i < connections; i++) {
                open(selector);
            }
            long giveUp = end + LAST_ANSWERS.toNanos();
            long last = start;
            while (underWay > 0 && System.nanoTime() < giveUp) {
                selector.select(key -> answered(key, end), 100);
                last = System.nanoTime();
            }
            errors += underWay;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Load(Duration.ofNanos(last - start), latencies, errors, firstError);
        }
    }

    private void open(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection();
        channel.register(selector, SelectionKey.OP_READ, connection);
        send(channel, connection);
    }

    private void send(SocketChannel channel, Connection connection) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(requests.get());
        connection.sentAt = System.nanoTime();
        underWay++;
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    private void answered(SelectionKey key, long end) {
        SocketChannel channel = (SocketChannel) key.channel();
        Connection connection = (Connection) key.attachment();
        try {
            if (!read(channel, connection)) {
                return;
            }
            long now = System.nanoTime();
            underWay--;
            latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(now - connection.sentAt));
            judge(connection.reader.take());
            if (now < end) {
                send(channel, connection);
            }
        } catch (IOException e) {
            lost(key, String.valueOf(e.getMessage()), end);
        }
    }

    private boolean read(SocketChannel channel, Connection connection) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length < 0) {
            throw new IOException("the connection was closed");
        }
        buffer.flip().get(bytes, 0, length);
        return connection.reader.accept(bytes, length);
    }

    private void judge(Answer answer) {
        if (!isGood.test(answer)) {
            errors++;
            if (firstError.isEmpty()) {
                firstError = answer.head().lines().findFirst().orElse("") + " " + answer.bodyStart();
            }
        }
    }

    private void lost(SelectionKey key, String reason, long end) {
        underWay--;
        errors++;
        if (firstError.isEmpty()) {
            firstError = reason;
        }
        try {
            key.channel().close();
            if (System.nanoTime() < end) {
                open(key.selector());
            }
        } catch (IOException e) {
            // The service is gone: the other connections will find out, too.
            firstError = reason + ", and then " + e.getMessage();
        }
    }
}
