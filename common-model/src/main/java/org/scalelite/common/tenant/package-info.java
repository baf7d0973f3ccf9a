/** Tenants with their secrets, limits and settings. */
@NullMarked
package org.scalelite.common.tenant;

import org.jspecify.annotations.NullMarked;
