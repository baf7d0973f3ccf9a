package org.scalelite.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.MetricsDocument;
import org.scalelite.common.testing.MetricsPage;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.simulator.control.Fault;

/** Metrics of calls: of front-ends and to servers. */
class CallMetricsTest {
    private static final Map<String, String> ROOM = Map.of("meetingID", "secret-room-7", "name", "Secret name");

    @Test
    void countsCallsByNameAndOutcome() {
        try (TestSuite suite = new TestSuite(1)) {
            FrontEnd frontEnd = suite.frontEnd();
            MetricsPage page = new MetricsPage(frontEnd.api().getPort());
            assertThat(frontEnd.get("create", ROOM).isSuccess()).isTrue();
            frontEnd.get("getMeetingInfo", "meetingID", "missing");
            String server = suite.id(0).value();
            assertThat(page.value("scalelite_api_calls_seconds_count{call=\"create\",outcome=\"SUCCESS\"}"))
                    .contains(1.0);
            assertThat(page.value(
                            "scalelite_api_calls_seconds_bucket{call=\"create\",outcome=\"SUCCESS\",le=\"+Inf\"}"))
                    .contains(1.0);
            assertThat(page.value("scalelite_api_calls_seconds_count{call=\"getMeetingInfo\",outcome=\"notFound\"}"))
                    .contains(1.0);
            assertThat(page.value(
                            "scalelite_server_calls_seconds_count{call=\"create\",outcome=\"SUCCESS\",server=\"%s\"}"
                                    .formatted(server)))
                    .contains(1.0);
            assertThat(page.value("scalelite_bbb_calls_seconds_count{call=\"create\",outcome=\"SUCCESS\"}"))
                    .contains(1.0);
            assertThat(page.value("scalelite_placements_total{reason=\"new\"}")).contains(1.0);
            assertThat(page.value("scalelite_tenant_calls_total{call=\"create\",outcome=\"SUCCESS\",tenant=\"\"}"))
                    .contains(1.0);
            assertThat(page.metrics()).doesNotContain("secret-room-7").doesNotContain("Secret name");
        }
    }

    @Test
    void countsAnUnreachableServerAndTheMove() {
        try (TestSuite suite = new TestSuite(2)) {
            FrontEnd frontEnd = suite.frontEnd();
            MetricsPage page = new MetricsPage(frontEnd.api().getPort());
            suite.registry().poll(suite.id(1), 100);
            suite.server(0).crash();
            assertThat(frontEnd.get("create", ROOM).isSuccess()).isTrue();
            assertThat(page.value("scalelite_placements_total{reason=\"moved\"}"))
                    .contains(1.0);
            assertThat(page.value(
                            "scalelite_server_calls_seconds_count{call=\"create\",outcome=\"unreachable\",server=\"%s\"}"
                                    .formatted(suite.id(0).value())))
                    .contains(1.0);
        }
    }

    @Test
    void pageHasTheDocumentedMetricsAndFollowsTheConventions() {
        try (TestDatabase database = TestDatabase.migrated();
                TestSuite suite = new TestSuite(2).with("DATABASE_URL", database.url())) {
            TenantRegistry tenants = new TenantRegistry(suite.registry().redis(), Actor.SUITE);
            tenants.add(Map.of(
                    TenantField.NAME, "school",
                    TenantField.SECRETS, "s",
                    TenantField.MAX_MEETINGS, "50",
                    TenantField.MAX_USERS, "500"));
            suite.registry().servers().recordCertificate(suite.id(0), Instant.ofEpochSecond(1_900_000_000));
            FrontEnd frontEnd = suite.frontEnd();
            MetricsPage page = new MetricsPage(frontEnd.api().getPort());
            frontEnd.get("create", ROOM);
            suite.server(0).inject(new Fault.WrongChecksum());
            frontEnd.get("getMeetings");
            suite.registry().servers().reportFailure(suite.id(1), "timeout");
            MetricsDocument.assertMatches("API", "scalelite_", page.metrics());
        }
    }
}
