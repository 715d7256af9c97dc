/**
 * @file
 * mofbind-mock: from its command line to a server that runs until it is told to end.
 */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "mock/mock.h"
#include "mock/mock_options.h"
#include "mock/mock_world.h"

/** No certificate and no password is larger. */
enum { MOST_BYTES = 1024 * 1024 };

/** A run of the program. What is allocated outside the heap is given back at its end. */
typedef struct mbm_run {
    int argc;
    const char *const *argv;
    mb_heap *heap;
    mb_arena *arena;
    mbm_options options;
    mbm_place place;
    char *certificate;
    char *key;
    char *client_ca;
    char *password;
    mbm_world *world;
    mbm_server *server;
    mb_exit status;
} mbm_run;

static void write_error(void *context, const char *text, size_t length)
{
    (void)context;
    (void)fwrite(text, 1, length, stderr);
}

static mb_exit complain(mb_exit status, const char *problem)
{
    const size_t length = strlen(problem);
    const char *end = status != MB_EXIT_USAGE                    ? ""
                      : length > 0 && problem[length - 1] == '?' ? " See mofbind-mock --help"
                                                                 : "; see mofbind-mock --help";

    (void)fprintf(stderr, "mofbind-mock: error: %s%s\n", problem, end);
    return status;
}

static void wipe(char *text)
{
    if (text != NULL) {
        wmip_wsman_wipe(text, strlen(text));
    }
}

