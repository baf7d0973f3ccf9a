/** Callbacks: what front-ends want to hear, and how it gets to them. */
@NullMarked
package org.scalelite.common.callback;

import org.jspecify.annotations.NullMarked;
