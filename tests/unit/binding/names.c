/* Names by themselves: prefixes, defaults, reserved words, spelling, file names. */
#include "bound.h"

#include "binding/binder.h"

static void valid_names(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } rows[] = {
        {"hv", true},      {"hv_interop", true}, {"H2", true},         {"a_b_c", true}, {"linux", true},
        {"", false},       {"2h", false},        {"_h", false},        {"h_", false},   {"h__v", false},
        {"h-v", false},    {"h v", false},       {"h\xC3\xB6", false}, {"int", false},  {"typeof", false},
        {"class", false},  {"co_await", false},  {"wmi", false},       {"WMI", false},  {"wmi_x", false},
        {"wmix", true},    {"runtime", false},   {"con", false},       {"COM1", false}, {"com10", true},
        {"schema", false}, {"../x", false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (mbb_valid_name(rows[i].text) != rows[i].valid) {
            fail_msg("%s", rows[i].text);
        }
    }
}

typedef struct default_row {
    const char *ns;
    const char *name;
    const char *prefix;
} default_row;

static void check_defaults(void *argument)
{
    static const default_row rows[] = {
        {"root\\virtualization\\v2", "virtualization_v2", "hv"},
        {"ROOT\\Virtualization\\V2", "virtualization_v2", "hv"},
        {"root\\HyperVCluster\\v2", "hypervcluster_v2", "hvc"},
        {"root\\hypervcluster\\v2", "hypervcluster_v2", "hvc"},
        {"root\\cimv2", "cimv2", "cimv2"},
        {"ROOT\\StandardCimv2", "standardcimv2", "standardcimv2"},
        {"root\\Microsoft\\Windows\\Storage", "microsoft_windows_storage", "microsoft_windows_storage"},
        {"root\\wmi", "root_wmi", "root_wmi"},
        {"root\\default", "root_default", "root_default"},
        {"root", "root", "root"},
        {"root\\ms_409", "ms_409", "ms_409"},
        {"root\\2x", "root_2x", "root_2x"},
        {"root\\a--b\\__c", "a_b_c", "a_b_c"},
        {"root\\schema", "root_schema", "root_schema"},
        {"root\\com", "root_com", "root_com"},
        {"ROOT\\Loopback", "root_loopback", "root_loopback"},
        {"root\\wsman", "root_wsman", "root_wsman"},
        {"root\\compiler", "root_compiler", "root_compiler"},
        {"root\\bindings", "root_bindings", "root_bindings"},
        {"root\\runtime", "root_runtime", "root_runtime"},
        {"root\\mofbind", "root_mofbind", "root_mofbind"},
        {"root\\Security", "root_security", "root_security"}, /* <security.h> */
        {"root\\string", "root_string", "root_string"},
        {"root\\securities", "securities", "securities"},
        {"root\\com\\v2", "com_v2", "com_v2"},
    };
    mb_arena *arena = argument;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *name = NULL;
        const char *prefix = NULL;
        mbb_default_names(rows[i].ns, arena, &name, &prefix);
        assert_string_equal(name, rows[i].name);
        assert_string_equal(prefix, rows[i].prefix);
        assert_true(mbb_valid_library_name(name));
        assert_true(mbb_valid_name(prefix));
    }
}

static void default_names(void **state)
{
    mb_heap *heap = mb_heap_new(NULL);
    (void)state;

    assert_non_null(heap);
    mb_arena *arena = mb_arena_new(heap);
    assert_true(mb_heap_protect(heap, check_defaults, arena));
    mb_heap_free(heap);
}

static void reserved_words_are_sorted(void **state)
{
    static const char *const words[] = {
#define R(word, by) word,
#include "binding/reserved.def"
#undef R
    };
    (void)state;

    assert_true(sizeof words / sizeof words[0] > 1000);
    for (size_t i = 1; i < sizeof words / sizeof words[0]; i++) {
        assert_true(strcmp(words[i - 1], words[i]) < 0);
    }
}

