/** Learning record stores of tenants: what BBB is given to get in. */
@NullMarked
package org.scalelite.common.lrs;

import org.jspecify.annotations.NullMarked;
