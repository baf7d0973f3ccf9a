/** What the tests of several modules share. */
@NullMarked
package org.scalelite.common.testing;

import org.jspecify.annotations.NullMarked;
