package org.scalelite.simulator.meeting;

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
import org.scalelite.simulator.meeting.MeetingSettings.Breakout;

/** A live meeting and its life (BBB API reference, sections 4.2 and 9); guarded by its server's lock. */
public final class Meeting {

    public static final String NO_PARENT = "bbb-none";

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
    private final MeetingListener listener;

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
            byte @Nullable [] slides,
            MeetingListener listener) {
        this.listener = listener;
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

    public String externalId() {
        return externalId;
    }

    public String internalId() {
        return internalId;
    }

    public MeetingSettings settings() {
        return settings;
    }

    public String voiceBridge() {
        return voiceBridge;
    }

    public long createTime() {
        return createTime;
    }

    public String createDate() {
        return createDate;
    }

    @Nullable
    public Breakout breakout() {
        return breakout;
    }

    public List<Meeting> breakoutRooms() {
        return breakoutRooms;
    }

    public Set<Participant> connected() {
        return connected;
    }

    Map<String, Participant> joined() {
        return joined;
    }

    public int moderators() {
        return moderators;
    }

    public int viewers() {
        return connected.size() - moderators;
    }

    public int videos() {
        return videos;
    }

    public boolean isRunning() {
        return !connected.isEmpty();
    }

    public boolean hasUserJoined() {
        return hasUserJoined;
    }

    public boolean isForciblyEnded() {
        return forciblyEnded;
    }

    /** When the last user left; 0 before and while anyone is inside. */
    public long endTime() {
        return isRunning() ? 0 : lastUserLeft;
    }

    /** Whether a newcomer with this external user ID finds the meeting full. */
    public boolean isFullFor(String externalUserId) {
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

    public void connect(Participant participant) {
        if (connected.add(participant)) {
            moderators += participant.isModerator() ? 1 : 0;
            hasUserJoined = true;
            listener.joined(this, participant);
        }
    }

    public void connectMade(int newModerators, int newViewers) {
        for (int i = 0; i < newModerators; i++) {
            connect(Participant.made(++made, true));
        }
        for (int i = 0; i < newViewers; i++) {
            connect(Participant.made(++made, false));
        }
    }

    public void disconnect(Participant participant, long now) {
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
        listener.left(this, participant);
    }

    public void disconnectAll(long now) {
        List.copyOf(connected).forEach(participant -> disconnect(participant, now));
    }

    public void startVideos(int count) {
        videos += count;
    }

    public void add(SimulatedMeeting.ChatMessage message) {
        chatMessages.add(message);
    }

    public void addDocument(byte[] body) {
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

    public SimulatedMeeting snapshot() {
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
