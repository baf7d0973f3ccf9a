package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.simulator.SimulatedBbbServer;

/** All parameters of create and join of BBB 3.0, 3.1 and 4.0, and unknown ones, reach the server as they were sent. */
class ForwardedParametersTest {
    private static final List<String> CREATE = List.of(
            "attendeePW moderatorPW welcome moderatorOnlyMessage dialNumber webVoice maxParticipants logoutURL loginURL",
            "record autoStartRecording allowStartStopRecording notifyRecordingIsOn recordFullDurationMedia duration sequence",
            "freeJoin breakoutRoomsRecord breakoutRoomsPrivateChatEnabled breakoutRoomsCaptureSlides",
            "breakoutRoomsCaptureNotes breakoutRoomsCaptureSlidesFilename breakoutRoomsCaptureNotesFilename",
            "breakoutRoomsEnabled bannerText bannerColor muteOnStart webcamsOnlyForModerator allowModsToUnmuteUsers",
            "allowModsToEjectCameras lockSettingsDisableCam lockSettingsDisableMic lockSettingsDisablePrivateChat",
            "lockSettingsDisablePublicChat lockSettingsDisableNotes lockSettingsDisableNote lockSettingsHideUserList",
            "lockSettingsLockOnJoin lockSettingsLockOnJoinConfigurable lockSettingsHideViewersCursor",
            "lockSettingsHideViewersAnnotation guestPolicy allowPromoteGuestToModerator meetingKeepEvents",
            "endWhenNoModerator endWhenNoModeratorDelayInMinutes meetingExpireIfNoUserJoinedInMinutes",
            "meetingExpireWhenLastUserLeftInMinutes meetingLayout learningDashboardEnabled virtualBackgroundsDisabled",
            "learningDashboardCleanupDelayInMinutes allowRequestsWithoutSession userCameraCap meetingCameraCap",
            "maxPinnedCameras groups logo darklogo copyright logoutTimer disabledFeatures disabledFeaturesExclude",
            "preUploadedPresentation preUploadedPresentationName preUploadedPresentationOverrideDefault",
            "presentationUploadExternalUrl presentationUploadExternalDescription presentationConversionCacheEnabled",
            "maxNumPages pluginManifests pluginManifestsFetchUrl clientSettingsOverrideJsonUrl",
            "allowOverrideClientSettingsOnCreateCall multiUserWhiteboardEnabled cameraBridge screenShareBridge audioBridge",
            "presenterPolicy plugin_PickRandomUserPlugin_title plugin_x-y.z_a meta_bbb-origin meta_Mixed-Case unknownOfBbb5");

    private static final List<String> JOIN = List.of(
            "userID errorRedirectUrl logoutURL avatarURL webcamBackgroundURL webVoiceConf excludeFromDashboard defaultLayout",
            "enforceLayout userdata-bbb_skip_check_audio userdata-x-y firstName lastName bot existingUserID",
            "replaceSessionToken sessionName guest auth unknownOfBbb5");

    private static final Map<String, String> TYPED = Map.of(
            "record", "true",
            "guest", "true",
            "auth", "true",
            "duration", "61",
            "maxParticipants", "7");

    @AutoClose
    private static final TestSuite SUITE = new TestSuite(1);

    private static final FrontEnd FRONT_END = SUITE.frontEnd();

    /** Values that only the right encoding keeps. */
    private static Map<String, String> parameters(List<String> names, String... first) {
        Map<String, String> parameters = new LinkedHashMap<>(FrontEnd.map(first));
        for (String line : names) {
            for (String name : line.split(" ", -1)) {
                parameters.put(name, TYPED.getOrDefault(name, "[{\"ü\":\"a+b&c=d %41\"}] " + name));
            }
        }
        return parameters;
    }

    private static SimulatedBbbServer server() {
        return SUITE.server(0);
    }

    @Test
    void createForwardsAllParametersAndModules() {
        Map<String, String> parameters = parameters(CREATE, "meetingID", "all", "name", "All");
        byte[] modules = """
                <?xml version="1.0" encoding="UTF-8"?>
                <modules>
                  <module name="presentation"><document current="true" url="https://f.example.org/a.pdf" filename="ä.pdf"/></module>
                  <module name="clientSettingsOverride"><![CDATA[{"public":{"app":{"appName":"My <rooms>"}}}]]></module>
                  <module name="sharedNotesInitialContentJson"><![CDATA[{"type":"doc"}]]></module>
                  <module name="sharedNotesInitialContentMarkdown"><![CDATA[# Notes & more]]></module>
                </modules>
                """.getBytes(StandardCharsets.UTF_8);
        Answer answer = FRONT_END.post("create", parameters, "application/xml", modules);
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        assertThat(server().meeting("all").orElseThrow().createParameters()).containsAllEntriesOf(parameters);
        assertThat(server().meeting("all").orElseThrow().slides()).contains(modules);
    }

    @Test
    void joinForwardsAllParameters() {
        assertThat(FRONT_END.get("create", "meetingID", "join", "name", "Join").isSuccess())
                .isTrue();
        Map<String, String> parameters =
                parameters(JOIN, "meetingID", "join", "fullName", "Zoë + 1", "role", "VIEWER", "redirect", "false");
        URI location = FRONT_END.get("join", parameters).location();
        Map<String, String> forwarded = new QueryText(location.getRawQuery()).parameters();
        assertThat(forwarded).containsAllEntriesOf(parameters).hasSize(parameters.size() + 1);
        Answer joined = FRONT_END.send(java.net.http.HttpRequest.newBuilder(location));
        assertThat(joined.text("messageKey")).contains("successfullyJoined");
        assertThat(server().requests("join").getLast().parameters()).containsAllEntriesOf(parameters);
    }
}
