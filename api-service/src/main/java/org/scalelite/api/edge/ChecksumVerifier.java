package org.scalelite.api.edge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;

/** Whether a call was signed with one of the secrets (specification, section 5.3). */
final class ChecksumVerifier {
    private final EdgeConfig config;

    ChecksumVerifier(EdgeConfig config) {
        this.config = config;
    }

    /**
     * A hint which of the secrets signed the call; empty if none did. Of checksums there must be one, in the query or in
     * the form.
     */
    Optional<String> signer(String callName, QueryText query, Optional<FormBody> form, SharedSecrets secrets) {
        List<String> checksums = Stream.concat(
                        query.checksums().stream(), form.stream().flatMap(body -> body.checksums().stream()))
                .toList();
        if (checksums.size() != 1) {
            return Optional.empty();
        }
        String checksum = checksums.getFirst();
        return ChecksumAlgorithm.byLength(checksum.length())
                .filter(config.algorithms()::contains)
                .flatMap(algorithm -> signedTexts(query, form).stream()
                        .flatMap(text -> secrets.signer(algorithm, callName + text, checksum).stream())
                        .findFirst());
    }

    /** Texts of which one must be signed: the query; or, as older clients do it, the body (BBB reference, 2.4). */
    private List<String> signedTexts(QueryText query, Optional<FormBody> form) {
        String signedQuery = query.withoutChecksum();
        boolean carriesParameters =
                form.map(body -> !body.withoutChecksum().isEmpty()).orElse(false);
        List<String> texts = new ArrayList<>();
        if (!carriesParameters || !config.strictFormChecksum()) {
            texts.add(signedQuery);
        }
        if (carriesParameters && signedQuery.isEmpty()) {
            form.flatMap(FormBody::text).map(QueryText::withoutChecksum).ifPresent(texts::add);
            if (!config.strictFormChecksum()) {
                form.ifPresent(body -> texts.add(sortedQuery(body.withoutChecksum())));
            }
        }
        return texts;
    }

    private static String sortedQuery(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
