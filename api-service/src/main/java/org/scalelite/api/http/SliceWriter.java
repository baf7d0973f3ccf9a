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
import io.micronaut.http.codec.CodecException;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import org.apache.commons.io.input.BoundedInputStream;

/** Sends bytes of a file as fast as the browser takes them. Micronaut's own writers decide on ranges and caching, wrongly. */
@Singleton
final class SliceWriter implements ResponseBodyWriter<PageAnswer.Content.Slice> {
    private final ExecutorService threads;

    SliceWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.threads = threads;
    }

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory bodies,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<PageAnswer.Content.Slice> type,
            MediaType mediaType,
            PageAnswer.Content.Slice slice) {
        return InputStreamByteBody.create(open(slice), OptionalLong.of(slice.length()), threads, bodies);
    }

    private static InputStream open(PageAnswer.Content.Slice slice) {
        try {
            // The last of its links was looked at before; that it has become one since is not followed.
            FileChannel file = FileChannel.open(slice.file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try {
                file.position(slice.from());
                return BoundedInputStream.builder()
                        .setInputStream(Channels.newInputStream(file))
                        .setMaxCount(slice.length())
                        .setPropagateClose(true)
                        .get();
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CodecException("cannot read " + slice.file(), e);
        }
    }

    @Override
    public void writeTo(
            Argument<PageAnswer.Content.Slice> type,
            MediaType mediaType,
            PageAnswer.Content.Slice slice,
            MutableHeaders headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a slice is written by writePiece");
    }
}
