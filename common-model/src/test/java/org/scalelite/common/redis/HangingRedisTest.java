package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.Acceptor;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.RedisServer;

/** A Redis that hangs, and a connection over which no answer comes. */
class HangingRedisTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisServer redis = RedisServer.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    private static RedisStore connect(String url) {
        return connect(url, "3");
    }

    private static RedisStore connect(String url, String seconds) {
        return RedisStore.connect(RedisConfig.of(
                Settings.of(Map.of("REDIS_URL", url, "REDIS_TIMEOUT", seconds, "REDIS_NAMESPACE", "x"))));
    }

    private static boolean answers(RedisStore store) {
        try {
            store.call(commands -> commands.get("counter"));
            return true;
        } catch (RedisUnavailableException _) {
            return false;
        }
    }

    @Test
    void failedCallsAreNotSentAfterAnOutage() {
        try (RedisStore store = connect(redis.url())) {
            redis.hang();
            for (int i = 0; i < 200; i++) {
                assertThatThrownBy(() -> store.call(commands -> commands.incr("counter")))
                        .isInstanceOf(RedisUnavailableException.class);
            }
            assertThat(store.unavailableFor()).isPresent();
            redis.goOn();
            await().atMost(SOON).until(() -> answers(store));
            assertThat(store.unavailableFor()).isEmpty();
            assertThat(store.outages()).isEqualTo(1);
            String counter = store.call(commands -> commands.get("counter"));
            assertThat(counter)
                    .as("only the first of 200 calls was sent")
                    .satisfiesAnyOf(
                            text -> assertThat(text).isNull(),
                            text -> assertThat(text).isEqualTo("1"));
        }
    }

    /** A call that began just before the first one failed would wait for another five seconds. */
    @Test
    void callsInFlightFailWithTheFirstOne() {
        Queue<Duration> took = new ConcurrentLinkedQueue<>();
        try (RedisStore store = connect(redis.url(), String.valueOf(TIMEOUT.toSeconds()));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            redis.hang();
            AtomicInteger calls = new AtomicInteger();
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
                calls.incrementAndGet();
                long began = System.nanoTime();
                callers.execute(() -> {
                    assertThat(answers(store)).isFalse();
                    took.add(Duration.ofNanos(System.nanoTime() - began));
                });
                return store.unavailableFor().isPresent();
            });
            await().atMost(SOON).until(() -> took.size() == calls.get());
        }
        assertThat(took).as("the last call fails with the first").anyMatch(time -> time.compareTo(TIMEOUT) < 0);
    }

    @Test
    void deadConnectionIsReplaced() {
        try (Proxy proxy = new Proxy(redis.port());
                RedisStore store = connect("redis://127.0.0.1:" + proxy.port() + "/0")) {
            assertThat(answers(store)).isTrue();
            proxy.cut();
            assertThat(answers(store)).isFalse();
            await().atMost(SOON).until(() -> answers(store));
        }
    }

    /** A proxy to Redis whose present connections can be cut without closing them. */
    private static final class Proxy implements AutoCloseable {
        private final Acceptor acceptor;
        private final int to;
        private final Set<Socket> live = ConcurrentHashMap.newKeySet();
        private final Set<Socket> dead = ConcurrentHashMap.newKeySet();

        Proxy(int to) {
            this.to = to;
            this.acceptor = new Acceptor(this::connect);
        }

        int port() {
            return acceptor.port();
        }

        void cut() {
            dead.addAll(live);
        }

        private void connect(Socket client) throws IOException {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
            live.add(client);
            live.add(server);
            Thread.ofVirtual().start(() -> copy(client, server));
            copy(server, client);
        }

        private void copy(Socket from, Socket into) {
            byte[] buffer = new byte[8192];
            try (from;
                    into;
                    InputStream in = from.getInputStream();
                    OutputStream out = into.getOutputStream()) {
                int read;
                while ((read = in.read(buffer)) >= 0) {
                    if (!dead.contains(from)) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException _) {
                // The other side is gone.
            }
        }

        @Override
        public void close() {
            acceptor.close();
            try {
                for (Socket socket : new HashSet<>(live)) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
