/** What several tests of the console share. */
@NullMarked
package org.scalelite.api.console.testing;

import org.jspecify.annotations.NullMarked;
