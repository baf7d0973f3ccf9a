package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, logs, comments and documents use the glossary of CONTRIBUTING.md, not the words that its terms replaced. */
class VocabularyTest {
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LOG_CALL = Pattern.compile("\\bLOG\\.(?:info|warn|error)\\((.*?)\\);", Pattern.DOTALL);

    /** Commands, their output and what is quoted. */
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`]*`|\"[^\"]*\"", Pattern.DOTALL);

    private static final Pattern COMMENT_LINE = Pattern.compile("\\s*\n\\s*\\*?\\s*");
    private static final Pattern WORD = Pattern.compile("\\b\\w+\\b");
    private static final Pattern PART = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");

    /** Words that no name contains; each with the term to use. */
    private static final Map<String, String> NAMES = Stream.of(
                    "rung ladder: health state, health policy",
                    "strike strikes: reported failure",
                    "whoever nobody somebody hears: an active subject",
                    "anew: again",
                    "mend mends mended: repair",
                    "namesake namesakes: tenant-scoped meeting",
                    "awaited: unconfirmed",
                    "away: unavailable",
                    "complain complains complained: warn once",
                    "patience youth: timeout, minimum age",
                    "vitals hasty: info, short timeout")
            .map(line -> line.split(": "))
            .flatMap(line -> Stream.of(line[0].split(" ")).map(word -> Map.entry(word, line[1])))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Phrases that no log line, comment or document has; each with the term to use. */
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("rungs?|ladder of health", "health state"),
            Map.entry("strikes?", "reported failure"),
            Map.entry("whoever|nobody|somebody", "an active subject"),
            Map.entry("anew", "again"),
            Map.entry("(?:is|are|was|were) away", "unavailable"),
            Map.entry("in hand", "in flight"),
            Map.entry("puts? aside|set aside", "quarantined, excluded from placement"),
            Map.entry("mend(?:s|ed|ing)?", "repair"),
            Map.entry("namesakes?", "tenant-scoped meeting"),
            Map.entry("no such", "not found"));

    @Test
    void namesUseStandardTerms() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : DocumentationTest.files(".java")) {
            String code = TOKEN.matcher(Files.readString(file)).replaceAll(" ");
            WORD.matcher(code).results().map(MatchResult::group).forEach(name -> {
                for (String part : PART.split(name, -1)) {
                    String term = NAMES.get(part.toLowerCase(Locale.ROOT));
                    if (term != null) {
                        found.add(SuiteProcess.ROOT.relativize(file) + ": " + name + " (" + term + ")");
                    }
                }
            });
        }
        assertThat(found).isEmpty();
    }

    @Test
    void logsUseStandardTerms() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : DocumentationTest.files(".java")) {
            if (!file.toString().contains("/src/main/")) {
                continue;
            }
            LOG_CALL.matcher(Files.readString(file)).results().forEach(call -> phrases(call.group(1), file, found));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void commentsUseStandardTerms() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : DocumentationTest.files(".java")) {
            TOKEN.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(token -> token.startsWith("/"))
                    .forEach(comment -> phrases(COMMENT_LINE.matcher(comment).replaceAll(" "), file, found));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void documentsUseStandardTerms() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : DocumentationTest.files(".md")) {
            if (!file.endsWith("CHANGELOG.md")) {
                phrases(CODE.matcher(Files.readString(file)).replaceAll(" "), file, found);
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Redis is away, true", "it is put aside, true", "a strikethrough, false", "is unavailable, false"})
    void phrasesAreFoundAsWholeWords(String text, boolean expected) {
        List<String> found = new ArrayList<>();
        phrases(text, SuiteProcess.ROOT, found);
        assertThat(!found.isEmpty()).isEqualTo(expected);
    }

    private static void phrases(String text, Path file, List<String> found) {
        String flat = text.replaceAll("\\s+", " ");
        PHRASES.forEach((words, term) -> {
            Matcher phrase = Pattern.compile("(?i)(?<![\\w-])(?:" + words + ")(?![\\w-])")
                    .matcher(flat);
            while (phrase.find()) {
                found.add(SuiteProcess.ROOT.relativize(file) + ": "
                        + flat.substring(Math.max(0, phrase.start() - 30), Math.min(flat.length(), phrase.end() + 20))
                        + " (" + term + ")");
            }
        });
    }
}
