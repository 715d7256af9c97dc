#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif

#include "doc/child.h"

#if defined(_WIN32)

#include <errno.h>
#include <string.h>

enum { LONGEST_PATH = 4096, LONGEST_LINE = 2 * LONGEST_PATH };

/** A program that runs: what stays open for it. */
typedef struct running {
    HANDLE in;
    HANDLE out;
    HANDLE nothing;
    mb_buffer *output;
    bool is_whole; /**< all was read */
} running;

/** A file that is gone when its last handle is closed; handed down to programs. */
static HANDLE open_temporary(void)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    char folder[MAX_PATH + 1], name[MAX_PATH + 1];

    if (GetTempPathA(sizeof folder, folder) == 0 || GetTempFileNameA(folder, "mof", 0, name) == 0) {
        return INVALID_HANDLE_VALUE;
    }
    return CreateFileA(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                       &inherited, CREATE_ALWAYS, FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
}

static bool to_begin(HANDLE file)
{
    return SetFilePointer(file, 0, NULL, FILE_BEGIN) != INVALID_SET_FILE_POINTER;
}

/** Appends what the program has printed. Allocates. */
static void collect(void *argument)
{
    running *r = argument;
    char chunk[16 * 1024];
    DWORD length = 0;

    if (!to_begin(r->out)) {
        return;
    }
    while ((r->is_whole = ReadFile(r->out, chunk, sizeof chunk, &length, NULL) != 0) && length != 0) {
        mb_buffer_append(r->output, chunk, length);
    }
}

static bool write_all(HANDLE file, const char *bytes, size_t length)
{
    while (length != 0) {
        DWORD written = 0;
        const DWORD wanted = length > 1u << 20 ? 1u << 20 : (DWORD)length;
        if (!WriteFile(file, bytes, wanted, &written, NULL) || written == 0) {
            return false;
        }
        bytes += written;
        length -= written;
    }
    return to_begin(file);
}

/** Finds the program in PATH, and not in the working folder; one that is named by its path is taken as it is. */
static bool find_program(const char *name, char path[LONGEST_PATH])
{
    char folders[32768]; /* no variable of the environment is longer */
    const bool is_path = strchr(name, '/') != NULL || strchr(name, '\\') != NULL;
    const DWORD length = is_path ? 0 : GetEnvironmentVariableA("PATH", folders, sizeof folders);
    char *part = NULL;

    if (!is_path && (length == 0 || length >= sizeof folders)) {
        return false;
    }
    const DWORD found = SearchPathA(is_path ? NULL : folders, name, ".exe", LONGEST_PATH, path, &part);
    return found != 0 && found < LONGEST_PATH;
}

/** Adds an argument as Windows programs read them: in quotes. None of ours has a quote in it. */
static bool add_argument(char line[LONGEST_LINE], const char *argument)
{
    if (strlen(line) + strlen(argument) + 4 > LONGEST_LINE || strchr(argument, '"') != NULL) {
        return false;
    }
    strcat(line, line[0] != '\0' ? " \"" : "\"");
    strcat(line, argument);
    strcat(line, "\"");
    return true;
}

static mbd_program_result run(const running *r, const char *const *arguments, const char *input, size_t length)
{
    STARTUPINFOA start = {.cb = sizeof start,
                          .dwFlags = STARTF_USESTDHANDLES,
                          .hStdInput = r->in,
                          .hStdOutput = r->out,
                          .hStdError = r->nothing};
    PROCESS_INFORMATION process;
    char path[LONGEST_PATH], line[LONGEST_LINE] = "";
    DWORD code = 1;

    if (!find_program(arguments[0], path)) {
        return MBD_PROGRAM_MISSING;
    }
    if (r->in == INVALID_HANDLE_VALUE || r->out == INVALID_HANDLE_VALUE || !write_all(r->in, input, length)) {
        return MBD_PROGRAM_SYSTEM;
    }
    for (const char *const *each = arguments; *each != NULL; each++) {
        if (!add_argument(line, each == arguments ? path : *each)) {
            return MBD_PROGRAM_MISSING;
        }
    }
    if (!CreateProcessA(path, line, NULL, NULL, TRUE, CREATE_NO_WINDOW, NULL, NULL, &start, &process)) {
        return MBD_PROGRAM_MISSING;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    const bool has_code = GetExitCodeProcess(process.hProcess, &code) != 0;
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return has_code && code == 0 ? MBD_PROGRAM_GOOD : MBD_PROGRAM_FAILED;
}

mbd_program_result mbd_run_program(const char *const *arguments, const char *input, size_t length, mb_buffer *output)
{
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    running r = {.in = open_temporary(), .out = open_temporary(), .output = output};
    bool has_memory = true;

    r.nothing =
        CreateFileA("NUL", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, &inherited, OPEN_EXISTING, 0, NULL);
    mbd_program_result result = run(&r, arguments, input, length);
    if (result == MBD_PROGRAM_GOOD) {
        has_memory = mb_heap_protect(output->heap, collect, &r);
        result = r.is_whole ? result : MBD_PROGRAM_SYSTEM;
    }
    CloseHandle(r.in);
    CloseHandle(r.out);
    CloseHandle(r.nothing);
    if (!has_memory) {
        mb_heap_exhausted(output->heap);
    }
    errno = EIO;
    return result;
}

#endif
