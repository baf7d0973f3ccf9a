/** The suite's programs, stores and simulated servers, started for a run. */
@NullMarked
package org.scalelite.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
