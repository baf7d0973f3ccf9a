/** How the log is written. */
@NullMarked
package org.scalelite.common.logging;

import org.jspecify.annotations.NullMarked;
