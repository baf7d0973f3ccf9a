package org.scalelite.api.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.Fuzz;
import org.scalelite.common.testing.RecordedLog;

/**
 * A hundred thousand signed calls, each changed on its way: none does what its signer did not ask for, none fails with an
 * error of ours. {@code FUZZ_SEED} repeats a run.
 */
class BbbRequestFuzzTest {
    /** Some close the connection, so that those behind them are not read. */
    private static final int REQUESTS = 135_000;

    private static final int LEAST_ANSWERED = 100_000;
    private static final int BATCH = 20;
    private static final int CONNECTIONS = 16;
    private static final int MINUTES = 30;
    private static final long MOST_GROWTH = 48L << 20;
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 [0-9]{3} ");
    private static final List<String> IN_TARGET = List.of(
            "&role=MODERATOR",
            "role=MODERATOR&",
            ";role=MODERATOR",
            "&%72ole=MODERATOR",
            "&userID=teacher-1",
            "&meetingID=other",
            "&checksum=0",
            "&checksum=",
            "&%63hecksum=1",
            "&CHECKSUM=1",
            "&=x",
            "&&",
            "=",
            "+",
            "%00",
            "%26",
            "%",
            "%zz",
            "%C3",
            "\u00ff",
            "//",
            "/../",
            "/./",
            "%2e%2e/",
            ";x=y",
            "#",
            "?",
            "&a".repeat(1_000));
    private static final List<String> HEADERS = List.of(
            "Host: evil.example.org",
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Host: evil.example.org",
            "X-Forwarded-Proto: https",
            "X-HTTP-Method-Override: POST",
            "X-Original-URL: /bigbluebutton/api/end",
            "scalelite-raw-query: role=MODERATOR",
            "scalelite-raw-path: /bigbluebutton/api/end",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: %%%",
            "Accept: application/json",
            "Accept: %%%",
            "Accept-Language: \u00ff",
            "Cookie: a=b; =; \"",
            "Expect: 100-continue",
            "Upgrade: h2c",
            "Range: bytes=0-",
            "Origin: null",
            "Authorization: Bearer x");
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\ne\r\nrole=MODERATOR\r\n0\r\n";
    private static final String MULTIPART =
            "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 74\r\n\r\n";
    private static final List<String> BODIES = List.of(
            FORM + "Content-Length: 14\r\n\r\nrole=MODERATOR",
            FORM + CHUNKED + "\r\n",
            FORM + "Content-Length: 3\r\n" + CHUNKED + "role: MODERATOR\r\n\r\n",
            MULTIPART + "--X\r\nContent-Disposition: form-data; name=\"role\"\r\n\r\nMODERATOR\r\n--X--\r\n",
            "Content-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>",
            "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Length: 1\r\n\r\nx");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "X");

    private final SignedCalls calls = new SignedCalls();
    private final RecordedLog errors = new RecordedLog(Level.ERROR);

    @AfterEach
    void stop() {
        errors.close();
        calls.close();
    }

    @Test
    void refusesChangedCalls() throws Exception {
        long seed = Fuzz.seed(20_261_129);
        long answered = run(seed, REQUESTS / 20);
        long before = heap();
        answered += run(seed + 1, REQUESTS - REQUESTS / 20);
        assertThat(heap() - before).as("bytes of the heap").isLessThan(MOST_GROWTH);
        assertThat(answered).as("requests that got an answer").isGreaterThan(LEAST_ANSWERED);
        assertThat(errors.lines()).isEmpty();
    }

    private long run(long seed, int requests) throws Exception {
        long answered = 0;
        try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Long>> batches = new ArrayList<>();
            for (int batch = 0; batch < requests / BATCH; batch++) {
                long batchSeed = seed * 1_000_003 + batch;
                batches.add(senders.submit(() -> send(batchSeed)));
            }
            for (Future<Long> batch : batches) {
                answered += batch.get(MINUTES, TimeUnit.MINUTES);
            }
        }
        calls.verifyCalls();
        return answered;
    }

    private long send(long seed) {
        List<String> texts = batch(new Random(seed));
        String answers = calls.send(texts);
        try {
            calls.verifyAnswers(answers);
        } catch (AssertionError e) {
            throw new AssertionError("after one of " + texts, e);
        }
        return Math.min(BATCH, ANSWER.matcher(answers).results().count());
    }

    /** All but the last leave the connection as it is. */
    private List<String> batch(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < BATCH; i++) {
            texts.add(withChangedLine(any(calls.requests(), random), random));
        }
        String last = any(calls.requests(), random);
        texts.add(random.nextBoolean() ? withBody(last, random) : withChangedByte(last, random));
        return texts;
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String withChangedLine(String request, Random random) {
        String[] line = request.substring(0, request.indexOf("\r\n")).split(" ", 3);
        String rest = request.substring(request.indexOf("\r\n") + 2);
        return switch (random.nextInt(8)) {
            case 0 -> any(METHODS, random) + " " + line[1] + " " + line[2] + "\r\n" + rest;
            case 1 -> line[0] + " " + line[1] + " " + line[2] + "\r\n" + any(HEADERS, random) + "\r\n" + rest;
            default -> line[0] + " " + changedTarget(line[1], random) + " " + line[2] + "\r\n" + rest;
        };
    }

    private static String changedTarget(String target, Random random) {
        int at = 1 + random.nextInt(target.length() - 1);
        return switch (random.nextInt(6)) {
            case 0 -> {
                char flipped = (char) (target.charAt(at) ^ (1 << random.nextInt(8)));
                yield target.substring(0, at) + (flipped <= ' ' ? '!' : flipped) + target.substring(at + 1);
            }
            case 1 -> target.substring(0, at) + target.substring(Math.min(target.length(), at + 1 + random.nextInt(3)));
            case 2 -> shuffled(target, random);
            case 3 -> target + "&" + parameter(target, random);
            default -> target.substring(0, at) + any(IN_TARGET, random) + target.substring(at);
        };
    }

    private static String parameter(String target, Random random) {
        return any(Arrays.asList(target.substring(target.indexOf('?') + 1).split("&")), random);
    }

    private static String shuffled(String target, Random random) {
        int question = target.indexOf('?') + 1;
        List<String> parameters =
                new ArrayList<>(Arrays.asList(target.substring(question).split("&")));
        Collections.shuffle(parameters, random);
        return target.substring(0, question) + String.join("&", parameters);
    }

    private static String withBody(String request, Random random) {
        String target = request.substring(request.indexOf(' '), request.indexOf("\r\n"));
        return any(METHODS, random) + target + "\r\nHost: sl.example.org\r\n" + any(BODIES, random);
    }

    private static String withChangedByte(String request, Random random) {
        int at = random.nextInt(request.length());
        char other = (char) random.nextInt(256);
        return switch (random.nextInt(3)) {
            case 0 -> request.substring(0, at) + other + request.substring(at);
            case 1 -> request.substring(0, at) + request.substring(at + 1);
            default -> request.substring(0, at) + other + request.substring(at + 1);
        };
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
