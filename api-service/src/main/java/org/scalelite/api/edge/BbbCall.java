package org.scalelite.api.edge;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The calls of the BBB API that exist here (specification, section 5.1). */
public enum BbbCall {
    INDEX("", Trust.OPEN, Methods.BOTH),
    CREATE("create", Trust.CHECKSUM, Methods.BOTH),
    JOIN("join", Trust.CHECKSUM, Methods.GET),
    IS_MEETING_RUNNING("isMeetingRunning", Trust.CHECKSUM, Methods.BOTH),
    GET_MEETING_INFO("getMeetingInfo", Trust.CHECKSUM, Methods.BOTH),
    GET_MEETINGS("getMeetings", Trust.CHECKSUM, Methods.BOTH),
    END("end", Trust.CHECKSUM, Methods.BOTH),
    INSERT_DOCUMENT("insertDocument", Trust.CHECKSUM, Methods.POST),
    SEND_CHAT_MESSAGE("sendChatMessage", Trust.CHECKSUM, Methods.GET),
    GET_RECORDINGS("getRecordings", Trust.CHECKSUM, Methods.BOTH),
    PUBLISH_RECORDINGS("publishRecordings", Trust.CHECKSUM, Methods.GET),
    UPDATE_RECORDINGS("updateRecordings", Trust.CHECKSUM, Methods.BOTH),
    DELETE_RECORDINGS("deleteRecordings", Trust.CHECKSUM, Methods.GET),
    GET_RECORDING_TEXT_TRACKS("getRecordingTextTracks", Trust.CHECKSUM, Methods.BOTH),
    PUT_RECORDING_TEXT_TRACK("putRecordingTextTrack", Trust.CHECKSUM, Methods.POST);

    private static final Map<String, BbbCall> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BbbCall::callName, Function.identity()));

    private final String callName;
    private final Trust trust;
    private final Methods methods;

    BbbCall(String callName, Trust trust, Methods methods) {
        this.callName = callName;
        this.trust = trust;
        this.methods = methods;
    }

    /** The HTTP methods of calls. HEAD counts as GET. */
    enum Verb {
        GET,
        POST
    }

    private enum Methods {
        GET,
        POST,
        BOTH;

        boolean include(Verb verb) {
            return this == BOTH || name().equals(verb.name());
        }
    }

    /** How a call proves that it comes from a front-end. */
    enum Trust {
        OPEN,
        CHECKSUM
    }

    static Optional<BbbCall> named(String name, Verb verb) {
        return Optional.ofNullable(BY_NAME.get(name)).filter(call -> call.methods.include(verb));
    }

    /** As in the URL, and in the checksum. */
    public String callName() {
        return callName;
    }

    boolean needsChecksum() {
        return trust == Trust.CHECKSUM;
    }

    /** Which bodies are read with a call. A GET or HEAD never has one (specification, section 5.4). */
    Set<BodyReader.Kind> bodies() {
        return switch (this) {
            case JOIN, SEND_CHAT_MESSAGE, PUBLISH_RECORDINGS, DELETE_RECORDINGS -> Set.of();
            // Slides travel as XML.
            case CREATE -> Set.of(BodyReader.Kind.FORM, BodyReader.Kind.MULTIPART, BodyReader.Kind.XML);
            case INSERT_DOCUMENT -> Set.of(BodyReader.Kind.XML);
            case INDEX,
                    IS_MEETING_RUNNING,
                    GET_MEETING_INFO,
                    GET_MEETINGS,
                    END,
                    GET_RECORDINGS,
                    UPDATE_RECORDINGS,
                    GET_RECORDING_TEXT_TRACKS,
                    PUT_RECORDING_TEXT_TRACK -> Set.of(BodyReader.Kind.FORM, BodyReader.Kind.MULTIPART);
        };
    }

    /** A text track comes as a file in a form. */
    boolean takesFile() {
        return this == PUT_RECORDING_TEXT_TRACK;
    }
}
