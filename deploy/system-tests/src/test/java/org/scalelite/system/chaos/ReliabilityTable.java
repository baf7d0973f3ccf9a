package org.scalelite.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.scalelite.system.SuiteProcess;

/** The table of {@code docs/reliability.md}. */
record ReliabilityTable(List<Verdict> verdicts) {
    private static final Path PAGE = SuiteProcess.ROOT.resolve("docs/reliability.md");
    private static final String HEAD = """
            | what happened | lost | calls refused | joinable again | all in order | seen |
            |---|---|---|---|---|---|
            """;
    private static final String BEGIN = "<!-- chaos -->\n";
    private static final String END = "<!-- end of chaos -->\n";

    ReliabilityTable {
        verdicts = List.copyOf(verdicts);
    }

    /** Puts it into the page, between its marks. */
    void write() {
        try {
            String page = Files.readString(PAGE);
            int from = page.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(PAGE, page.substring(0, from) + this + page.substring(page.indexOf(END)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return verdicts.stream().map(ReliabilityTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Verdict verdict) {
        return "| %s | %s | %d of %d | %s | %s | %s |\n"
                .formatted(
                        verdict.scenario().title(),
                        verdict.isGood() ? "nothing" : "**" + String.join("; ", verdict.faults()) + "**",
                        verdict.refused(),
                        verdict.calls(),
                        Stage.seconds(verdict.joinable()),
                        Stage.seconds(verdict.settled()),
                        String.join("; ", verdict.facts()));
    }
}
