/** {@code hooks}. */
@NullMarked
package org.scalelite.cli.hooks;

import org.jspecify.annotations.NullMarked;
