package org.scalelite.api.console.page;

import org.scalelite.common.doctor.Finding;
import org.scalelite.common.recording.RecordingState;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;

/**
 * A state as a word, and a colour for it.
 *
 * @param tone class of the style sheet: good, warn, off or bad
 */
public record Badge(String text, String tone) {

    /** The state that an operator gave a server. */
    static Badge of(Server.State state) {
        return switch (state) {
            case ENABLED -> new Badge("enabled", "good");
            case CORDONED -> new Badge("cordoned", "warn");
            case DISABLED -> new Badge("disabled", "off");
        };
    }

    /** The health of a server, which does not count while it is disabled. */
    static Badge health(ServerFacts facts) {
        String word = facts.health().replace('_', ' ');
        if (facts.server().state() == Server.State.DISABLED) {
            return new Badge(word, "off");
        }
        return switch (facts.health()) {
            case "healthy" -> new Badge(word, "good");
            case "offline", "released" -> new Badge(word, "bad");
            default -> new Badge(word, "warn");
        };
    }

    /** The state of a recording. */
    public static Badge recording(RecordingState state) {
        return switch (state) {
            case PUBLISHED -> new Badge("published", "good");
            case PROCESSING, PROCESSED -> new Badge(state.text(), "warn");
            case UNPUBLISHED, DELETED -> new Badge(state.text(), "off");
        };
    }

    /** How much a finding of the doctor matters. */
    public static Badge of(Finding.Severity severity) {
        return switch (severity) {
            case OK -> new Badge("ok", "good");
            case NOTE -> new Badge("note", "off");
            case WARNING -> new Badge("warning", "warn");
            case PROBLEM -> new Badge("problem", "bad");
        };
    }

    /** The state of an import job or a callback. */
    public static Badge job(String state) {
        return switch (state) {
            case "failed", "dead", "gone" -> new Badge(state, "bad");
            case "waiting", "pending" -> new Badge(state, "warn");
            default -> new Badge(state, "good");
        };
    }
}
