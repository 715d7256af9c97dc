/*
 * random_mof SEED: a MOF that is valid, and as nasty as a valid one can be: names that C, C++, Windows or mofbind
 * itself have taken, names that differ in case, are long, or not ASCII; texts that try to leave the comments and the
 * strings that they are put into; values at the limits of their types. The same seed gives the same MOF on any machine.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLASSES = 8, MOST_NAMES = 512, NAME_SIZE = 1200 };

static uint64_t state;

static uint32_t below(uint32_t limit)
{
    state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((mixed ^ (mixed >> 31)) % limit);
}

static bool chance(uint32_t percent)
{
    return below(100) < percent;
}

#define PICK(list) ((list)[below(sizeof(list) / sizeof((list)[0]))])

/* Texts */

static const char *const texts[] = {
    "*/",
    "/*",
    "*\\\\/",
    "*/ int x; /*",
    "// a\\\\",
    "\\\\",
    "\\\\\\n",
    "?\?/",
    "?\?/?\?/",
    "?\?=define X",
    "?\?'",
    "%s%n%d",
    "{{x}}",
    "{{{x}}}",
    "\\\"",
    "\\\"; int x; //",
    "'",
    "\\n",
    "\\r\\n",
    "\\n\\n",
    "\\t",
    "\\x2028",
    "\\x2029",
    "\\x85",
    "\\xA0",
    "\\x202E",
    "\\xFEFF",
    "\\xFFFE",
    "\\x1",
    "\\x7F",
    "\\xD83D\\xDE00",
    "\\xE9",
    "#define X",
    "\\n#error",
    "@file",
    "\\\\file",
    "$",
    "`",
    "_Pragma(\\\"x\\\")",
    "u8\\\"\\\"",
    "R\\\"(",
    ")\\\"",
    "<script>",
    "\\x0031",
    "\\x1f",
    "0",
    "..",
    "a",
    " ",
    "  a  ",
    "Access Denied",
    "Reserved",
    "aVeryLongWordThatHasNoBlankInItAndIsLongerThanAnyLineOfAComment_aVeryLongWordThatHasNoBlankInIt",
    "\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80",
    "\xE2\x80\xA8",
    "\xE2\x80\xAE"};

/** The texts of one run are few, so that the same one comes several times, also where they are names of codes. */
static const char *favourites[6];

static void put_text(void)
{
    uint32_t parts = 1 + below(4);

    putchar('"');
    for (uint32_t i = 0; i < parts; i++) {
        fputs(chance(50) ? PICK(favourites) : PICK(texts), stdout);
        if (chance(30)) {
            putchar(' ');
        }
        if (chance(10)) {
            fputs("\" /* */ \"", stdout);
        }
    }
    putchar('"');
}

/* Names */

static const char *const words[] = {"int",
                                    "class",
                                    "new",
                                    "delete",
                                    "template",
                                    "register",
                                    "errno",
                                    "EOF",
                                    "NULL",
                                    "INT_MAX",
                                    "near",
                                    "far",
                                    "interface",
                                    "small",
                                    "Status",
                                    "BOOL",
                                    "TRUE",
                                    "FALSE",
                                    "min",
                                    "max",
                                    "GetObject",
                                    "CreateFile",
                                    "con",
                                    "nul",
                                    "AUX",
                                    "com1",
                                    "LPT9",
                                    "clock$",
                                    "schema",
                                    "runtime",
                                    "wmi",
                                    "wmi_object",
                                    "ReturnValue",
                                    "in",
                                    "out",
                                    "self",
                                    "value",
                                    "values",
                                    "has",
                                    "items",
                                    "count",
                                    "codes",
                                    "info",
                                    "get",
                                    "put",
                                    "list",
                                    "query",
                                    "clear",
                                    "wait",
                                    "path",
                                    "meta",
                                    "error",
                                    "session",
                                    "instance",
                                    "string",
                                    "uint8",
                                    "Key",
                                    "property",
                                    "method",
                                    "Foo",
                                    "foo",
                                    "FOO",
                                    "a",
                                    "A",
                                    "b",
                                    "X",
                                    "x",
                                    "x_",
                                    "A_b",
                                    "a__b",
                                    "A_codes",
                                    "A_info",
                                    "A_get",
                                    "u00E9",
                                    "\xC3\xA9",
                                    "\xC3\x89",
                                    "\xE6\xBC\xA2\xE5\xAD\x97",
                                    "\xF0\x9D\x94\x98",
                                    "main",
                                    "printf",
                                    "size_t",
                                    "_Bool",
                                    "bool",
                                    "true_",
                                    "asm",
                                    "typeof",
                                    "constexpr",
                                    "requires",
                                    "co_await",
                                    "module",
                                    "import",
                                    "and",
                                    "xor",
                                    "not_eq",
                                    "alignas",
                                    "nullptr",
                                    "static_assert",
                                    "thread_local",
                                    "linux",
                                    "unix",
                                    "i386",
                                    "INFINITY",
                                    "stdin",
                                    "assert",
                                    "offsetof",
                                    "va_list"};

