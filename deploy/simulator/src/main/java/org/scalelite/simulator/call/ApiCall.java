package org.scalelite.simulator.call;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiRequest;

/** The calls with their methods and content types (BBB API reference, sections 1.2, 2.5 and 4.11). */
public enum ApiCall {
    CREATE("create", Methods.BOTH, Body.FORM_OR_XML),
    JOIN("join", Methods.GET, Body.FORM),
    IS_MEETING_RUNNING("isMeetingRunning", Methods.BOTH, Body.FORM),
    END("end", Methods.BOTH, Body.FORM),
    GET_MEETING_INFO("getMeetingInfo", Methods.BOTH, Body.FORM),
    GET_MEETINGS("getMeetings", Methods.BOTH, Body.FORM),
    GET_SESSIONS("getSessions", Methods.BOTH, Body.FORM),
    INSERT_DOCUMENT("insertDocument", Methods.POST, Body.XML),
    SEND_CHAT_MESSAGE("sendChatMessage", Methods.GET, Body.ANY),
    GET_JOIN_URL("getJoinUrl", Methods.BOTH, Body.ANY),
    LEARNING_DASHBOARD("learningDashboard", Methods.BOTH, Body.ANY),
    GET_RECORDINGS("getRecordings", Methods.BOTH, Body.ANY),
    HOOKS_CREATE("hooks/create", Methods.GET, Body.ANY),
    HOOKS_LIST("hooks/list", Methods.GET, Body.ANY),
    HOOKS_DESTROY("hooks/destroy", Methods.GET, Body.ANY);

    private static final Map<String, ApiCall> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(ApiCall::callName, Function.identity()));

    private final String callName;
    private final Methods methods;
    private final Body body;

    ApiCall(String callName, Methods methods, Body body) {
        this.callName = callName;
        this.methods = methods;
        this.body = body;
    }

    @Nullable
    static ApiCall named(String name) {
        return BY_NAME.get(name);
    }

    public String callName() {
        return callName;
    }

    public boolean isRecordingCall() {
        return this == GET_RECORDINGS;
    }

    /** Whether bbb-webhooks answers it. */
    public boolean isHookCall() {
        return this == HOOKS_CREATE || this == HOOKS_LIST || this == HOOKS_DESTROY;
    }

    /** A session call is identified by its token instead. */
    boolean needsChecksum() {
        return this != GET_JOIN_URL && this != LEARNING_DASHBOARD;
    }

    boolean allows(HttpMethod method) {
        return switch (methods) {
            case GET -> method.equals(HttpMethod.GET);
            case POST -> method.equals(HttpMethod.POST);
            case BOTH -> method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST);
        };
    }

    public boolean accepts(String mediaType) {
        boolean form = ApiRequest.isForm(mediaType);
        boolean xml = mediaType.equals("application/xml") || mediaType.equals("text/xml");
        return switch (body) {
            case ANY -> true;
            case FORM -> form;
            case XML -> xml;
            case FORM_OR_XML -> form || xml;
        };
    }

    private enum Methods {
        GET,
        POST,
        BOTH
    }

    private enum Body {
        ANY,
        FORM,
        XML,
        FORM_OR_XML
    }
}
