/** Phone calls: what FreeSWITCH is told to do with them. */
@NullMarked
package org.scalelite.api.dialin;

import org.jspecify.annotations.NullMarked;
