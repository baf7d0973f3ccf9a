/** Repair of malformed XML. */
@NullMarked
package org.scalelite.common.xml;

import org.jspecify.annotations.NullMarked;
