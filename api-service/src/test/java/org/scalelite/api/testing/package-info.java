/** Replicas and front-ends for tests over real HTTP. */
@NullMarked
package org.scalelite.api.testing;

import org.jspecify.annotations.NullMarked;
