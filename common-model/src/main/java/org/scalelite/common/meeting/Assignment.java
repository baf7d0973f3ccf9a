package org.scalelite.common.meeting;

/** What became of giving a meeting a server. */
public sealed interface Assignment {

    /** The meeting had its server before. */
    record Existing(Placement placement) implements Assignment {}

    /** The meeting is new on this server. */
    record Created(Placement placement) implements Assignment {}

    /** No server fits; nothing was recorded. */
    record NoServer() implements Assignment {}

    /** All candidates for the voice bridge are in use; nothing was recorded. */
    record NoVoiceBridge() implements Assignment {}
}