/** A small file as a text by malloc; NULL, told of, where it cannot be read. */
static char *read_text(mbm_run *run, const char *name)
{
    FILE *file = fopen(name, "rb");
    char *text = file != NULL ? malloc(MOST_BYTES + 1) : NULL;
    size_t size = 0;

    if (text != NULL) {
        (void)setvbuf(file, NULL, _IONBF, 0); /* no copy of a secret is left in a block of stdio's */
        size = fread(text, 1, MOST_BYTES, file);
        text[size] = '\0';
    }
    if (text == NULL || ferror(file) != 0 || size == MOST_BYTES || strlen(text) != size) {
        char problem[512];
        (void)snprintf(problem, sizeof problem, "cannot read %.300s: %s", name,
                       size == MOST_BYTES                  ? "it is too large"
                       : text == NULL || ferror(file) != 0 ? strerror(errno)
                                                           : "it is no text");
        run->status = complain(MB_EXIT_SYSTEM, problem);
        free(text);
        text = NULL;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return text;
}

/** Leaves the first line. @return false where it is empty: nobody means that */
static bool cut_password(char *text)
{
    const size_t length = strcspn(text, "\r\n");

    wipe(text + length);
    text[length] = '\0';
    return length > 0;
}

/** Reads what the options name. */
static bool read_files(mbm_run *run)
{
    const mbm_options *options = &run->options;

    if (options->tls != NULL) {
        run->certificate = read_text(run, options->tls);
        run->key = run->certificate != NULL ? read_text(run, options->tls_2) : NULL;
    }
    if (run->status == MB_EXIT_GOOD && options->client_ca != NULL) {
        run->client_ca = read_text(run, options->client_ca);
    }
    if (run->status == MB_EXIT_GOOD && options->password_file != NULL) {
        run->password = read_text(run, options->password_file);
        if (run->password != NULL && !cut_password(run->password)) {
            run->status = complain(MB_EXIT_SYSTEM, "the file of --password-file does not begin with a password");
        }
    }
    return run->status == MB_EXIT_GOOD;
}

static void parse(void *argument)
{
    mbm_run *run = argument;
    const char *problem;

    run->arena = mb_arena_new(run->heap);
    problem = mbm_options_parse(run->argc, run->argv, run->arena, &run->options);
    if (problem == NULL && !run->options.help && !run->options.version) {
        if (!mbm_place_read(run->options.listen, run->arena, &run->place)) {
            problem = mb_arena_format(run->arena,
                                      "--listen '%s' is no IP address and port, such as 127.0.0.1:5985 or [::1]:0",
                                      run->options.listen);
        } else if (!run->place.is_loopback && !run->options.listen_anywhere) {
            problem = mb_arena_format(run->arena, "%s is reached from other machines: that needs --listen-anywhere",
                                      run->place.address);
        }
    }
    if (problem != NULL) {
        run->status = complain(MB_EXIT_USAGE, problem);
    }
}

static void print_help(void *argument)
{
    mbm_run *run = argument;
    mb_buffer text;

    mb_buffer_init(&text, run->heap);
    mbm_options_help(&text);
    (void)fwrite(text.text, 1, text.length, stdout);
    mb_buffer_release(&text);
}

/** What the clock of the world begins with: jobs are then of today. */
static uint64_t milliseconds_since_2024(void)
{
    static const int64_t begin = INT64_C(1704067200); /* 2024-01-01T00:00:00Z, as the loopback's clock */
    struct timespec now;

    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || (int64_t)now.tv_sec <= begin) {
        return 0;
    }
    return (uint64_t)((int64_t)now.tv_sec - begin) * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static bool make_world(mbm_run *run)
{
    const mb_sink err = {write_error, NULL, NULL};
    mbm_world_input input;

    memset(&input, 0, sizeof input);
    input.options = &run->options.compiler;
    input.scenario = run->options.scenario;
    input.begins_ms = milliseconds_since_2024();
    input.has_terminal = isatty(STDERR_FILENO) && getenv("NO_COLOR") == NULL;
    input.err = &err;
    run->status = mbm_world_new(&input, &run->world);
    if (run->status == MB_EXIT_GOOD && run->options.allow_writes) {
        wmi_loopback_allow_writes(mbm_world_loopback(run->world), true);
    }
    return run->status == MB_EXIT_GOOD;
}

static bool start(mbm_run *run)
{
    const mbm_options *options = &run->options;
    mbm_server_options server;
    wmi_error error = WMI_ERROR_INIT;
    mbm_host host;

    memset(&server, 0, sizeof server);
    server.address = run->place.address;
    server.port = run->place.port;
    server.certificate = run->certificate;
    server.key = run->key;
    server.client_ca = run->client_ca;
    server.user = options->user;
    server.password = run->password;
    server.locale = options->locale;
    server.allow_unencrypted = options->allow_unencrypted;
    server.is_lenient = options->lenient;
    server.log_kind = options->log ? MBM_LOG_TEXT : options->log_json ? MBM_LOG_JSON : MBM_LOG_NOTHING;
    server.log = stderr;
    host.loopback = mbm_world_loopback(run->world);
    host.schemas = mbm_world_schemas(run->world, &host.schema_count);
    if (mbm_server_start(&server, &host, &run->server, &error) != WMI_OK) {
        run->status = complain(error.status == WMI_USAGE ? MB_EXIT_USAGE : MB_EXIT_SYSTEM, error.message);
    }
    wmi_error_clear(&error);
    wipe(run->password);
    wipe(run->key);
    return run->status == MB_EXIT_GOOD;
}

/** Everything from the files to the signal that ends it. The signals are blocked in all threads. */
static void serve(mbm_run *run)
{
    sigset_t ending;
    int signal_number = 0;

    (void)sigemptyset(&ending);
    (void)sigaddset(&ending, SIGTERM);
    (void)sigaddset(&ending, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ending, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    if (!read_files(run) || !make_world(run) || !start(run)) {
        return;
    }
    if (!run->options.allow_unencrypted && run->options.tls == NULL) {
        (void)fprintf(
            stderr,
            "mofbind-mock: warning: over http a request needs --allow-unencrypted, or it is refused, as hosts do\n");
    }
    (void)printf("%s %s\n", mbm_server_url(run->server), mbm_server_journal_url(run->server));
    if (fflush(stdout) != 0) {
        run->status = complain(MB_EXIT_SYSTEM, "the address cannot be written to standard output");
        return;
    }
    (void)sigwait(&ending, &signal_number);
}

static void clear_run(mbm_run *run)
{
    mbm_server_stop(run->server);
    mbm_world_free(run->world);
    free(run->certificate);
    free(run->key);
    free(run->client_ca);
    free(run->password);
    mb_heap_free(run->heap);
}

int main(int argc, char **argv)
{
    mbm_run run;

    memset(&run, 0, sizeof run);
    run.argc = argc;
    run.argv = (const char *const *)argv;
    run.heap = mb_heap_new(NULL);
    if (run.heap == NULL || !mb_heap_protect(run.heap, parse, &run)) {
        run.status = complain(MB_EXIT_SYSTEM, "out of memory");
    } else if (run.status == MB_EXIT_GOOD && run.options.help) {
        (void)mb_heap_protect(run.heap, print_help, &run);
    } else if (run.status == MB_EXIT_GOOD && run.options.version) {
        (void)printf("mofbind-mock %s\n", MOFBIND_VERSION);
    } else if (run.status == MB_EXIT_GOOD) {
        serve(&run);
    }
    clear_run(&run);
    return (int)run.status;
}
