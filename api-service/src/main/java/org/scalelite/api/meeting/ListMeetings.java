package org.scalelite.api.meeting;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import jakarta.inject.Singleton;
import java.util.Set;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.api.listing.MeetingSlices;
import org.scalelite.api.listing.PoolList;
import org.scalelite.api.listing.PoolLists;
import org.scalelite.common.server.ServerRegistry;

/** getMeetings (specification, section 5.11), merged over all servers that serve. */
@Singleton
final class ListMeetings implements CallHandler {
    private final PoolList meetings;

    ListMeetings(PoolLists lists, ServerRegistry servers) {
        this.meetings = new PoolList(
                lists,
                "getMeetings",
                "meetings",
                1,
                servers::serving,
                (_, answer) -> MeetingSlices.byTenant(answer),
                new NoMeetings("SUCCESS", "noMeetings", "no meetings were found on this server", ""));
    }

    @JacksonXmlRootElement(localName = "response")
    private record NoMeetings(String returncode, String messageKey, String message, String meetings) {}

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.GET_MEETINGS);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        return meetings.answer(request);
    }
}
