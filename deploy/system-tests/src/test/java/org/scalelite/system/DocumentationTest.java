package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links of the documentation lead to files and headings that are there. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]+]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");
    private static final Pattern COMMENT_BEHIND_A_VALUE = Pattern.compile("(?m)^ *#?[A-Z][A-Z0-9_]*=\\S*[ \\t]+#");
    private static final Pattern SOURCED = Pattern.compile("(?:;|-a) *\\n?(?:\\.|source) /etc/default/scalelite");
    private static final Set<String> ELSEWHERE = Set.of("target", "node_modules", ".git", ".quickstart");

    private static List<Path> documents() throws IOException {
        return files(".md");
    }

    /** The files of the repository whose names end like this. */
    static List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.walk(SuiteProcess.ROOT)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .filter(file -> {
                        for (Path part : SuiteProcess.ROOT.relativize(file)) {
                            if (ELSEWHERE.contains(part.toString())) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noLinkLeadsNowhere() throws IOException {
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(20);
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !target.startsWith("mailto:") && !leadsSomewhere(document, target)) {
                    broken.add(SuiteProcess.ROOT.relativize(document) + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Neither systemd nor docker knows a comment behind a value, and a shell knows other rules than both. */
    @Test
    void environmentFilesAreShownAsSystemdReadsThem() throws IOException {
        List<Path> shown = new ArrayList<>(documents());
        shown.add(SuiteProcess.ROOT.resolve("deploy/compose/.env.example"));
        shown.add(SuiteProcess.ROOT.resolve("deploy/compose/demo.env"));
        for (Path file : shown) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern(COMMENT_BEHIND_A_VALUE)
                    .doesNotContainPattern(SOURCED);
        }
    }

    /** CONTRIBUTING.md, "Where is …?": each class is in one of the packages that its row names. */
    @Test
    void classesOfWhereIsAreInTheirPackages() throws IOException {
        Set<String> classes = files(".java").stream()
                .map(file -> SuiteProcess.ROOT.relativize(file).toString())
                .filter(file -> file.contains("/src/main/java/org/scalelite/"))
                .map(file -> file.replaceFirst("^.*/org/scalelite/(.*)\\.java$", "$1")
                        .replace('/', '.'))
                .collect(Collectors.toSet());
        String page = Files.readString(SuiteProcess.ROOT.resolve("CONTRIBUTING.md"));
        Matcher row =
                Pattern.compile("(?m)^\\| [^|]*\\? \\|([^|]*)\\|([^|]*)\\|$").matcher(page);
        List<String> missing = new ArrayList<>();
        int named = 0;
        while (row.find()) {
            List<String> packages = quoted(row.group(2), "[a-z.]+");
            for (String name : quoted(row.group(1), "[A-Z]\\w+(?=[.`])")) {
                named++;
                if (packages.stream().noneMatch(of -> classes.contains(of + "." + name))) {
                    missing.add(name + " in " + packages);
                }
            }
        }
        assertThat(named).isGreaterThan(15);
        assertThat(missing).isEmpty();
    }

    private static List<String> quoted(String cell, String what) {
        return Pattern.compile("(?<=`)" + what)
                .matcher(cell)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** docs/architecture.md: each arrow of the flows joins two classes, one of which refers to the other. */
    @Test
    void arrowsOfTheFlowsAreReferencesInTheCode() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path file : files(".java")) {
            if (file.toString().contains("/src/main/") && !file.toString().contains("/simulator/")) {
                sources.put(String.valueOf(file.getFileName()).replace(".java", ""), Files.readString(file));
            }
        }
        List<String> wrong = new ArrayList<>();
        int arrows = 0;
        String page = Files.readString(SuiteProcess.ROOT.resolve("docs/architecture.md"));
        for (String line :
                page.substring(page.indexOf("```"), page.lastIndexOf("```")).split("\n", -1)) {
            String[] classes =
                    line.replaceFirst("^.*? {2,}(?=[A-Z]\\w+ → )", "").split(" → ", -1);
            for (int i = 1; i < classes.length; i++) {
                arrows++;
                if (!refers(sources, classes[i - 1], classes[i]) && !refers(sources, classes[i], classes[i - 1])) {
                    wrong.add(classes[i - 1] + " → " + classes[i]);
                }
            }
        }
        assertThat(arrows).isGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    private static boolean refers(Map<String, String> sources, String from, String to) {
        return sources.containsKey(to)
                && Pattern.compile("\\b" + to + "\\b")
                        .matcher(sources.getOrDefault(from, ""))
                        .find();
    }

    /** docs/architecture.svg is made from docs/architecture.dot. */
    @Test
    void theDrawingHasTheLabelsOfItsText() throws IOException {
        String drawing = Files.readString(SuiteProcess.ROOT.resolve("docs/architecture.svg"))
                .replace("&#45;", "-");
        String text = Files.readString(SuiteProcess.ROOT.resolve("docs/architecture.dot"));
        List<String> labels = Pattern.compile("label=\"([^\"]+)\"")
                .matcher(text)
                .results()
                .flatMap(label -> Stream.of(label.group(1).split(Pattern.quote("\\n"))))
                .toList();
        assertThat(labels)
                .hasSizeGreaterThan(20)
                .allSatisfy(label -> assertThat(drawing).contains(">" + label + "<"));
    }

    private static boolean leadsSomewhere(Path document, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (hash < 0 || !Files.isRegularFile(file)) {
            return hash < 0 && Files.exists(file);
        }
        return anchors(file).contains(target.substring(hash + 1));
    }

    /** As forges make them of headings. */
    private static Set<String> anchors(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