/** Each word of the list is found in the executable, with the reason that its header gives. */
static void reserved_words_are_found(void **state)
{
    enum {
        C,
        CPLUSPLUS,
#define MB_HEADER(id, whose, name) id,
#include "binding/reserved_headers.def"
#undef MB_HEADER
    };
    static const char *const headers[][2] = {
        [C] = {"C", "-"},
        [CPLUSPLUS] = {"CPLUSPLUS", "-"},
#define MB_HEADER(id, whose, name) [id] = {#whose, name},
#include "binding/reserved_headers.def"
#undef MB_HEADER
    };
    static const struct {
        const char *word;
        int header;
    } words[] = {
#define R(word, by) {word, by},
#include "binding/reserved.def"
#undef R
    };
    static const char *const reasons[][2] = {{"C", "a keyword of C"},
                                             {"CPLUSPLUS", "a keyword of C++"},
                                             {"LIBRARY", "a macro of the C library"},
                                             {"WINDOWS", "a macro of <windows.h>"}};
    mb_heap *heap = mb_heap_new(NULL);
    (void)state;

    assert_non_null(heap);
    mb_arena *arena = mb_arena_new(heap);
    const mbb_identifiers *taken = mbb_words_new(arena);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *const *header = headers[words[i].header];
        const char *why = mbb_word_taken(taken, words[i].word, arena);
        assert_non_null(why);
        for (size_t k = 0; k < sizeof reasons / sizeof reasons[0]; k++) {
            if (strcmp(header[0], reasons[k][0]) == 0) {
                assert_string_equal(why, reasons[k][1]);
            }
        }
        if (strcmp(header[0], "POSIX") == 0 || strcmp(header[0], "X11") == 0) {
            assert_non_null(strstr(why, header[1]));
        }
        assert_int_equal(mbb_word_is_keyword(words[i].word), words[i].header <= CPLUSPLUS);
    }
    assert_null(mbb_word_taken(taken, "", arena));
    assert_null(mbb_word_taken(taken, "ABDAY_", arena));
    assert_null(mbb_word_taken(taken, "zzzz", arena));
    mb_heap_free(heap);
}

