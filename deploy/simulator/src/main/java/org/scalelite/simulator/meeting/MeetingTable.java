package org.scalelite.simulator.meeting;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.Checksum;
import org.scalelite.simulator.meeting.MeetingSettings.Breakout;

/** The meetings in a server's memory (BBB API reference, sections 3.4, 4.2.2 and 9); guarded by its server's lock. */
public final class MeetingTable {

    private static final int REMEMBERED_CREATE_TIMES = 10_000;

    private final InstantSource clock;
    private final Duration endDelay;
    private final MeetingListener listener;
    private final Map<String, Meeting> byExternalId = new LinkedHashMap<>();
    private final Map<String, Meeting> byInternalId = new HashMap<>();
    private final Map<String, Meeting> byVoiceBridge = new HashMap<>();
    private final Map<String, Session> bySessionToken = new HashMap<>();
    private final Map<String, Long> lastCreateTimes = new LastCreateTimes();

    public MeetingTable(InstantSource clock, Duration endDelay, MeetingListener listener) {
        this.clock = clock;
        this.endDelay = endDelay;
        this.listener = listener;
    }

    /** The live meeting with this external or full internal ID. */
    @Nullable
    public Meeting find(@Nullable String id) {
        if (id == null) {
            return null;
        }
        Meeting meeting = byExternalId.get(id);
        if (meeting == null) {
            meeting = byInternalId.get(id);
        }
        if (meeting != null && meeting.isOver(clock.millis())) {
            remove(meeting);
            return null;
        }
        return meeting;
    }

    public Collection<Meeting> all() {
        sweep();
        return byExternalId.values();
    }

    public void sweep() {
        long now = clock.millis();
        List<Meeting> over = new ArrayList<>(0);
        for (Meeting meeting : byExternalId.values()) {
            if (meeting.isOver(now)) {
                over.add(meeting);
            }
        }
        over.forEach(this::remove);
    }

    public boolean isVoiceBridgeTaken(String voiceBridge) {
        Meeting holder = byVoiceBridge.get(voiceBridge);
        return holder != null && find(holder.internalId()) != null;
    }

    /** Makes a meeting; one with the same ID that is about to end is gone at once. */
    public Meeting add(
            String requestedId,
            MeetingSettings settings,
            @Nullable String voiceBridge,
            @Nullable Breakout breakout,
            byte @Nullable [] slides) {
        Meeting ending = find(requestedId);
        if (ending != null) {
            remove(ending);
        }
        long createTime = nextCreateTime(requestedId);
        Meeting meeting = new Meeting(
                breakout == null ? requestedId : breakoutId(breakout, createTime),
                breakout == null ? Checksum.SHA1.hex(requestedId) + "-" + createTime : requestedId,
                settings,
                voiceBridge == null ? freeVoiceBridge() : voiceBridge,
                createTime,
                breakout,
                slides,
                listener);
        byExternalId.put(meeting.externalId(), meeting);
        byInternalId.put(meeting.internalId(), meeting);
        byVoiceBridge.put(meeting.voiceBridge(), meeting);
        if (breakout != null) {
            breakout.parent().breakoutRooms().add(meeting);
        }
        listener.created(meeting);
        return meeting;
    }

    /** The call {@code end}: takes effect after the server's delay. */
    public void endSoon(Meeting meeting) {
        if (endDelay.isZero()) {
            meeting.endAt(clock.millis());
            remove(meeting);
        } else {
            meeting.endAt(clock.millis() + endDelay.toMillis());
        }
    }

    /** Ends the meeting now, and its breakout rooms with it. */
    public void remove(Meeting meeting) {
        if (!byInternalId.remove(meeting.internalId(), meeting)) {
            return;
        }
        byExternalId.remove(meeting.externalId());
        byVoiceBridge.remove(meeting.voiceBridge());
        meeting.joined().keySet().forEach(bySessionToken::remove);
        lastCreateTimes.put(meeting.externalId(), meeting.createTime());
        Breakout breakout = meeting.breakout();
        if (breakout != null) {
            breakout.parent().breakoutRooms().remove(meeting);
        }
        listener.ended(meeting);
        List.copyOf(meeting.breakoutRooms()).forEach(this::remove);
    }

    /** Forgets everything, as a restart does: no callback is sent. */
    public void forgetAll() {
        byExternalId.clear();
        byInternalId.clear();
        byVoiceBridge.clear();
        bySessionToken.clear();
    }

    public void register(Meeting meeting, Participant participant) {
        meeting.register(participant);
        bySessionToken.put(participant.sessionToken(), new Session(meeting, participant));
    }

    @Nullable
    public Session session(String token) {
        Session session = bySessionToken.get(token);
        return session == null || find(session.meeting().internalId()) == null ? null : session;
    }

    public Collection<Session> sessions() {
        sweep();
        return bySessionToken.values();
    }

    public long now() {
        return clock.millis();
    }

    /** A new meeting with an old ID needs a new internal ID, even if the clock stands still. */
    private long nextCreateTime(String id) {
        long now = clock.millis();
        Long last = lastCreateTimes.get(id);
        return last == null ? now : Math.max(now, last + 1);
    }

    private static String breakoutId(Breakout breakout, long createTime) {
        String seed = breakout.parent().internalId() + "-" + createTime + "-" + breakout.sequence();
        return Checksum.SHA1.hex(seed) + "-" + createTime;
    }

    private String freeVoiceBridge() {
        int bound = byVoiceBridge.size() < 40_000 ? 99_999 : 999_999_999;
        String voiceBridge;
        do {
            voiceBridge = Integer.toString(ThreadLocalRandom.current().nextInt(10_000, bound));
        } while (byVoiceBridge.containsKey(voiceBridge));
        return voiceBridge;
    }

    /** A user whom a join call registered, found by the session token. */
    public record Session(Meeting meeting, Participant participant) {}

    private static final class LastCreateTimes extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_CREATE_TIMES;
        }
    }
}
