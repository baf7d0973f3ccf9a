/** Work in the background. */
@NullMarked
package org.scalelite.common.task;

import org.jspecify.annotations.NullMarked;
