/** {@code scalelite history}. */
@NullMarked
package org.scalelite.cli.history;

import org.jspecify.annotations.NullMarked;
