package org.scalelite.common.meeting;

/**
 * The state of a meeting in the registry.
 *
 * @param created false if no create of it has succeeded and no poll has listed it
 * @param inUse whether it was created or joined within the last minutes, although its server may report no users yet
 * @param createsFail whether its server recently failed to create meetings
 * @param suspect whether its server recently failed a poll or a call
 */
public record MeetingState(boolean created, boolean inUse, boolean createsFail, boolean suspect) {}
