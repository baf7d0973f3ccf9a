/** What every interface of the API needs of HTTP: request lines, hosts, errors, files. */
@NullMarked
package org.scalelite.api.http;

import org.jspecify.annotations.NullMarked;
