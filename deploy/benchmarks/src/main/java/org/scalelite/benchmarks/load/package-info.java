/** Load on one service, and what it costs. */
@NullMarked
package org.scalelite.benchmarks.load;

import org.jspecify.annotations.NullMarked;
