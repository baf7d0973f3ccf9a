package org.scalelite.common.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scalelite.common.io.Utf8;

/**
 * Reads secrets from files, as container engines and systemd provide them: the content of the file {@code NAME_FILE} is
 * the value of {@code NAME}.
 */
final class SecretFiles {
    private static final String SUFFIX = "_FILE";
    private static final int MAX_BYTES = 64 << 10;

    private final Map<String, String> environment;
    private final List<String> problems;

    private SecretFiles(Map<String, String> environment, List<String> problems) {
        this.environment = new HashMap<>(environment);
        this.problems = problems;
    }

    static String nameOf(String variable) {
        return variable + SUFFIX;
    }

    /**
     * The environment, with the secrets from files.
     *
     * @param problems gets a line for each unusable file
     */
    static Map<String, String> read(Map<String, String> environment, List<String> problems) {
        SecretFiles files = new SecretFiles(environment, problems);
        Variables.all().stream()
                .filter(variable -> variable.type().secret())
                .flatMap(variable -> Stream.concat(Stream.of(variable.name()), variable.alias().stream()))
                .forEach(files::resolve);
        return files.environment;
    }

    private void resolve(String name) {
        String file = environment.getOrDefault(nameOf(name), "").strip();
        if (file.isEmpty()) {
            return;
        }
        if (!environment.getOrDefault(name, "").isBlank()) {
            problems.add("%s and %s are both set: give one of them".formatted(name, nameOf(name)));
            return;
        }
        try {
            environment.put(name, text(Path.of(file)));
        } catch (CharacterCodingException _) {
            problems.add("%s names %s, which is no text in UTF-8".formatted(nameOf(name), file));
        } catch (IOException | InvalidPathException e) {
            problems.add("%s names %s, which cannot be read (%s): give a file of at most 64 KiB that this user may read"
                    .formatted(nameOf(name), file, e.getClass().getSimpleName()));
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("too large");
            }
            return Utf8.text(bytes).orElseThrow(CharacterCodingException::new).strip();
        }
    }
}
