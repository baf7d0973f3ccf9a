/** From what BBB servers say to what the registry holds. */
@NullMarked
package org.scalelite.poller;

import org.jspecify.annotations.NullMarked;
