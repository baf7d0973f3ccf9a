package org.scalelite.common.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.common.database.Schema;
import org.scalelite.common.health.DatabaseProbe;
import org.scalelite.common.health.DatabaseProbe.DatabaseInfo;
import org.scalelite.common.text.Amounts;

/** Whether PostgreSQL is fit to hold recordings and callbacks. */
final class DatabaseCheck {
    private static final int BUSY_PERCENT = 80;

    private DatabaseCheck() {}

    static List<Finding> run(String where, DatabaseInfo database) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                where,
                "PostgreSQL %s answers in %s"
                        .formatted(database.version(), Amounts.milliseconds(database.roundTrip()))));
        access(where, database).ifPresent(findings::add);
        schema(where, database.schema()).ifPresent(findings::add);
        int percent = database.connections() * 100 / Math.max(database.maxConnections(), 1);
        if (percent >= BUSY_PERCENT) {
            findings.add(Finding.warning(
                    where,
                    "%d of %d connections are open".formatted(database.connections(), database.maxConnections()),
                    "raise max_connections: a replica of the API takes 20, an importer a few"));
        }
        return findings;
    }

    private static Optional<Finding> access(String where, DatabaseInfo database) {
        if (database.inRecovery()) {
            return Optional.of(Finding.problem(
                    where,
                    "only follows another server (it is in recovery): nothing can be changed in it",
                    "let DATABASE_URL name the primary, or promote this one"));
        }
        return database.readOnly()
                ? Optional.of(
                        Finding.problem(
                                where,
                                "is read-only (default_transaction_read_only): recordings can be neither imported nor changed",
                                "find out who set it: 'select * from pg_db_role_setting', 'show default_transaction_read_only'"))
                : Optional.empty();
    }

    private static Optional<Finding> schema(String where, Schema.State schema) {
        return switch (schema) {
            case Schema.State.Current _ -> Optional.empty();
            case Schema.State.Pending(var changeSets) ->
                Optional.of(Finding.warning(
                        where,
                        "its tables are not up to date (pending: %s)"
                                .formatted(Amounts.count(changeSets.size(), "change set")),
                        "start the API or the importer: it brings them up to date"));
            case Schema.State.Newer(var changeSets) ->
                Optional.of(Finding.problem(
                        where,
                        "its tables are of a newer version of the suite (%s): this version does not start"
                                .formatted(String.join(", ", changeSets)),
                        "run that version on this machine, too"));
        };
    }

    /** PostgreSQL could not be asked. */
    static Finding unavailable(String where, DatabaseProbe.RefusedException failure) {
        String what = "PostgreSQL cannot be used: " + failure.getMessage();
        return Finding.problem(where, what, cure(failure.state().orElse("")));
    }

    private static String cure(String state) {
        return switch (state) {
            case "28P01", "28000" -> "check user and password in DATABASE_URL, and pg_hba.conf";
            case "3D000" -> "create the database: createdb NAME";
            case "53300" -> "raise max_connections, or stop who holds them: 'select * from pg_stat_activity'";
            case "57P03" -> "wait: it is starting or stopping";
            default -> "check DATABASE_URL, that PostgreSQL runs, and the firewall between";
        };
    }
}
