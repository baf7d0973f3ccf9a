package org.scalelite.api.console.stream;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;

/** Sends each event when it is there. */
@Singleton
final class PoolStreamWriter implements ResponseBodyWriter<PoolStream> {
    private final ExecutorService threads;

    PoolStreamWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<PoolStream> type,
            MediaType mediaType,
            PoolStream stream) {
        return InputStreamByteBody.create(stream, OptionalLong.empty(), threads, bodies);
    }

    @Override
    public void writeTo(
            Argument<PoolStream> type,
            MediaType mediaType,
            PoolStream stream,
            MutableHeaders headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a stream is written by writePiece");
    }
}
