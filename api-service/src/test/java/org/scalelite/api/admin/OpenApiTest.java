package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scalelite.api.http.Routes.AdminApi;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.HouseRules;
import org.yaml.snakeyaml.Yaml;

/** The description of the admin API is that of the code, is served, and is the one that is checked in. */
class OpenApiTest {
    private static final Path DOCUMENT = Path.of("../docs/openapi.yml");

    private static String generated() throws IOException {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/swagger/openapi.yml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theDocumentIsThatOfTheCode() throws IOException {
        if (Boolean.parseBoolean(System.getenv("UPDATE_DOCS"))) {
            Files.writeString(DOCUMENT, generated());
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/openapi.yml is stale: run this test with UPDATE_DOCS=true")
                .isEqualTo(generated());
    }

    @Test
    void everyCallIsDescribedAndNothingElse() throws IOException {
        Map<String, String> described = new TreeMap<>();
        document().get("paths").properties().forEach(path -> described.put(path.getKey(), names(path.getValue())));
        Map<String, String> coded = new TreeMap<>();
        HouseRules.module("api.admin").stream()
                .filter(controller -> controller.isAnnotatedWith(AdminApi.class))
                .flatMap(controller -> controller.getMethods().stream())
                .forEach(method -> {
                    method.tryGetAnnotationOfType(Get.class)
                            .ifPresent(get -> coded.put("/scalelite/api" + get.value(), "get"));
                    method.tryGetAnnotationOfType(Post.class)
                            .ifPresent(post -> coded.put("/scalelite/api" + post.value(), "post"));
                });
        assertThat(coded).hasSizeGreaterThanOrEqualTo(36);
        assertThat(described).isEqualTo(coded);
    }

    private static String names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(","));
    }

    @Test
    void documentIsValidOpenApi() throws IOException {
        assertThat(new OpenAPIV3Parser().readContents(generated(), null, null).getMessages())
                .isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode schemas = document().get("components").get("schemas");
        Matcher reference = Pattern.compile("#/components/schemas/([A-Za-z.]+)").matcher(generated());
        while (reference.find()) {
            assertThat(schemas.has(reference.group(1))).as(reference.group()).isTrue();
        }
    }

    @Test
    void describesErrorsAndAuthenticationOfEachCall() throws IOException {
        assertThat(document().get("security").toString()).isEqualTo("[{\"token\":[]},{\"checksum\":[]}]");
        assertThat(names(document().get("components").get("securitySchemes")).split(","))
                .containsExactlyInAnyOrder("token", "checksum");
        for (JsonNode path : document().get("paths")) {
            for (JsonNode operation : path) {
                assertThat(names(operation.get("responses")).split(","))
                        .as(operation.get("operationId").textValue())
                        .contains("400", "401", "403", "429", "503");
                assertThat(operation.get("summary").textValue()).isNotBlank();
            }
        }
    }

    @Test
    void itIsServedToEverybody() throws IOException {
        try (TestSuite suite = new TestSuite(1)) {
            AdminClient unauthorized = AdminClient.signing(suite.replica(), "wrong");
            AdminClient.Reply reply = unauthorized.send(HttpRequest.newBuilder(unauthorized.raw("/openapi.yml")));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.answer().header("Content-Type")).isEqualTo("application/yaml; charset=utf-8");
            assertThat(reply.answer().body()).isEqualTo(generated());
        }
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().load(generated()));
    }
}
