package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalelite.api.testing.Answer;
import org.scalelite.common.redis.RedisKey;

/** The results of getRecordings and their format (specification, sections 5.12, 7 and 16.12). */
class GetRecordingsTest {
    private final Path directory;

    GetRecordingsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static List<String> found(Recordings recordings, String... parameters) {
        Answer answer = recordings.frontEnd().get("getRecordings", parameters);
        assertThat(answer.isSuccess()).as(answer.body()).isTrue();
        return answer.texts("recordID");
    }

    @Test
    void writesElementsInScalelitesOrder() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings.add(
                    "rec-1",
                    "room-1",
                    "published",
                    Map.of("bbb-origin", "Moodle", "gl-listed", ""),
                    List.of("presentation", "video"));
            recordings
                    .database()
                    .run("insert into thumbnails (playback_format_id, width, height, alt, url, sequence)"
                            + " values (1, 176, 136, 'Second', '/b.png', 1), (1, 176, 136, 'First \"one\"', '/a.png', 0);"
                            + "update playback_formats set processing_time = null where format = 'video'");
            Answer answer = recordings.frontEnd().get("getRecordings");
            String host = recordings.frontEnd().origin();
            assertThat(answer.header("Content-Type")).isEqualTo("application/xml; charset=utf-8");
            assertThat(answer.body()).isEqualTo("""
                    <response><returncode>SUCCESS</returncode><recordings><recording><recordID>rec-1</recordID>\
                    <meetingID>room-1</meetingID><internalMeetingID>rec-1</internalMeetingID>\
                    <name>Name of rec-1</name><published>true</published><state>published</state>\
                    <startTime>1767603600123</startTime><endTime>1767606600123</endTime>\
                    <participants>3</participants>\
                    <metadata><bbb-origin>Moodle</bbb-origin><gl-listed><![CDATA[]]></gl-listed></metadata>\
                    <playback><format><type>presentation</type><url>HOST/playback/presentation/rec-1</url>\
                    <length>50</length><processingTime>7177</processingTime><preview><images>\
                    <image alt="First &quot;one&quot;" width="176" height="136">HOST/a.png</image>\
                    <image alt="Second" width="176" height="136">HOST/b.png</image></images></preview></format>\
                    <format><type>video</type><url>HOST/playback/video/rec-1</url><length>50</length></format>\
                    </playback></recording></recordings></response>""".replace("HOST", host));
        }
    }

    @Test
    void filtersByEachParameter() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings.add("a1b2-1", "room 1", Map.of("course", "Math", "year", "2025"));
            recordings.add("a1b2-2", "room,2", Map.of("course", "Mathematics", "year", "2026"));
            recordings.add("a_b%-3", "room-3", "unpublished", Map.of("course", "100% fun_"), List.of("video"));
            recordings.add("zzz-4", "room-4", "processed", Map.of("course", ""), List.of("video"));
            recordings.add("zzz-5", "room-5", null, Map.of("Case", "x"), List.of("video"));
            recordings.add("none-6", "room-6", "published", Map.of(), List.of());
            recordings.add("del-7", "room-7", "deleted", Map.of("course", "Math"), List.of());
            Map<List<String>, List<String>> table = new LinkedHashMap<>();
            table.put(List.of(), List.of("zzz-5", "a_b%-3", "a1b2-2", "a1b2-1"));
            table.put(List.of("recordID", "a1b2"), List.of("a1b2-2", "a1b2-1"));
            table.put(List.of("recordID", "a1b2-1, zzz,"), List.of("zzz-5", "a1b2-1"));
            table.put(List.of("recordID", "a_b%"), List.of("a_b%-3"));
            table.put(List.of("recordID", "a%"), List.of());
            table.put(List.of("recordID", "1b2"), List.of());
            table.put(List.of("recordID", "a1b2\0"), List.of());
            table.put(List.of("recordID", ""), List.of("zzz-5", "a_b%-3", "a1b2-2", "a1b2-1"));
            table.put(List.of("meetingID", "room 1,room-3"), List.of("a_b%-3", "a1b2-1"));
            table.put(List.of("meetingID", "room"), List.of());
            table.put(List.of("meetingID", "room-6"), List.of());
            table.put(List.of("meetingID", "room\0 1"), List.of());
            table.put(List.of("recordID", "a1b2", "meetingID", "room 1"), List.of("a1b2-1"));
            table.put(List.of("state", "unpublished"), List.of("zzz-5", "a_b%-3"));
            table.put(List.of("state", "published"), List.of("a1b2-2", "a1b2-1"));
            table.put(List.of("state", "published, processed"), List.of("zzz-4", "a1b2-2", "a1b2-1"));
            table.put(List.of("state", "any"), List.of("del-7", "zzz-5", "zzz-4", "a_b%-3", "a1b2-2", "a1b2-1"));
            table.put(List.of("state", "deleted"), List.of("del-7"));
            table.put(List.of("state", "published,deleted"), List.of("del-7", "a1b2-2", "a1b2-1"));
            table.put(List.of("state", "deleted", "recordID", "a1b2"), List.of());
            table.put(List.of("state", "deleted", "meetingID", "room-7"), List.of("del-7"));
            table.put(List.of("state", "nonsense"), List.of());
            table.put(List.of("meta_course", "Math"), List.of("a1b2-1"));
            table.put(List.of("meta_COURSE", "Math"), List.of("a1b2-1"));
            table.put(List.of("meta_course", "math"), List.of());
            table.put(List.of("meta_course", "Math,Mathematics"), List.of("a1b2-2", "a1b2-1"));
            table.put(List.of("meta_course", "Math%"), List.of("a1b2-2", "a1b2-1"));
            table.put(List.of("meta_course", "%ematics"), List.of("a1b2-2"));
            table.put(List.of("meta_course", "%emati%"), List.of("a1b2-2"));
            table.put(List.of("meta_course", "M%h"), List.of());
            table.put(List.of("meta_course", "%00% fun_"), List.of("a_b%-3"));
            table.put(List.of("meta_course", "%00_ fun%"), List.of());
            table.put(List.of("meta_course", "%"), List.of("a_b%-3", "a1b2-2", "a1b2-1"));
            table.put(List.of("meta_course", "", "state", "any"), List.of("zzz-4"));
            table.put(List.of("meta_course", "Math%", "meta_year", "2026"), List.of("a1b2-2"));
            table.put(List.of("meta_course", "Math", "meta_year", "2026"), List.of());
            table.put(List.of("meta_nothing", "x"), List.of());
            table.put(List.of("meta_course", "Math\0"), List.of());
            table.put(List.of("meta_", "x"), List.of("zzz-5", "a_b%-3", "a1b2-2", "a1b2-1"));
            table.forEach((parameters, expected) -> assertThat(found(recordings, parameters.toArray(new String[0])))
                    .as(parameters.toString())
                    .isEqualTo(expected));
        }
    }

    private static String[] filters(int count, String last) {
        List<String> parameters = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            parameters.add("meta_key" + i);
            parameters.add(i == count ? last : "other%," + i);
        }
        return parameters.toArray(new String[0]);
    }

    @Test
    void combinesFiltersUpToTheLimit() {
        try (Recordings recordings = new Recordings(directory)) {
            Map<String, String> metadata = new LinkedHashMap<>();
            for (int i = 1; i <= 32; i++) {
                metadata.put("key" + i, String.valueOf(i));
            }
            recordings.add("all", "room", metadata);
            metadata.put("key32", "x");
            recordings.add("all-but-one", "room", metadata);
            metadata.remove("key32");
            recordings.add("one-missing", "room", metadata);
            assertThat(found(recordings, filters(32, "32"))).containsExactly("all");
            assertThat(found(recordings, filters(32, "x,32"))).containsExactly("all-but-one", "all");
            assertThat(found(recordings, filters(32, ""))).isEmpty();
            String[] twice = filters(5, "5");
            twice[0] = "meta_KEY4";
            twice[1] = "4%,x";
            assertThat(found(recordings, twice)).hasSize(3);
            twice[1] = "5%,x";
            assertThat(found(recordings, twice)).isEmpty();
        }
    }

    @Test
    void rejectsTooLongLists() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings.add("rec-1", "room-1", Map.of());
            String most = String.join(",", Collections.nCopies(2, ids(1_000)));
            for (String name : List.of("recordID", "meetingID")) {
                assertThat(found(recordings, name, most)).isEmpty();
                refused(recordings, name + " may have at most 1000 values.", "getRecordings", name, ids(1_001));
            }
            Answer form = recordings
                    .frontEnd()
                    .post(
                            "getRecordings",
                            Map.of(),
                            "application/x-www-form-urlencoded",
                            ("recordID=" + ids(70_000)).getBytes(StandardCharsets.US_ASCII));
            assertThat(form.text("message")).hasValue("recordID may have at most 1000 values.");
            refused(recordings, "meta_a may have at most 100 values.", "getRecordings", "meta_a", ids(101));
            refused(recordings, "At most 32 meta_ parameters are allowed.", "getRecordings", filters(33, "x"));
            String tooMany = "recordID may have at most 1000 values.";
            refused(recordings, tooMany, "publishRecordings", "publish", "true", "recordID", ids(1_001));
            refused(recordings, tooMany, "updateRecordings", "meta_a", "b", "recordID", ids(1_001));
            refused(recordings, tooMany, "deleteRecordings", "recordID", ids(1_001));
            String[] changes = filters(102, "x");
            changes[0] = "recordID";
            refused(recordings, "At most 100 meta_ parameters are allowed.", "updateRecordings", changes);
        }
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "id" + i).collect(Collectors.joining(","));
    }

    private static void refused(Recordings recordings, String message, String call, String... parameters) {
        Answer answer = recordings.frontEnd().get(call, parameters);
        assertThat(answer.messageKey()).as(answer.body()).isEqualTo("paramError");
        assertThat(answer.text("message")).hasValue(message);
    }

    @Test
    void writesTotalsOfPagesInBothFormats() {
        try (Recordings recordings = new Recordings(directory)) {
            for (int i = 1; i <= 7; i++) {
                recordings.add("rec-" + i, i % 2 == 0 ? "even" : "odd", Map.of());
            }
            recordings.add("unplayable", "even", "published", Map.of(), List.of());
            Answer first = recordings.frontEnd().get("getRecordings", "limit", "3");
            assertThat(first.texts("recordID")).containsExactly("rec-7", "rec-6", "rec-5");
            assertThat(first.texts("totalElements")).containsExactly("7", "7");
            assertThat(first.body())
                    .contains("</recordings><pagination><pageable><offset>0</offset><limit>3</limit>"
                            + "<paged>true</paged><unpaged>false</unpaged></pageable>"
                            + "<totalElements>7</totalElements><empty>false</empty></pagination>"
                            + "<totalElements>7</totalElements></response>");
            assertThat(found(recordings, "limit", "3", "offset", "6")).containsExactly("rec-1");
            assertThat(found(recordings, "limit", "2", "offset", "1", "meetingID", "even"))
                    .containsExactly("rec-4", "rec-2");
            Answer beyond = recordings.frontEnd().get("getRecordings", "limit", "3", "offset", "2000000000000");
            assertThat(beyond.texts("recordID")).isEmpty();
            assertThat(beyond.texts("totalElements")).containsExactly("7", "7");
            assertThat(beyond.text("empty")).hasValue("true");
            assertThat(beyond.messageKey()).isEqualTo("noRecordings");
        }
    }

    @Test
    void chunkedListHasEachRecordingOnce() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings
                    .database()
                    .run(
                            "insert into recordings (record_id, meeting_id, published, state, starttime)"
                                    + " select 'rec-' || i, 'room', true, 'published',"
                                    + " case when i % 3 = 0 then null else timestamp '2026-01-01' + (i % 50) * interval '1 hour' end"
                                    + " from generate_series(1, 1500) i;"
                                    + "insert into playback_formats (recording_id, format, url) select id, 'video', '/v' from recordings");
            List<String> all = found(recordings);
            assertThat(all).hasSize(1500).doesNotHaveDuplicates();
            List<String> paged = new ArrayList<>();
            for (int offset = 0; offset < 1500; offset += 100) {
                paged.addAll(found(recordings, "limit", "100", "offset", Integer.toString(offset)));
            }
            assertThat(paged).isEqualTo(all);
        }
    }

    @Test
    void answersRowsOfNullsWithDefaults() {
        try (Recordings recordings = new Recordings(directory, "PROTECTED_RECORDINGS_ENABLED", "true")) {
            recordings
                    .database()
                    .run("insert into recordings (id) values (1), (2);"
                            + "insert into metadata (recording_id, key, value) values (1, null, 'x'), (1, 'empty', null);"
                            + "insert into playback_formats (id, recording_id) values (1, 1), (2, 2);"
                            + "insert into thumbnails (playback_format_id) values (1)");
            Answer answer = recordings.frontEnd().get("getRecordings");
            assertThat(answer.texts("startTime")).containsExactly("0", "0");
            assertThat(answer.texts("endTime")).containsExactly("0", "0");
            assertThat(answer.texts("published")).containsExactly("false", "false");
            assertThat(answer.texts("protected")).containsExactly("false", "false");
            assertThat(answer.texts("state")).containsExactly("unpublished", "unpublished");
            assertThat(answer.texts("length")).containsExactly("0", "0");
            assertThat(answer.texts("empty")).containsExactly("");
            assertThat(answer.body()).as("no empty metadata element").contains("<meetingName></meetingName>");
        }
    }

    @Test
    void limitsTheListToTheTenant() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings.add("mine-1", "room", Map.of("tenant-id", Recordings.TENANT));
            recordings.add("other-2", "room", Map.of("tenant-id", "other"));
            recordings.add("nobodys-3", "room", Map.of());
            assertThat(found(recordings)).containsExactly("nobodys-3", "other-2", "mine-1");
            recordings.suite().with("MULTITENANCY_ENABLED", "true");
            var ofTenant = recordings.suite().frontEnd();
            assertThat(ofTenant.get("getRecordings").texts("recordID")).containsExactly("mine-1");
            assertThat(ofTenant.get("getRecordings", "limit", "1").texts("totalElements"))
                    .containsExactly("1", "1");
            assertThat(ofTenant.get("getRecordings", "recordID", "other-2").texts("recordID"))
                    .isEmpty();
            assertThat(ofTenant.get("getRecordings", "meta_tenant-id", "other").texts("recordID"))
                    .isEmpty();
        }
    }

    @Test
    void protectedRecordingHasAOneTimeLink() {
        try (Recordings recordings = new Recordings(directory, "PROTECTED_RECORDINGS_ENABLED", "true")) {
            recordings.add("open", "room", Map.of());
            recordings.add("closed", "room", "published", Map.of(), List.of("presentation", "video"));
            recordings
                    .database()
                    .run(
                            "update recordings set protected = true where record_id = 'closed';"
                                    + "insert into thumbnails (playback_format_id, url) select id, '/t.png' from playback_formats");
            Answer answer = recordings.frontEnd().get("getRecordings");
            assertThat(answer.texts("protected")).containsExactly("true", "false");
            String host = recordings.frontEnd().origin();
            List<String> urls = answer.texts("url");
            assertThat(urls.get(0)).matches(host + "/recording/closed/presentation\\?token=[0-9a-f]{64}");
            assertThat(urls.get(1)).matches(host + "/recording/closed/video\\?token=[0-9a-f]{64}");
            assertThat(urls.get(2)).isEqualTo(host + "/playback/presentation/open");
            assertThat(answer.texts("image")).containsExactly(host + "/t.png");
            var redis = recordings.suite().registry().redis();
            String token = urls.get(1).substring(urls.get(1).indexOf('=') + 1);
            assertThat(redis.commands().get(redis.keys().of(RedisKey.PLAYBACK_TOKEN, token)))
                    .isEqualTo("{\"record_id\":\"closed\",\"format\":\"video\"}");
        }
    }

    @Test
    void omitsStoredLinksToOtherHosts() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings.add("rec-1", "room", Map.of());
            recordings
                    .database()
                    .run("insert into thumbnails (playback_format_id, url) select id, u from playback_formats,"
                            + " unnest(array['/t.png', '//evil/t.png', E'/\\r\\n.png']) u;"
                            + "update playback_formats set url = '//evil/x'");
            Answer answer = recordings.frontEnd().get("getRecordings");
            String host = recordings.frontEnd().origin();
            assertThat(answer.texts("url")).containsExactly(host + "/recording/rec-1/presentation");
            assertThat(answer.texts("image")).containsExactly(host + "/t.png");
        }
    }

    @Test
    void linksFollowTheProtectionOfTheRow() {
        try (Recordings recordings = new Recordings(directory)) {
            recordings.add("open", "room", Map.of());
            recordings.add("closed", "room", Map.of());
            recordings
                    .database()
                    .run("insert into thumbnails (playback_format_id, url) select id, '/t.png' from playback_formats");
            recordings.frontEnd().get("updateRecordings", "recordID", "closed", "protect", "TRUE");
            Answer answer = recordings.frontEnd().get("getRecordings");
            assertThat(answer.text("protected")).isEmpty();
            assertThat(answer.texts("url").getFirst()).matches(".*/recording/closed/presentation\\?token=[0-9a-f]{64}");
            assertThat(answer.texts("url").getLast()).endsWith("/playback/presentation/open");
            assertThat(answer.texts("image")).hasSize(1);
        }
    }

    @Test
    void deletedRecordingHasItsStateOnly() {
        try (Recordings recordings = new Recordings(directory, "MULTITENANCY_ENABLED", "true")) {
            Map<String, String> metadata = Map.of("tenant-id", Recordings.TENANT, "course", "Math");
            recordings.add("gone", "room", "published", metadata, List.of());
            recordings.add("foreign", "room", "deleted", Map.of("tenant-id", "other"), List.of());
            recordings.add("unknown", "room", "deleted", Map.of(), List.of());
            assertThat(recordings
                            .frontEnd()
                            .get("deleteRecordings", "recordID", "gone")
                            .isSuccess())
                    .isTrue();
            assertThat(found(recordings)).isEmpty();
            Answer answer = recordings.frontEnd().get("getRecordings", "state", "any", "limit", "10");
            assertThat(answer.body())
                    .contains("<recordings><recording><recordID>gone</recordID><meetingID>room</meetingID>")
                    .contains("<published>false</published><state>deleted</state>")
                    .contains("<metadata><meetingId>room</meetingId><meetingName>Name of gone</meetingName></metadata>")
                    .containsPattern("<playback(/>|></playback>)</recording></recordings>");
            assertThat(answer.texts("totalElements")).containsExactly("1", "1");
            recordings.suite().with("MULTITENANCY_DEFAULT", "true").with("URL_HOST", "127.0.0.1");
            assertThat(recordings
                            .suite()
                            .frontEnd()
                            .get("getRecordings", "state", "any")
                            .texts("recordID"))
                    .as("the tenant of the unknown one")
                    .isEmpty();
        }
    }

    @Test
    void commaIsNotARequiredFilter() {
        try (Recordings recordings = new Recordings(directory, "GET_RECORDINGS_API_FILTERED", "true")) {
            recordings.add("rec-1", "room", Map.of());
            assertThat(recordings
                            .frontEnd()
                            .get("getRecordings", "recordID", " , ")
                            .messageKey())
                    .isEqualTo("missingParameters");
            assertThat(found(recordings, "meetingID", "room,")).containsExactly("rec-1");
        }
    }
}
