/** {@code scalelite check}: the state of the pool for monitoring systems. */
@NullMarked
package org.scalelite.cli.check;

import org.jspecify.annotations.NullMarked;
