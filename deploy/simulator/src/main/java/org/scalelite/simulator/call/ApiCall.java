package org.scalelite.simulator.call;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiRequest;

/** The signed calls with their methods and content types (BBB API reference, sections 1.2 and 2.5). */
public enum ApiCall {
    CREATE("create", true, true, Body.FORM_OR_XML),
    JOIN("join", true, false, Body.FORM),
    IS_MEETING_RUNNING("isMeetingRunning", true, true, Body.FORM),
    END("end", true, true, Body.FORM),
    GET_MEETING_INFO("getMeetingInfo", true, true, Body.FORM),
    GET_MEETINGS("getMeetings", true, true, Body.FORM),
    GET_SESSIONS("getSessions", true, true, Body.FORM),
    INSERT_DOCUMENT("insertDocument", false, true, Body.XML),
    SEND_CHAT_MESSAGE("sendChatMessage", true, false, Body.ANY),
    GET_RECORDINGS("getRecordings", true, true, Body.ANY);

    private static final Map<String, ApiCall> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(ApiCall::callName, Function.identity()));

    private final String callName;
    private final boolean byGet;
    private final boolean byPost;
    private final Body body;

    ApiCall(String callName, boolean byGet, boolean byPost, Body body) {
        this.callName = callName;
        this.byGet = byGet;
        this.byPost = byPost;
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

    boolean allows(HttpMethod method) {
        return (byGet && method.equals(HttpMethod.GET)) || (byPost && method.equals(HttpMethod.POST));
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

    private enum Body {
        ANY,
        FORM,
        XML,
        FORM_OR_XML
    }
}
