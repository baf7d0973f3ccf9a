/** Hooks of front-ends, and those of ours at BBB servers (docs/adr/0050). */
@NullMarked
package org.scalelite.common.hook;

import org.jspecify.annotations.NullMarked;
