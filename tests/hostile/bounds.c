/*
 * bounds MOFBIND FOLDER [COUNTED]: inputs that are large or nested beyond reason. mofbind ends as it should, with a message where it
 * fails, and takes no more memory than stated here, which is in proportion: ten times as many prove no more. Each runs in a process of its own with that much address space, so
 * what would take more runs out of memory and says so; sanitizers want address space without end, and do without.
 *
 * Some are run in two sizes as well, by COUNTED, which tells how many branches it took (tests/linear): what goes with the
 * square of their number is sixteen times as many for four times as many. No clock is read.
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

/** Four times as many may take so many times the branches: sorting takes somewhat more than four. */
enum { GROWTH = 4, MOST_GROWTH = 6 };

/**
 * head, then `unit` so many times, then middle, then `closing` as often, then tail. `%` is the number of the unit, `@`
 * that before, `~` the same counted from the end. `$` is one name, of letters, `&` are names, of letters beyond ASCII:
 * each number has them in capitals and small letters of its own. In what stands once the number is that of all.
 */
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
    {"200,000 elements", 200000, A "instance of A { k=1; a={", "\"x\",", "\"x\"", "", "}; };\n", GOOD, NULL, 64, true},
    {"200,000 codes", 200000, "class A { [ValueMap{", "\"%\",", "\"x\"},Values{", "\"n\",", "\"n\"}] string k; };\n",
     GOOD, NULL, 256, true},
    {"two million tokens", 1000000, A "instance of A { k=1; a={", "\"\",", "\"x\"", "", "}; };\n", GOOD, NULL, 128,
     true},
    {"a million wrong tokens", 1000000, "", ";", "", "", "", INPUT, "MOF216", 32, false},
    {"instances in instances", 100000, A "instance of A { k=1; o=", "instance of A {o=", "NULL", ";}", "; };\n", INPUT,
     "MOF208", 64, false},
    {"as many as are taken", 50, A "instance of A { k=1; o=", "instance of A {o=", "NULL", ";}", "; };\n", GOOD, NULL,
     32, true},
    {"braces", 100000, A "instance of A { k=1; a=", "{", "", "}", "; };\n", INPUT, "MOF201", 64, false},
    {"braces of nothing", 1000000, "", "{", "", "", "", INPUT, "MOF201", 32, false},
    {"brackets", 100000, "", "[", "", "]", "class A {};\n", INPUT, "MOF201", 64, false},
    {"parentheses", 100000, "[Q", "(", "1", ")", "] class A {};\n", INPUT, "MOF201", 64, false},
    {"comments in comments", 100000, "", "/* ", "", "*/ ", "class A {};\n", INPUT, "MOF136", 64, false},
    {"comments", 500000, "", "/**/", "", "", "class A {};\n", GOOD, NULL, 64, true},
    {"a string of 20 MB", 20000000, "class A { string s = \"", "x", "", "", "\"; };\n", GOOD, NULL, 128, true},
    {"a description of 10 MB", 10000000, "[Description(\"", "x", "", "", "\")] class A { uint8 a; };\n", GOOD, NULL,
     128, true},
    {"a line of 20 MB", 20000000, "class A { uint8 a; };", " ", "", "", "x\n", INPUT, "MOF201", 64, false},
    {"pieces of a string", 600000, "class A { string s = ", "\"a\" ", "", "", "; };\n", GOOD, NULL, 128, true},
    {"quotes", 500000, "", "\"\"", "", "", "", INPUT, "MOF201", 64, false},
    {"strings without an end", 500000, "", "\"abc\n", "", "", "", INPUT, "MOF102", 64, false},
    {"warnings on one line", 300000, "class A { string s = \"", "\\q", "", "", "\"; };\n", GOOD, "MOF104", 512, false},
    {"characters on one line", 1000000, "class A { char16 s[] = {", "'a',", "'a'", "", "}; };\n", GOOD, NULL, 256,
     true},
    {"backslashes", 1000000, "", "\\", "", "", "", INPUT, "MOF132", 64, false},
    {"typographic quotes", 1000000, "", "\xE2\x80\x98", "", "", "", INPUT, "MOF131", 64, false},
    {"errors", 300000, "", "class A { uint8 a = ; };\n", "", "", "", INPUT, "MOF201", 128, false},
    {"qualifiers", 300000, "[Q", ",Q%", "", "", "] class A {};\n", GOOD, NULL, 256, true},
    {"properties", 25000, "class A {", "uint8 p%;", "", "", "};\n", GOOD, NULL, 128, true},
    {"parameters", 25000, "class A { uint32 m([in] uint8 p", ", [in] uint8 p%", "", "", "); };\n", GOOD, NULL, 128,
     true},
    {"properties of one name", 100000, "class A {", "uint8 p;", "", "", "};\n", INPUT, "MOF330", 64, false},
    {"superclasses in a circle", 100000, "class A : C99999 {};\nclass C : A {};\n", "class C% : C@ {};\n", "", "", "",
     INPUT, "MOF3", 128, false},
    {"a name of a million characters", 1000000, "class N", "n", "", "", " { uint8 a; };\n", GOOD, NULL, 256, true},
    {"names for files of one beginning", 400, "", "class " N50 N50 N50 N50 N50 "% {};\n", "", "", "", GOOD, NULL, 64,
     true},
    {"namespaces", 2000, "", "#pragma namespace(\"root\\\\n%\")\nclass A {};\n", "", "", "", GOOD, NULL, 128, true},
};

