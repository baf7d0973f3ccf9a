package org.scalelite.api.bbb;

import io.micronaut.buffer.netty.NettyByteBufferFactory;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.scalelite.api.http.BbbXmlResponse;
import org.scalelite.api.http.cache.EntityTag;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Turns the answer of a call into an HTTP response. */
@Singleton
final class BbbAnswerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BbbAnswerWriter.class);
    private static final ByteBodyFactory BODIES = ByteBodyFactory.createDefault(NettyByteBufferFactory.DEFAULT);
    private static final MediaType JSON = new MediaType("application/json; charset=utf-8");

    private final Scheduler threads;
    private final Duration stallTimeout;

    @SuppressWarnings("UnnecessaryMethodReference") // An ExecutorService would be told to interrupt.
    BbbAnswerWriter(Settings settings, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        // As a bare Executor: a client that disconnects must not interrupt a thread that talks to PostgreSQL, because
        // that breaks the connection.
        this.threads = Schedulers.fromExecutor((Executor) threads::execute);
        this.stallTimeout = settings.get(Variables.ANSWER_STALL_TIMEOUT);
    }

    HttpResponse<?> response(BbbAnswer answer, HttpRequest<?> request) {
        return CallMetrics.noted(answer, written(answer, request));
    }

    private MutableHttpResponse<?> written(BbbAnswer answer, HttpRequest<?> request) {
        return switch (answer) {
            case BbbAnswer.Document(byte[] xml, String _) -> BbbXmlResponse.xml(xml);
            case BbbAnswer.Json(byte[] json, String _) -> json(json);
            case BbbAnswer.Text(String text) -> HttpResponse.ok(text).contentType(MediaType.TEXT_PLAIN_TYPE);
            case BbbAnswer.Pieces(BbbAnswer.Chunks pieces) -> BbbXmlResponse.xml(body(pieces));
            case BbbAnswer.JsonPieces(BbbAnswer.Chunks pieces) -> json(body(pieces));
            case BbbAnswer.Tagged(BbbAnswer whole, EntityTag tag) -> tagged(whole, tag, request);
            case BbbAnswer.Redirect(URI location) ->
                HttpResponse.status(HttpStatus.FOUND)
                        .header(HttpHeaders.LOCATION, location.toString())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        };
    }

    private MutableHttpResponse<?> tagged(BbbAnswer whole, EntityTag tag, HttpRequest<?> request) {
        if (!tag.isKnownTo(request)) {
            return written(whole, request).header(HttpHeaders.ETAG, tag.text());
        }
        if (whole instanceof BbbAnswer.Pieces(BbbAnswer.Chunks unread)) {
            unread.close();
        }
        return BbbXmlResponse.notModified().header(HttpHeaders.ETAG, tag.text());
    }

    private static MutableHttpResponse<?> json(Object body) {
        return HttpResponse.ok(body).contentType(JSON).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /**
     * Each chunk is read when the client has taken the one before it, on a thread that may block. A client that takes nothing
     * for too long is disconnected. The body is no {@link Flux}, as Micronaut reads 32 elements of one ahead, and on the
     * thread of the connection.
     *
     * @throws RuntimeException if the first chunk cannot be read
     */
    private CloseableByteBody body(BbbAnswer.Chunks chunks) {
        byte[] first;
        try {
            first = chunks.next();
        } catch (RuntimeException e) {
            chunks.close();
            throw e;
        }
        Flux<byte[]> others = Flux.<byte[]>fromIterable(() -> chunks).subscribeOn(threads);
        Flux<ReadBuffer> buffers = Flux.concat(Flux.just(first), others)
                .timeout(stallTimeout)
                .doOnError(failure -> LOG.warn("An answer was cut off: {}", failure.getMessage()))
                .doFinally(_ -> chunks.close())
                .map(BODIES.readBufferFactory()::adapt);
        return BODIES.adapt(buffers, BodySizeLimits.UNLIMITED, null, chunks::close);
    }
}
