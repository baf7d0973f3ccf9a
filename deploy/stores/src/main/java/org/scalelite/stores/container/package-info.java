/** Stores in containers. */
@NullMarked
package org.scalelite.stores.container;

import org.jspecify.annotations.NullMarked;
