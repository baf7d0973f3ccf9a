package org.scalelite.api.recording;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.recording.RecordingChanges;
import org.scalelite.common.recording.RecordingChanges.Description;
import org.scalelite.common.recording.RecordingChanges.Outcome;

/** publishRecordings, updateRecordings and deleteRecordings. */
@Singleton
@Requires(beans = DataSource.class)
record ChangeRecordings(RecordingChanges recordings, Ownership ownership) {
    private static final String META = "meta_";
    private static final int MAX_METADATA = 100;

    /** Front-ends cannot change the tenant of a recording. */
    private static final Set<String> RESERVED = Set.of("tenant-id", "tenant-name");

    @JacksonXmlRootElement(localName = "response")
    private record Published(String returncode, boolean published) {}

    @JacksonXmlRootElement(localName = "response")
    private record Updated(String returncode, boolean updated) {}

    @JacksonXmlRootElement(localName = "response")
    private record Deleted(String returncode, boolean deleted) {}

    BbbAnswer publish(BbbRequest request) {
        List<String> recordIds = recordIds(request);
        boolean publish = flag(request, "publish").orElseThrow(() -> new BbbException(BbbError.missingPublish()));
        require(recordings.publish(recordIds, publish, ownership.of(request)), BbbError.recordingsNotChanged());
        return BbbAnswer.of(new Published("SUCCESS", publish));
    }

    BbbAnswer delete(BbbRequest request) {
        require(recordings.delete(recordIds(request), ownership.of(request)), BbbError.recordingsNotDeleted());
        return BbbAnswer.of(new Deleted("SUCCESS", true));
    }

    private static void require(Outcome outcome, BbbError filesFailed) {
        switch (outcome) {
            case DONE -> {
                // Success.
            }
            case NOT_FOUND -> throw new BbbException(BbbError.recordingNotFound());
            case FILES_FAILED -> throw new BbbException(filesFailed);
        }
    }

    BbbAnswer update(BbbRequest request) {
        List<String> recordIds = recordIds(request);
        Description description = new Description(metadata(request), protection(request));
        Outcome outcome = recordings.describe(recordIds, description, ownership.of(request));
        return BbbAnswer.of(new Updated("SUCCESS", outcome == Outcome.DONE));
    }

    private static Optional<Boolean> protection(BbbRequest request) {
        Optional<Boolean> flag = flag(request, "protect");
        if (flag.isEmpty() && request.parameters().nonEmpty("protect").isPresent()) {
            throw new BbbException(BbbError.parameter("protect must be true or false."));
        }
        return flag;
    }

    private static Map<String, String> metadata(BbbRequest request) {
        Map<String, String> metadata = new LinkedHashMap<>();
        request.parameters().asMap().forEach((name, value) -> {
            if (name.startsWith(META)) {
                String key = MetadataName.lowerCase(name.substring(META.length()));
                if (RESERVED.contains(key)) {
                    throw new BbbException(BbbError.parameter("%s cannot be changed.".formatted(name)));
                }
                if (!MetadataName.isName(key)) {
                    throw new BbbException(BbbError.parameter("%s is no name that metadata can have.".formatted(name)));
                }
                metadata.put(key, value);
            }
        });
        if (metadata.size() > MAX_METADATA) {
            throw new BbbException(BbbError.tooManyParameters(META, MAX_METADATA));
        }
        return metadata;
    }

    private static List<String> recordIds(BbbRequest request) {
        List<String> recordIds = CommaList.of(request.parameters(), "recordID", CommaList.MAX_IDS);
        if (recordIds.isEmpty()) {
            throw new BbbException(BbbError.missingRecordId());
        }
        return recordIds;
    }

    /** Ignores case, because some languages write True and False. */
    private static Optional<Boolean> flag(BbbRequest request, String name) {
        return request.parameters().get(name).flatMap(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }
}
