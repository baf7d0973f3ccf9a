package org.scalelite.simulator.call;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.control.Fault;
import org.scalelite.simulator.http.ApiError;
import org.scalelite.simulator.http.ApiRequest;
import org.scalelite.simulator.http.ChecksumGate;
import org.scalelite.simulator.http.ClientPage;
import org.scalelite.simulator.http.ErrorAnswer;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.IndexDocument;
import org.scalelite.simulator.http.XmlText;
import org.scalelite.simulator.meeting.MeetingTable;
import org.scalelite.simulator.webhook.Webhooks;

/** Leads a request to its call and answers it (BBB API reference, sections 1.2, 3.1 and 4). */
public final class ApiCalls {

    private final ReentrantLock lock;
    private final ChecksumGate gate;
    private final String bbbVersion;
    private final CreateCalls create;
    private final JoinCall join;
    private final MeetingCalls meetingCalls;
    private final ContentCalls contentCalls;
    private final SessionCalls sessionCalls;
    private final ClientPage clientPage;
    private final Webhooks webhooks;

    public ApiCalls(
            ReentrantLock lock,
            MeetingTable meetings,
            ChecksumGate gate,
            ClientPage clientPage,
            Webhooks webhooks,
            Optional<String> clusterProxy,
            String bbbVersion) {
        this.lock = lock;
        this.gate = gate;
        this.bbbVersion = bbbVersion;
        this.create = new CreateCalls(meetings);
        this.join = new JoinCall(meetings, clusterProxy);
        this.meetingCalls = new MeetingCalls(meetings);
        this.contentCalls = new ContentCalls(meetings);
        this.sessionCalls = new SessionCalls(meetings, gate);
        this.clientPage = clientPage;
        this.webhooks = webhooks;
    }

    public HttpAnswer answer(ApiRequest request, @Nullable Fault fault) {
        if (request.isApiCall()) {
            return apiCall(request, fault);
        }
        if (request.call().equals("index")) {
            return IndexDocument.answer(request.origin(), bbbVersion);
        }
        if (request.path().equals("/bigbluebutton/ping")) {
            return HttpAnswer.plain(200, "", "");
        }
        lock.lock();
        try {
            return clientPage.answer(request);
        } finally {
            lock.unlock();
        }
    }

    private HttpAnswer apiCall(ApiRequest request, @Nullable Fault fault) {
        if (request.call().equals("hooks/ping") && webhooks.isInstalled()) {
            return HttpAnswer.plain(200, "", "bbb-webhooks API up!");
        }
        ApiCall call = ApiCall.named(request.call());
        if (call == null || (call.isHookCall() && !webhooks.isInstalled())) {
            return HttpAnswer.errorPage(404, "Not Found");
        }
        if (!call.allows(request.method())) {
            return HttpAnswer.errorPage(405, "Method Not Allowed");
        }
        ApiError error = refusal(call, request, fault);
        if (error != null) {
            return call == ApiCall.JOIN ? JoinErrors.redirect(request, error) : ErrorAnswer.of(request, error);
        }
        lock.lock();
        try {
            return execute(call, request, fault instanceof Fault.ThousandsSeparators);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ApiError refusal(ApiCall call, ApiRequest request, @Nullable Fault fault) {
        if (!call.needsChecksum()) {
            return null;
        }
        return fault instanceof Fault.WrongChecksum ? gate.refusal(call) : gate.check(call, request);
    }

    private HttpAnswer execute(ApiCall call, ApiRequest request, boolean thousandsSeparators) {
        return switch (call) {
            case CREATE -> create.answer(request);
            case JOIN -> join.answer(request);
            case IS_MEETING_RUNNING -> meetingCalls.isMeetingRunning(request);
            case END -> meetingCalls.end(request);
            case GET_MEETING_INFO -> meetingCalls.getMeetingInfo(request);
            case GET_MEETINGS -> meetingCalls.getMeetings(thousandsSeparators);
            case GET_SESSIONS -> meetingCalls.getSessions();
            case INSERT_DOCUMENT -> contentCalls.insertDocument(request);
            case SEND_CHAT_MESSAGE -> contentCalls.sendChatMessage(request);
            case GET_JOIN_URL -> sessionCalls.getJoinUrl(request);
            case LEARNING_DASHBOARD -> sessionCalls.learningDashboard(request);
            case GET_RECORDINGS -> NoRecordings.answer();
            case HOOKS_CREATE -> webhooks.create(request.parameters());
            case HOOKS_LIST -> webhooks.list(request.parameters());
            case HOOKS_DESTROY -> webhooks.destroy(request.parameters());
        };
    }

    /** The call getRecordings of a server that has none (BBB API reference, section 4.12). */
    static final class NoRecordings {

        private NoRecordings() {}

        static HttpAnswer answer() {
            return HttpAnswer.cacheableXml(XmlText.success()
                    .open("recordings")
                    .close("recordings")
                    .message("noRecordings", "There are no recordings for the meeting(s)."));
        }
    }
}
