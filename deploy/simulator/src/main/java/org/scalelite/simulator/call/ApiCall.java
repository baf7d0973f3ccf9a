package org.scalelite.simulator.call;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiRequest;

/** The signed calls with their methods and content types (BBB API reference, sections 1.2 and 2.5). */
public enum ApiCall {
    CREATE("create", Body.FORM_OR_XML, HttpMethod.GET, HttpMethod.POST),
    JOIN("join", Body.FORM, HttpMethod.GET),
    IS_MEETING_RUNNING("isMeetingRunning", Body.FORM, HttpMethod.GET, HttpMethod.POST),
    END("end", Body.FORM, HttpMethod.GET, HttpMethod.POST),
    GET_MEETING_INFO("getMeetingInfo", Body.FORM, HttpMethod.GET, HttpMethod.POST),
    GET_MEETINGS("getMeetings", Body.FORM, HttpMethod.GET, HttpMethod.POST),
    GET_SESSIONS("getSessions", Body.FORM, HttpMethod.GET, HttpMethod.POST),
    INSERT_DOCUMENT("insertDocument", Body.XML, HttpMethod.POST),
    SEND_CHAT_MESSAGE("sendChatMessage", Body.ANY, HttpMethod.GET),
    GET_RECORDINGS("getRecordings", Body.ANY, HttpMethod.GET, HttpMethod.POST);

    private static final Map<String, ApiCall> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(ApiCall::callName, Function.identity()));

    private final String callName;
    private final Body body;
    private final Set<HttpMethod> methods;

    ApiCall(String callName, Body body, HttpMethod... methods) {
        this.callName = callName;
        this.body = body;
        this.methods = Set.of(methods);
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
        return methods.contains(method);
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
