package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.body.CloseableByteBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.scalelite.api.http.cache.EntityTag;
import org.scalelite.common.config.Settings;
import org.scalelite.common.testing.TestTimeout;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** A document in chunks is read as fast as its client takes it. */
class BbbAnswerWriterTest {
    private static final int CHUNKS = 100;

    /** One is being sent, one is read. */
    private static final int AHEAD = 2;

    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "reader"));
    private final BbbAnswerWriter writer = new BbbAnswerWriter(Settings.of(Map.of()), reader);
    private final Numbers numbers = new Numbers();

    /** Answers its numbers, and notes which threads asked for them. */
    private static final class Numbers implements BbbAnswer.Chunks {
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private volatile boolean closed;
        private volatile int failsAt = CHUNKS;

        @Override
        public boolean hasNext() {
            return threads.size() < CHUNKS;
        }

        @Override
        public byte[] next() {
            if (threads.size() == failsAt) {
                throw new IllegalStateException("fails");
            }
            threads.add(Thread.currentThread().getName());
            return (threads.size() + " ").getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Takes one chunk at a time. */
    private static final class Client extends BaseSubscriber<ReadBuffer> {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(ReadBuffer buffer) {
            buffer.close();
        }
    }

    @AfterEach
    void stop() {
        reader.shutdownNow();
    }

    private CloseableByteBody body() {
        return (CloseableByteBody) writer.response(new BbbAnswer.Pieces(numbers), HttpRequest.GET("/"))
                .body();
    }

    private void awaitReader() throws InterruptedException, ExecutionException, TimeoutException {
        reader.submit(() -> {}).get(TestTimeout.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void awaitClosed() {
        await().atMost(TestTimeout.LIMIT).until(() -> numbers.closed);
    }

    @Test
    void readsNoFurtherThanTheClient() throws Exception {
        Client client = new Client();
        try (CloseableByteBody body = body()) {
            body.toReadBufferPublisher().subscribe(client);
            awaitReader();
            assertThat(numbers.threads).hasSizeLessThanOrEqualTo(1 + AHEAD);
            client.request(10);
            awaitReader();
            assertThat(numbers.threads).hasSizeLessThanOrEqualTo(11 + AHEAD);
            assertThat(numbers.closed).isFalse();
        }
        client.cancel();
        awaitClosed();
    }

    @Test
    void readsOnThreadsThatMayBlock() {
        try (CloseableByteBody body = body()) {
            String text = Flux.from(body.toByteArrayPublisher())
                    .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                    .reduce("", String::concat)
                    .block(TestTimeout.LIMIT);
            assertThat(text).startsWith("1 2 3 ").endsWith(" 99 100 ");
        }
        assertThat(numbers.threads.subList(1, CHUNKS)).containsOnly("reader");
        awaitClosed();
    }

    @Test
    void discardedAnswerClosesItsChunks() {
        body().close();
        assertThat(numbers.closed).isTrue();
    }

    @Test
    void knownAnswerIsClosedUnread() {
        EntityTag tag = EntityTag.weak("1");
        HttpResponse<?> response = writer.response(
                new BbbAnswer.Tagged(new BbbAnswer.Pieces(numbers), tag),
                HttpRequest.GET("/").header("If-None-Match", tag.text()));

        assertThat(response.code()).isEqualTo(HttpStatus.NOT_MODIFIED.getCode());
        assertThat(response.body()).isNull();
        assertThat(numbers.closed).isTrue();
        assertThat(numbers.threads).isEmpty();
    }

    @Test
    void failureOfTheFirstChunkIsThrown() {
        numbers.failsAt = 0;
        assertThatThrownBy(this::body).hasMessage("fails");
        assertThat(numbers.closed).isTrue();
    }
}
