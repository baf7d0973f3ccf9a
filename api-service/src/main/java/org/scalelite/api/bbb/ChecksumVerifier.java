package org.scalelite.api.bbb;

import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;

/** Whether a call was signed with one of the secrets (specification, section 5.3). */
@Singleton
public record ChecksumVerifier(HttpConfig config) {
    /**
     * A hint which of the secrets signed the call; empty if none did. The checksum is in the query or in the form; given
     * more than once it must be the same, as Scalelite has it.
     */
    public Optional<String> signer(String callName, QueryText query, Optional<FormBody> form, SharedSecrets secrets) {
        Set<String> checksums = new HashSet<>(query.checksums());
        form.ifPresent(body -> checksums.addAll(body.checksums()));
        if (checksums.size() != 1) {
            return Optional.empty();
        }
        String checksum = checksums.iterator().next();
        return ChecksumAlgorithm.byLength(checksum.length())
                .filter(config.algorithms()::contains)
                .flatMap(algorithm -> signedTexts(query, form).stream()
                        .flatMap(text -> secrets.signer(algorithm, callName + text, checksum).stream())
                        .findFirst());
    }

    /**
     * Texts of which one must be signed: the query; or, where all parameters are in the form, the form as older clients
     * sign it (BBB reference, 2.4). A query with parameters excludes a form with any: those are not signed.
     */
    private List<String> signedTexts(QueryText query, Optional<FormBody> form) {
        Optional<FormBody> carrier = form.filter(FormBody::hasParameters);
        if (carrier.isEmpty()) {
            return List.of(query.withoutChecksum());
        }
        if (query.hasParameters()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        carrier.flatMap(FormBody::text).map(QueryText::withoutChecksum).ifPresent(texts::add);
        if (!config.strictFormChecksum()) {
            texts.add(query.withoutChecksum());
            texts.add(sortedQuery(carrier.get().withoutChecksum()));
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
