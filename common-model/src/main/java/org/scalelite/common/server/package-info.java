/** The registry of BBB servers. */
@NullMarked
package org.scalelite.common.server;

import org.jspecify.annotations.NullMarked;
