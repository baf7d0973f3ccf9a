package org.scalelite.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A live meeting and its life (BBB API reference, sections 4.2 and 9); guarded by its server's lock. */
final class Meeting {

    static final String NO_PARENT = "bbb-none";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String externalId;
    private final String internalId;
    private final MeetingSettings settings;
    private final String voiceBridge;
    private final long createTime;
    private final String createDate;
    private final @Nullable Breakout breakout;
    private final byte @Nullable [] slides;

    private final Map<String, Participant> joined = new LinkedHashMap<>();
    private final Set<Participant> connected = new LinkedHashSet<>();
    private final List<Meeting> breakoutRooms = new ArrayList<>();
    private final List<SimulatedMeeting.ChatMessage> chatMessages = new ArrayList<>();
    private final List<byte[]> documents = new ArrayList<>();

    private int made;
    private int moderators;
    private int videos;
    private boolean hasUserJoined;
    private long lastUserLeft;
    private long lastModeratorLeft;
    private boolean forciblyEnded;
    private long endsAt = Long.MAX_VALUE;

    Meeting(
            String externalId,
            String internalId,
            MeetingSettings settings,
            String voiceBridge,
            long createTime,
            @Nullable Breakout breakout,
            byte @Nullable [] slides) {
        this.externalId = externalId;
        this.internalId = internalId;
        this.settings = settings;
        this.voiceBridge = voiceBridge;
        this.createTime = createTime;
        this.createDate = DATE.format(Instant.ofEpochMilli(createTime));
        this.breakout = breakout;
        this.slides = slides;
        if (settings.durationMinutes() > 0) {
            endsAt = createTime + Duration.ofMinutes(settings.durationMinutes()).toMillis();
        }
    }

    String externalId() {
        return externalId;
    }

    String internalId() {
        return internalId;
    }

    MeetingSettings settings() {
        return settings;
    }

    String voiceBridge() {
        return voiceBridge;
    }

    long createTime() {
        return createTime;
    }

    String createDate() {
        return createDate;
    }

    @Nullable
    Breakout breakout() {
        return breakout;
    }

    List<Meeting> breakoutRooms() {
        return breakoutRooms;
    }

    Set<Participant> connected() {
        return connected;
    }

    Map<String, Participant> joined() {
        return joined;
    }

    int moderators() {
        return moderators;
    }

    int viewers() {
        return connected.size() - moderators;
    }

    int videos() {
        return videos;
    }

    boolean isRunning() {
        return !connected.isEmpty();
    }

    boolean hasUserJoined() {
        return hasUserJoined;
    }

    boolean isForciblyEnded() {
        return forciblyEnded;
    }

    /** When the last user left; 0 before and while anyone is inside. */
    long endTime() {
        return isRunning() ? 0 : lastUserLeft;
    }

    /** Whether a newcomer with this external user ID finds the meeting full. */
    boolean isFullFor(String externalUserId) {
        if (settings.maxParticipants() == 0) {
            return false;
        }
        List<String> present =
                connected.stream().map(Participant::externalId).distinct().toList();
        return present.size() >= settings.maxParticipants() && !present.contains(externalUserId);
    }

    void register(Participant participant) {
        joined.put(participant.sessionToken(), participant);
    }

    void connect(Participant participant) {
        if (connected.add(participant)) {
            moderators += participant.isModerator() ? 1 : 0;
            hasUserJoined = true;
        }
    }

    void connectMade(int newModerators, int newViewers) {
        for (int i = 0; i < newModerators; i++) {
            connect(Participant.made(++made, true));
        }
        for (int i = 0; i < newViewers; i++) {
            connect(Participant.made(++made, false));
        }
    }

    void disconnect(Participant participant, long now) {
        if (!connected.remove(participant)) {
            return;
        }
        if (participant.isModerator() && --moderators == 0) {
            lastModeratorLeft = now;
        }
        if (connected.isEmpty()) {
            lastUserLeft = now;
            videos = 0;
        }
    }

    void disconnectAll(long now) {
        List.copyOf(connected).forEach(participant -> disconnect(participant, now));
    }

    void startVideos(int count) {
        videos += count;
    }

    void add(SimulatedMeeting.ChatMessage message) {
        chatMessages.add(message);
    }

    void addDocument(byte[] body) {
        documents.add(body);
    }

    void endAt(long time) {
        forciblyEnded = true;
        endsAt = Math.min(endsAt, time);
    }

    /** Whether one of the reasons to end has come to pass (BBB API reference, section 9). */
    boolean isOver(long now) {
        if (now >= endsAt) {
            return true;
        }
        if (!hasUserJoined) {
            return breakout == null && hasPassed(createTime, settings.unjoinedMinutes(), now);
        }
        if (connected.isEmpty()) {
            return hasPassed(lastUserLeft, settings.emptyMinutes(), now);
        }
        return settings.endWhenNoModerator()
                && moderators == 0
                && lastModeratorLeft > 0
                && hasPassed(lastModeratorLeft, settings.noModeratorMinutes(), now);
    }

    SimulatedMeeting snapshot() {
        return new SimulatedMeeting(
                externalId,
                internalId,
                settings.name(),
                voiceBridge,
                settings.moderatorPw(),
                settings.attendeePw(),
                settings.metadata(),
                settings.createParameters(),
                Instant.ofEpochMilli(createTime),
                isRunning(),
                hasUserJoined,
                forciblyEnded,
                moderators,
                viewers(),
                videos,
                Optional.ofNullable(slides).map(byte[]::clone),
                joined.values().stream().map(this::joinedUser).toList(),
                List.copyOf(chatMessages),
                List.copyOf(documents));
    }

    private SimulatedMeeting.JoinedUser joinedUser(Participant user) {
        return new SimulatedMeeting.JoinedUser(
                user.externalId(), user.fullName(), user.isModerator(), connected.contains(user), user.sessionToken());
    }

    private static boolean hasPassed(long since, int minutes, long now) {
        return now >= since + Duration.ofMinutes(minutes).toMillis();
    }
}