/** Names that are taken in a scope; compared without regard to case. */
typedef struct scope {
    char names[MOST_NAMES][NAME_SIZE];
    size_t count;
} scope;

static scope classes;
static scope features;
static scope parameters;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

static bool is_taken(const scope *taken, const char *name)
{
    for (size_t i = 0; i < taken->count; i++) {
        if (same(taken->names[i], name)) {
            return true;
        }
    }
    return false;
}

/** What MOF takes for a name. A class that is called as a type, or what begins a declaration, can name no type. */
static bool is_usable(const scope *taken, const char *name)
{
    static const char *const never[] = {"true", "false", "null", "ref", "class", "instance", "string", "uint8"};
    const size_t count = taken == &classes ? sizeof never / sizeof never[0] : 4;
    for (size_t i = 0; i < count; i++) {
        if (same(name, never[i])) {
            return false;
        }
    }
    return strchr(name, '$') == NULL && strncmp(name, "__", 2) != 0;
}

static const char *new_name(scope *taken)
{
    char name[NAME_SIZE];
    do {
        snprintf(name, sizeof name, "%s", PICK(words));
        if (chance(30)) {
            strcat(name, chance(50) ? "_" : "");
            strcat(name, PICK(words));
        }
        if (chance(10)) {
            snprintf(name + strlen(name), 16, "%u", (unsigned)below(10));
        }
        if (chance(3)) {
            size_t length = strlen(name);
            size_t longer = length + 150 + below(150);
            memset(name + length, 'n', longer - length);
            name[longer] = '\0';
        }
    } while (!is_usable(taken, name) || is_taken(taken, name));
    return strcpy(taken->names[taken->count++], name);
}

/* Types and values */

typedef struct type {
    const char *word;
    const char *least; /**< NULL: no integer */
    const char *most;
    const char *constants[4];
} type;

static const type types[] = {
    {"boolean", NULL, NULL, {"true", "FALSE", "NULL", "true"}},
    {"sint8", "-128", "127", {"-128", "127", "0", "-1"}},
    {"uint8", "0", "255", {"255", "0", "0xFF", "11b"}},
    {"sint16", "-32768", "32767", {"-32768", "32767", "0", "077"}},
    {"uint16", "0", "65535", {"65535", "0", "0xFFFF", "1"}},
    {"sint32", "-2147483648", "2147483647", {"-2147483648", "2147483647", "0", "-1"}},
    {"uint32", "0", "4294967295", {"4294967295", "0", "0x80000000", "1"}},
    {"sint64",
     "-9223372036854775808",
     "9223372036854775807",
     {"-9223372036854775808", "9223372036854775807", "0", "-1"}},
    {"uint64", "0", "18446744073709551615", {"18446744073709551615", "0", "0x8000000000000000", "1"}},
    {"real32", NULL, NULL, {"1.5", "-0.0", ".1", "3.4e38"}},
    {"real64", NULL, NULL, {"1.7976931348623157e308", "0.0", "5.0e-324", "NULL"}},
    {"char16", NULL, NULL, {"'a'", "'\\x41'", "'\\''", "'\\\\'"}},
    {"string", NULL, NULL, {"\"\"", "\"*/\"", "\"?\" \"?/\"", "NULL"}},
    {"datetime",
     NULL,
     NULL,
     {"\"20240131120000.000000+060\"", "\"00000001000000.000000:000\"", "\"**************.******+***\"", "NULL"}},
};

static const char *some_class(void)
{
    return classes.names[below((uint32_t)classes.count)];
}

/** ConventionMap and ConventionValues: some of their codes are declared, too. */
static void put_conventions(const type *of)
{
    uint32_t count = 1 + below(4);

    fputs(", ConventionMap{", stdout);
    for (uint32_t i = 0; i < count; i++) {
        fputs(i > 0 ? ", " : "", stdout);
        if (of->least == NULL) {
            put_text();
        } else if (chance(20)) {
            printf("\"%s\"", chance(50) ? of->least : of->most);
        } else {
            printf("\"%" PRIu32 "\"", i * (1 + below(20)));
        }
    }
    fputs("}, ConventionValues{", stdout);
    for (uint32_t i = 0; i < count; i++) {
        fputs(i > 0 ? ", " : "", stdout);
        put_text();
    }
    putchar('}');
}

