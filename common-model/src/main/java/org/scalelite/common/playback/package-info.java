/** How recordings are addressed: the links in their metadata, and the names of their files. */
@NullMarked
package org.scalelite.common.playback;

import org.jspecify.annotations.NullMarked;
