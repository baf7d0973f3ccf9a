/** Signed tokens. */
@NullMarked
package org.scalelite.common.token;

import org.jspecify.annotations.NullMarked;
