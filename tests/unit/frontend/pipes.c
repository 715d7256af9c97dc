/* A pipe that is named on the command line is read to its end; one that is included is refused, and so are devices. */
#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include <cmocka.h>

#include "driver/driver.h"

#if defined(_WIN32)

static void skipped(void **state)
{
    (void)state;
    skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(skipped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

#define PIPE MOFBIND_SCRATCH ".pipe"
#define INCLUDER MOFBIND_SCRATCH ".mof"

enum {
    CLASSES = 20000, /* more than a pipe holds, and than is read at first */
    PATIENCE = 600   /* seconds; a test that hangs fails */
};

static char said[4096];

static void hear(void *context, const char *bytes, size_t length)
{
    (void)context;
    size_t before = strlen(said);
    length = length < sizeof said - 1 - before ? length : sizeof said - 1 - before;
    memcpy(said + before, bytes, length);
    said[before + length] = '\0';
}

static mb_exit check(const char *path, const char *option)
{
    const char *const arguments[] = {"mofbind", "check", path, option};
    const mb_sink sink = {.write = hear};
    said[0] = '\0';
    return mb_run(option != NULL ? 4 : 3, arguments, NULL, &sink, &sink);
}

static int make_pipe(void **state)
{
    (void)state;
    (void)unlink(PIPE);
    alarm(PATIENCE);
    return mkfifo(PIPE, 0600);
}

static int remove_pipe(void **state)
{
    (void)state;
    alarm(0);
    (void)unlink(INCLUDER);
    return unlink(PIPE);
}

/** A process that opens the pipe some time later, and writes so many classes, in pieces. */
static pid_t start_writer(unsigned classes)
{
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer != 0) {
        return writer;
    }
    const struct timespec a_while = {0, 50000000};
    nanosleep(&a_while, NULL);
    FILE *pipe = fopen(PIPE, "w");
    for (unsigned i = 0; pipe != NULL && i < classes; i++) {
        fprintf(pipe, "class Piped_Class%u { [Key] string Name; };\n", i);
        if (i == 0) {
            fflush(pipe);
            nanosleep(&a_while, NULL);
        }
    }
    if (pipe != NULL) {
        fputs("class Piped_Last { missing };\n", pipe);
    }
    _exit(pipe != NULL && fclose(pipe) == 0 ? 0 : 1);
}

static void assert_written(pid_t writer)
{
    int status = -1;
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void named_pipes_are_read(void **state)
{
    (void)state;
    static const char *const options[] = {NULL, "--syntax-only"};
    for (size_t i = 0; i < 2; i++) {
        pid_t writer = start_writer(CLASSES);
        assert_int_equal(check(PIPE, options[i]), MB_EXIT_INPUT);
        assert_written(writer);
        assert_non_null(strstr(said, ".pipe:20001:28: error: "));
    }
}

/** What writes has ended before the first byte is read. */
static void empty_pipes_end(void **state)
{
    (void)state;
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        int file = open(PIPE, O_WRONLY);
        _exit(file >= 0 && close(file) == 0 ? 0 : 1);
    }
    assert_int_equal(check(PIPE, NULL), MB_EXIT_GOOD);
    assert_written(writer);
}

static void included_pipes_are_refused(void **state)
{
    (void)state;
    FILE *file = fopen(INCLUDER, "w");
    assert_non_null(file);
    const char *name = strrchr(PIPE, '/');
    fprintf(file, "#pragma include(\"%s\")\n", name != NULL ? name + 1 : PIPE);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(check(INCLUDER, NULL), MB_EXIT_INPUT);
    assert_non_null(strstr(said, ".mof:1:17: error: cannot read '"));
    assert_non_null(strstr(said, "it is a pipe, not a file"));
}

static void devices_are_refused(void **state)
{
    (void)state;
    static const char *const options[] = {NULL, "--syntax-only"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(check("/dev/zero", options[i]), MB_EXIT_SYSTEM);
        assert_non_null(strstr(said, "it is a device, not a file"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pipe, remove_pipe)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(named_pipes_are_read), TEST(empty_pipes_end),
                                       TEST(included_pipes_are_refused), TEST(devices_are_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
