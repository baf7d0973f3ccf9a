package org.scalelite.common.registry;

import org.scalelite.common.config.EnumText;

/**
 * A contradiction in Redis.
 *
 * @param subject the name of a record, or an id
 * @param owner what the subject belongs to or conflicts with, if the subject does not tell; else empty
 */
public record RegistryFault(Kind kind, String subject, String owner) {

    /** What the script compares, in the order of a repair. */
    enum Subject implements EnumText {
        SERVER,
        MEETING,
        SPLIT,
        BRIDGE,
        TENANT,
        TENANT_NAME,
        TENANT_SETTINGS,
        TENANT_SETTING;
    }

    /** What can be wrong. A kind is repairable if its repair loses nothing that is in use. */
    public enum Kind {
        MEETING_LISTED(Subject.MEETING, true, "meeting %s is listed, but its record is gone", "take it off the list"),
        TENANT_MEETING_LISTED(
                Subject.MEETING,
                true,
                "meeting %s (tenant:meeting) is listed, but its record is gone",
                "take it off the list"),
        MEETING_ON_MISSING_SERVER(
                Subject.MEETING,
                true,
                "%s is on a server that is not registered, so nobody can join it",
                "forget it; its next create opens it on another server"),
        ASSIGNMENT_LEFT(Subject.MEETING, true, "%s is noted as placed, but its record is gone", "remove the note"),
        BRIDGE_LEAKED(Subject.BRIDGE, true, "voice bridge %s belongs to a meeting that is gone", "free it"),
        BRIDGE_UNCLAIMED(
                Subject.MEETING,
                true,
                "the voice bridge of %s is not noted as taken by it: callers do not find the meeting",
                "note it"),
        BRIDGE_SHARED(
                Subject.MEETING,
                false,
                "the voice bridge of %s is another meeting's too: callers get into the other one",
                "end this meeting; its next create gets another bridge"),
        MEETING_SPLIT(
                Subject.SPLIT,
                false,
                "%s has users on the server that it belongs to and on %s",
                "ask those on the latter to enter again, or end the meeting there"),
        SERVER_LISTED(Subject.SERVER, true, "server %s is listed, but nothing is known of it", "take it off the list"),
        SERVER_UNLISTED(
                Subject.SERVER,
                true,
                "server %s is not listed, so nobody polls it, but it counts as enabled or cordoned",
                "no longer count it"),
        SERVER_ENABLED_WRONGLY(Subject.SERVER, true, "server %s is in server_enabled, but not enabled", "take it out"),
        SERVER_ENABLED_MISSING(Subject.SERVER, true, "server %s is enabled, but not in server_enabled", "put it in"),
        SERVER_LOAD_WRONG(
                Subject.SERVER,
                true,
                "server %s is in server_load, but not enabled and online: it gets new meetings",
                "take it out; a good poll of an enabled server puts it in again"),
        SERVER_CORDONED_LOAD_WRONG(
                Subject.SERVER,
                true,
                "server %s is in cordoned_server_load, but not cordoned and online",
                "take it out"),
        SERVER_UNREADABLE(
                Subject.SERVER,
                false,
                "server %s has no URL, a broken one or an unknown state, and is left out of everything",
                "scalelite servers remove it, and add it again"),
        SERVER_WITHOUT_SECRET(
                Subject.SERVER,
                false,
                "server %s has a blank secret: it refuses every call",
                "give it the secret that 'bbb-conf --secret' shows on it"),
        SERVER_TWICE(
                Subject.SERVER,
                false,
                "servers %s and %s have the same URL: its meetings and load count twice",
                "scalelite servers cordon one of them, and remove it when it is empty"),
        TENANT_LISTED(Subject.TENANT, true, "tenant %s is listed, but nothing is known of it", "take it off the list"),
        TENANT_NOT_FOUND_BY_NAME(
                Subject.TENANT, true, "tenant %s is not found by its name: all its calls are refused", "note its name"),
        TENANT_NAME_SHARED(
                Subject.TENANT,
                false,
                "tenant %s has the name of another: only the other one is found",
                "rename or remove one of them"),
        TENANT_WITHOUT_NAME(
                Subject.TENANT,
                false,
                "tenant %s has no name: nobody can call under it",
                "remove it, and add it again"),
        TENANT_WITHOUT_SECRET(
                Subject.TENANT,
                false,
                "tenant %s has no secret: all its calls are refused",
                "give it a secret, or remove it"),
        TENANT_NAME_LEFT(Subject.TENANT_NAME, true, "the name %s leads to no tenant that has it", "remove the name"),
        SETTING_LISTED(
                Subject.TENANT_SETTINGS,
                true,
                "setting %s of tenant %s is listed, but its record is gone",
                "take it off the list"),
        SETTINGS_OF_MISSING_TENANT(
                Subject.TENANT_SETTINGS, true, "there are settings of tenant %s, but no such tenant", "remove them"),
        SETTING_OF_MISSING_TENANT(
                Subject.TENANT_SETTING, true, "setting %s is of tenant %s, but there is no such tenant", "remove it");

        private final Subject subject;
        private final boolean repairable;
        private final String what;
        private final String cure;

        Kind(Subject subject, boolean repairable, String what, String cure) {
            this.subject = subject;
            this.repairable = repairable;
            this.what = what;
            this.cure = cure;
        }

        /** The kind with the name that registry-repair.lua uses. */
        static Kind of(String code) {
            return EnumText.parse(Kind.class, code.replace('-', '_'));
        }

        /** What the script compares to find it. */
        Subject subject() {
            return subject;
        }
    }

    /** A fault without an owner. */
    RegistryFault(Kind kind, String subject) {
        this(kind, subject, "");
    }

    /** The subject that the script compares again to repair this. */
    String compared() {
        return switch (kind) {
            case MEETING_LISTED -> "meeting:" + subject;
            case TENANT_MEETING_LISTED -> "v2:meeting:" + subject;
            case SETTING_LISTED -> owner;
            default -> subject;
        };
    }

    /** Whether {@link RegistryRepair} can repair it; else an operator has to. */
    public boolean isRepairable() {
        return kind.repairable;
    }

    /** What is wrong, in a sentence. */
    public String what() {
        return kind.what.formatted(subject, owner);
    }

    /** What to do about it, in the imperative. */
    public String cure() {
        return kind.cure;
    }
}
