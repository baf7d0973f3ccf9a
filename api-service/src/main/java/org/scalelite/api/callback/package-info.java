/** Callbacks: what a create orders, and what BBB servers report for front-ends. */
@NullMarked
package org.scalelite.api.callback;

import org.jspecify.annotations.NullMarked;
