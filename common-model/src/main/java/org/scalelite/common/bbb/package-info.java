/** How to speak to a BBB server. */
@NullMarked
package org.scalelite.common.bbb;

import org.jspecify.annotations.NullMarked;
