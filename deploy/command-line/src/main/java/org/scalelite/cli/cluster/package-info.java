/** The common host before the pool (docs/cluster-proxy.md). */
@NullMarked
package org.scalelite.cli.cluster;

import org.jspecify.annotations.NullMarked;
