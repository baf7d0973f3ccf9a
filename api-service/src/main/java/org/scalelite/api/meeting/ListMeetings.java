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
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.ServerRegistry;

/** getMeetings (specification, section 5.11), merged over all servers that serve. */
@Singleton
final class ListMeetings implements CallHandler {
    private static final byte[] NONE =
            BbbXml.write(new NoMeetings("SUCCESS", "noMeetings", "no meetings were found on this server", ""));

    private final PoolList meetings;
    private final boolean disabled;

    ListMeetings(PoolLists lists, ServerRegistry servers, Settings settings) {
        this.meetings =
                lists.of("getMeetings", "meetings", 1, servers::serving, (_, answer) -> MeetingSlices.byTenant(answer));
        this.disabled = settings.get(Variables.GET_MEETINGS_API_DISABLED);
    }

    @JacksonXmlRootElement(localName = "response")
    private record NoMeetings(String returncode, String messageKey, String message, String meetings) {}

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.GET_MEETINGS);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        return disabled ? none() : meetings.of(request.tenantText()).orElseGet(ListMeetings::none);
    }

    private static BbbAnswer none() {
        return new BbbAnswer.Document(NONE, BbbAnswer.SUCCESS);
    }
}
