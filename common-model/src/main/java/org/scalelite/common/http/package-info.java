/** Calls of others than BBB servers. */
@NullMarked
package org.scalelite.common.http;

import org.jspecify.annotations.NullMarked;
