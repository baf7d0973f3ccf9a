/** How fast the running suite is, and how near that is to what its runtime allows. */
@NullMarked
package org.scalelite.benchmarks;

import org.jspecify.annotations.NullMarked;
