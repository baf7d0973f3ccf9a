/** Paths of recordings: links in their metadata, names of their files, and the directory of the player. */
@NullMarked
package org.scalelite.common.playback;

import org.jspecify.annotations.NullMarked;
