/** The BBB calls for meetings; each call that does more than forward has its own class. */
@NullMarked
package org.scalelite.api.meeting;

import org.jspecify.annotations.NullMarked;
