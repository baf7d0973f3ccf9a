/** Dial-in: the FreeSWITCH dialplan for phone calls. */
@NullMarked
package org.scalelite.api.dialin;

import org.jspecify.annotations.NullMarked;
