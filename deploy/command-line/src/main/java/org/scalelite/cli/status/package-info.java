/** {@code scalelite status} and {@code scalelite servers list}. */
@NullMarked
package org.scalelite.cli.status;

import org.jspecify.annotations.NullMarked;
