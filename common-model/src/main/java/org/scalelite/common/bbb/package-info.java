/** The client of BBB servers. */
@NullMarked
package org.scalelite.common.bbb;

import org.jspecify.annotations.NullMarked;
