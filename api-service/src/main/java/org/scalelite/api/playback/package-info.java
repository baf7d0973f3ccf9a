/** Who may see which file of a recording, and how it gets there. */
@NullMarked
package org.scalelite.api.playback;

import org.jspecify.annotations.NullMarked;