static void members(void **state)
{
    static const struct {
        const char *mof;
        const char *member;
        const char *why;
    } rows[] = {
        {"Caption", "Caption", NULL},
        {"Default", "Default", NULL},
        {"auto", "auto_", "a keyword of C"},
        {"register", "register_", "a keyword of C"},
        {"typeof", "typeof_", "a keyword of C"},
        {"nullptr", "nullptr_", "a keyword of C"},
        {"new", "new_", "a keyword of C++"},
        {"operator", "operator_", "a keyword of C++"},
        {"co_await", "co_await_", "a keyword of C++"},
        {"and_eq", "and_eq_", "a keyword of C++"},
        {"char8_t", "char8_t_", "a keyword of C++"},
        {"xor", "xor_", "a keyword of C++"},
        {"GetObject", "GetObject_", "a macro of <windows.h>"},
        {"CreateFile", "CreateFile_", "a macro of <windows.h>"},
        {"Yield", "Yield_", "a macro of <windows.h>"},
        {"small", "small_", "a macro of <windows.h>"},
        {"near", "near_", "a macro of <windows.h>"},
        {"OPTIONAL", "OPTIONAL_", "a macro of <windows.h>"},
        {"ERROR", "ERROR_", "a macro of <windows.h>"},
        {"max", "max_", "a macro of <windows.h>"},
        {"errno", "errno_", "a macro of the C library"},
        {"stdin", "stdin_", "a macro of the C library"},
        {"assert", "assert_", "a macro of the C library"},
        {"EOF", "EOF_", "a macro of the C library"},
        {"linux", "linux_", "a macro of the C library"},
        {"S_OK", "S_OK_", "a macro of <windows.h>"},
        {"E_FAIL", "E_FAIL_", "a macro of <windows.h>"},
        {"ERROR_INSUFFICIENT_BUFFER", "ERROR_INSUFFICIENT_BUFFER_", "a macro of <windows.h>"},
        {"THIS", "THIS_2_", "a macro of <windows.h>"}, /* THIS_ is one, too */
        {"MAX_PATH", "MAX_PATH_", "a macro of <windows.h>"},
        {"INT_MAX", "INT_MAX_", "a macro of the C library"},
        {"si_pid", "si_pid_", "a macro of the C library"},
        {"B0", "B0_", "a macro of <termios.h>"},
        {"ifr_name", "ifr_name_", "a macro of <net/if.h>"},
        {"st_mtime", "st_mtime_", "a macro of <sys/stat.h>"},
        {"None", "None_", "a macro of <X11/X.h>"},
        {"Bool", "Bool_", "a macro of <X11/Xlib.h>"},
        {"Status", "Status", NULL}, /* Xlib's, but every managed element has it */
        {"S_OKAY", "S_OKAY", NULL},
        {"B", "B", NULL},
        {"wmi", "wmi_", "a name of the runtime"},
        {"wmi_owned", "wmi_owned_", "a name of the runtime"},
        {"wmi_opt_uint16", "wmi_opt_uint16_", "a name of the runtime"},
        {"wmix", "wmix", NULL},
        {"p_C", "p_C_", "a name of the library"},
        {"Gr\xC3\xB6\xC3\x9F"
         "e",
         "Gru00F6u00DFe", "not ASCII"},
        {"\xF0\x9F\x98\x80", "u1F600", "not ASCII"},
        {"X1", "X1", NULL},
        {"_x", "_x", NULL},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char mof[256];
        bound b;
        snprintf(mof, sizeof mof, "class C { string %s; uint32 M([In] string %s); };", rows[i].mof, rows[i].mof);
        bind_text(&b, mof);
        const mbb_class *cls = find_class(&b, "C");
        const mbb_member *property = ITEM(mbb_member, cls->properties, 0);
        char quoted[64];
        assert_string_equal(property->member, rows[i].member);
        const mbb_method *method = ITEM(mbb_method, cls->methods, 0);
        assert_string_equal(ITEM(mbb_member, method->in, 0)->member, rows[i].member);
        if (rows[i].why == NULL) {
            assert_null(find_renamed(&b, rows[i].mof));
        } else {
            const mbb_renamed *renamed = find_renamed(&b, rows[i].mof);
            assert_non_null(renamed);
            assert_string_equal(renamed->to, rows[i].member);
            assert_string_equal(renamed->why, rows[i].why);
        }
        /* What is sent keeps the MOF's name. */
        if (rows[i].why == NULL || strcmp(rows[i].why, "not ASCII") != 0) {
            snprintf(quoted, sizeof quoted, "\"%s\"", rows[i].mof);
            assert_string_equal(property->name, quoted);
        }
        unbind(&b);
    }
}

/** Whole names that macros have: they depend on the prefix. */
static void macros_with_a_prefix(void **state)
{
    bound b;
    (void)state;

    bind_named(&b, "class OK { [ValueMap{\"1\"}, Values{\"x\"}] uint8 A; uint32 FAIL(); };", "lib", "S");
    assert_string_equal(find_class(&b, "OK")->id, "S_OK_");
    unbind(&b);
    bind_named(&b, "class max { uint8 A; uint32 FILE(); };", "path", "PATH");
    assert_string_equal(find_class(&b, "max")->id, "PATH_max");
    unbind(&b);
    bind_named(&b, "class OK { uint8 A; };", "lib", "s");
    assert_string_equal(find_class(&b, "OK")->id, "s_OK");
    unbind(&b);
}

