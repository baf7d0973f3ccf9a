package org.scalelite.api.http;

import io.micronaut.http.codec.CodecException;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import org.apache.commons.io.input.BoundedInputStream;

/** Sends bytes of a file as fast as the browser takes them. Micronaut's own writers decide on ranges and caching, wrongly. */
@Singleton
final class SliceWriter extends StreamWriter<PageAnswer.Content.Slice> {
    SliceWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        super(threads);
    }

    @Override
    protected InputStream open(PageAnswer.Content.Slice slice) {
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
    protected OptionalLong length(PageAnswer.Content.Slice slice) {
        return OptionalLong.of(slice.length());
    }
}
