/** Start and stop of programs. */
@NullMarked
package org.scalelite.common.program;

import org.jspecify.annotations.NullMarked;
