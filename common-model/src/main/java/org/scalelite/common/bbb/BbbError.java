package org.scalelite.common.bbb;

import java.util.Set;

/**
 * The error of a call (specification, section 5.2). This file defines all errors of the load balancer.
 *
 * @param key for programs
 * @param message for people
 */
public record BbbError(String key, String message) {
    /** The outcome of a call whose key is not in the list. */
    public static final String OTHER = "other";

    private static final String NOT_FOUND = "notFound";
    private static final String CHECKSUM = "checksumError";

    /** Outcomes of calls: the keys of the errors below, those of BBB, and what is not an error of the BBB API. */
    private static final Set<String> OUTCOMES = Set.of(
            "SUCCESS",
            CHECKSUM,
            "createHookError",
            "destroyMissingHook",
            "idNotUnique",
            "internalError",
            "invalidMeetingIdentifier",
            "invalidPassword",
            "malformed",
            "maxMeetingsReached",
            "maxParticipantsReached",
            "maxUsersReached",
            "meetingForciblyEnded",
            "missingParamCallbackURL",
            "missingParamHookID",
            "missingParamMeetingID",
            "missingParamPublish",
            "missingParamRecordID",
            "missingParameters",
            "missingSession",
            "missingToken",
            "noRecordings",
            NOT_FOUND,
            "paramError",
            "parentMeetingDoesNotExist",
            "parentMeetingIDMissing",
            "requestTooLarge",
            "serverTagUnavailable",
            "serverUnavailable",
            "throttled",
            "unsupportedContentType",
            "unsupportedRequest",
            "validationError");

    /** The outcome of a call as a label: the key if it is in a fixed list, because servers may answer with any key. */
    public static String outcome(String key) {
        return OUTCOMES.contains(key) ? key : OTHER;
    }

    /** Whether the meeting or recording was not found. */
    public boolean isNotFound() {
        return key.equals(NOT_FOUND);
    }

    /** Whether the signature of the call was refused. */
    public boolean isChecksumError() {
        return key.equals(CHECKSUM);
    }

    @Override
    public String toString() {
        return message.isEmpty() ? key : key + ": " + message;
    }

    public static BbbError checksum() {
        return new BbbError(CHECKSUM, "You did not pass the checksum security check");
    }

    /** As bbb-webhooks answers (BBB reference, section 7). */
    public static BbbError hookChecksum() {
        return new BbbError("checksumError", "You did not pass the checksum security check.");
    }

    public static BbbError missingCallbackUrl() {
        return new BbbError("missingParamCallbackURL", "You must specify a callbackURL in the parameters.");
    }

    public static BbbError missingHookId() {
        return new BbbError("missingParamHookID", "You must specify a hookID in the parameters.");
    }

    public static BbbError hookNotFound() {
        return new BbbError("destroyMissingHook", "The hook informed was not found.");
    }

    public static BbbError hookNotCreated() {
        return new BbbError("createHookError", "An error happened while creating your hook. Check the logs.");
    }

    public static BbbError missingMeetingId() {
        return new BbbError("missingParamMeetingID", "You must specify a meeting ID for the meeting.");
    }

    public static BbbError meetingNotFound() {
        return new BbbError(
                NOT_FOUND,
                "We could not find a meeting with that meeting ID - perhaps the meeting is not yet running?");
    }

    public static BbbError unsupportedRequest() {
        return new BbbError("unsupportedRequest", "This request is not supported.");
    }

    public static BbbError unsupportedContentType() {
        return new BbbError("unsupportedContentType", "POST request Content-Type is missing or unsupported");
    }

    public static BbbError bodyTooLarge(long limit) {
        return new BbbError(
                "requestTooLarge",
                "The body of the request is larger than the %d bytes allowed (MAX_BODY_MIB).".formatted(limit));
    }

    public static BbbError formTooLarge(long limit) {
        return new BbbError("requestTooLarge", "The form is larger than the %d bytes allowed.".formatted(limit));
    }

    public static BbbError tooManyFields(int limit) {
        return new BbbError("requestTooLarge", "The form has more than the %d fields allowed.".formatted(limit));
    }

    public static BbbError tooManyParameters(int limit) {
        return new BbbError("requestTooLarge", "The query has more than the %d parameters allowed.".formatted(limit));
    }

    /** Detected before the request was parsed. */
    public static BbbError requestTooLarge() {
        return new BbbError("requestTooLarge", "The request, its first line or its header is larger than allowed.");
    }

    public static BbbError internal(String message) {
        return new BbbError("internalError", message);
    }

