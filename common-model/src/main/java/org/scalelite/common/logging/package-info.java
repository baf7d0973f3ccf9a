/** Log encoders. */
@NullMarked
package org.scalelite.common.logging;

import org.jspecify.annotations.NullMarked;
