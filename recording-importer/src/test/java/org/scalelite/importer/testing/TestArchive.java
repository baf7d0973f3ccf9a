package org.scalelite.importer.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An archive as the post-publish script of a BBB server makes it. */
public final class TestArchive {
    private final String recordId;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** An archive of this recording, without any format. */
    public TestArchive(String recordId) {
        this.recordId = recordId;
    }

    /** A recording with one format and some files in it. */
    public static TestArchive of(String recordId) {
        return new TestArchive(recordId).format("presentation");
    }

    /** Adds a format with a few files. */
    public TestArchive format(String format) {
        file(format, "metadata.xml", metadata(format, ""));
        file(format, "index.html", "<p>" + recordId + "</p>");
        return file(format, "media/video-0.webm", bytes(20_000, recordId.hashCode()));
    }

    /** Adds a format whose metadata holds these elements too. */
    public TestArchive formatWith(String format, String meta) {
        return file(format, "metadata.xml", metadata(format, meta));
    }

    /** Adds or replaces a file of a format. */
    public TestArchive file(String format, String name, byte[] content) {
        return entry(format + "/" + recordId + "/" + name, content);
    }

    public TestArchive file(String format, String name, String content) {
        return file(format, name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds or replaces an entry of any name. */
    public TestArchive entry(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** The content of each file, by its path below the published directory. */
    public Map<String, byte[]> files() {
        return files;
    }

    public String recordId() {
        return recordId;
    }

    /** The metadata of a format; the recording is of the meeting {@code room-RECORD_ID}. */
    public String metadata(String format, String meta) {
        return """
                <recording>
                  <id>%1$s</id>
                  <state>published</state><published>true</published>
                  <start_time>1767603600123</start_time><end_time>1767607200999</end_time><participants>3</participants>
                  <meeting id="%1$s" externalId="room-%1$s" name="Biology" breakout="false"/>
                  <meta>
                    <isBreakout>false</isBreakout><meetingId>room-%1$s</meetingId><meetingName>Biology 101</meetingName>
                    <bbb-origin>Moodle</bbb-origin>%3$s
                  </meta>
                  <playback>
                    <format>%2$s</format>
                    <link>https://bbb1.example.org/playback/%2$s/2.3/%1$s?a=b&amp;c=d</link>
                    <processing_time>7177</processing_time><duration>3540876</duration>
                    <extensions><preview><images>
                      <image width="176" height="136" alt="Welcome">https://bbb1.example.org/%2$s/%1$s/thumb-1.png</image>
                    </images></preview></extensions>
                  </playback>
                </recording>
                """.formatted(recordId, format, meta);
    }

    /** Reproducible content. */
    public static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Writes the archive elsewhere and renames it into the spool, as rsync does. */
    public Path drop(Path spool) {
        return drop(spool, recordId + ".tar");
    }

    public Path drop(Path spool, String name) {
        try {
            Files.createDirectories(spool);
            Path hidden = spool.resolve("." + name + ".part");
            try (OutputStream out = Files.newOutputStream(hidden)) {
                write(out);
            }
            return Files.move(hidden, spool.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the tar. */
    public void write(OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
    }
}
