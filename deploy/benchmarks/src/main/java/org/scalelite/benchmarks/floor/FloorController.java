package org.scalelite.benchmarks.floor;

import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.client.RawHttpClient;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.scalelite.benchmarks.load.FloorAddresses;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import reactor.core.publisher.Mono;

/** One endpoint for each floor, in the fewest steps that the API's way of working allows. */
@Controller(value = "/floor", produces = MediaType.APPLICATION_XML)
@ExecuteOn(TaskExecutors.BLOCKING)
record FloorController(RedisStore redis, RawHttpClient http, FloorAddresses addresses) {
    /** Reads one record. */
    @Get("/redis/{meetingId}")
    byte[] redis(String meetingId) {
        Map<String, String> meeting = redis.commands().hgetall(redis.keys().of(RedisKey.MEETING, meetingId));
        return meeting.getOrDefault("server_id", "").getBytes(StandardCharsets.UTF_8);
    }

    /** Passes one short answer on. */
    @Get("/running/{number}")
    byte[] running(int number) {
        return fetch(addresses.running().get(number));
    }

    /** Passes one longer answer on. */
    @Get("/info/{number}")
    byte[] info(int number) {
        return fetch(addresses.info().get(number));
    }

    /** Passes a call on that the caller has signed. */
    @Get("/create/{number}")
    byte[] create(int number, HttpRequest<?> request) {
        return fetch(URI.create(
                addresses.creates().get(number) + "?" + request.getUri().getRawQuery()));
    }

    /** Reads and copies what all servers say. */
    @Get("/copy")
    byte[] copy() throws ExecutionException, InterruptedException {
        List<Future<byte[]>> answers = new ArrayList<>();
        for (URI address : addresses.lists()) {
            FutureTask<byte[]> answer = new FutureTask<>(() -> fetch(address));
            Thread.ofVirtual().start(answer);
            answers.add(answer);
        }
        int length = 0;
        for (Future<byte[]> answer : answers) {
            length += answer.get().length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (Future<byte[]> answer : answers) {
            byte[] part = answer.get();
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private byte[] fetch(URI address) {
        HttpResponse<?> response = Mono.<HttpResponse<?>>from(
                        http.exchange(HttpRequest.GET(address), null, Thread.currentThread()))
                .block();
        try (ByteBodyHttpResponse<?> answer = (ByteBodyHttpResponse<?>) response;
                CloseableAvailableByteBody bytes = answer.byteBody().buffer().get()) {
            return bytes.toByteArray();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a simulated server does not answer", e);
        }
    }
}
