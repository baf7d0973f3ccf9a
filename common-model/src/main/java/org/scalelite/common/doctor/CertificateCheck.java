package org.scalelite.common.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scalelite.common.text.Amounts;
import org.scalelite.common.tls.CertificateProbe.Look;

/** Whether browsers and the balancer believe a server's certificate, and for how long. */
final class CertificateCheck {
    private static final Duration SOON = Duration.ofDays(21);
    private static final Duration AT_ONCE = Duration.ofDays(7);
    private static final String RENEW = "renew it there ('certbot renew'), and reload nginx";

    private CertificateCheck() {}

    static List<Finding> run(String where, Look look, Instant now) {
        return switch (look) {
            case Look.Seen seen -> certificate(where, seen, now);
            case Look.NoTls(String reason) ->
                List.of(Finding.problem(
                        where,
                        "does not speak TLS: " + reason,
                        "check its nginx ('nginx -t', the port), or whether its URL should begin with http:"));
            // The calls that follow say why.
            case Look.NotReached _ -> List.of();
        };
    }

    private static List<Finding> certificate(String where, Look.Seen seen, Instant now) {
        List<Finding> findings = new ArrayList<>();
        Duration left = Duration.between(now, seen.expires());
        if (left.isNegative()) {
            findings.add(Finding.problem(where, "its certificate expired on " + day(seen.expires()), RENEW));
            return findings;
        }
        seen.objection()
                .ifPresent(objection -> findings.add(Finding.problem(
                        where,
                        "its certificate is not believed: " + objection,
                        "give it a certificate for its host name with the whole chain, of an authority that Java and"
                                + " browsers know; one of your own goes into TLS_CA_FILE")));
        String what = "its certificate expires in %s, on %s"
                .formatted(Amounts.count(left.toDays(), "day"), day(seen.expires()));
        if (left.compareTo(AT_ONCE) < 0) {
            findings.add(Finding.problem(where, what, RENEW));
        } else if (left.compareTo(SOON) < 0) {
            findings.add(Finding.warning(where, what, RENEW));
        } else if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(where, "its certificate is good for %s".formatted(Amounts.count(left.toDays(), "day"))));
        }
        return findings;
    }

    private static String day(Instant instant) {
        return instant.toString().substring(0, "2026-01-01".length());
    }

    /** A server that is called without TLS, unless it is this very machine. */
    static List<Finding> plain(String where, URI url) {
        String host = String.valueOf(url.getHost());
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return here
                ? List.of()
                : List.of(Finding.note(where, "is called over http: signatures and joins can be read on the way"));
    }
}
