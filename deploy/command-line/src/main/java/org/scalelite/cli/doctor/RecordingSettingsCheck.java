package org.scalelite.cli.doctor;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variable;
import org.scalelite.common.config.Variables;

/** What contradicts itself in the environment as far as recordings are concerned. */
record RecordingSettingsCheck(Settings settings, ConfigurationCheck report) {
    void run() {
        boolean off = settings.get(Variables.RECORDING_DISABLED) || settings.get(Variables.DB_DISABLED);
        boolean guarded = settings.get(Variables.PROTECTED_RECORDINGS_ENABLED);
        if (guarded && off) {
            report.warning(
                    Variables.PROTECTED_RECORDINGS_ENABLED,
                    "is true, but there are no recordings (RECORDING_DISABLED or DB_DISABLED)",
                    "unset one");
        }
        if (guarded
                && settings.get(Variables.PROTECTED_RECORDINGS_TOKEN_TIMEOUT).isZero()) {
            report.problem(
                    Variables.PROTECTED_RECORDINGS_TOKEN_TIMEOUT,
                    "is 0: a link is over before anybody can follow it",
                    "give it some minutes");
        }
        if (guarded && settings.get(Variables.PROTECTED_RECORDINGS_TIMEOUT).isZero()) {
            report.problem(
                    Variables.PROTECTED_RECORDINGS_TIMEOUT,
                    "is 0: a cookie is over before the recording begins",
                    "give it some minutes");
        }
        if (settings.get(Variables.S3_RECORDING)) {
            report.warning(Variables.S3_RECORDING, "is true, but recordings in S3 are not supported yet", "unset it");
        }
        if (!off) {
            differentDirectories();
        }
    }

    private void differentDirectories() {
        Map<Path, Variable<Path>> seen = new HashMap<>();
        for (Variable<Path> variable : List.of(
                Variables.RECORDING_SPOOL_DIR,
                Variables.RECORDING_WORK_DIR,
                Variables.RECORDING_PUBLISH_DIR,
                Variables.RECORDING_UNPUBLISH_DIR)) {
            Variable<Path> other = seen.putIfAbsent(settings.get(variable), variable);
            if (other != null) {
                report.problem(variable, "is the same directory as " + other.name(), "give each its own");
            }
        }
    }
}
