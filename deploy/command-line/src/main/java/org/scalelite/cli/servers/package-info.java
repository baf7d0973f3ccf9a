/** {@code scalelite servers}. */
@NullMarked
package org.scalelite.cli.servers;

import org.jspecify.annotations.NullMarked;
