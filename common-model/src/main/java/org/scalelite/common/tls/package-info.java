/** Trusted certificate authorities. */
@NullMarked
package org.scalelite.common.tls;

import org.jspecify.annotations.NullMarked;
