/** {@code scalelite complete}: what a shell may complete. */
@NullMarked
package org.scalelite.cli.complete;

import org.jspecify.annotations.NullMarked;
