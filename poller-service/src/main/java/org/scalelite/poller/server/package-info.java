/** Pure decisions about a server, then one write. */
@NullMarked
package org.scalelite.poller.server;

import org.jspecify.annotations.NullMarked;