static void return_value_is_taken(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { string ReturnValue; uint32 M([In] string ReturnValue, [In(false), Out] string "
                  "returnvalue2); };");
    const mbb_class *cls = find_class(&b, "C");
    const mbb_method *method = ITEM(mbb_method, cls->methods, 0);
    assert_string_equal(ITEM(mbb_member, cls->properties, 0)->member, "ReturnValue");
    assert_string_equal(ITEM(mbb_member, method->in, 0)->member, "ReturnValue_");
    assert_string_equal(ITEM(mbb_member, method->in, 0)->name, "\"ReturnValue\"");
    assert_int_equal(method->out.count, 2);
    assert_string_equal(ITEM(mbb_member, method->out, 1)->member, "ReturnValue");
    assert_string_equal(find_renamed(&b, "ReturnValue")->where, "class C, method M, parameter ReturnValue");
    unbind(&b);
}

static void files(void **state)
{
    bound b;
    (void)state;

    bind_named(
        &b,
        "class AUX { uint8 A; }; class lpt1 { uint8 A; }; class Schema { uint8 A; }; class schema_ { uint8 A; };"
        "class Plain { uint8 A; }; class NAMESPACE { uint8 A; }; class API { uint8 A; }; class SHARED { uint8 A; };"
        "class BUILDING { uint8 A; };"
        "#pragma namespace(\"\\\\\\\\.\\\\root\\\\interop\")\n"
        "class X { uint8 A; }; class Plain { uint8 A; };",
        "lib", "p");
    assert_string_equal(find_class(&b, "AUX")->file, "AUX_");
    assert_string_equal(find_class(&b, "AUX")->header, "lib/AUX_.h");
    assert_string_equal(find_class(&b, "AUX")->id, "p_AUX");
    assert_string_equal(find_class(&b, "lpt1")->file, "lpt1_");
    /* Schema_ and schema_ would be one file on Windows. */
    assert_string_equal(find_class(&b, "Schema")->file, "Schema_");
    assert_string_equal(find_class(&b, "schema_")->file, "schema__");
    assert_string_equal(find_class(&b, "Plain")->guard, "LIB_PLAIN_H");
    assert_string_equal(find_class(&b, "NAMESPACE")->id, "p_NAMESPACE_"); /* the namespace's own gives way to nobody */
    assert_string_equal(b.library->api, "p_API");                         /* nor do those of the library */
    assert_string_equal(find_class(&b, "API")->id, "p_API_");
    assert_string_equal(find_class(&b, "SHARED")->id, "p_SHARED_");
    assert_string_equal(find_class(&b, "BUILDING")->id, "p_BUILDING_");

    const mbb_class *x = find_class(&b, "X");
    assert_string_equal(x->file, "interop/X");
    assert_string_equal(x->header, "lib/interop/X.h");
    assert_string_equal(x->source, "interop_X");
    assert_string_equal(x->guard, "LIB_INTEROP_X_H");
    assert_string_equal(x->namespace_name, "root\\interop");
    assert_string_equal(x->namespace_macro, "p_interop_NAMESPACE");
    assert_string_equal(x->id, "p_interop_X");
    unbind(&b);
}

static void spaces(void **state)
{
    bound b;
    (void)state;

    bind_named(&b,
               "#pragma namespace(\"\\\\\\\\.\\\\root\\\\virtualization\\\\v2\")\nclass A { uint8 X; };"
               "#pragma namespace(\"\\\\\\\\.\\\\root\\\\one\\\\Same\")\nclass A { uint8 X; };"
               "#pragma namespace(\"\\\\\\\\.\\\\root\\\\two\\\\same\")\nclass A { uint8 X; };"
               "#pragma namespace(\"\\\\\\\\.\\\\root\\\\con\")\nclass A { uint8 X; };"
               "#pragma namespace(\"\\\\\\\\.\\\\root\\\\virtualization\\\\v2\")\nclass B { uint8 X; };",
               NULL, NULL);
    const mbb_library *library = b.library;
    assert_string_equal(library->name, "virtualization_v2");
    assert_string_equal(library->prefix, "hv");
    assert_string_equal(library->guard, "VIRTUALIZATION_V2");
    assert_string_equal(library->schema, "hv_schema");
    assert_string_equal(library->name_literal, "\"virtualization_v2\"");
    assert_string_equal(library->namespace_text, "root\\virtualization\\v2");
    assert_string_equal(library->namespace_macro, "hv_NAMESPACE");
    assert_lines(library->mofs, "test.mof");
    assert_int_equal(library->spaces.count, 4);
    assert_int_equal(library->class_count, 5);
    const mbb_space *first = ITEM(mbb_space, library->spaces, 0);
    assert_string_equal(first->name, "\"root\\\\virtualization\\\\v2\"");
    assert_int_equal(first->classes.count, 2);
    assert_ptr_equal(first->classes.items, library->classes.items);
    assert_string_equal(ITEM(mbb_space, library->spaces, 1)->prefix, "hv_one_same");
    assert_string_equal(ITEM(mbb_space, library->spaces, 2)->prefix, "hv_two_same");
    assert_string_equal(ITEM(mbb_space, library->spaces, 2)->macro, "hv_two_same_NAMESPACE");
    assert_string_equal(ITEM(mbb_space, library->spaces, 3)->prefix, "hv_con");
    assert_string_equal(ITEM(mbb_class, ITEM(mbb_space, library->spaces, 2)->classes, 0)->id, "hv_two_same_A");
    assert_string_equal(ITEM(mbb_class, ITEM(mbb_space, library->spaces, 3)->classes, 0)->header,
                        "virtualization_v2/con_/A.h");
    unbind(&b);
}

static void bad_names_are_errors(void **state)
{
    static const char *const rows[][2] = {{"int", NULL}, {NULL, "2"}, {"x/y", "p"}, {"ok", "wmi"}};
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bound b;
        memset(&b, 0, sizeof b);
        b.text = "class C { uint8 X; };";
        b.length = strlen(b.text);
        b.name = rows[i][0];
        b.prefix = rows[i][1];
        bind_any(&b, NULL);
        assert_true(b.had_memory);
        assert_false(b.good);
        assert_null(b.library);
        assert_int_equal(mb_diag_errors(b.diag), 1);
        assert_non_null(strstr(b.messages.text, "[MOF70"));
        unbind(&b);
    }
}

