/** {@code scalelite callbacks}. */
@NullMarked
package org.scalelite.cli.callbacks;

import org.jspecify.annotations.NullMarked;
