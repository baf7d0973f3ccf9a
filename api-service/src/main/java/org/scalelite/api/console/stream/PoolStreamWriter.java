package org.scalelite.api.console.stream;

import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import org.scalelite.api.http.StreamWriter;

/** Sends each event when it is there. */
@Singleton
final class PoolStreamWriter extends StreamWriter<PoolStream> {
    PoolStreamWriter(@Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        super(threads);
    }

    @Override
    protected InputStream open(PoolStream stream) {
        return stream;
    }

    @Override
    protected OptionalLong length(PoolStream stream) {
        return OptionalLong.empty();
    }
}
