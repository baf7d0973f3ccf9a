/** Hashes and secrets that sign calls. */
@NullMarked
package org.scalelite.common.checksum;

import org.jspecify.annotations.NullMarked;
