package org.scalelite.api.meeting;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.scalelite.api.edge.BbbAnswer;
import org.scalelite.api.edge.BbbCall;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.api.edge.CallHandler;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbClientConfig;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.bbb.Deadline;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.ServingServer;
import org.scalelite.common.tenant.Tenant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * getMeetings (specification, section 5.11): all servers are asked at once, and what each says is passed on as soon as it
 * is there. A server that fails or is late is left out.
 */
@Singleton
final class ListMeetings implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ListMeetings.class);

    /** For reading the last answer, which may have come just in time. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Duration patience;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final MeterRegistry metrics;
    private final boolean off;

    ListMeetings(
            ServerRegistry servers,
            BbbClient bbb,
            BbbClientConfig bbbConfig,
            MeterRegistry metrics,
            Settings settings) {
        this.patience = bbbConfig.responseTimeout().plus(SLACK);
        this.servers = servers;
        this.bbb = bbb;
        this.metrics = metrics;
        this.off = settings.get(Variables.GET_MEETINGS_API_DISABLED);
    }

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.GET_MEETINGS);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        List<ServingServer> asked = off ? List.of() : servers.serving();
        Optional<String> tenant = request.tenant().map(Tenant::id);
        BlockingQueue<MeetingSlices> answers = new LinkedBlockingQueue<>();
        for (ServingServer server : asked) {
            Thread.ofVirtual().name("getMeetings ", 0).start(() -> answers.add(ask(server, tenant)));
        }
        return new BbbAnswer.Pieces(new MergedMeetings(answers, asked.size(), Deadline.in(patience)));
    }

    /** Never fails: BbbClient has a deadline, and what goes wrong is an empty answer. */
    private MeetingSlices ask(ServingServer server, Optional<String> tenant) {
        String reason;
        try {
            switch (bbb.fetch(server.endpoint(), "getMeetings", CallParameters.none())) {
                case BbbClient.Fetched.Document(byte[] xml) -> {
                    return MeetingSlices.read(xml, tenant);
                }
                case BbbClient.Fetched.Failure(var reply) -> reason = reply.toString();
            }
        } catch (MeetingSlices.UnreadableException e) {
            reason = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Cannot ask server {} for its meetings", server, e);
            reason = "internal error";
        }
        LOG.warn("getMeetings leaves out server {}: {}", server, reason);
        metrics.counter(
                        "scalelite.api.getmeetings.left.out",
                        "server",
                        server.id().value())
                .increment();
        return MeetingSlices.none();
    }
}
