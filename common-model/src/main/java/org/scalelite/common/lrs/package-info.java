/** Access of BBB servers to the learning record stores of tenants. */
@NullMarked
package org.scalelite.common.lrs;

import org.jspecify.annotations.NullMarked;
