package org.scalelite.api.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.scalelite.common.recording.DirectoryMove;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A partial upload, as a file that is appended to. */
final class PartialFile implements AutoCloseable {
    static final String SUFFIX = ".part";

    private static final Logger LOG = LoggerFactory.getLogger(PartialFile.class);
    private static final int BUFFER = 1 << 18;

    private final Path path;
    private final FileChannel channel;

    private PartialFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static PartialFile open(Path path) throws IOException {
        return new PartialFile(
                path,
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** The size of a file in bytes; 0 if it does not exist. */
    static long sizeOf(Path path) throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    long size() throws IOException {
        return channel.size();
    }

    /**
     * Appends the body, with a buffer of fixed size.
     *
     * @throws UploadException if the range does not begin where the file ends, or another process writes to it
     */
    void append(ByteRange range, Supplier<InputStream> body) throws IOException {
        requireSize(range.start());
        try (InputStream in = body.get()) {
            append(range, in);
        }
    }

    private void append(ByteRange range, InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long position = range.start();
        long end = range.start() + range.length();
        while (position < end) {
            int read = read(in, buffer, (int) Math.min(buffer.length, end - position));
            if (read < 0) {
                return;
            }
            // Network file systems do not lock reliably: a writer stops when another one has appended.
            requireSize(position);
            position += write(ByteBuffer.wrap(buffer, 0, read), position);
        }
    }

    private void requireSize(long position) throws IOException {
        long size = channel.size();
        if (size != position) {
            throw new UploadException(UploadError.offset(size));
        }
    }

    /** A disconnect of the sender ends the request; the received bytes stay for the next one. */
    private int read(InputStream in, byte[] buffer, int length) {
        try {
            return in.read(buffer, 0, length);
        } catch (IOException e) {
            LOG.info("Upload of {} was interrupted: {}", path.getFileName(), e.getMessage());
            return -1;
        }
    }

    private int write(ByteBuffer bytes, long position) throws IOException {
        int length = bytes.remaining();
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return length;
    }

    /**
     * Syncs the complete archive to disk and moves it to its final name.
     *
     * @throws UploadException if its SHA-256 is not the announced one; the file is removed then
     */
    void publish(Path target, String sha256) throws IOException {
        channel.force(true);
        if (!digest().equals(sha256)) {
            Files.deleteIfExists(path);
            throw new UploadException(UploadError.differs());
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        DirectoryMove.sync(target.resolveSibling("."));
    }

    /**
     * The digest of the file, not of the received bytes: an earlier request or another process may have written parts
     * of it.
     */
    private String digest() throws IOException {
        MessageDigest digest = sha256();
        channel.position(0);
        new DigestInputStream(Channels.newInputStream(channel), digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
