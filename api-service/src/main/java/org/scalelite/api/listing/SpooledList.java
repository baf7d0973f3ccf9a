package org.scalelite.api.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.listing.ListReader.ReaderPace;

/**
 * A list in an unlinked temporary file, deleted with its last reader: on the heap it would stay as long as the slowest
 * one reads. It has a part for each group of callers, who see only their own.
 */
public final class SpooledList implements AutoCloseable {
    private static final int MAX_WRITE = 1 << 16;

    private final ListSpace space;
    private final FileChannel file;
    private final Range head;
    private final Range tail;
    private final Map<String, Group> groups = new HashMap<>();
    private long size;
    private boolean closed;

    private SpooledList(ListSpace space, FileChannel file, byte[] head, byte[] tail) throws IOException {
        this.space = space;
        this.file = file;
        this.head = append(head);
        this.tail = append(tail);
    }

    /** What the callers of one group read. */
    private record Group(List<Range> ranges, ListVersion version) {
        Group() {
            this(new ArrayList<>(), new ListVersion());
        }
    }

    /** A byte range of the file. */
    record Range(long from, long to) {
        long length() {
            return to - from;
        }
    }

    /**
     * An empty list.
     *
     * @param head beginning of each document
     * @param tail end of each document
     * @throws UncheckedIOException if the temporary file cannot be created
     */
    public static SpooledList create(ListSpace space, byte[] head, byte[] tail) {
        try {
            Path path = Files.createTempFile("list", ".xml");
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                return new SpooledList(space, file, head, tail);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a list to a temporary file", e);
        }
    }

    /**
     * Adds bytes to each group. Ignored after the list was closed.
     *
     * @throws org.scalelite.common.bbb.BbbException if the space limit is exceeded
     * @throws UncheckedIOException if the file cannot be written
     */
    public synchronized void add(Map<String, byte[]> added) {
        if (closed) {
            return;
        }
        space.reserve(added.values().stream().mapToLong(bytes -> bytes.length).sum());
        for (Map.Entry<String, byte[]> each : added.entrySet()) {
            try {
                Group group = groups.computeIfAbsent(each.getKey(), _ -> new Group());
                group.ranges().add(append(each.getValue()));
                group.version().add(each.getValue());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write a list to a temporary file", e);
            }
        }
    }

    private Range append(byte[] bytes) throws IOException {
        Range range = new Range(size, size + bytes.length);
        // Counted first, so that it is released after any outcome.
        size = range.to();
        for (int at = 0; at < bytes.length; ) {
            // The JDK copies the bytes to a direct buffer of this size, which it keeps.
            int length = Math.min(MAX_WRITE, bytes.length - at);
            at += file.write(ByteBuffer.wrap(bytes, at, length), range.from() + at);
        }
        return range;
    }

    /** The document of a group, between head and tail; empty if the group has no bytes. */
    public synchronized Optional<ListReader> reader(String name, ReaderPace pace, Runnable onClose) {
        Group group = groups.get(name);
        if (group == null) {
            return Optional.empty();
        }
        List<Range> document = new ArrayList<>(group.ranges().size() + 2);
        document.add(head);
        document.addAll(group.ranges());
        document.add(tail);
        return Optional.of(new ListReader(file, document, group.version().tag(), pace, onClose));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        space.release(size - head.length() - tail.length());
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a temporary file", e);
        }
    }
}
