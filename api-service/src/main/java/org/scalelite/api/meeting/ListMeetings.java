package org.scalelite.api.meeting;

import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.bbb.CallHandler;
import org.scalelite.api.listing.ListReader;
import org.scalelite.api.listing.ListReader.ReaderPace;
import org.scalelite.api.listing.ListSpace;
import org.scalelite.api.listing.SharedFetch;
import org.scalelite.api.listing.SpooledList;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServingServer;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * getMeetings (specification, section 5.11): calls all servers in parallel, once for all concurrent callers of all
 * tenants. A server that fails or is late is left out. If all servers fail, or one is missing because of this process,
 * the answer is an error, not an incomplete list.
 */
@Singleton
final class ListMeetings implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ListMeetings.class);
    private static final byte[] HEAD = ascii("<response><returncode>SUCCESS</returncode><meetings>");
    private static final byte[] TAIL = ascii("</meetings></response>");
    private static final byte[] NONE =
            BbbXml.write(new NoMeetings("SUCCESS", "noMeetings", "no meetings were found on this server", ""));

    /** For reading the last answer, which may have arrived at the deadline. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** The part of the timeout of a fetch after which the next one starts. */
    private static final int GAP_DIVISOR = 4;

    private static final long SLOWEST_BYTES_A_SECOND = 256 << 10;

    private final Duration timeout;
    private final ReaderPace pace;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final ListSpace space;
    private final MeterRegistry metrics;
    private final boolean disabled;
    private final SharedFetch<SpooledList> fetches;

    ListMeetings(
            ServerRegistry servers,
            BbbClient bbb,
            BbbClientConfig bbbConfig,
            ListSpace space,
            MeterRegistry metrics,
            Settings settings) {
        this.timeout = bbbConfig.responseTimeout().plus(SLACK);
        this.pace = new ReaderPace(settings.get(Variables.ANSWER_STALL_TIMEOUT), SLOWEST_BYTES_A_SECOND);
        this.servers = servers;
        this.bbb = bbb;
        this.space = space;
        this.metrics = metrics;
        this.disabled = settings.get(Variables.GET_MEETINGS_API_DISABLED);
        Duration gap = timeout.dividedBy(GAP_DIVISOR);
        this.fetches = new SharedFetch<>(
                this::fetch,
                gap,
                settings.get(Variables.GET_MEETINGS_MAX_AGE),
                gap.plus(timeout).plus(SLACK));
    }

    /** The outcome of the call to one server. */
    private sealed interface Outcome {
        record Listed() implements Outcome {}

        /** The server failed. */
        record LeftOut() implements Outcome {}

        /** This process failed. */
        record Failed(BbbError error) implements Outcome {}
    }

    @JacksonXmlRootElement(localName = "response")
    private record NoMeetings(String returncode, String messageKey, String message, String meetings) {}

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.GET_MEETINGS);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        if (disabled) {
            return none();
        }
        SharedFetch<SpooledList>.Share share = fetches.join();
        Optional<ListReader> reader = Optional.empty();
        try {
            String tenant = request.tenant().map(Tenant::id).orElse("");
            reader = share.get().reader(tenant, pace, share::close).map(ListReader::watched);
            return reader.<BbbAnswer>map(BbbAnswer.Pieces::new).orElseGet(ListMeetings::none);
        } finally {
            if (reader.isEmpty()) {
                share.close();
            }
        }
    }

    private static BbbAnswer none() {
        return new BbbAnswer.Document(NONE, BbbAnswer.SUCCESS);
    }

    private SpooledList fetch() {
        List<ServingServer> called = servers.serving();
        SpooledList list = SpooledList.create(space, HEAD, TAIL);
        try {
            int leftOut = callAll(called, list);
            if (leftOut == called.size() && leftOut > 0) {
                throw new BbbException(BbbError.noServerListsMeetings(leftOut));
            }
            return list;
        } catch (RuntimeException e) {
            list.close();
            throw e;
        }
    }

    /** Returns the number of servers that are left out. */
    private int callAll(List<ServingServer> called, SpooledList list) {
        BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
        Deadline deadline = Deadline.in(timeout);
        for (ServingServer server : called) {
            Thread.ofVirtual().name("getMeetings ", 0).start(PropagatedContext.wrapCurrent(() -> {
                outcomes.add(call(server, list));
            }));
        }
        int leftOut = 0;
        for (int i = 0; i < called.size(); i++) {
            switch (next(outcomes, deadline)) {
                case Outcome.Listed() -> {
                    // Its meetings are in the list.
                }
                case Outcome.LeftOut() -> leftOut++;
                case Outcome.Failed(BbbError error) -> throw new BbbException(error);
            }
        }
        return leftOut;
    }

    /** An outcome after the deadline is the fault of this process: the calls themselves have ended by then. */
    private static Outcome next(BlockingQueue<Outcome> outcomes, Deadline deadline) {
        try {
            Outcome next = outcomes.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            return next == null ? overloaded() : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for BBB servers", e);
        }
    }

    /** Never throws: BbbClient has a deadline, and each failure is an outcome. */
    private Outcome call(ServingServer server, SpooledList list) {
        try {
            return bbb.fetchLong(
                    server.endpoint(), "getMeetings", CallParameters.none(), fetched -> add(server, fetched, list));
        } catch (BbbException e) {
            return new Outcome.Failed(e.error());
        } catch (RuntimeException e) {
            LOG.error("Cannot list the meetings of server {}", server, e);
            return new Outcome.Failed(BbbError.unexpected());
        }
    }

    private Outcome add(ServingServer server, Fetched fetched, SpooledList list) {
        return switch (fetched) {
            case Fetched.Document(byte[] xml) -> add(server, xml, list);
            case Fetched.Failure(var reply) -> leaveOut(server, reply.toString());
            case Fetched.Overloaded _ -> overloaded();
        };
    }

    private Outcome add(ServingServer server, byte[] xml, SpooledList list) {
        Map<String, byte[]> meetings;
        try {
            meetings = MeetingSlices.byTenant(xml);
        } catch (MeetingList.UnreadableException e) {
            return leaveOut(server, String.valueOf(e.getMessage()));
        }
        list.add(meetings);
        return new Outcome.Listed();
    }

    private static Outcome overloaded() {
        return new Outcome.Failed(BbbError.meetingListIncomplete());
    }

    private Outcome leaveOut(ServingServer server, String reason) {
        LOG.warn("getMeetings leaves out server {}: {}", server, reason);
        Counter.builder("scalelite.api.getmeetings.left.out")
                .description("How often a server was left out of getMeetings")
                .tag("server", server.id().value())
                .register(metrics)
                .increment();
        return new Outcome.LeftOut();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
