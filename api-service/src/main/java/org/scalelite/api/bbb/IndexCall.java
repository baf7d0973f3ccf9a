package org.scalelite.api.bbb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;

/** The version document (specification, section 5.6). */
@Singleton
final class IndexCall implements CallHandler {
    private static final String VERSION = "2.0";

    private final BbbAnswer answer;

    IndexCall(Settings settings) {
        String build = settings.get(Variables.BUILD_NUMBER)
                .or(() -> Optional.ofNullable(IndexCall.class.getPackage().getImplementationVersion()))
                .orElse(null);
        // Clients of BBB 2.4 and later read apiVersion and bbbVersion; the pool has no one version of BBB.
        this.answer = BbbAnswer.of(new Index("SUCCESS", VERSION, build, VERSION, ""));
    }

    @Override
    public Set<BbbCall> calls() {
        return Set.of(BbbCall.INDEX);
    }

    @Override
    public BbbAnswer answer(BbbRequest request) {
        return answer;
    }

    @JacksonXmlRootElement(localName = "response")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Index(
            String returncode, String version, @Nullable String build, String apiVersion, String bbbVersion) {}
}
