/** How the programs of the suite start and stop. */
@NullMarked
package org.scalelite.common.program;

import org.jspecify.annotations.NullMarked;