/** What inherits from everything before it is more than there is memory: 2500 * 2500 / 2 members. */
static const shape too_much = {"what outgrows memory",
                               2500,
                               "class C {};\nclass D : C {};\n",
                               "class C% : C@ { uint8 p%; };\n",
                               "",
                               "",
                               "",
                               SYSTEM,
                               "MOF901",
                               256,
                               true};

/** A shape that is large in more than one way, and run in two sizes: that of the shape is the smaller one. */
typedef struct growing {
    shape shape;
    const char *included; /**< what stands in each of the files part%.mof; NULL: there are none */
    bool dumps;           /**< runs `dump --json` instead of `check` */
} growing;

#define PLAIN GOOD, NULL, 512, false
#define TEXTS "#pragma namespace(\"root\\x\\ms_409\")\n"

static const growing shapes_that_grow[] = {
    {{"spellings of one name", 3000, "", "class C% { uint8 $; };\n", "", "", "", PLAIN}, NULL, false},
    {{"names that are alike", 3000, "", "class C% { uint8 &; };\n", "", "", "", PLAIN}, NULL, false},
    {{"parameters of an override", 3000, "class A { uint32 m([in] uint8 p", ", [in] uint8 p%",
      "); };\nclass B : A { uint32 m([in] uint8 p", ", [in] uint8 p%", "); };\n", PLAIN},
     NULL,
     false},
    {{"the same in reverse", 3000, "class A { uint32 m([in] uint8 p", ", [in] uint8 p%",
      "); };\nclass B : A { uint32 m([in] uint8 p", ", [in] uint8 p~", "); };\n", GOOD, "MOF403", 512, false},
     NULL,
     false},
    {{"overriding properties", 3000, "class A { [Key] uint8 k;", "uint8 p%;", "};\nclass B : A {", "uint8 p~;",
      "};\ninstance of B { k = 1; };\n", PLAIN},
     NULL,
     false},
    {{"settings of an instance", 3000, "class A {", "uint8 p%;", "};\ninstance of A {", "p~ = 1;", "};\n", PLAIN},
     NULL,
     false},
    {{"instances of a large class", 3000, "class A {", "uint8 p%;", "};\n", "instance of A { p% = 1; };\n", "", PLAIN},
     NULL,
     false},
    {{"settings of a deep class", 3000, "class C {};\n", "class C% : C@ { uint8 p%; };\n", "instance of C@ {",
      "p% = 1;", "};\n", PLAIN},
     NULL,
     false},
    {{"qualifiers of an amendment", 3000, "#pragma namespace(\"root\\x\")\n[a", ",q%", "] class A {};\n" TEXTS "[a",
      ",q~ : amended", "] class A {};\n", PLAIN},
     NULL,
     false},
    {{"parameters of an amendment", 3000, "#pragma namespace(\"root\\x\")\nclass A { void m([in] uint8 p",
      ", [in] uint8 p%", "); };\n" TEXTS "class A { void m([in] uint8 p", ", [q : amended] uint8 p~", "); };\n", PLAIN},
     NULL,
     false},
    {{"errors in included files", 150, "", "#pragma include (\"part%.mof\")\n", "", "", "", INPUT, "MOF2", 64, false},
     "class A { uint8 a = ; };\n",
     false},
    {{"updated classes", 3000, "#pragma autorecover\n", "class C% { uint8 a; };\n", "", "class C% { uint8 b; };\n", "",
      GOOD, "MOF3", 512, false},
     NULL,
     false},
    {{"namespaces with instances", 1000, "",
      "#pragma namespace(\"root\\n%\")\nclass A { [Key] uint8 k; };\ninstance of A { k = 1; };\n", "", "", "", PLAIN},
     NULL,
     true},
    {{"namespaces of texts in others", 500, "#pragma namespace(\"root\\x\")\nclass A {};\n#pragma namespace(\"root\\x",
      "\\ms_409", "\")\n[Description(\"x\") : Amended] class A {};\n", "", "", GOOD, NULL, 32, false},
     NULL,
     false},
};

/** Capitals where the number has a bit. */
static void put_spelling(FILE *file, size_t number, const char *small, const char *capital)
{
    for (unsigned bit = 0; bit < 18; bit++) {
        fputs((number >> bit & 1) != 0 ? capital : small, file);
    }
}

