package org.scalelite.api.listing;

import io.micronaut.core.propagation.PropagatedContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.listing.PoolLists.ElementReader;
import org.scalelite.common.bbb.BbbClient.Fetched;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.bbb.MeetingList;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.ServingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list merged from the answers of servers: calls all of them in parallel, once for all concurrent callers of all tenants. A
 * server that fails or is late is left out. If all servers fail, or one is missing because of this process, the answer is an
 * error, not an incomplete list.
 */
public final class PoolList {
    private static final Logger LOG = LoggerFactory.getLogger(PoolList.class);

    /** For reading the last answer, which may have arrived at the deadline. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** The part of the timeout of a fetch after which the next one starts. */
    private static final int GAP_DIVISOR = 4;

    private final PoolLists lists;
    private final String call;
    private final byte[] head;
    private final byte[] tail;
    private final Supplier<List<ServingServer>> servers;
    private final ElementReader reader;
    private final Duration timeout;
    private final SharedFetch<SpooledList> fetches;
    private final BbbAnswer none;
    private final boolean disabled;

    /**
     * A list.
     *
     * @param call that each server gets
     * @param element around the list
     * @param calls to each server, one after the other, of which the reader makes the others
     * @param none the answer, as XML, to a tenant without elements and while the list is disabled
     */
    public PoolList(
            PoolLists lists,
            String call,
            String element,
            int calls,
            Supplier<List<ServingServer>> servers,
            ElementReader reader,
            Object none) {
        this.lists = lists;
        this.call = call;
        this.head = ascii("<response><returncode>SUCCESS</returncode><" + element + ">");
        this.tail = ascii("</" + element + "></response>");
        this.servers = servers;
        this.reader = reader;
        this.timeout = lists.config().responseTimeout().multipliedBy(calls).plus(SLACK);
        Duration gap = timeout.dividedBy(GAP_DIVISOR);
        this.fetches = new SharedFetch<>(
                this::fetch,
                gap,
                lists.settings().get(Variables.GET_MEETINGS_MAX_AGE),
                gap.plus(timeout).plus(SLACK));
        this.none = new BbbAnswer.Tagged(BbbAnswer.of(none), new ListVersion().tag());
        this.disabled = lists.settings().get(Variables.GET_MEETINGS_API_DISABLED);
    }

    /** The outcome of the call to one server. */
    private sealed interface Outcome {
        record Listed() implements Outcome {}

        /** The server failed. */
        record LeftOut() implements Outcome {}

        /** This process failed. */
        record Failed(BbbError error) implements Outcome {}
    }

    /** The elements of the caller's tenant. */
    public BbbAnswer answer(BbbRequest request) {
        return disabled ? none : of(request.tenantText()).orElse(none);
    }

    /** Empty if the tenant has none. The empty text is the key of elements without a tenant. */
    private Optional<BbbAnswer> of(String tenant) {
        SharedFetch<SpooledList>.Share share = fetches.join();
        Optional<ListReader> own = Optional.empty();
        try {
            own = share.get().reader(tenant, lists.pace(), share::close).map(ListReader::watched);
            return own.map(reader -> new BbbAnswer.Tagged(new BbbAnswer.Pieces(reader), reader.tag()));
        } finally {
            if (own.isEmpty()) {
                share.close();
            }
        }
    }

    private SpooledList fetch() {
        List<ServingServer> called = servers.get();
        SpooledList list = SpooledList.create(lists.space(), head, tail);
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
            Thread.ofVirtual().name(call + " ", 0).start(PropagatedContext.wrapCurrent(() -> {
                outcomes.add(call(server, list));
            }));
        }
        int leftOut = 0;
        for (int i = 0; i < called.size(); i++) {
            // An outcome after the deadline is the fault of this process: the calls themselves have ended by then.
            switch (deadline.next(outcomes).orElseGet(PoolList::overloaded)) {
                case Outcome.Listed() -> {
                    // Its elements are in the list.
                }
                case Outcome.LeftOut() -> leftOut++;
                case Outcome.Failed(BbbError error) -> throw new BbbException(error);
            }
        }
        return leftOut;
    }

    /** Never throws: BbbClient has a deadline, and each failure is an outcome. */
    private Outcome call(ServingServer server, SpooledList list) {
        try {
            return lists.bbb()
                    .fetchLong(server.endpoint(), call, CallParameters.none(), fetched -> add(server, fetched, list));
        } catch (BbbException e) {
            return new Outcome.Failed(e.error());
        } catch (RuntimeException e) {
            LOG.error("{} of server {} failed", call, server, e);
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
        Map<String, byte[]> elements;
        try {
            elements = reader.read(server, xml);
        } catch (MeetingList.UnreadableException e) {
            return leaveOut(server, String.valueOf(e.getMessage()));
        }
        list.add(elements);
        return new Outcome.Listed();
    }

    private static Outcome overloaded() {
        return new Outcome.Failed(BbbError.meetingListIncomplete());
    }

    private Outcome leaveOut(ServingServer server, String reason) {
        LOG.warn("{} leaves out server {}: {}", call, server, reason);
        lists.countLeftOut(server.id());
        return new Outcome.LeftOut();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
