/** Playback of recordings: access and delivery of files. */
@NullMarked
package org.scalelite.api.playback;

import org.jspecify.annotations.NullMarked;
