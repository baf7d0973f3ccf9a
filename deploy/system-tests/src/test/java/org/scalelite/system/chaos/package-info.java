/** The running suite while networks are cut, servers die and stores are lost, and what must hold afterwards. */
@NullMarked
package org.scalelite.system.chaos;

import org.jspecify.annotations.NullMarked;
