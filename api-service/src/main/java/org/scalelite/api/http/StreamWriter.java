package org.scalelite.api.http;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.InputStreamByteBody;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;

/** Sends a body from a stream, as fast as the client takes it. */
public abstract class StreamWriter<T> implements ResponseBodyWriter<T> {
    private final ExecutorService threads;

    protected StreamWriter(ExecutorService threads) {
        this.threads = threads;
    }

    protected abstract InputStream open(T body);

    /** The number of bytes, if it is known. */
    protected abstract OptionalLong length(T body);

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<T> type,
            MediaType mediaType,
            T body) {
        return InputStreamByteBody.create(open(body), length(body), threads, bodies);
    }

    @Override
    public void writeTo(Argument<T> type, MediaType mediaType, T body, MutableHeaders headers, OutputStream out) {
        throw new UnsupportedOperationException("a stream is written by writePiece");
    }
}
