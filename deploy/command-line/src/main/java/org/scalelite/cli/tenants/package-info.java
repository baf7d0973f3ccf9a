/** {@code scalelite tenants} and {@code scalelite tenant-settings}. */
@NullMarked
package org.scalelite.cli.tenants;

import org.jspecify.annotations.NullMarked;
