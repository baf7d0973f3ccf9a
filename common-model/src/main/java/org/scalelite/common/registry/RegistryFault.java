package org.scalelite.common.registry;

import java.util.Locale;

/**
 * Something in Redis that contradicts something else there.
 *
 * @param subject what it is about: the name of a record, or an id
 * @param owner what the subject belongs to or clashes with, if that is not plain from the subject; else empty
 */
public record RegistryFault(Kind kind, String subject, String owner) {

    /** What can be wrong. Those that lose nobody anything when they are repaired can be repaired. */
    public enum Kind {
        MEETING_LISTED(true, "meeting %s is listed, but its record is gone", "take it off the list"),
        NAMESAKE_LISTED(true, "meeting %s (tenant:meeting) is listed, but its record is gone", "take it off the list"),
        MEETING_ON_MISSING_SERVER(
                true,
                "%s is on a server that is not registered, so nobody can join it",
                "forget it; its next create opens it on another server"),
        ASSIGNMENT_LEFT(true, "%s is noted as placed, but its record is gone", "remove the note"),
        BRIDGE_LEAKED(true, "voice bridge %s belongs to a meeting that is gone", "free it"),
        BRIDGE_UNCLAIMED(
                true, "the voice bridge of %s is not noted as taken by it: callers do not find the meeting", "note it"),
        BRIDGE_SHARED(
                false,
                "the voice bridge of %s is another meeting's too: callers get into the other one",
                "end this meeting; its next create gets another bridge"),
        MEETING_SPLIT(
                false,
                "%s has users on the server that it belongs to and on %s",
                "ask those on the latter to enter again, or end the meeting there"),
        SERVER_LISTED(true, "server %s is listed, but nothing is known of it", "take it off the list"),
        SERVER_UNLISTED(
                true,
                "server %s is not listed, so nobody polls it, but it counts as enabled or cordoned",
                "no longer count it"),
        SERVER_ENABLED_WRONGLY(true, "server %s is in server_enabled, but not enabled", "take it out"),
        SERVER_ENABLED_MISSING(true, "server %s is enabled, but not in server_enabled", "put it in"),
        SERVER_LOAD_WRONG(
                true,
                "server %s is in server_load, but not enabled and online: it gets new meetings",
                "take it out; a good poll of an enabled server puts it in again"),
        SERVER_CORDONED_LOAD_WRONG(
                true, "server %s is in cordoned_server_load, but not cordoned and online", "take it out"),
        SERVER_UNREADABLE(
                false,
                "server %s has no URL, a broken one or an unknown state, and is left out of everything",
                "scalelite servers remove it, and add it again"),
        SERVER_WITHOUT_SECRET(
                false,
                "server %s has a blank secret: it refuses every call",
                "give it the secret that 'bbb-conf --secret' shows on it"),
        SERVER_TWICE(
                false,
                "servers %s and %s have the same URL: its meetings and load count twice",
                "scalelite servers cordon one of them, and remove it when it is empty"),
        TENANT_LISTED(true, "tenant %s is listed, but nothing is known of it", "take it off the list"),
        TENANT_NOT_FOUND_BY_NAME(
                true, "tenant %s is not found by its name: all its calls are refused", "note its name"),
        TENANT_NAME_SHARED(
                false,
                "tenant %s has the name of another: only the other one is found",
                "rename or remove one of them"),
        TENANT_WITHOUT_NAME(false, "tenant %s has no name: nobody can call under it", "remove it, and add it again"),
        TENANT_WITHOUT_SECRET(
                false, "tenant %s has no secret: all its calls are refused", "give it a secret, or remove it"),
        TENANT_NAME_LEFT(true, "the name %s leads to no tenant that has it", "remove the name"),
        SETTING_LISTED(true, "setting %s of tenant %s is listed, but its record is gone", "take it off the list"),
        SETTINGS_OF_MISSING_TENANT(true, "there are settings of tenant %s, but no such tenant", "remove them"),
        SETTING_OF_MISSING_TENANT(true, "setting %s is of tenant %s, but there is no such tenant", "remove it");

        private final boolean repairable;
        private final String what;
        private final String cure;

        Kind(boolean repairable, String what, String cure) {
            this.repairable = repairable;
            this.what = what;
            this.cure = cure;
        }

        /** As registry-repair.lua has it. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A fault whose subject says it all. */
    RegistryFault(Kind kind, String subject) {
        this(kind, subject, "");
    }

    /** Whether {@link RegistryRepair} can put it right; else a person has to. */
    public boolean isRepairable() {
        return kind.repairable;
    }

    /** What is wrong, in a sentence. */
    public String what() {
        return kind.what.formatted(subject, owner);
    }

    /** What puts it right, as an order. */
    public String cure() {
        return kind.cure;
    }
}
