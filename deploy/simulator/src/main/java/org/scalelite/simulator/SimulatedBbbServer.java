package org.scalelite.simulator;

import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.call.ApiCalls;
import org.scalelite.simulator.call.EndCallbacks;
import org.scalelite.simulator.control.Fault;
import org.scalelite.simulator.control.FaultSwitch;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ChecksumGate;
import org.scalelite.simulator.http.ClientPage;
import org.scalelite.simulator.http.Listener;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.http.RequestHandler;
import org.scalelite.simulator.http.RequestLog;
import org.scalelite.simulator.http.RequestLog.LoggedRequest;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingListener;
import org.scalelite.simulator.meeting.MeetingSettings;
import org.scalelite.simulator.meeting.MeetingTable;
import org.scalelite.simulator.meeting.SimulatedMeeting;
import org.scalelite.simulator.meeting.UnknownMeetingException;
import org.scalelite.simulator.webhook.WebhookSender;
import org.scalelite.simulator.webhook.Webhooks;

/** One simulated server with the controls of BBB API reference, section 11; every method may be called by any thread. */
public final class SimulatedBbbServer {

    private final String name;
    private final String secret;
    private final String host;
    private final ReentrantLock lock = new ReentrantLock();
    private final MeetingTable meetings;
    private final FaultSwitch faults = new FaultSwitch();
    private final RequestLog log;
    private final Listener listener;
    private final Webhooks webhooks;

    SimulatedBbbServer(
            String name,
            String secret,
            int port,
            SimulatorOptions options,
            EventLoopGroup group,
            EndCallbacks callbacks,
            WebhookSender sender) {
        this.name = name;
        this.secret = secret;
        InetAddress address = address(options.host);
        this.host = address.isAnyLocalAddress() ? "127.0.0.1" : options.host;
        this.webhooks = new Webhooks(options.webhooks, secret, name, options.webhookPauses, options.clock, sender);
        this.meetings = new MeetingTable(options.clock, options.endDelay, MeetingListener.both(callbacks, webhooks));
        this.log = new RequestLog(options.recordRequests);
        ApiCalls calls = new ApiCalls(
                lock,
                meetings,
                new ChecksumGate(secret, options.hashes),
                new ClientPage(name, meetings, options.autoConnect, options.clusterProxy.isPresent()),
                webhooks,
                options.clusterProxy,
                options.bbbVersion);
        RequestHandler handler = new RequestHandler(calls, faults, log, () -> host + ":" + port(), options.clock);
        this.listener = new Listener(group, new InetSocketAddress(address, port), handler);
    }

    public String name() {
        return name;
    }

    /** {@code http://HOST:PORT/bigbluebutton/api}. */
    public URI apiUrl() {
        return URI.create("http://" + host + ":" + port() + ApiRequest.API_PATH);
    }

    public String secret() {
        return secret;
    }

    public String host() {
        return host;
    }

    public int port() {
        return listener.port();
    }

    /** Switches a fault on until {@link #recover()}; of several the last one counts. */
    public void inject(Fault fault) {
        if (fault instanceof Fault.RefuseConnections) {
            listener.refuse();
        } else {
            faults.arm(fault, null, false);
        }
    }

    /** The same for one call, such as {@code create}; the version document is {@code index}. */
    public void inject(Fault fault, String call) {
        faults.arm(forOneCall(fault), call, false);
    }

    /** The same for the next request of that call only. */
    public void injectOnce(Fault fault, String call) {
        faults.arm(forOneCall(fault), call, true);
    }

    /** Switches all faults off and listens again on the same port; the meetings are still there. */
    public void recover() {
        faults.clear();
        listener.open();
    }

    /** The machine is gone: refuses connections and has forgotten its meetings, without any callback. */
    public void crash() {
        listener.refuse();
        guarded(meetings::forgetAll);
    }

    /** The server is back without meetings and without faults. */
    public void restartEmpty() {
        guarded(meetings::forgetAll);
        guarded(webhooks::forgetAll);
        recover();
    }

    /** Adds participants who are really inside. */
    public void connectUsers(String meetingId, int moderators, int viewers) {
        if (moderators < 0 || viewers < 0) {
            throw new IllegalArgumentException("The numbers of users must not be negative");
        }
        guarded(() -> live(meetingId).connectMade(moderators, viewers));
    }

    /** All participants leave. */
    public void disconnectUsers(String meetingId) {
        guarded(() -> live(meetingId).disconnectAll(meetings.now()));
    }

    /** So many hands are raised in a meeting, each of which is an event. */
    public void raiseHands(String meetingId, int count) {
        guarded(() -> {
            Meeting meeting = live(meetingId);
            for (int i = 0; i < count; i++) {
                webhooks.handRaised(meeting);
            }
        });
    }

    /** The URLs that the hooks of bbb-webhooks call. */
    public List<String> hookUrls() {
        return guarded(webhooks::urls);
    }

    /** So many more webcams are on. */
    public void startVideos(String meetingId, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("The number of videos must not be negative");
        }
        guarded(() -> live(meetingId).startVideos(count));
    }

    /** As if a moderator had ended the meeting in the client: it is gone at once. */
    public void endMeeting(String meetingId) {
        guarded(() -> meetings.remove(live(meetingId)));
    }

    /** Makes a meeting as a create call with these parameters does, which the load balancer does not know of. */
    public SimulatedMeeting createMeeting(String meetingId, Map<String, String> parameters) {
        MeetingSettings settings = MeetingSettings.of(QueryParameters.of(parameters));
        return guarded(() -> {
            if (meetings.find(meetingId) != null) {
                throw new IllegalArgumentException("Server " + name + " has a meeting " + meetingId + " already");
            }
            return meetings.add(meetingId, settings, null, null, null).snapshot();
        });
    }

    public void dropRequestLog() {
        log.clear();
    }

    /** The newest requests, oldest first; empty if the pool keeps no log. */
    public List<LoggedRequest> requests() {
        return log.all();
    }

    public List<LoggedRequest> requests(String call) {
        return log.all().stream().filter(request -> request.call().equals(call)).toList();
    }

    public List<SimulatedMeeting> meetings() {
        return guarded(() -> meetings.all().stream().map(Meeting::snapshot).toList());
    }

    public Optional<SimulatedMeeting> meeting(String meetingId) {
        return guarded(() -> Optional.ofNullable(meetings.find(meetingId)).map(Meeting::snapshot));
    }

    @Override
    public String toString() {
        return name + " " + apiUrl();
    }

    public boolean isListening() {
        return listener.isOpen();
    }

    public List<Fault> activeFaults() {
        return faults.active();
    }

    void open() {
        listener.open();
    }

    void close() {
        listener.close();
    }

    void sweep() {
        guarded(meetings::sweep);
    }

    private Meeting live(String meetingId) {
        Meeting meeting = meetings.find(meetingId);
        if (meeting == null) {
            throw new UnknownMeetingException("Server " + name + " has no meeting " + meetingId);
        }
        return meeting;
    }

    private void guarded(Runnable action) {
        guarded(() -> {
            action.run();
            return true;
        });
    }

    private <T extends @Nullable Object> T guarded(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private static Fault forOneCall(Fault fault) {
        if (fault instanceof Fault.RefuseConnections) {
            throw new IllegalArgumentException("Connections are refused by a server as a whole, not for one call");
        }
        return fault;
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The host " + host + " is unknown", e);
        }
    }
}