/** ValueMap and Values; either may be missing. */
static void put_codes(const type *of)
{
    uint32_t count = 1 + below(6);
    bool has_map = chance(80);

    if (has_map) {
        fputs(", ValueMap{", stdout);
        for (uint32_t i = 0; i < count; i++) {
            fputs(i > 0 ? ", " : "", stdout);
            if (of->least == NULL) {
                put_text();
            } else if (chance(10)) {
                printf("\"%s\"", chance(50) ? of->least : of->most);
            } else if (chance(15)) {
                printf("\"%" PRIu32 "..%" PRIu32 "\"", i * 10, i * 10 + below(5));
            } else {
                printf(chance(10) ? "\"..\"" : "\"%" PRIu32 "\"", i * (1 + below(3)));
            }
        }
        putchar('}');
    }
    if (of->least != NULL || !has_map || chance(70)) {
        fputs(", Values{", stdout);
        for (uint32_t i = 0; i < count; i++) {
            fputs(i > 0 ? ", " : "", stdout);
            put_text();
        }
        putchar('}');
    }
    if (chance(30)) {
        put_conventions(of);
    }
}

static void put_description(const char *more)
{
    fputs("[Description(", stdout);
    put_text();
    putchar(')');
    if (chance(10)) {
        fputs(chance(50) ? ", MofbindSince(" : ", MofbindUntil(", stdout);
        put_text();
        putchar(')');
    }
    fputs(more, stdout);
}

static void put_default(const type *of, bool is_array)
{
    if (is_array) {
        printf(" = {%s, %s}", of->constants[0], of->constants[1]);
    } else {
        printf(" = %s", PICK(of->constants));
    }
}

static void put_property(void)
{
    const type *of = &PICK(types);
    const char *name = new_name(&features);
    bool is_array = chance(25);

    fputs("    ", stdout);
    if (chance(15)) {
        put_description("]");
        printf(" %s %s %s%s;\n", chance(30) ? "object" : some_class(), chance(50) ? "ref" : "", name,
               is_array ? "[]" : "");
        return;
    }
    put_description(chance(20)   ? ", Required"
                    : chance(20) ? ", Write, Units(\"*/\")"
                    : chance(10) ? ", MaxLen(5)"
                                 : "");
    if (chance(40) && (of->least != NULL || strcmp(of->word, "string") == 0)) {
        put_codes(of);
    } else if (strcmp(of->word, "string") == 0 && chance(30)) {
        printf(", EmbeddedInstance(\"%s\")", some_class());
        printf("] string %s%s;\n", name, is_array ? "[]" : "");
        return;
    }
    printf("] %s %s%s", of->word, name, is_array ? chance(50) ? "[]" : "[4]" : "");
    if (chance(30)) {
        put_default(of, is_array);
    }
    fputs(";\n", stdout);
}

static void put_parameter(void)
{
    static const char *const directions[] = {", In", ", Out, In(false)", ", In, Out", ", In, Optional"};
    const type *of = &PICK(types);

    put_description(PICK(directions));
    if (of->least != NULL && chance(30)) {
        put_codes(of);
    }
    putchar(']');
    if (chance(20)) {
        printf(" %s ref", some_class());
    } else {
        printf(" %s", of->word);
    }
    printf(" %s%s", new_name(&parameters), chance(20) ? "[]" : "");
}

static void put_method(void)
{
    static const type *const numbers[] = {&types[6], &types[5], &types[2], &types[7]};
    const type *of = PICK(numbers);
    uint32_t count = below(6);

    parameters.count = 0;
    strcpy(parameters.names[parameters.count++], "ReturnValue");
    fputs("    ", stdout);
    put_description(chance(20) ? ", Static" : "");
    if (chance(70)) {
        put_codes(of);
    }
    printf("] %s %s(", of->word, new_name(&features));
    for (uint32_t i = 0; i < count; i++) {
        fputs(i > 0 ? ", " : "", stdout);
        put_parameter();
    }
    fputs(");\n", stdout);
}

static void put_class(size_t index, bool is_derived)
{
    uint32_t count = 1 + below(8);

    put_description(chance(10) ? ", Abstract" : chance(10) ? ", Version(\"*/\")" : "");
    printf("]\nclass %s", classes.names[index]);
    if (is_derived) {
        printf(" : %s", classes.names[index - 1]);
    } else {
        features.count = 0;
    }
    fputs("\n{\n", stdout);
    if (!is_derived) {
        printf("    [Key] string %s;\n", new_name(&features));
    }
    for (uint32_t i = 0; i < count; i++) {
        if (chance(65)) {
            put_property();
        } else {
            put_method();
        }
    }
    fputs("};\n", stdout);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: random_mof SEED\n", stderr);
        return EXIT_FAILURE;
    }
    state = strtoull(argv[1], NULL, 10);
    for (size_t i = 0; i < sizeof favourites / sizeof favourites[0]; i++) {
        favourites[i] = PICK(texts);
    }
    size_t count = 1 + below(MOST_CLASSES);
    for (size_t i = 0; i < count; i++) {
        (void)new_name(&classes);
    }
    printf("#pragma namespace(\"\\\\\\\\.\\\\root\\\\n%s\")\n", argv[1]);
    for (size_t i = 0; i < count; i++) {
        put_class(i, i > 0 && chance(40));
    }
    return EXIT_SUCCESS;
}
