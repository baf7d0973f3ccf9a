/** {@code scalelite poll}. */
@NullMarked
package org.scalelite.cli.poll;

import org.jspecify.annotations.NullMarked;
