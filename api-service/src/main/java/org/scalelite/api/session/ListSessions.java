package org.scalelite.api.session;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.api.listing.MeetingSlices;
import org.scalelite.api.listing.PoolList;
import org.scalelite.api.listing.PoolLists;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.ListedMeeting;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServingServer;

/**
 * getSessions (BBB reference, section 4.8), merged over the servers with meetings. A session names its meeting by the internal
 * id only, so that each server with sessions gets getMeetings as well: the metadata of the meeting hold its tenant.
 */
@Singleton
final class ListSessions implements CallHandler {
    private static final String INTERNAL_ID = "internalMeetingID";
    private static final int CALLS_PER_SERVER = 2;

    private final BbbClient bbb;
    private final PoolList sessions;

    ListSessions(PoolLists lists, ServerRegistry servers, BbbClient bbb) {
        this.bbb = bbb;
        this.sessions = new PoolList(
                lists,
                "getSessions",
                "sessions",
                CALLS_PER_SERVER,
                servers::hosting,
                this::byTenant,
                // As BBB spells it.
                new NoSessions("SUCCESS", "", "noSessions", "no sessions were found on this serverr"));
    }

    @JacksonXmlRootElement(localName = "response")
    private record NoSessions(String returncode, String sessions, String messageKey, String message) {}

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.GET_SESSIONS);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        return sessions.answer(request);
    }

    private Map<String, byte[]> byTenant(ServingServer server, byte[] answer) throws MeetingList.UnreadableException {
        MeetingList list = MeetingList.readSessions(answer);
        if (list.meetings().isEmpty()) {
            return Map.of();
        }
        Map<String, String> tenants = bbb.fetchLong(
                        server.endpoint(), "getMeetings", CallParameters.none(), ListSessions::tenants)
                .orElseThrow(() -> new MeetingList.UnreadableException("no answer to getMeetings"));
        return byTenant(list, tenants);
    }

    /**
     * The sessions of each tenant. One whose meeting was not listed has just ended.
     *
     * @param tenants of meetings, by internal id
     */
    static Map<String, byte[]> byTenant(MeetingList sessions, Map<String, String> tenants) {
        return MeetingSlices.byTenant(
                sessions, session -> session.field("meetingID").map(tenants::get));
    }

    /** The tenant of each meeting by internal id; empty if the server has failed. */
    private static Optional<Map<String, String>> tenants(Fetched fetched) {
        return switch (fetched) {
            case Fetched.Document(byte[] xml) -> tenants(xml);
            case Fetched.Failure _ -> Optional.empty();
            case Fetched.Overloaded _ -> throw new BbbException(BbbError.meetingListIncomplete());
        };
    }

    private static Optional<Map<String, String>> tenants(byte[] xml) {
        Map<String, String> tenants = new HashMap<>();
        try {
            for (ListedMeeting meeting :
                    MeetingList.read(xml, Set.of(INTERNAL_ID)).meetings()) {
                meeting.field(INTERNAL_ID)
                        .ifPresent(id -> tenants.put(id, meeting.tenant().orElse("")));
            }
            return Optional.of(tenants);
        } catch (MeetingList.UnreadableException _) {
            return Optional.empty();
        }
    }
}
