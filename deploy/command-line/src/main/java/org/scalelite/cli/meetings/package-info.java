/** {@code scalelite meetings}. */
@NullMarked
package org.scalelite.cli.meetings;

import org.jspecify.annotations.NullMarked;
