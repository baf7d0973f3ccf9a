package org.scalelite.common.recording;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which recordings are wanted. Conditions of different kinds must all hold; an empty list is no condition.
 *
 * @param recordIdPrefixes beginnings of record ids, one of which must fit
 * @param meetingIds meetings as the front-end called them
 * @param namePart part of the name, in upper or lower case; empty: any
 * @param states empty: any
 * @param metadata all of them must hold
 * @param scope whose recordings
 */
public record RecordingQuery(
        List<String> recordIdPrefixes,
        List<String> meetingIds,
        Optional<String> namePart,
        Optional<Set<RecordingState>> states,
        List<MetadataCondition> metadata,
        RecordingScope scope) {

    public RecordingQuery {
        recordIdPrefixes = List.copyOf(recordIdPrefixes);
        meetingIds = List.copyOf(meetingIds);
        states = states.map(Set::copyOf);
        metadata = List.copyOf(metadata);
    }

    /** Whether recordings in this state are wanted. */
    boolean includes(RecordingState state) {
        return states.map(wanted -> wanted.contains(state)).orElse(true);
    }

    /**
     * A key whose value must be one of these.
     *
     * @param anyOf with {@code %} at the start, at the end or at both, it matches any text there
     */
    public record MetadataCondition(String key, List<String> anyOf) {
        public MetadataCondition {
            anyOf = List.copyOf(anyOf);
        }
    }

    /** Some of the recordings found, from this one on, counted from 0. */
    public record Page(int offset, int limit) {}
}
