/** The BBB API that front-ends call. */
@NullMarked
package org.scalelite.api;

import org.jspecify.annotations.NullMarked;
