package org.scalelite.common.recording;

import org.scalelite.common.config.EnumText;

/** How far a recording is (specification, section 4). */
public enum RecordingState implements EnumText {
    PROCESSING,
    PROCESSED,
    PUBLISHED,
    UNPUBLISHED,
    DELETED;
}