static void put_unit(FILE *file, const char *unit, size_t number, size_t count)
{
    for (const char *c = unit; *c != '\0'; c++) {
        if (*c == '%') {
            fprintf(file, "%zu", number);
        } else if (*c == '~') {
            fprintf(file, "%zu", count - 1 - number);
        } else if (*c == '@' && number > 0) {
            fprintf(file, "%zu", number - 1);
        } else if (*c == '$') {
            put_spelling(file, number, "n", "N");
        } else if (*c == '&') {
            put_spelling(file, number, "\xC3\xA9", "\xC3\x89");
        } else if (*c != '@') {
            fputc(*c, file);
        }
    }
}

static void put_units(FILE *file, const char *unit, size_t count)
{
    bool is_plain = strpbrk(unit, "%@~$&") == NULL;
    size_t length = strlen(unit);
    for (size_t i = 0; i < count; i++) {
        if (is_plain) {
            fwrite(unit, 1, length, file);
        } else {
            put_unit(file, unit, i, count);
        }
    }
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    return file;
}

static void write_shape(const shape *what, size_t wanted, const char *path)
{
    FILE *file = open_file(path);
    size_t count = IS_SANITIZED ? wanted / 10 + 1 : wanted;
    put_unit(file, what->head, count, count);
    put_units(file, what->unit, count);
    put_unit(file, what->middle, count, count);
    put_units(file, what->closing, count);
    put_unit(file, what->tail, count, count);
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

/** @return the exit status, or -1 where a signal ended it. */
static int run(const char *const *argv, size_t megabytes, long *kilobytes)
{
    pid_t child = fork();
    if (child == 0) {
        int messages = open("messages.txt", O_WRONLY | O_CREAT | O_TRUNC, 0600);
        int output = open("/dev/null", O_WRONLY);
        if (messages < 0 || dup2(messages, STDERR_FILENO) < 0 || output < 0 || dup2(output, STDOUT_FILENO) < 0) {
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

static void write_parts(const growing *what, size_t count)
{
    char name[40];
    for (size_t i = 0; what->included != NULL && i < count; i++) {
        snprintf(name, sizeof name, "part%zu.mof", i);
        FILE *file = open_file(name);
        fputs(what->included, file);
        fclose(file);
    }
}

static void remove_parts(const growing *what, size_t count)
{
    char name[40];
    for (size_t i = 0; what->included != NULL && i < count; i++) {
        snprintf(name, sizeof name, "part%zu.mof", i);
        remove(name);
    }
}

static unsigned long long read_branches(void)
{
    unsigned long long branches = 0;
    FILE *file = fopen("branches.txt", "rb");
    if (file != NULL) {
        branches = fscanf(file, "%llu", &branches) == 1 ? branches : 0;
        fclose(file);
    }
    remove("branches.txt");
    return branches;
}

/** Runs a shape in one size. @return the branches; 0: it did not end as it should */
static unsigned long long run_size(const growing *what, const char *counted, size_t count)
{
    const char *const check[] = {counted, "check", "hostile.mof", NULL};
    const char *const dump[] = {counted, "dump", "--json", "hostile.mof", NULL};
    long kilobytes = 0;
    write_shape(&what->shape, count, "hostile.mof");
    write_parts(what, count);
    int status = run(what->dumps ? dump : check, what->shape.megabytes, &kilobytes);
    remove_parts(what, count);
    if (status != what->shape.status || !has_message(what->shape.message)) {
        printf("     status %d\n", status);
        return 0;
    }
    return read_branches();
}

static bool test_growth(const growing *what, const char *counted)
{
    size_t large = what->shape.count * GROWTH;
    unsigned long long few = run_size(what, counted, what->shape.count);
    unsigned long long many = run_size(what, counted, large);
    bool is_good = few > 0 && many > few && many <= few * MOST_GROWTH;
    printf("%s %-34s %6zu with %llu branches, %6zu with %llu\n", is_good ? "ok  " : "FAIL", what->shape.name,
           what->shape.count, few, large, many);
    fflush(stdout);
    return is_good;
}

int main(int argc, char **argv)
{
    bool is_good = true;
    (void)setenv("MOFBIND_BRANCHES", "branches.txt", 1);
    if (argc < 3 || argc > 4 || (mkdir(argv[2], 0700) != 0 && access(argv[2], W_OK) != 0) || chdir(argv[2]) != 0) {
        fputs("usage: bounds MOFBIND FOLDER [COUNTED]\n", stderr);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        write_shape(&shapes[i], shapes[i].count, "hostile.mof");
        is_good = test(&shapes[i], argv[1], shapes[i].generates ? "generate" : "check") && is_good;
    }
    for (size_t i = 0; argc == 4 && i < sizeof shapes_that_grow / sizeof shapes_that_grow[0]; i++) {
        is_good = test_growth(&shapes_that_grow[i], argv[3]) && is_good;
    }
    if (!IS_SANITIZED) {
        write_shape(&too_much, too_much.count, "hostile.mof");
        is_good = test(&too_much, argv[1], "generate") && is_good;
        is_good = access("out/mofbind.files~mofbind", F_OK) != 0 && is_good; /* it ended before it began to write */
    }
    remove("hostile.mof");
    remove("messages.txt");
    return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
