/** The common host before the pool, from which browsers load the clients of all servers (docs/cluster-proxy.md). */
@NullMarked
package org.scalelite.common.cluster;

import org.jspecify.annotations.NullMarked;
