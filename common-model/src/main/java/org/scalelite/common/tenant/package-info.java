/** Tenants: who may call, with which secrets and settings. */
@NullMarked
package org.scalelite.common.tenant;

import org.jspecify.annotations.NullMarked;
