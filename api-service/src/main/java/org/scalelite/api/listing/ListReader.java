package org.scalelite.api.listing;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.http.cache.EntityTag;
import org.scalelite.common.bbb.Deadline;

/** A document of a list, read in chunks. It is closed when its caller reads nothing for too long. */
public final class ListReader implements BbbAnswer.Chunks {
    private static final int CHUNK = 1 << 16;

    /**
     * A connection reads the first chunk immediately, however slow its client is; a closed one, or HEAD, never does.
     */
    private static final Duration FIRST_CHUNK_TIMEOUT = Duration.ofSeconds(5);

    private final FileChannel file;
    private final List<SpooledList.Range> document;
    private final EntityTag tag;
    private final ReaderPace pace;
    private final Deadline deadline;
    private final Runnable onClose;
    private final AtomicBoolean hasRead = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();
    private long left;
    private int range;
    private long at;

    ListReader(FileChannel file, List<SpooledList.Range> document, EntityTag tag, ReaderPace pace, Runnable onClose) {
        this.file = file;
        this.document = document;
        this.tag = tag;
        this.pace = pace;
        this.left = document.stream().mapToLong(SpooledList.Range::length).sum();
        this.deadline = Deadline.in(pace.timeFor(left));
        this.onClose = onClose;
        this.at = document.getFirst().from();
    }

    EntityTag tag() {
        return tag;
    }

    /** Closes the reader after the timeout without reads, even before the first chunk. */
    public ListReader watched() {
        Thread.ofVirtual().name("list reader").start(this::watch);
        return this;
    }

    private void watch() {
        Duration pause = FIRST_CHUNK_TIMEOUT;
        try {
            while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                if (!hasRead.getAndSet(false)) {
                    close();
                }
                pause = pace.maxPause();
            }
        } catch (InterruptedException _) {
            close();
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public byte[] next() {
        if (left == 0) {
            throw new NoSuchElementException("the document is complete");
        }
        if (deadline.isOver() || closed.getCount() == 0) {
            throw new IllegalStateException("the reader was too slow");
        }
        hasRead.set(true);
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, left));
        try {
            while (chunk.hasRemaining()) {
                fill(chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a list from its temporary file", e);
        }
        left -= chunk.capacity();
        return chunk.array();
    }

    private void fill(ByteBuffer chunk) throws IOException {
        while (at == document.get(range).to()) {
            range++;
            at = document.get(range).from();
        }
        int part = (int) Math.min(chunk.remaining(), document.get(range).to() - at);
        int read = file.read(chunk.slice(chunk.position(), part), at);
        if (read < 0) {
            throw new EOFException();
        }
        chunk.position(chunk.position() + read);
        at += read;
    }

    @Override
    public void close() {
        if (done.compareAndSet(false, true)) {
            closed.countDown();
            onClose.run();
        }
    }

    /**
     * The minimum speed of a reader.
     *
     * @param maxPause between two chunks
     * @param bytesPerSecond minimum on average, after the first {@code maxPause}
     */
    public record ReaderPace(Duration maxPause, long bytesPerSecond) {

        /** The time limit for this number of bytes. */
        Duration timeFor(long bytes) {
            return maxPause.plusSeconds(bytes / bytesPerSecond);
        }
    }
}
