/*
 * bounds MOFBIND: inputs that are large or nested beyond reason. mofbind ends as it should, with a message where it
 * fails, and takes no more memory than stated here. Each runs in a process of its own with that much address space, so
 * what would take more runs out of memory and says so; sanitizers want address space without end, and do without.
 */
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if !defined(IS_SANITIZED)
#define IS_SANITIZED 0
#endif

enum { GOOD = 0, INPUT = 1, SYSTEM = 3, MEGABYTE = 1024 * 1024, SECONDS = 300, MESSAGES_SIZE = 4096 };

/** head, then `unit` so many times, then middle, then `closing` as often, then tail. `%` is the number of the unit, `@`
 * that before. */
typedef struct shape {
    const char *name;
    size_t count;
    const char *head;
    const char *unit;
    const char *middle;
    const char *closing;
    const char *tail;
    int status;
    const char *message; /**< the number of the first one; NULL: no message is wanted */
    size_t megabytes;    /**< of memory, at most */
    bool generates;      /**< runs `generate`, which checks, too; else `check` */
} shape;

#define A "class A { [Key] uint32 k; string a[]; A o; };\n"

#define N50 "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"

static const shape shapes[] = {
    {"nothing", 0, "", "", "", "", "", GOOD, NULL, 32, false},
    {"a million elements", 1000000, A "instance of A { k=1; a={", "\"x\",", "\"x\"", "", "}; };\n", GOOD, NULL, 128,
     true},
    {"a million codes", 1000000, "class A { [ValueMap{", "\"%\",", "\"x\"},Values{", "\"n\",", "\"n\"}] string k; };\n",
     GOOD, NULL, 1024, true},
    {"ten million tokens", 5000000, A "instance of A { k=1; a={", "\"\",", "\"x\"", "", "}; };\n", GOOD, NULL, 512,
     true},
    {"ten million wrong tokens", 10000000, "", ";", "", "", "", INPUT, "MOF201", 128, false},
    {"instances in instances", 100000, A "instance of A { k=1; o=", "instance of A {o=", "NULL", ";}", "; };\n", INPUT,
     "MOF208", 64, false},
    {"as many as are taken", 50, A "instance of A { k=1; o=", "instance of A {o=", "NULL", ";}", "; };\n", GOOD, NULL,
     32, true},
    {"braces", 100000, A "instance of A { k=1; a=", "{", "", "}", "; };\n", INPUT, "MOF201", 64, false},
    {"braces of nothing", 10000000, "", "{", "", "", "", INPUT, "MOF201", 128, false},
    {"brackets", 100000, "", "[", "", "]", "class A {};\n", INPUT, "MOF201", 64, false},
    {"parentheses", 100000, "[Q", "(", "1", ")", "] class A {};\n", INPUT, "MOF201", 64, false},
    {"comments in comments", 100000, "", "/* ", "", "*/ ", "class A {};\n", INPUT, "MOF130", 64, false},
    {"comments", 2000000, "", "/**/", "", "", "class A {};\n", GOOD, NULL, 64, true},
    {"a string of 100 MB", 100000000, "class A { string s = \"", "x", "", "", "\"; };\n", GOOD, NULL, 512, true},
    {"a description of 50 MB", 50000000, "[Description(\"", "x", "", "", "\")] class A { uint8 a; };\n", GOOD, NULL,
     512, true},
    {"a line of 100 MB", 100000000, "class A { uint8 a; };", " ", "", "", "x\n", INPUT, "MOF201", 256, false},
    {"pieces of a string", 3000000, "class A { string s = ", "\"a\" ", "", "", "; };\n", GOOD, NULL, 128, true},
    {"quotes", 500000, "", "\"\"", "", "", "", INPUT, "MOF201", 64, false},
    {"strings without an end", 500000, "", "\"abc\n", "", "", "", INPUT, "MOF102", 64, false},
    {"warnings on one line", 300000, "class A { string s = \"", "\\q", "", "", "\"; };\n", GOOD, "MOF104", 512, false},
    {"characters on one line", 1000000, "class A { char16 s[] = {", "'a',", "'a'", "", "}; };\n", GOOD, NULL, 256,
     true},
    {"backslashes", 1000000, "", "\\", "", "", "", INPUT, "MOF132", 64, false},
    {"typographic quotes", 1000000, "", "\xE2\x80\x98", "", "", "", INPUT, "MOF131", 64, false},
    {"errors", 300000, "", "class A { uint8 a = ; };\n", "", "", "", INPUT, "MOF201", 128, false},
    {"qualifiers", 300000, "[Q", ",Q%", "", "", "] class A {};\n", GOOD, NULL, 256, true},
    {"properties", 100000, "class A {", "uint8 p%;", "", "", "};\n", GOOD, NULL, 512, true},
    {"parameters", 100000, "class A { uint32 m([in] uint8 p", ", [in] uint8 p%", "", "", "); };\n", GOOD, NULL, 512,
     true},
    {"properties of one name", 100000, "class A {", "uint8 p;", "", "", "};\n", INPUT, "MOF330", 64, false},
    {"superclasses in a circle", 100000, "class A : C99999 {};\nclass C : A {};\n", "class C% : C@ {};\n", "", "", "",
     INPUT, "MOF3", 128, false},
    {"a name of a million characters", 1000000, "class N", "n", "", "", " { uint8 a; };\n", GOOD, NULL, 256, true},
    {"names for files of one beginning", 400, "", "class " N50 N50 N50 N50 N50 "% {};\n", "", "", "", GOOD, NULL, 64,
     true},
    {"namespaces", 2000, "", "#pragma namespace(\"root\\\\n%\")\nclass A {};\n", "", "", "", GOOD, NULL, 128, true},
};

