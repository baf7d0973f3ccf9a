/** The BBB API: from an HTTP request to an authenticated {@link org.scalelite.api.bbb.BbbRequest}, and to its answer. */
@NullMarked
package org.scalelite.api.bbb;

import org.jspecify.annotations.NullMarked;
