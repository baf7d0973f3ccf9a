/** The least that a service of this kind has to do: the floor of each figure. */
@NullMarked
package org.scalelite.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
