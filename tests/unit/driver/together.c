/* Runs that meet others in one folder, and runs that are interrupted. */
#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "disk.h"
#include "driver/driver.h"
#include "output/interrupts.h"

enum { RUNS = 4, ROUNDS = 3 };

static void drop(void *context, const char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
}

static mb_exit generate(const char *mof)
{
    const mb_sink sink = {drop, NULL, NULL};
    const char *const argv[] = {"mofbind",   "generate",  "--no-runtime", "-o",
                                DISK "/out", "--depfile", DISK "/x.d",    mof};

    return mb_run(8, argv, NULL, &sink, &sink);
}

/** Starts a run in a process of its own, which waits for the gate to open. */
static pid_t start(const char *mof, const int gate[2])
{
    pid_t child = fork();
    char byte;

    assert_true(child >= 0);
    if (child == 0) {
        close(gate[1]);
        _exit(read(gate[0], &byte, 1) == 0 ? (int)generate(mof) : 99);
    }
    return child;
}

/** Lets several runs write to one folder at once: the first half from one MOF, the others from another. */
static void run_together(const char *first, const char *second)
{
    pid_t children[RUNS];
    int gate[2];

    assert_int_equal(pipe(gate), 0);
    for (int i = 0; i < RUNS; i++) {
        children[i] = start(i % 2 == 0 ? first : second, gate);
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < RUNS; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), MB_EXIT_GOOD);
    }
    assert_int_equal(disk_count("", "~mofbind"), 0);
}

/** A MOF with many classes, one file each, and more. */
static void put_mof(const char *name, const char *letter)
{
    char text[8192] = "#pragma namespace(\"root\\\\home\")\n";

    for (int i = 0; i < 60; i++) {
        char line[80];
        snprintf(line, sizeof line, "class %s_C%d { [key] string Name; uint32 Go(); };\n", letter, i);
        strcat(text, line);
    }
    disk_put(name, text);
}

static int set_up(void **state)
{
    if (disk_clear(state) != 0) {
        return -1;
    }
    put_mof("a.mof", "A");
    put_mof("b.mof", "B");
    return 0;
}

static void expect_whole(void)
{
    const bool is_a = disk_has("out/home/src/A_C0.c");
    char name[64];

    assert_true(is_a != disk_has("out/home/src/B_C0.c"));
    for (int i = 0; i < 60; i++) {
        snprintf(name, sizeof name, "out/home/include/home/%c_C%d.h", is_a ? 'A' : 'B', i);
        assert_true(disk_has(name));
    }
    assert_int_equal(disk_count("out/home/include/home", ".h"), 61);
    assert_int_equal(disk_count("out/home/src", ".c"), 61);
    assert_non_null(strstr(disk_get("out/mofbind.files"), is_a ? "/A_C59.h\n" : "/B_C59.h\n"));
    assert_null(strstr(disk_get("out/mofbind.files"), is_a ? "/B_C" : "/A_C"));
}

/** Into a folder that is not there yet: each of them would make it. */
static void test_same_files(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        assert_int_equal(set_up(NULL), 0);
        run_together(DISK "/a.mof", DISK "/a.mof");
        expect_whole();
    }
}

/** What is there in the end is what one of them wrote, and nothing of the others'. */
static void test_other_files(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        run_together(DISK "/a.mof", DISK "/b.mof");
        expect_whole();
        assert_int_equal(set_up(NULL), 0);
    }
    assert_int_equal(generate(DISK "/a.mof"), MB_EXIT_GOOD);
    for (int i = 0; i < ROUNDS; i++) {
        run_together(DISK "/a.mof", DISK "/b.mof");
        expect_whole();
    }
}

/* ---- signals ---- */

static volatile sig_atomic_t caught;

static void catch_signal(int number)
{
    (void)number;
    caught++;
}

/** A signal arrives, and waits. */
static void raise_held(int number, void (*handler)(int))
{
    struct sigaction action;
    sigset_t held;

    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    assert_int_equal(sigaction(number, &action, NULL), 0);
    sigemptyset(&held);
    sigaddset(&held, number);
    assert_int_equal(sigprocmask(SIG_BLOCK, &held, NULL), 0);
    assert_int_equal(raise(number), 0);
}

static void release(int number)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, number);
    assert_int_equal(sigprocmask(SIG_UNBLOCK, &held, NULL), 0);
    (void)signal(number, SIG_DFL);
}

/** The run ends between two files: what it wrote is known, and nothing else of it is left. */
static void test_interrupted(void **state)
{
    (void)state;
    caught = 0;
    raise_held(SIGINT, catch_signal);
    assert_int_equal(generate(DISK "/a.mof"), MB_EXIT_SYSTEM);
    release(SIGINT);
    assert_int_equal(caught, 1);
    assert_int_equal(disk_count("", "~mofbind"), 0);
    assert_false(disk_has("out/home"));
    assert_non_null(strstr(disk_get("out/mofbind.files"), "/A_C59.h\n"));
    assert_int_equal(generate(DISK "/b.mof"), MB_EXIT_GOOD);
    expect_whole();
}

/** A run that is ended by force leaves what it was at, and the next one removes it. */
static void test_killed(void **state)
{
    const mb_sink sink = {drop, NULL, NULL};
    const char *const argv[] = {"mofbind", "generate", "-o", DISK "/out", DISK "/a.mof"};
    int status = 0;
    (void)state;

    pid_t child = fork();
    if (child == 0) {
        disk_limit(9000); /* the list is shorter, some files are not */
        (void)signal(SIGXFSZ, SIG_DFL);
        (void)mb_run(5, argv, NULL, &sink, &sink);
        _exit(9);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(disk_count("out", "~mofbind"), 2);
    assert_true(disk_has("out/mofbind.files~mofbind"));
    assert_int_equal(generate(DISK "/b.mof"), MB_EXIT_GOOD);
    assert_int_equal(disk_count("", "~mofbind"), 0);
    assert_false(disk_has("out/runtime"));
    expect_whole();
}

/** nohup: what is ignored interrupts nothing. */
static void test_ignored(void **state)
{
    (void)state;
    raise_held(SIGHUP, SIG_IGN);
    assert_int_equal(generate(DISK "/a.mof"), MB_EXIT_GOOD);
    release(SIGHUP);
    expect_whole();
}

static void raise_in_the_middle(void *argument)
{
    (void)argument;
    (void)raise(SIGTERM);
    _exit(mb_is_interrupted() ? 7 : 8);
}

static void raise_and_end(void *argument)
{
    (void)argument;
    (void)raise(SIGTERM);
}

/** A signal is late, and not lost. */
static void test_held(void **state)
{
    void (*const bodies[])(void *) = {raise_in_the_middle, raise_and_end};
    int statuses[2] = {0, 0};
    (void)state;

    for (int i = 0; i < 2; i++) {
        pid_t child = fork();
        if (child == 0) {
            (void)signal(SIGTERM, SIG_DFL);
            mb_uninterrupted(bodies[i], NULL);
            _exit(9);
        }
        assert_int_equal(waitpid(child, &statuses[i], 0), child);
    }
    assert_true(WIFEXITED(statuses[0]));
    assert_int_equal(WEXITSTATUS(statuses[0]), 7);
    assert_true(WIFSIGNALED(statuses[1]));
    assert_int_equal(WTERMSIG(statuses[1]), SIGTERM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, disk_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_same_files), TEST(test_other_files), TEST(test_interrupted),
        TEST(test_killed),     TEST(test_ignored),     TEST(test_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
