package org.scalelite.simulator.meeting;

import java.util.Map;

/** A user that a meeting knows, connected or only registered by a join call (BBB API reference, section 4.3). */
public final class Participant {

    private final String internalId = "w_" + RandomText.lowerCase(12);
    private final String sessionToken;
    private final String externalId;
    private final String fullName;
    private final boolean moderator;
    private final Map<String, String> customData;

    public Participant(
            String sessionToken,
            String externalId,
            String fullName,
            boolean moderator,
            Map<String, String> customData) {
        this.sessionToken = sessionToken;
        this.externalId = externalId.isEmpty() ? internalId : externalId;
        this.fullName = fullName;
        this.moderator = moderator;
        this.customData = customData;
    }

    /** A participant that no join call announced, as control calls make them. */
    static Participant made(int number, boolean moderator) {
        return new Participant("", "", (moderator ? "Moderator " : "Viewer ") + number, moderator, Map.of());
    }

    public String internalId() {
        return internalId;
    }

    public String sessionToken() {
        return sessionToken;
    }

    public String externalId() {
        return externalId;
    }

    public String fullName() {
        return fullName;
    }

    public boolean isModerator() {
        return moderator;
    }

    public String role() {
        return moderator ? "MODERATOR" : "VIEWER";
    }

    public Map<String, String> customData() {
        return customData;
    }
}
