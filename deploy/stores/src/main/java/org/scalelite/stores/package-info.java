/** Real Redis and PostgreSQL for tests and for the quick start: given, in containers, or embedded. */
@NullMarked
package org.scalelite.stores;

import org.jspecify.annotations.NullMarked;
