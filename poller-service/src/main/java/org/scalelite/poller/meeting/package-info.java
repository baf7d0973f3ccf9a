/** Which meetings are over. */
@NullMarked
package org.scalelite.poller.meeting;

import org.jspecify.annotations.NullMarked;
