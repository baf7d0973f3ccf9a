/** The directory of meetings and their servers. */
@NullMarked
package org.scalelite.common.meeting;

import org.jspecify.annotations.NullMarked;
