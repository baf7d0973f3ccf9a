/** Limits on connections, where there is no request yet: how many, and how long and how large a header may be. */
@NullMarked
package org.scalelite.api.edge.connection;

import org.jspecify.annotations.NullMarked;
