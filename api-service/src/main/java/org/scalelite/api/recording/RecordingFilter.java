package org.scalelite.api.recording;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingQuery.MetadataCondition;
import org.scalelite.common.recording.RecordingQuery.Page;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.RecordingState;

/** The query of getRecordings, from its parameters. */
final class RecordingFilter {
    private static final String META = "meta_";
    private static final String ANY = "any";
    private static final Set<RecordingState> DEFAULT_STATES =
            EnumSet.of(RecordingState.PUBLISHED, RecordingState.UNPUBLISHED);
    private static final int MAX_LIMIT = 100;
    private static final int MAX_FILTERS = 32;
    private static final int MAX_FILTER_VALUES = 100;

    private RecordingFilter() {}

    static RecordingQuery query(CallParameters parameters, RecordingScope scope) {
        return new RecordingQuery(
                list(parameters, "recordID"),
                list(parameters, "meetingID"),
                Optional.empty(),
                states(list(parameters, "state")),
                metadata(parameters),
                scope);
    }

    private static List<String> list(CallParameters parameters, String name) {
        return CommaList.of(parameters, name, CommaList.MAX_IDS);
    }

    /** An unknown state matches no recording. */
    private static Optional<Set<RecordingState>> states(List<String> names) {
        if (names.isEmpty()) {
            return Optional.of(DEFAULT_STATES);
        }
        if (names.contains(ANY)) {
            return Optional.empty();
        }
        Set<RecordingState> states = EnumSet.noneOf(RecordingState.class);
        names.forEach(name -> EnumText.find(RecordingState.class, name).ifPresent(states::add));
        return Optional.of(states);
    }

    private static List<MetadataCondition> metadata(CallParameters parameters) {
        List<MetadataCondition> conditions = parameters.asMap().entrySet().stream()
                .filter(parameter -> parameter.getKey().startsWith(META)
                        && parameter.getKey().length() > META.length())
                .limit(MAX_FILTERS + 1L)
                .map(parameter -> new MetadataCondition(
                        parameter.getKey().substring(META.length()).toLowerCase(Locale.ROOT),
                        valuesOrEmpty(CommaList.of(parameter.getKey(), parameter.getValue(), MAX_FILTER_VALUES))))
                .toList();
        if (conditions.size() > MAX_FILTERS) {
            throw new BbbException(BbbError.tooManyParameters(META, MAX_FILTERS));
        }
        return conditions;
    }

    private static List<String> valuesOrEmpty(List<String> values) {
        return values.isEmpty() ? List.of("") : values;
    }

    /** The requested page; empty: the whole list. */
    static Optional<Page> page(CallParameters parameters) {
        return number(parameters, "limit")
                .map(limit -> new Page(
                        Math.clamp(number(parameters, "offset").orElse(0L), 0, Integer.MAX_VALUE),
                        Math.clamp(limit, 1, MAX_LIMIT)));
    }

    private static Optional<Long> number(CallParameters parameters, String name) {
        try {
            return parameters.get(name).map(String::strip).map(Long::valueOf);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
