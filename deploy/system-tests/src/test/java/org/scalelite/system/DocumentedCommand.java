package org.scalelite.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command in a block of code of README or docs/.
 *
 * @param page that has it
 * @param line the number of its line
 * @param text as it is written
 * @param definitions functions and variables that the page has defined before it
 * @param exitCodes those that the page tells to expect
 */
record DocumentedCommand(String page, int line, String text, String definitions, Set<Integer> exitCodes) {
    /** What a command does to an installation. */
    enum Kind {
        /** It changes nothing. */
        READS,
        /** It changes the installation, starts something, or is a synopsis with brackets. */
        CHANGES,
        /** It reads, but from a program that these tests do not bring along. */
        ELSEWHERE,
        /** Neither list of this class has it. */
        UNKNOWN
    }

    private static final Pattern READS = Pattern.compile("""
        (REDIS_URL=\\S+ )?(deploy/bin/)?scalelite (\
        status|check|doctor|audit|history|liveness|--version|poll all|cluster-proxy nginx|placement (explain|dry-run)\
        |(servers|meetings|tenants|recordings|callbacks|hooks|tenant-settings) (list|info|yaml|events|meeting-list|verify|jobs)\
        |servers sync \\S+ --dry-run)\\b.*\
        |rake (-T|status)|(\\w+=\\$\\(.*|)curl .*|call "?(get|find|doctor)\\w*.*\
        """);
    private static final Pattern CHANGES = Pattern.compile("""
        (deploy/bin/)?scalelite (servers (add|enable|remove|update|tag|panic|sync)|doctor .*--fix|recordings (retry|import|add-to-tenant)|\
        (tenants|tenant-settings) (add|update|update-lrs-\\w+|remove)|meetings end|callbacks retry|admin-token|log-level).*\
        |rake '?servers:.*|call (add|update|delete|publish|unpublish|panic|drain|poll|end|retry)\\w+.*\
        |deploy/(bin/install-player|quickstart|chaos|docker/build|compose/demo-pool).*|(\\w+=\\S+ )*\\./mvnw .*|java -jar .*|export .*\
        |(ln|install|createdb|pg_restore|systemctl|rm|cp|rsync|echo|redis-server)\\b.*|.*redis-cli .*(pause|failover|set|shutdown).*\
        |psql .* -c "update.*\
        """);
    private static final Pattern ELSEWHERE =
            Pattern.compile("pg_dump .*|.*\\bredis-cli .*(--rdb|info|get-master-addr).*");
    private static final Pattern DEFINITION = Pattern.compile("call\\(\\) .*|\\w+=\\$\\(.*");
    private static final Pattern FIRST_WORD = Pattern.compile("""
        (\\w+=\\S+ +)*(scalelite|rake|curl|call|call\\(\\)|deploy/\\S+|\\./mvnw|java|export|psql|pg_dump|pg_restore|createdb|redis-cli|redis-server\
        |systemctl|rm|cp|ln|echo|install|rsync) .*|deploy/quickstart|\\w+=\\$\\(.*\
        """);
    private static final Pattern EXIT_CODE = Pattern.compile("\\(exit code (\\d)\\)");
    private static final Pattern INLINE = Pattern.compile("`((?:scalelite|rake) [^`…|]+)`");
    /** What curl says with --fail of an answer that is an error; the page's comment tells of it. */
    private static final int HTTP_ERROR = 22;

    /** All of README and docs/, in order. */
    static List<DocumentedCommand> ofAllPages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(SuiteProcess.ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(SuiteProcess.ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<DocumentedCommand> commands = new ArrayList<>();
        for (Path page : pages) {
            commands.addAll(of(page.getFileName().toString(), Files.readAllLines(page)));
        }
        return commands;
    }

    static List<DocumentedCommand> of(String page, List<String> lines) {
        List<DocumentedCommand> commands = new ArrayList<>();
        StringBuilder definitions = new StringBuilder();
        boolean inBlock = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                inBlock = !inBlock;
            } else if (!inBlock) {
                commands.addAll(inline(page, i + 1, lines.get(i)));
            } else {
                String text = joined(lines, i);
                if (DEFINITION.matcher(text).matches()) {
                    definitions.append(text).append('\n');
                } else if (FIRST_WORD.matcher(text).matches()) {
                    commands.add(new DocumentedCommand(
                            page, i + 1, text, definitions.toString(), exitCodes(lines, i, text)));
                }
            }
        }
        return commands;
    }

    /** Without the prompt, and with the lines that go on after a backslash. */
    private static String joined(List<String> lines, int from) {
        String text = lines.get(from).replaceFirst("^\\$ ", "");
        for (int i = from + 1; text.endsWith("\\"); i++) {
            text = text.substring(0, text.length() - 1) + lines.get(i).strip();
        }
        return text;
    }

    private static List<DocumentedCommand> inline(String page, int line, String prose) {
        return INLINE.matcher(prose)
                .results()
                .map(found -> new DocumentedCommand(page, line, found.group(1), "", Set.of(0)))
                .filter(command -> command.kind() == Kind.READS)
                .toList();
    }

    /** The line after its output may name the exit code. */
    private static Set<Integer> exitCodes(List<String> lines, int at, String text) {
        for (int i = at + 1;
                i < lines.size()
                        && !lines.get(i).startsWith("$ ")
                        && !lines.get(i).startsWith("```");
                i++) {
            Matcher code = EXIT_CODE.matcher(lines.get(i));
            if (code.matches()) {
                return Set.of(Integer.valueOf(code.group(1)));
            }
        }
        return text.matches(".*# .*404.*") ? Set.of(0, HTTP_ERROR) : Set.of(0);
    }

    Kind kind() {
        if (text.contains("[-")
                || text.contains("[ARCHIVE")
                || CHANGES.matcher(text).matches()) {
            return Kind.CHANGES;
        }
        if (ELSEWHERE.matcher(text).matches()) {
            return Kind.ELSEWHERE;
        }
        return READS.matcher(text).matches() ? Kind.READS : Kind.UNKNOWN;
    }

    @Override
    public String toString() {
        return page + ":" + line + ": " + text;
    }
}
