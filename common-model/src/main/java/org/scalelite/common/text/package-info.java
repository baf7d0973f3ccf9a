/** Texts for people. */
@NullMarked
package org.scalelite.common.text;

import org.jspecify.annotations.NullMarked;