/** A namespace that no name can be made of is one error, and one namespace that makes a bad name by --name or --prefix each. */
static void no_ascii_letter(void **state)
{
    static const char *const rows[][3] = {{NULL, NULL, "a library cannot be named 'root_': "},
                                          {"ok", NULL, "'root_' cannot be a prefix: "},
                                          {NULL, "ok", "'root_': "}};
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bound b;
        memset(&b, 0, sizeof b);
        b.text = "#pragma namespace(\"root\\\\\xD0\xBB\xD0\xB0\")\nclass C { uint8 X; };";
        b.length = strlen(b.text);
        b.name = rows[i][0];
        b.prefix = rows[i][1];
        bind_any(&b, NULL);
        assert_false(b.good);
        assert_int_equal(mb_diag_errors(b.diag), 1);
        assert_non_null(strstr(b.messages.text, rows[i][2]));
        assert_true((strstr(b.messages.text, "; --name and --prefix choose others [") != NULL) == (i == 0));
        unbind(&b);
    }
}

static void no_class_is_an_error(void **state)
{
    bound b;
    (void)state;

    memset(&b, 0, sizeof b);
    b.text = "";
    bind_any(&b, NULL);
    assert_true(b.had_memory);
    assert_false(b.good);
    assert_int_equal(mb_diag_errors(b.diag), 1);
    unbind(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_names),
        cmocka_unit_test(default_names),
        cmocka_unit_test(reserved_words_are_found),
        cmocka_unit_test(reserved_words_are_sorted),
        cmocka_unit_test(members),
        cmocka_unit_test(macros_with_a_prefix),
        cmocka_unit_test(return_value_is_taken),
        cmocka_unit_test(files),
        cmocka_unit_test(spaces),
        cmocka_unit_test(bad_names_are_errors),
        cmocka_unit_test(no_ascii_letter),
        cmocka_unit_test(no_class_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
