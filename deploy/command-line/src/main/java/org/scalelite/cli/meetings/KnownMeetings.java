package org.scalelite.cli.meetings;

import java.util.List;
import java.util.Optional;
import org.scalelite.cli.command.Stores;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingDirectory;

/** Finds meetings by what an operator calls them. */
public final class KnownMeetings {
    private final List<KnownMeeting> all;

    /** Reads all meetings. */
    public KnownMeetings(MeetingDirectory directory) {
        this.all = directory.all();
    }

    /** Whether a tenant is registered or has meetings; one that was removed may still have some. */
    static boolean isTenant(Stores stores, String tenantId) {
        return stores.tenantNames().has(tenantId)
                || stores.meetings().all().stream()
                        .anyMatch(meeting -> meeting.key().tenantId().equals(Optional.of(tenantId)));
    }

    /**
     * The meeting of this id. Without a tenant it may be any tenant's, if only one has such a meeting.
     *
     * @throws InvalidInputException if several tenants have one
     */
    public Optional<KnownMeeting> find(String meetingId, Optional<String> tenantId) {
        List<KnownMeeting> found = all.stream()
                .filter(meeting -> meeting.key().meetingId().equals(meetingId))
                .filter(meeting ->
                        tenantId.isEmpty() || meeting.key().tenantId().equals(tenantId))
                .toList();
        if (found.size() > 1) {
            throw new InvalidInputException(
                    "%d tenants have a meeting with id=%s: name one with --tenant".formatted(found.size(), meetingId));
        }
        return found.stream().findFirst();
    }
}
