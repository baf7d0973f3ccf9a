/** {@code scalelite recordings}. */
@NullMarked
package org.scalelite.cli.recordings;

import org.jspecify.annotations.NullMarked;
