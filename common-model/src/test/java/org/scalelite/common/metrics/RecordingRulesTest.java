package org.scalelite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.MetricsDocument;
import org.scalelite.common.testing.Promtool;

/** The recording rules of deploy/monitoring. */
class RecordingRulesTest {
    private static final Path RULES = Path.of("../deploy/monitoring/recording-rules.yml");

    private static final Pattern METRIC = Pattern.compile("scalelite_[a-z0-9_]+");

    @Test
    void useDocumentedMetrics() throws IOException {
        Set<String> used = METRIC.matcher(Files.readString(RULES))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_seconds_(count|sum|bucket)$", "_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isNotEmpty().isSubsetOf(MetricsDocument.names());
    }

    @Test
    void areValid() {
        assertThat(Promtool.checkRules(RULES.toString())).isEmpty();
    }
}
