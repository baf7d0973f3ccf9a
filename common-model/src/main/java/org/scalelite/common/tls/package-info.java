/** Whose certificates this process trusts. */
@NullMarked
package org.scalelite.common.tls;

import org.jspecify.annotations.NullMarked;
