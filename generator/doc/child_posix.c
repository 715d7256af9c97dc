#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include "doc/child.h"

#if !defined(_WIN32)

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/** A program that runs: what stays open for it. */
typedef struct running {
    FILE *in;
    FILE *out;
    mb_buffer *output;
    bool is_whole; /**< all was read */
} running;

/** Appends what the program has printed. Allocates. */
static void collect(void *argument)
{
    running *r = argument;
    char chunk[16 * 1024];
    size_t length;

    rewind(r->out);
    while ((length = fread(chunk, 1, sizeof chunk, r->out)) != 0) {
        mb_buffer_append(r->output, chunk, length);
    }
    r->is_whole = ferror(r->out) == 0;
}

/** @return 0, or why there is none, as an error of the system */
static int spawn(const running *r, const char *const *arguments, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);

    if (problem != 0) {
        return problem;
    }
    problem = posix_spawn_file_actions_adddup2(&actions, fileno(r->in), STDIN_FILENO);
    if (problem == 0) {
        problem = posix_spawn_file_actions_adddup2(&actions, fileno(r->out), STDOUT_FILENO);
    }
    if (problem == 0) {
        problem = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    if (problem == 0) {
        problem = posix_spawnp(child, arguments[0], &actions, NULL, (char *const *)arguments, environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

static mbd_program_result run(const running *r, const char *const *arguments, const char *input, size_t length)
{
    enum { NO_PROGRAM = 127 }; /* what a system says that finds it out too late */
    pid_t child = 0;
    int status = 0;

    if (r->in == NULL || r->out == NULL || fwrite(input, 1, length, r->in) != length || fflush(r->in) != 0 ||
        fseek(r->in, 0, SEEK_SET) != 0) {
        return MBD_PROGRAM_SYSTEM;
    }
    const int problem = spawn(r, arguments, &child);
    if (problem == ENOENT || problem == EACCES || problem == ENOTDIR || problem == ENOEXEC) {
        return MBD_PROGRAM_MISSING;
    }
    if (problem != 0) {
        errno = problem;
        return MBD_PROGRAM_SYSTEM;
    }
    while (waitpid(child, &status, 0) == -1) {
        if (errno != EINTR) {
            return MBD_PROGRAM_SYSTEM;
        }
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_PROGRAM) {
        return MBD_PROGRAM_MISSING;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? MBD_PROGRAM_GOOD : MBD_PROGRAM_FAILED;
}

mbd_program_result mbd_run_program(const char *const *arguments, const char *input, size_t length, mb_buffer *output)
{
    running r = {.in = tmpfile(), .output = output};
    bool has_memory = true;

    r.out = r.in != NULL ? tmpfile() : NULL;
    mbd_program_result result = run(&r, arguments, input, length);
    if (result == MBD_PROGRAM_GOOD) {
        has_memory = mb_heap_protect(output->heap, collect, &r);
        result = r.is_whole ? result : MBD_PROGRAM_SYSTEM;
    }
    const int problem = errno;
    if (r.in != NULL) {
        fclose(r.in);
    }
    if (r.out != NULL) {
        fclose(r.out);
    }
    if (!has_memory) {
        mb_heap_exhausted(output->heap);
    }
    errno = problem;
    return result;
}

#endif
