package org.scalelite.simulator.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.simulator.http.HttpAnswer;
import org.scalelite.simulator.http.Json;
import org.scalelite.simulator.http.QueryParameters;
import org.scalelite.simulator.http.XmlText;
import org.scalelite.simulator.meeting.Meeting;
import org.scalelite.simulator.meeting.MeetingListener;
import org.scalelite.simulator.meeting.Participant;

/** The hooks of a server and the events that they get; guarded by its server's lock. */
public final class Webhooks implements MeetingListener {
    private final boolean installed;
    private final String secret;
    private final String domain;
    private final List<Duration> pauses;
    private final InstantSource clock;
    private final WebhookSender sender;
    private final Map<String, Webhook> hooks = new LinkedHashMap<>();
    private long raised;

    public Webhooks(
            boolean installed,
            String secret,
            String domain,
            List<Duration> pauses,
            InstantSource clock,
            WebhookSender sender) {
        this.installed = installed;
        this.secret = secret;
        this.domain = domain;
        this.pauses = pauses;
        this.clock = clock;
        this.sender = sender;
    }

    public boolean isInstalled() {
        return installed;
    }

    public HttpAnswer create(QueryParameters parameters) {
        String url = parameters.get("callbackURL");
        if (url == null) {
            return failed("missingParamCallbackURL", "You must specify a callbackURL in the parameters.");
        }
        dropGivenUp();
        for (Webhook hook : hooks.values()) {
            if (hook.url().equals(url)) {
                return HttpAnswer.xml(XmlText.success()
                        .element("hookID", hook.id())
                        .message("duplicateWarning", "There is already a hook for this callback URL."));
            }
        }
        Webhook hook = new Webhook(
                UUID.randomUUID().toString(),
                url,
                Optional.ofNullable(parameters.get("meetingID")),
                Optional.ofNullable(parameters.get("eventID")),
                parameters.flag("getRaw"),
                secret,
                domain,
                pauses);
        hooks.put(hook.id(), hook);
        return HttpAnswer.xml(XmlText.success()
                .element("hookID", hook.id())
                .element("permanentHook", false)
                .element("rawData", hook.raw()));
    }

    public HttpAnswer list(QueryParameters parameters) {
        String meetingId = parameters.get("meetingID");
        dropGivenUp();
        XmlText xml = XmlText.success().open("hooks");
        for (Webhook hook : hooks.values()) {
            if (meetingId == null || hook.meetingId().map(meetingId::equals).orElse(true)) {
                xml.open("hook").element("hookID", hook.id()).element("callbackURL", hook.url());
                hook.meetingId().ifPresent(id -> xml.element("meetingID", id));
                hook.eventIds().ifPresent(ids -> xml.element("eventID", ids));
                xml.element("permanentHook", false)
                        .element("rawData", hook.raw())
                        .close("hook");
            }
        }
        return HttpAnswer.xml(xml.close("hooks"));
    }

    public HttpAnswer destroy(QueryParameters parameters) {
        String id = parameters.get("hookID");
        if (id == null) {
            return failed("missingParamHookID", "You must specify a hookID in the parameters.");
        }
        dropGivenUp();
        return hooks.remove(id) == null
                ? failed("destroyMissingHook", "The hook informed was not found.")
                : HttpAnswer.xml(XmlText.success().element("removed", true));
    }

    public List<String> urls() {
        dropGivenUp();
        return hooks.values().stream().map(Webhook::url).toList();
    }

    public void forgetAll() {
        hooks.clear();
    }

    @Override
    public void created(Meeting meeting) {
        Map<String, Object> details = new LinkedHashMap<>(ids(meeting));
        details.put("name", meeting.settings().name());
        details.put("is-breakout", meeting.breakout() != null);
        details.put(
                "parent-id",
                meeting.breakout() == null
                        ? Meeting.NO_PARENT
                        : meeting.breakout().parent().internalId());
        details.put("create-time", meeting.createTime());
        details.put("create-date", meeting.createDate());
        details.put("record", meeting.settings().record());
        details.put("voice-conf", meeting.voiceBridge());
        details.put("metadata", meeting.settings().metadata());
        emit(meeting, "meeting-created", Map.of("meeting", details), "MeetingCreatedEvtMsg");
    }

    @Override
    public void ended(Meeting meeting) {
        emit(meeting, "meeting-ended", Map.of("meeting", ids(meeting)), "MeetingDestroyedEvtMsg");
        if (meeting.settings().record()) {
            Map<String, Object> attributes =
                    Map.of("meeting", ids(meeting), "record-id", meeting.internalId(), "success", true);
            emit(meeting, "rap-publish-ended", attributes, "publish_ended");
        }
    }

    @Override
    public void joined(Meeting meeting, Participant participant) {
        emit(meeting, "user-joined", ofUser(meeting, participant), "UserJoinedMeetingEvtMsg");
    }

    @Override
    public void left(Meeting meeting, Participant participant) {
        emit(meeting, "user-left", ofUser(meeting, participant), "UserLeftMeetingEvtMsg");
    }

    /** Each has a number of its own, so that receivers can tell the order. */
    public void handRaised(Meeting meeting) {
        Map<String, Object> user = Map.of("internal-user-id", "w_hands", "raise-hand", ++raised);
        emit(meeting, "user-raise-hand-changed", Map.of("meeting", ids(meeting), "user", user), "UserRaiseHandChanged");
    }

    private static Map<String, Object> ofUser(Meeting meeting, Participant user) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("internal-user-id", user.internalId());
        details.put("external-user-id", user.externalId());
        details.put("name", user.fullName());
        details.put("role", user.role());
        details.put("presenter", false);
        return Map.of("meeting", ids(meeting), "user", details);
    }

    private static Map<String, Object> ids(Meeting meeting) {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("internal-meeting-id", meeting.internalId());
        ids.put("external-meeting-id", meeting.externalId());
        return ids;
    }

    private void emit(Meeting meeting, String eventId, Map<String, Object> attributes, String rawName) {
        if (hooks.isEmpty()) {
            return;
        }
        long now = clock.millis();
        String event = Json.text(Map.of(
                "data", Map.of("type", "event", "id", eventId, "attributes", attributes, "event", Map.of("ts", now))));
        String raw = Json.text(Map.of(
                "envelope",
                Map.of("name", rawName, "routing", Map.of("meetingId", meeting.internalId()), "timestamp", now),
                "core",
                Map.of("header", Map.of("name", rawName), "body", attributes)));
        dropGivenUp();
        for (Webhook hook : hooks.values()) {
            if (hook.wants(meeting.externalId(), eventId)) {
                hook.add(hook.raw() ? raw : event, now, sender);
            }
        }
    }

    private void dropGivenUp() {
        hooks.values().removeIf(Webhook::isGivenUp);
    }

    private static HttpAnswer failed(String key, String message) {
        return HttpAnswer.xml(XmlText.failed().message(key, message));
    }
}
