package org.scalelite.cli.doctor;

import static org.scalelite.cli.doctor.Finding.Severity.PROBLEM;
import static org.scalelite.cli.doctor.Finding.Severity.WARNING;
import static org.scalelite.cli.doctor.Planted.planted;

import java.util.stream.Stream;

/** Faults of the environment. */
final class PlantedInConfiguration {
    private PlantedInConfiguration() {}

    static Stream<Planted> configuration() {
        return Stream.of(
                planted(
                        "a variable that cannot be read",
                        PROBLEM,
                        "PORT is",
                        "docs/configuration.md",
                        it -> it.set("PORT", "many")),
                planted(
                        "no secret",
                        PROBLEM,
                        "blank: the API does not start",
                        "openssl rand",
                        it -> it.set("LOADBALANCER_SECRET", " ")),
                planted(
                        "a short secret",
                        WARNING,
                        "a secret of 5 characters",
                        "16 or more",
                        it -> it.set("LOADBALANCER_SECRETS", "short")),
                planted("no key for protected recordings", PROBLEM, "PROTECTED_RECORDINGS_ENABLED", "random", it -> {
                    it.unset("SECRET_KEY_BASE");
                    it.set("PROTECTED_RECORDINGS_ENABLED", "true");
                }),
                planted(
                        "no key for voice bridges",
                        WARNING,
                        "voice bridge",
                        "random",
                        it -> it.unset("SECRET_KEY_BASE")),
                planted("tenants without a host", PROBLEM, "MULTITENANCY_ENABLED", "public host name", it -> {
                    it.unset("URL_HOST");
                    it.set("MULTITENANCY_ENABLED", "true");
                }),
                planted(
                        "no database",
                        PROBLEM,
                        "the API does not start",
                        "DB_DISABLED=true",
                        it -> it.unset("DATABASE_URL")),
                planted(
                        "a database that is off",
                        WARNING,
                        "but DATABASE_URL is set",
                        "unset",
                        it -> it.set("DB_DISABLED", "true")),
                planted(
                        "bridges that nobody can type",
                        PROBLEM,
                        "nobody can call in",
                        "VOICE_BRIDGE_LEN_MAX",
                        it -> it.set("VOICE_BRIDGE_LEN", "12")),
                planted(
                        "meetings that are forgotten",
                        PROBLEM,
                        "forgotten while they run",
                        "longer",
                        it -> it.set("DEFAULT_MEETING_TTL", "60")),
                planted(
                        "an impatient poller",
                        WARNING,
                        "does not wait for slow servers",
                        "RESPONSE_TIMEOUT",
                        it -> it.set("POLLER_WAIT_TIMEOUT", "1")),
                planted("a parameter dropped and set", WARNING, "drops record", "one of them", it -> {
                    it.set("CREATE_EXCLUDE_PARAMS", "record");
                    it.set("OVERRIDE_CREATE_PARAMS", "record=false");
                }),
                planted(
                        "one directory for two things",
                        PROBLEM,
                        "the same directory as",
                        "its own",
                        it -> it.set(
                                "RECORDING_WORK_DIR", it.directory("PUBLISH").toString())));
    }
}
