/** Which meeting lives on which server. */
@NullMarked
package org.scalelite.common.meeting;

import org.jspecify.annotations.NullMarked;
