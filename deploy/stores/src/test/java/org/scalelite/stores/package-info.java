/** Tests of the stores, each with real servers. */
@NullMarked
package org.scalelite.stores;

import org.jspecify.annotations.NullMarked;
