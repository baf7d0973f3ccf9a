package org.scalelite.common.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Totals of the meetings of a server that Scalelite does not keep. The poller stores them, so that metrics need no meeting.
 *
 * @param voiceUsers users with a microphone
 * @param listeners listen-only users
 * @param roomSizes how many meetings have how many users, voice users, listeners and videos
 * @param clients users by the kind of their client
 * @param origins users by the front-end that created the meeting
 */
public record MeetingTotals(
        int voiceUsers,
        int listeners,
        Map<Count, List<Integer>> roomSizes,
        Map<String, Integer> clients,
        List<Origin> origins) {
    /** No meetings. */
    public static final MeetingTotals NONE = new MeetingTotals(0, 0, Map.of(), Map.of(), List.of());

    /** The upper bounds of {@link #roomSizes}; what is larger follows in one further element. */
    private static final int[] BOUNDS = {0, 1, 5, 15, 30, 60, 90, 120, 150, 200, 250, 300, 400, 500};

    private static final ObjectMapper JSON = new ObjectMapper();

    public MeetingTotals {
        roomSizes = Map.copyOf(roomSizes);
        clients = Map.copyOf(clients);
        origins = List.copyOf(origins);
    }

    /** What is counted in a meeting. */
    public enum Count {
        PARTICIPANTS,
        LISTENERS,
        VOICE_PARTICIPANTS,
        VIDEO_PARTICIPANTS
    }

    /**
     * Users of a front-end.
     *
     * @param server name of its host, as given by it
     * @param name of its kind, as given by it
     */
    public record Origin(String server, String name, int users) {}

    /** How many of these sizes are in each class of {@link #bounds}. */
    public static List<Integer> classify(IntStream sizes) {
        int[] classes = new int[BOUNDS.length + 1];
        sizes.forEach(size -> {
            int place = Arrays.binarySearch(BOUNDS, size);
            classes[place >= 0 ? place : -place - 1]++;
        });
        return Arrays.stream(classes).boxed().toList();
    }

    /** The upper bounds of the classes of room sizes, without that of the last. */
    public static List<Integer> bounds() {
        return Arrays.stream(BOUNDS).boxed().toList();
    }

    /** These and those of another server. */
    public MeetingTotals plus(MeetingTotals other) {
        Map<Count, List<Integer>> sizes = new TreeMap<>(roomSizes);
        other.roomSizes.forEach((count, more) -> sizes.merge(count, more, MeetingTotals::sum));
        Map<String, Integer> sumOfClients = new TreeMap<>(clients);
        other.clients.forEach((client, users) -> sumOfClients.merge(client, users, MeetingTotals::add));
        List<Origin> both = new ArrayList<>(origins);
        both.addAll(other.origins);
        return new MeetingTotals(
                add(voiceUsers, other.voiceUsers), add(listeners, other.listeners), sizes, sumOfClients, both);
    }

    /** What servers claim must not overflow. */
    private static int add(int one, int other) {
        return Math.clamp((long) one + other, 0, Integer.MAX_VALUE);
    }

    private static List<Integer> sum(List<Integer> one, List<Integer> other) {
        return one.size() == other.size()
                ? IntStream.range(0, one.size())
                        .mapToObj(i -> add(one.get(i), other.get(i)))
                        .toList()
                : one;
    }

    /** As stored in Redis. */
    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From Redis; {@link #NONE} if it is of another version. */
    static MeetingTotals parse(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, MeetingTotals.class))
                    .orElse(NONE);
        } catch (JsonProcessingException | RuntimeException _) {
            return NONE;
        }
    }
}
