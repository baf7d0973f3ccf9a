package org.scalelite.common.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IP addresses, as {@code 10.1.0.0/16} or {@code fd00::/8}. */
public final class Network {
    // Literal addresses only: a host name would cause a DNS lookup.
    private static final Pattern CIDR =
            Pattern.compile("([0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)/([0-9]{1,3})");

    private final IpSubnetFilterRule rule;
    private final String text;

    private Network(IpSubnetFilterRule rule, String text) {
        this.rule = rule;
        this.text = text;
    }

    /**
     * Parses an address and the length of its prefix.
     *
     * @throws IllegalArgumentException if the text is not a network
     */
    public static Network of(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            throw new IllegalArgumentException("no network: " + text);
        }
        int prefix = Integer.parseInt(cidr.group(2));
        return new Network(new IpSubnetFilterRule(cidr.group(1), prefix, IpFilterRuleType.ACCEPT), text);
    }

    /** Whether the network contains the address. */
    public boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }

    @Override
    public String toString() {
        return text;
    }
}
