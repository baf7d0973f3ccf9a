/** Bytes of the program's own files, and bytes as text. */
@NullMarked
package org.scalelite.common.io;

import org.jspecify.annotations.NullMarked;
