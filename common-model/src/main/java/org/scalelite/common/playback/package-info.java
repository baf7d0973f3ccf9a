/** Paths of recordings: links in their metadata and names of their files. */
@NullMarked
package org.scalelite.common.playback;

import org.jspecify.annotations.NullMarked;
