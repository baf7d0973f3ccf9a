/** A morning of meetings, played against rules of placement without any server. */
@NullMarked
package org.scalelite.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
