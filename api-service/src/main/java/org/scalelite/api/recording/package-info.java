/** The BBB calls for recordings. */
@NullMarked
package org.scalelite.api.recording;

import org.jspecify.annotations.NullMarked;
