package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.scalelite.api.console.page.DoctorPage;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.operator.PoolDoctor;

/** What is wrong with the pool, and what to do. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record DoctorController(PoolDoctor doctor, Templates templates) {

    @Get("/doctor")
    HttpResponse<?> doctor(ConsoleRequest request) {
        return templates.page(
                "doctor", new DoctorPage(request.frame("Doctor", Frame.Section.DOCTOR), doctor.examine()));
    }
}
