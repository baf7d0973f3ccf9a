package org.scalelite.api.admin.server;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.scalelite.api.admin.Errors;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.operator.PoolDoctor;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.doctor.Finding.Section;
import org.scalelite.common.doctor.Finding.Severity;

/** What is wrong with the pool. */
@AdminApi
@Controller("/scalelite/api")
@Tag(name = "Pool")
@Errors
record DoctorController(PoolDoctor examiner) {

    /** What the doctor found. */
    @Schema(name = "DoctorReport")
    record Report(
            @Schema(description = "When it looked.", format = "date-time")
            String at,

            @Schema(description = "How many of the findings are problems.")
            long problems,

            @Schema(description = "How many of them are warnings.")
            long warnings,

            List<Entry> findings) {
        static Report of(PoolDoctor.Report report) {
            return new Report(
                    report.at().toString(),
                    report.count(Severity.PROBLEM),
                    report.count(Severity.WARNING),
                    report.sections().stream()
                            .flatMap(section -> section.findings().stream().map(finding -> Entry.of(section, finding)))
                            .toList());
        }
    }

    /** A finding. */
    @Schema(name = "DoctorFinding")
    record Entry(
            @Schema(example = "servers") String subject,

            @Schema(
                    type = "string",
                    allowableValues = {"ok", "note", "warning", "problem"})
            String severity,

            @Schema(description = "What it concerns.") String where,
            String what,

            @Schema(description = "What to do; empty if nothing has to be done.")
            String cure) {
        static Entry of(Section section, Finding finding) {
            return new Entry(
                    section.subject(), finding.severity().text(), finding.where(), finding.what(), finding.cure());
        }
    }

    /**
     * Checks the stores, the servers, the pollers, the clocks, the registry and the work that waits, as the API sees
     * them. It changes nothing and takes 15 seconds at most; a report is used for 10 seconds.
     *
     * @return What was found, with causes and cures.
     */
    @Get("/doctor")
    Report doctor() {
        return Report.of(examiner.examine());
    }
}
