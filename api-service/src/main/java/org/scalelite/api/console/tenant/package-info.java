/** Pages of tenants. */
@NullMarked
package org.scalelite.api.console.tenant;

import org.jspecify.annotations.NullMarked;
