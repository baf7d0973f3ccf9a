/** Usage of tenants. */
@NullMarked
package org.scalelite.api.admin.tenant;

import org.jspecify.annotations.NullMarked;
