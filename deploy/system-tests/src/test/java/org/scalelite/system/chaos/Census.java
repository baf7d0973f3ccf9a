package org.scalelite.system.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.simulator.meeting.SimulatedMeeting;

/** The meetings that really run, on all servers, at one moment. */
record Census(Map<String, List<Sighting>> meetings) {

    /** A meeting on a server. */
    record Sighting(Machine machine, SimulatedMeeting meeting) {
        boolean hasUsers() {
            return meeting.running();
        }
    }

    static Census of(Collection<Machine> machines) {
        Map<String, List<Sighting>> meetings = new HashMap<>();
        for (Machine machine : machines) {
            machine.meetings()
                    .forEach(meeting -> meetings.computeIfAbsent(meeting.meetingId(), _ -> new ArrayList<>())
                            .add(new Sighting(machine, meeting)));
        }
        return new Census(meetings);
    }

    /** Meetings on more than one server. */
    List<String> doubles() {
        return meetings.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " lives on "
                        + entry.getValue().stream().map(Sighting::machine).toList())
                .toList();
    }

    /** Meetings with users on more than one server. */
    Set<String> splits() {
        return meetings.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().filter(Sighting::hasUsers).count() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Voice bridges of more than one meeting. */
    List<String> sharedVoiceBridges() {
        Map<String, Set<String>> byBridge = meetings.values().stream()
                .flatMap(List::stream)
                .map(Sighting::meeting)
                .collect(Collectors.groupingBy(
                        SimulatedMeeting::voiceBridge,
                        Collectors.mapping(SimulatedMeeting::meetingId, Collectors.toSet())));
        return byBridge.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "voice bridge " + entry.getKey() + " belongs to " + entry.getValue())
                .toList();
    }

    /** Meetings of this census that are not in another one, but for short ones and those on machines that lost theirs. */
    List<String> endedUntil(Census later, Set<Machine> lost) {
        List<String> ended = new ArrayList<>();
        meetings.forEach((id, sightings) -> sightings.stream()
                .filter(_ -> !Load.isShort(id))
                .filter(Sighting::hasUsers)
                .filter(sighting -> !lost.contains(sighting.machine()))
                .filter(sighting -> !later.has(id, sighting))
                .forEach(sighting -> ended.add(id + " on " + sighting.machine() + " is over")));
        return ended;
    }

    private boolean has(String id, Sighting earlier) {
        return meetings.getOrDefault(id, List.of()).stream()
                .anyMatch(now -> now.machine() == earlier.machine()
                        && now.meeting().internalId().equals(earlier.meeting().internalId()));
    }
}
