/** {@code scalelite servers} and {@code scalelite status}. */
@NullMarked
package org.scalelite.cli.servers;

import org.jspecify.annotations.NullMarked;
