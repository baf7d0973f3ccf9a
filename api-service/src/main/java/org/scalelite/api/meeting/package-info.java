/** The calls about meetings, one class for each that does more than forward. */
@NullMarked
package org.scalelite.api.meeting;

import org.jspecify.annotations.NullMarked;