/** What inherits from everything before it is more than there is memory: 5000 * 5000 / 2 members. */
static const shape too_much = {"what outgrows memory",
                               5000,
                               "class C {};\nclass D : C {};\n",
                               "class C% : C@ { uint8 p%; };\n",
                               "",
                               "",
                               "",
                               SYSTEM,
                               "MOF901",
                               1024,
                               true};

static void put_unit(FILE *file, const char *unit, size_t number)
{
    for (const char *c = unit; *c != '\0'; c++) {
        if (*c == '%') {
            fprintf(file, "%zu", number);
        } else if (*c == '@' && number > 0) {
            fprintf(file, "%zu", number - 1);
        } else if (*c != '@') {
            fputc(*c, file);
        }
    }
}

static void put_units(FILE *file, const char *unit, size_t count)
{
    bool is_plain = strpbrk(unit, "%@") == NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_plain) {
            fputs(unit, file);
        } else {
            put_unit(file, unit, i);
        }
    }
}

static void write_shape(const shape *what, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    size_t count = IS_SANITIZED ? what->count / 10 + 1 : what->count;
    fputs(what->head, file);
    put_units(file, what->unit, count);
    fputs(what->middle, file);
    put_units(file, what->closing, count);
    fputs(what->tail, file);
    if (fclose(file) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static void limit(int resource, rlim_t most)
{
    const struct rlimit limits = {most, most};
    if (setrlimit(resource, &limits) != 0) {
        perror("setrlimit");
        _exit(EXIT_FAILURE);
    }
}

/** @return the exit status, or -1 where a signal ended it; `*kilobytes` is what it took at most. */
static int run(const char *const *argv, size_t megabytes, long *kilobytes)
{
    pid_t child = fork();
    if (child == 0) {
        int messages = open("messages.txt", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (messages < 0 || dup2(messages, STDERR_FILENO) < 0) {
            _exit(EXIT_FAILURE);
        }
        if (!IS_SANITIZED) {
            limit(RLIMIT_AS, (rlim_t)megabytes * MEGABYTE);
            limit(RLIMIT_CPU, SECONDS); /* for what would never end */
        }
        execv(argv[0], (char *const *)(size_t)argv);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("mofbind");
        exit(EXIT_FAILURE);
    }
    *kilobytes = usage.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/** The number of the first message is in brackets at its end. */
static bool has_message(const char *wanted)
{
    static char text[MESSAGES_SIZE];
    FILE *file = fopen("messages.txt", "rb");
    size_t length = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    text[length] = '\0';
    const char *found = strstr(text, "[MOF");
    bool is_good = wanted == NULL ? length == 0 : found != NULL && strncmp(found + 1, wanted, strlen(wanted)) == 0;
    if (!is_good) {
        fprintf(stderr, "%.300s\n", text);
    }
    return is_good;
}

static bool test(const shape *what, const char *mofbind, const char *command)
{
    const bool writes = strcmp(command, "generate") == 0;
    const char *const check[] = {mofbind, command, "hostile.mof", NULL};
    const char *const generate[] = {mofbind, command, "-w", "--no-runtime", "-o", "out", "hostile.mof", NULL};
    long kilobytes = 0;
    int status = run(writes ? generate : check, what->megabytes, &kilobytes);
    bool is_good = status == what->status && has_message(what->message);
    printf("%s %-34s %-9s status %d, %ld of %zu MB\n", is_good ? "ok  " : "FAIL", what->name, command, status,
           kilobytes / 1024, what->megabytes);
    fflush(stdout);
    return is_good;
}

int main(int argc, char **argv)
{
    bool is_good = true;
    if (argc != 3 || (mkdir(argv[2], 0700) != 0 && access(argv[2], W_OK) != 0) || chdir(argv[2]) != 0) {
        fputs("usage: bounds MOFBIND FOLDER\n", stderr);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        write_shape(&shapes[i], "hostile.mof");
        is_good = test(&shapes[i], argv[1], shapes[i].generates ? "generate" : "check") && is_good;
    }
    if (!IS_SANITIZED) {
        write_shape(&too_much, "hostile.mof");
        is_good = test(&too_much, argv[1], "generate") && is_good;
        is_good = access("out/mofbind.files~mofbind", F_OK) != 0 && is_good; /* it ended before it began to write */
    }
    remove("hostile.mof");
    remove("messages.txt");
    return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
