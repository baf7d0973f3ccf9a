package org.scalelite.common.meeting;

/**
 * What the registry knows of a meeting that has a server.
 *
 * @param created false if no create of it has succeeded yet and no poll has listed it: nobody was told that it exists
 * @param inUse whether it was created, or joined through us, within the last minutes: its server may not have seen anybody
 *     yet, but people are on their way
 * @param createsFail whether its server could not create meetings lately
 * @param suspect whether its server failed a poll or a call lately
 */
public record MeetingState(boolean created, boolean inUse, boolean createsFail, boolean suspect) {}
