/** From bytes to a request, and back: what real servers do before and after a call. */
@NullMarked
package org.scalelite.simulator.http;

import org.jspecify.annotations.NullMarked;
