/** Recordings: their rows in PostgreSQL and their files. */
@NullMarked
package org.scalelite.common.recording;

import org.jspecify.annotations.NullMarked;
