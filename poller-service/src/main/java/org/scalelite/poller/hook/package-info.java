/** Our hooks at the BBB servers (docs/adr/0050). */
@NullMarked
package org.scalelite.poller.hook;

import org.jspecify.annotations.NullMarked;
