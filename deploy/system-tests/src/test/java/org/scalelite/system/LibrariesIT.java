package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The libraries that docs/security.md lists are those beside the jars of the services. */
class LibrariesIT {
    private static final Path DOCUMENT = SuiteProcess.ROOT.resolve("docs/security.md");
    private static final String MARK = "<!-- generated -->\n";
    private static final List<String> PROGRAMS =
            List.of("api-service", "poller-service", "recording-importer", "deploy/command-line");
    private static final Set<String> OWN = Set.of("common-model", "poller-service", "recording-importer");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    private record Library(String family, String version) {}

    /** {@code UPDATE_DOCS=true} writes the list again. */
    @Test
    void documentListsShippedVersions() throws IOException {
        String document = Files.readString(DOCUMENT);
        int at = document.indexOf(MARK);
        assertThat(at).as("the mark %s in %s", MARK.strip(), DOCUMENT).isPositive();
        String expected = document.substring(0, at) + MARK + table(libraries());
        if (Boolean.parseBoolean(System.getenv("UPDATE_DOCS"))) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    @Test
    void shipsOneVersionOfEachLibrary() throws IOException {
        assertThat(libraries())
                .allSatisfy((name, versions) -> assertThat(versions).as(name).hasSize(1));
    }

    private static Map<String, Set<String>> libraries() throws IOException {
        Map<String, Set<String>> versions = new TreeMap<>();
        for (String program : PROGRAMS) {
            try (Stream<Path> jars =
                    Files.list(SuiteProcess.ROOT.resolve(program).resolve("target/lib"))) {
                jars.map(jar -> JAR.matcher(jar.getFileName().toString()))
                        .filter(Matcher::matches)
                        .filter(jar -> !OWN.contains(jar.group(1)))
                        .forEach(jar -> versions.computeIfAbsent(jar.group(1), _ -> new TreeSet<>())
                                .add(jar.group(2)));
            }
        }
        return versions;
    }

    /** Libraries whose names begin alike and that have one version share a line. */
    private static String table(Map<String, Set<String>> libraries) {
        Map<Library, Set<String>> families = new java.util.LinkedHashMap<>();
        libraries.forEach((name, versions) -> versions.forEach(version -> families.computeIfAbsent(
                        new Library(name.replaceFirst("-.*", ""), version), _ -> new TreeSet<>())
                .add(name)));
        StringBuilder table = new StringBuilder("| library | version |\n| --- | --- |\n");
        families.forEach((library, names) -> table.append("| `%s` | %s |\n"
                .formatted(names.size() == 1 ? names.iterator().next() : library.family() + "-*", library.version())));
        return table.toString();
    }
}
