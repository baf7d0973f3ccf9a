package org.scalelite.simulator.meeting;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A meeting as it stood on its server at one moment (BBB API reference, sections 4.2 and 4.6).
 *
 * @param metadata by lower-case name without {@code meta_}
 * @param createParameters what the create call gave, decoded
 * @param forciblyEnded an end was asked for and takes effect soon
 * @param moderators how many moderators are connected
 * @param viewers how many viewers are connected
 * @param videos how many webcams are on
 * @param slides the body of the create call
 * @param joinedUsers who came by a join call, connected or not
 * @param documents the bodies of the insertDocument calls
 */
public record SimulatedMeeting(
        String meetingId,
        String internalId,
        String name,
        String voiceBridge,
        String moderatorPw,
        String attendeePw,
        Map<String, String> metadata,
        Map<String, String> createParameters,
        Instant createTime,
        boolean running,
        boolean hasUserJoined,
        boolean forciblyEnded,
        int moderators,
        int viewers,
        int videos,
        Optional<byte[]> slides,
        List<JoinedUser> joinedUsers,
        List<ChatMessage> chatMessages,
        List<byte[]> documents) {

    /** A message of sendChatMessage (BBB API reference, section 4.10). */
    public record ChatMessage(String userName, String message) {}

    /** A user that a join call registered (BBB API reference, section 4.3). */
    public record JoinedUser(
            String userId, String fullName, boolean moderator, boolean connected, String sessionToken) {}
}
