/** What operators call servers and tenants: ids, names and beginnings of ids. */
@NullMarked
package org.scalelite.cli.lookup;

import org.jspecify.annotations.NullMarked;
