/** From bytes to a trusted BbbRequest, and back. */
@NullMarked
package org.scalelite.api.edge;

import org.jspecify.annotations.NullMarked;
