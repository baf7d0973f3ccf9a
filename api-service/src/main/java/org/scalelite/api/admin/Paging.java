package org.scalelite.api.admin;

import org.scalelite.api.edge.AdminRequest;

/** How much of a list is wanted. */
final class Paging {
    /** Entries of a list whose limit is not given. */
    static final int USUAL = 100;

    /** The most that can be given at once. */
    static final int MOST = 1000;

    private Paging() {}

    static int limit(AdminRequest request) {
        return request.number("limit", USUAL, 1, MOST);
    }

    static int offset(AdminRequest request) {
        return request.number("offset", 0, 0, Integer.MAX_VALUE);
    }
}
