package org.scalelite.api.bbb;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalelite.api.http.BodyKind;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.bbb.BbbError;

/**
 * The calls of the BBB API (specification, sections 5.1 and 5.4): a new one needs a line here and a {@link CallHandler}. All
 * but the index and hooks/ping need a checksum.
 */
public enum BbbCall {
    INDEX("", Methods.BOTH, Bodies.FORM, Feature.ALWAYS_ON),
    CREATE("create", Methods.BOTH, Bodies.FORM_OR_XML, Feature.ALWAYS_ON),
    JOIN("join", Methods.GET, Bodies.NONE, Feature.ALWAYS_ON),
    IS_MEETING_RUNNING("isMeetingRunning", Methods.BOTH, Bodies.FORM, Feature.ALWAYS_ON),
    GET_MEETING_INFO("getMeetingInfo", Methods.BOTH, Bodies.FORM, Feature.ALWAYS_ON),
    GET_MEETINGS("getMeetings", Methods.BOTH, Bodies.FORM, Feature.GET_MEETINGS),
    GET_SESSIONS("getSessions", Methods.BOTH, Bodies.FORM, Feature.GET_MEETINGS),
    GET_JOIN_URL("getJoinUrl", Methods.BOTH, Bodies.FORM, Feature.ALWAYS_ON),
    LEARNING_DASHBOARD("learningDashboard", Methods.BOTH, Bodies.FORM, Feature.ALWAYS_ON),
    END("end", Methods.BOTH, Bodies.FORM, Feature.ALWAYS_ON),
    INSERT_DOCUMENT("insertDocument", Methods.POST, Bodies.XML, Feature.ALWAYS_ON),
    SEND_CHAT_MESSAGE("sendChatMessage", Methods.GET, Bodies.NONE, Feature.ALWAYS_ON),
    GET_RECORDINGS("getRecordings", Methods.BOTH, Bodies.FORM, Feature.RECORDINGS),
    PUBLISH_RECORDINGS("publishRecordings", Methods.GET, Bodies.NONE, Feature.RECORDINGS),
    UPDATE_RECORDINGS("updateRecordings", Methods.BOTH, Bodies.FORM, Feature.RECORDINGS),
    DELETE_RECORDINGS("deleteRecordings", Methods.GET, Bodies.NONE, Feature.RECORDINGS),
    GET_RECORDING_TEXT_TRACKS("getRecordingTextTracks", Methods.BOTH, Bodies.FORM, Feature.RECORDINGS),
    PUT_RECORDING_TEXT_TRACK("putRecordingTextTrack", Methods.POST, Bodies.FORM_WITH_FILE, Feature.RECORDINGS),
    HOOKS_CREATE("hooks/create", Methods.GET, Bodies.NONE, Feature.ALWAYS_ON),
    HOOKS_LIST("hooks/list", Methods.GET, Bodies.NONE, Feature.ALWAYS_ON),
    HOOKS_DESTROY("hooks/destroy", Methods.GET, Bodies.NONE, Feature.ALWAYS_ON),
    HOOKS_PING("hooks/ping", Methods.GET, Bodies.NONE, Feature.ALWAYS_ON);

    static final String PATH = "/bigbluebutton/api";

    private static final Map<String, BbbCall> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BbbCall::callName, Function.identity()));

    private final String callName;
    private final Methods methods;
    private final Bodies bodies;
    private final Feature feature;

    BbbCall(String callName, Methods methods, Bodies bodies, Feature feature) {
        this.callName = callName;
        this.methods = methods;
        this.bodies = bodies;
        this.feature = feature;
    }

    /** The HTTP methods of a call. HEAD counts as GET. */
    private enum Methods {
        GET,
        POST,
        BOTH;

        boolean include(HttpMethod method) {
            return this == BOTH || (method == HttpMethod.POST) == (this == POST);
        }
    }

    /** The bodies of a POST. Slides are XML, a text track is a file in a form. */
    private enum Bodies {
        NONE,
        FORM,
        FORM_WITH_FILE,
        XML,
        FORM_OR_XML;

        Set<BodyKind> kinds() {
            return switch (this) {
                case NONE -> Set.of();
                case FORM, FORM_WITH_FILE -> Set.of(BodyKind.FORM, BodyKind.MULTIPART);
                case XML -> Set.of(BodyKind.XML);
                case FORM_OR_XML -> Set.of(BodyKind.FORM, BodyKind.MULTIPART, BodyKind.XML);
            };
        }
    }

    /** What an operator can switch off; the handler of the call knows the answer then. */
    private enum Feature {
        ALWAYS_ON,
        GET_MEETINGS,
        RECORDINGS;

        boolean isOff(HttpConfig config) {
            return switch (this) {
                case ALWAYS_ON -> false;
                case GET_MEETINGS -> config.getMeetingsDisabled();
                case RECORDINGS -> config.recordingsDisabled();
            };
        }
    }

    /** The call that a request below {@link #PATH} asks for. */
    static Optional<BbbCall> of(HttpRequest<?> request) {
        String path = request.getPath();
        String name = path.substring(Math.min(path.length(), PATH.length() + 1));
        return Optional.ofNullable(BY_NAME.get(name)).filter(call -> call.methods.include(request.getMethod()));
    }

    /** As in the URL, and in the checksum. */
    public String callName() {
        return callName;
    }

    /** Its name in metrics and logs, where the index has one too. */
    String label() {
        return this == INDEX ? "index" : callName;
    }

    /** Whether a secret must have signed it. A call whose feature is off is answered without a look at its checksum. */
    boolean needsChecksum(HttpConfig config) {
        return this != INDEX && this != HOOKS_PING && !feature.isOff(config);
    }

    /** The error of a wrong checksum, as BBB or bbb-webhooks words it. */
    BbbError checksumError() {
        return switch (this) {
            case HOOKS_CREATE, HOOKS_LIST, HOOKS_DESTROY -> BbbError.hookChecksum();
            default -> BbbError.checksum();
        };
    }

    /** Which bodies are read with a call. */
    Set<BodyKind> bodies() {
        return bodies.kinds();
    }

    /** Whether one field of its form may be a file. */
    boolean takesFile() {
        return bodies == Bodies.FORM_WITH_FILE;
    }
}
