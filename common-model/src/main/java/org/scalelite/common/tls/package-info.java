/** Trusted certificate authorities, and the certificates of servers. */
@NullMarked
package org.scalelite.common.tls;

import org.jspecify.annotations.NullMarked;