    public static BbbError unexpected() {
        return internal("The load balancer could not answer. Its log says why.");
    }

    public static BbbError storeUnavailable() {
        return internal("The load balancer cannot reach its store. Please try again in a moment.");
    }

    /** Redis was just emptied. */
    public static BbbError meetingsUnconfirmed() {
        return internal("The load balancer is finding out which meetings run. Please try again in a moment.");
    }

    public static BbbError overloaded() {
        return internal("The load balancer has too many calls in hand. Please try again in a moment.");
    }

    /** The memory or disk limit for answers to getMeetings is reached. */
    public static BbbError meetingListsTooLarge(int limitMib) {
        return internal(("The answers to getMeetings that are being sent take all of the %d MiB allowed"
                        + " (GET_MEETINGS_BUFFER_MIB). Please try again in a moment.")
                .formatted(limitMib));
    }

    /** The list would be incomplete because of this process. */
    public static BbbError meetingListIncomplete() {
        return internal("The load balancer has too many calls in flight to list all meetings. Please try again in a"
                + " moment.");
    }

    public static BbbError noServerListsMeetings(int asked) {
        return internal("None of the %d BigBlueButton servers that are online listed its meetings.".formatted(asked));
    }

    public static BbbError parentMissing() {
        return new BbbError("parentMeetingIDMissing", "No parent meeting ID was provided for the breakout room");
    }

    public static BbbError parentNotFound() {
        return new BbbError("parentMeetingDoesNotExist", "No parent meeting exists for the breakout room");
    }

    public static BbbError noVoiceBridge() {
        return internal("All voice bridges for this meeting are in use.");
    }

    public static BbbError meetingInaccessible() {
        return internal("Unable to access meeting on server.");
    }

    public static BbbError meetingNotCreated() {
        return internal("Unable to create meeting on server.");
    }

    public static BbbError noServer() {
        return internal("Could not find any available servers.");
    }

    public static BbbError noServerWithTag(String tags) {
        return new BbbError(
                "serverTagUnavailable", "There is no available server with the required tag=%s.".formatted(tags));
    }

    /** Two tenants cannot have meetings with the same id on one BBB server. */
    public static BbbError idTaken() {
        return internal("All available servers hold a meeting with this ID of another tenant.");
    }

    /** The limit of the tenant. */
    public static BbbError maxMeetingsReached(int limit) {
        return new BbbError(
                "maxMeetingsReached",
                "No more than %d meetings may run at the same time. Try again when one has ended.".formatted(limit));
    }

    /** The limit of the tenant. */
    public static BbbError maxUsersReached(int limit) {
        return new BbbError(
                "maxUsersReached",
                "No more than %d users may be in meetings at the same time. Try again when some have left."
                        .formatted(limit));
    }

    public static BbbError noReturnCode() {
        return internal("Response did not include returncode");
    }

    public static BbbError missingSessionToken() {
        return new BbbError("missingToken", "You must provide a session token");
    }

    public static BbbError sessionNotFound() {
        return new BbbError("missingSession", "Invalid session token");
    }

    /** Too many session tokens are being looked up. */
    public static BbbError tooManySessionSearches() {
        return internal("The load balancer is looking for too many sessions. Please try again in a moment.");
    }

    public static BbbError serverUnavailable() {
        return new BbbError("serverUnavailable", "The server for this meeting is disabled/offline.");
    }

    public static BbbError missingRecordId() {
        return new BbbError("missingParamRecordID", "You must specify a recordID.");
    }

    public static BbbError missingPublish() {
        return new BbbError("missingParamPublish", "You must specify a publish value true or false.");
    }

    public static BbbError recordingNotFound() {
        return new BbbError(NOT_FOUND, "We could not find recordings");
    }

    public static BbbError recordingsNotChanged() {
        return internal("Unable to publish/unpublish recording.");
    }

    public static BbbError recordingsNotDeleted() {
        return internal("Unable to delete recording.");
    }

    /** An invalid parameter value. */
    public static BbbError parameter(String message) {
        return new BbbError("paramError", message);
    }

    /** A list with too many values. */
    public static BbbError tooManyValues(String name, int limit) {
        return parameter("%s may have at most %d values.".formatted(name, limit));
    }

    public static BbbError tooManyParameters(String kind, int limit) {
        return parameter("At most %d %s parameters are allowed.".formatted(limit, kind));
    }

    public static BbbError recordingFilterMissing() {
        return new BbbError("missingParameters", "param meetingID or recordID must be included.");
    }
}
