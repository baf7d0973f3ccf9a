package org.scalelite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.MetricsDocument;
import org.scalelite.common.testing.MonitoringFiles;
import org.scalelite.common.testing.MonitoringFiles.Query;
import org.scalelite.common.testing.Promtool;

/** The rules of deploy/monitoring, and the expressions of its dashboards. */
class MonitoringRulesTest {
    private static final Pattern METRIC = Pattern.compile("\\bscalelite_[a-z0-9_]+");
    private static final Pattern RECORDED = Pattern.compile("\\bscalelite:[a-z0-9_:]+");

    /** What precedes a metric: an aggregation, and a function over time. */
    private static final Pattern AGGREGATION =
            Pattern.compile("\\b(max|min|sum|count)(?: by \\([a-z_, ]+\\) )?\\((?:[a-z_]+\\()?$");

    private static final Pattern RUNBOOK = Pattern.compile("(?m)^## (\\w+)$");

    private static Set<String> names(Pattern pattern) {
        return MonitoringFiles.queries().stream()
                .flatMap(query -> pattern.matcher(query.expression()).results())
                .map(MatchResult::group)
                .map(MonitoringRulesTest::family)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String family(String metric) {
        return metric.replaceFirst("_seconds_(count|sum|bucket)$", "_seconds");
    }

    private static Set<String> texts(List<JsonNode> rules, String field) {
        return rules.stream().map(rule -> rule.path(field).asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void expressionsUseDocumentedMetrics() {
        assertThat(names(METRIC)).hasSizeGreaterThan(40).isSubsetOf(MetricsDocument.names());
    }

    @Test
    void expressionsUseRecordingRulesThatExist() {
        assertThat(names(RECORDED)).isSubsetOf(texts(MonitoringFiles.recordingRules(), "record"));
    }

    /** A fact of the pool must not be added up over the replicas of the API. */
    @Test
    void expressionsAggregateAsDocumented() {
        Map<String, String> documented = MetricsDocument.overProcesses();
        List<String> wrong = new ArrayList<>();
        for (Query query : MonitoringFiles.queries()) {
            METRIC.matcher(query.expression()).results().forEach(metric -> {
                String expected = documented.getOrDefault(family(metric.group()), "");
                Matcher aggregation = AGGREGATION.matcher(query.expression().substring(0, metric.start()));
                if (!aggregation.find()
                        || !(expected.equals("–") || aggregation.group(1).equals(expected))) {
                    wrong.add(query.owner() + ": " + metric.group() + " without " + expected);
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void alertsHaveRunbooks() throws IOException {
        Set<String> sections = RUNBOOK.matcher(Files.readString(Path.of("../docs/runbooks.md")))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(texts(MonitoringFiles.alerts(), "alert"))
                .hasSize(MonitoringFiles.alerts().size())
                .isEqualTo(sections);
        assertThat(MonitoringFiles.alerts()).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            JsonNode annotations = alert.path("annotations");
            assertThat(annotations.path("runbook_url").asText())
                    .isEqualTo("docs/runbooks.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
            assertThat(alert.path("labels").path("severity").asText()).as(name).containsAnyOf("warning", "critical");
        });
    }

    @Test
    void alertsAreDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/monitoring.md"));
        assertThat(texts(MonitoringFiles.alerts(), "alert"))
                .allSatisfy(alert -> assertThat(page).contains("| `" + alert + "` |"));
    }

    @Test
    void everyAlertIsTestedForFiringAndForQuiet() {
        List<JsonNode> tests = MonitoringFiles.elements(
                        MonitoringFiles.read("alerts-test.yml").path("tests"))
                .flatMap(test -> MonitoringFiles.elements(test.path("alert_rule_test")))
                .toList();
        assertThat(texts(MonitoringFiles.alerts(), "alert"))
                .allSatisfy(alert -> assertThat(tests.stream()
                                .filter(test -> test.path("alertname").asText().equals(alert))
                                .collect(Collectors.groupingBy(test -> test.has("exp_alerts"), Collectors.counting())))
                        .as(alert)
                        .hasEntrySatisfying(true, firing -> assertThat(firing).isPositive())
                        .hasEntrySatisfying(false, quiet -> assertThat(quiet).isGreaterThan(1)));
    }

    @Test
    void alertsFireAfterTheirTime() {
        assertThat(Promtool.testRules(MonitoringFiles.path("alerts-test.yml").toString()))
                .isEmpty();
    }

    @Test
    void prometheusAcceptsConfigurationAndRules() {
        assertThat(Promtool.checkConfig(MonitoringFiles.path("prometheus.yml").toString()))
                .isEmpty();
    }
}
