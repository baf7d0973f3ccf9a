/** Makes XML that others wrote readable. */
@NullMarked
package org.scalelite.common.xml;

import org.jspecify.annotations.NullMarked;
