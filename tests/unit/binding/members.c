/* Properties and parameters: C types, flags, notes. */
#include "bound.h"

typedef struct type_row {
    const char *declaration; /* with %s where the name stands */
    const char *c_type;      /* "" for pointer and object */
    char kind;               /* 'p' pointer, 'o' object, ' ' neither */
    const char *type;
    const char *class_name;
    const char *mof_type;
} type_row;

static const type_row type_rows[] = {
    {"boolean %s", "wmi_opt_boolean", ' ', "WMI_TYPE_BOOLEAN", "NULL", "boolean"},
    {"sint8 %s", "wmi_opt_sint8", ' ', "WMI_TYPE_SINT8", "NULL", "sint8"},
    {"uint8 %s", "wmi_opt_uint8", ' ', "WMI_TYPE_UINT8", "NULL", "uint8"},
    {"sint16 %s", "wmi_opt_sint16", ' ', "WMI_TYPE_SINT16", "NULL", "sint16"},
    {"uint16 %s", "wmi_opt_uint16", ' ', "WMI_TYPE_UINT16", "NULL", "uint16"},
    {"sint32 %s", "wmi_opt_sint32", ' ', "WMI_TYPE_SINT32", "NULL", "sint32"},
    {"uint32 %s", "wmi_opt_uint32", ' ', "WMI_TYPE_UINT32", "NULL", "uint32"},
    {"sint64 %s", "wmi_opt_sint64", ' ', "WMI_TYPE_SINT64", "NULL", "sint64"},
    {"uint64 %s", "wmi_opt_uint64", ' ', "WMI_TYPE_UINT64", "NULL", "uint64"},
    {"real32 %s", "wmi_opt_real32", ' ', "WMI_TYPE_REAL32", "NULL", "real32"},
    {"real64 %s", "wmi_opt_real64", ' ', "WMI_TYPE_REAL64", "NULL", "real64"},
    {"char16 %s", "wmi_opt_char16", ' ', "WMI_TYPE_CHAR16", "NULL", "char16"},
    {"datetime %s", "wmi_opt_datetime", ' ', "WMI_TYPE_DATETIME", "NULL", "datetime"},
    {"string %s", "", 'p', "WMI_TYPE_STRING", "NULL", "string"},
    {"T REF %s", "", 'p', "WMI_TYPE_REFERENCE", "\"T\"", "T REF"},
    {"[EmbeddedInstance(\"T\")] string %s", "wmi_embedded", ' ', "WMI_TYPE_EMBEDDED", "\"T\"", "EmbeddedInstance T"},
    {"[EmbeddedObject] string %s", "wmi_embedded", ' ', "WMI_TYPE_EMBEDDED", "NULL", "EmbeddedObject"},
    {"T %s", "", 'o', "WMI_TYPE_OBJECT", "\"T\"", "T"},
    {"object %s", "", 'o', "WMI_TYPE_OBJECT", "NULL", "object"},
    {"boolean %s[]", "wmi_array_boolean", ' ', "WMI_TYPE_BOOLEAN", "NULL", "boolean[]"},
    {"uint8 %s[]", "wmi_array_uint8", ' ', "WMI_TYPE_UINT8", "NULL", "uint8[]"},
    {"uint64 %s[3]", "wmi_array_uint64", ' ', "WMI_TYPE_UINT64", "NULL", "uint64[]"},
    {"real64 %s[]", "wmi_array_real64", ' ', "WMI_TYPE_REAL64", "NULL", "real64[]"},
    {"char16 %s[]", "wmi_array_char16", ' ', "WMI_TYPE_CHAR16", "NULL", "char16[]"},
    {"string %s[]", "wmi_array_string", ' ', "WMI_TYPE_STRING", "NULL", "string[]"},
    {"datetime %s[]", "wmi_array_datetime", ' ', "WMI_TYPE_DATETIME", "NULL", "datetime[]"},
    {"T REF %s[]", "wmi_array_reference", ' ', "WMI_TYPE_REFERENCE", "\"T\"", "T REF[]"},
    {"[EmbeddedInstance(\"T\")] string %s[]", "wmi_array_embedded", ' ', "WMI_TYPE_EMBEDDED", "\"T\"",
     "EmbeddedInstance T[]"},
    {"T %s[]", "wmi_array_object", ' ', "WMI_TYPE_OBJECT", "\"T\"", "T[]"},
};

static void assert_type(const mbb_member *member, const type_row *row)
{
    assert_string_equal(member->c_type, row->c_type);
    assert_int_equal(member->is_pointer, row->kind == 'p');
    assert_int_equal(member->is_object, row->kind == 'o');
    assert_string_equal(member->type, row->type);
    assert_string_equal(member->class_name, row->class_name);
    assert_string_equal(member->mof_type, row->mof_type);
    assert_string_equal(member->flags, strstr(row->declaration, "%s[") != NULL ? "WMI_FIELD_ARRAY" : "0");
}

static void types(void **state)
{
    (void)state;

    for (size_t i = 0; i < sizeof type_rows / sizeof type_rows[0]; i++) {
        bound b;
        char declaration[128];
        char mof[512];
        snprintf(declaration, sizeof declaration, type_rows[i].declaration, "X");
        snprintf(mof, sizeof mof, "class T { uint8 A; }; class C { %s; uint32 M(%s); };", declaration, declaration);
        bind_text(&b, mof);
        const mbb_class *cls = find_class(&b, "C");
        assert_type(find_property(cls, "X"), &type_rows[i]);
        assert_type(find_member(&ITEM(mbb_method, cls->methods, 0)->in, "X"), &type_rows[i]);
        unbind(&b);
    }
}

static void return_types(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class T { uint8 A; }; class C { uint32 A(); void B(); boolean D(); string E(); T F(); void "
                  "G([In(false), Out] uint8 X);"
                  " [Static] sint32 H(); [Static] void I(); };");
    const mbb_list *methods = &find_class(&b, "C")->methods;
    const mbb_member *a = ITEM(mbb_member, find_method(methods, "A")->out, 0);
    assert_string_equal(a->member, "ReturnValue");
    assert_string_equal(a->name, "\"ReturnValue\"");
    assert_string_equal(a->c_type, "wmi_opt_uint32");
    assert_string_equal(a->flags, "WMI_FIELD_RETURN");
    assert_false(a->has_codes);
    assert_string_equal(find_method(methods, "A")->flags, "0");
    assert_true(find_method(methods, "A")->has_out);
    assert_false(find_method(methods, "A")->has_in);

    const mbb_method *nothing = find_method(methods, "B");
    assert_true(nothing->is_void);
    assert_false(nothing->has_out);
    assert_string_equal(nothing->flags, "WMI_METHOD_VOID");
    assert_string_equal(ITEM(mbb_member, find_method(methods, "D")->out, 0)->c_type, "wmi_opt_boolean");
    assert_true(ITEM(mbb_member, find_method(methods, "E")->out, 0)->is_pointer);
    assert_true(ITEM(mbb_member, find_method(methods, "F")->out, 0)->is_object);
    assert_string_equal(ITEM(mbb_member, find_method(methods, "F")->out, 0)->class_name, "\"T\"");
    assert_int_equal(find_method(methods, "G")->out.count, 1);
    assert_string_equal(ITEM(mbb_member, find_method(methods, "G")->out, 0)->member, "X");
    assert_string_equal(find_method(methods, "H")->flags, "WMI_METHOD_STATIC");
    assert_true(find_method(methods, "H")->is_static);
    assert_string_equal(find_method(methods, "I")->flags, "WMI_METHOD_STATIC | WMI_METHOD_VOID");
    unbind(&b);
}

static void directions(void **state)
{
    bound b;
    (void)state;

    bind_text(
        &b,
        "class T { uint8 A; }; class C { uint32 M([In] uint8 A, [In(false), Out] uint8 B, [In, Out] uint8 D,"
        " [In, Optional] uint8 E, [In(false), Out, Required] T REF JOB, [In, EmbeddedInstance(\"T\"), Optional] string "
        "LongParameterName[]);"
        " uint32 N([In] T REF Job); uint32 O([In(false), Out] string Job); uint32 P([In(false), Out] T REF Job[]); };");
    const mbb_list *methods = &find_class(&b, "C")->methods;
    const mbb_method *m = find_method(methods, "M");
    assert_int_equal(m->in.count, 4);
    assert_string_equal(ITEM(mbb_member, m->in, 0)->mof_name, "A");
    assert_string_equal(ITEM(mbb_member, m->in, 0)->notes, "in");
    assert_string_equal(ITEM(mbb_member, m->in, 1)->mof_name, "D");
    assert_string_equal(ITEM(mbb_member, m->in, 1)->notes, "in, out");
    assert_string_equal(ITEM(mbb_member, m->in, 2)->flags, "WMI_FIELD_OPTIONAL");
    assert_string_equal(ITEM(mbb_member, m->in, 2)->notes, "in, optional");
    assert_string_equal(ITEM(mbb_member, m->in, 3)->flags, "WMI_FIELD_ARRAY | WMI_FIELD_OPTIONAL");
    assert_int_equal(m->out.count, 4);
    assert_string_equal(ITEM(mbb_member, m->out, 0)->mof_name, "B");
    assert_string_equal(ITEM(mbb_member, m->out, 0)->notes, "out");
    assert_string_equal(ITEM(mbb_member, m->out, 1)->mof_name, "D");
    assert_string_equal(ITEM(mbb_member, m->out, 2)->flags, "WMI_FIELD_REQUIRED | WMI_FIELD_JOB");
    assert_string_equal(ITEM(mbb_member, m->out, 3)->mof_name, "ReturnValue");
    assert_true(m->has_job);
    assert_false(find_method(methods, "N")->has_job);
    assert_false(find_method(methods, "O")->has_job);
    assert_false(find_method(methods, "P")->has_job);
    unbind(&b);
}

/* Which parameter a caller can wait for; NULL: there is no _wait. */
static const char *job_of(const bound *b, const char *cls, const char *name)
{
    const mbb_method *method = find_method(&find_class(b, cls)->methods, name);
    const char *job = NULL;
    for (size_t i = 0; i < method->out.count; i++) {
        const mbb_member *member = ITEM(mbb_member, method->out, i);
        if (strstr(member->flags, "WMI_FIELD_JOB") != NULL) {
            assert_null(job); /* one at most */
            job = member->mof_name;
        }
    }
    assert_int_equal(method->has_job, job != NULL);
    return job;
}

static void jobs(void **state)
{
    static const struct {
        const char *declaration;
        const char *job;
    } known[] = {
        {"uint32 M([Out] CIM_ConcreteJob REF Job);", "Job"},
        {"uint32 M([Out] cim_concretejob REF Task);", "Task"},
        {"uint32 M([Out] Near REF Task);", "Task"},
        {"uint32 M([Out] Far REF Task);", "Task"},
        {"uint32 M([Out] Thing REF Job, [Out, Required] Far REF Task, [Out] CIM_ConcreteJob REF Job2);", "Task"},
        {"uint32 M([In, Out] Near REF Task);", "Task"},
        {"uint32 M([Out] Thing REF Job);", NULL},    /* it is declared, and no job */
        {"uint32 M([Out] Missing REF job);", "job"}, /* nothing is known of it but the name */
        {"uint32 M([Out] Missing REF Task);", NULL},
        {"uint32 M([Out] object REF Job);", "Job"},
        {"uint32 M([In] Near REF Job);", NULL},
        {"uint32 M([Out] Near REF Job[]);", NULL},
        {"uint32 M([Out] string Job);", NULL},
        {"uint32 M([Out] Near Job);", NULL}, /* an object and no path */
        {"void M([Out] Near REF Job);", NULL},
        {"boolean M([Out] Near REF Job);", NULL},
        {"string M([Out] Near REF Job);", NULL},
        {"real32 M([Out] Near REF Job);", NULL},
        {"datetime M([Out] Near REF Job);", NULL},
        {"sint8 M([Out] Near REF Job);", "Job"},
        {"uint64 M([Out] Near REF Job);", "Job"},
    };
    static const struct {
        const char *mof;
        const char *job;
    } unknown[] = {
        {"class Thing { uint8 A; }; class C { uint32 M([Out] Thing REF Job); };",
         "Job"}, /* there is no class of jobs */
        {"class Thing { uint8 A; }; class C { uint32 M([Out] Thing REF Task); };", NULL},
        {"class C { uint32 M([Out] CIM_ConcreteJob REF Task); };", "Task"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        bound b;
        char text[512];
        (void)snprintf(text, sizeof text,
                       "class CIM_ConcreteJob { uint8 A; }; class Near : CIM_ConcreteJob { }; class Far : Near { };"
                       "class Thing { uint8 A; }; class C { %s };",
                       known[i].declaration);
        bind_text(&b, text);
        const char *job = job_of(&b, "C", "M");
        if (known[i].job == NULL ? job != NULL : job == NULL || strcmp(job, known[i].job) != 0) {
            fail_msg("%s: %s", known[i].declaration, job == NULL ? "none" : job);
        }
        unbind(&b);
    }
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        bound b;
        bind_text(&b, unknown[i].mof);
        const char *job = job_of(&b, "C", "M");
        assert_true(unknown[i].job == NULL ? job == NULL : job != NULL && strcmp(job, unknown[i].job) == 0);
        unbind(&b);
    }
}

static void notes_and_flags(void **state)
{
    static const struct {
        const char *property;
        const char *flags;
        const char *notes;
    } rows[] = {
        {"uint8 X", "0", ""},
        {"[Read] uint8 X", "0", "read-only"},
        {"[Read, Write] uint8 X", "WMI_FIELD_WRITE", "read/write"},
        {"[Write] uint8 X", "WMI_FIELD_WRITE", "read/write"},
        {"[Read(false), Write] uint8 X", "WMI_FIELD_WRITE", "write-only"},
        {"[Key] string X", "WMI_FIELD_KEY", "key"},
        {"[Key, Read, Required, Write, MaxLen(256)] string X", "WMI_FIELD_KEY | WMI_FIELD_REQUIRED | WMI_FIELD_WRITE",
         "key, read/write, required, at most 256 characters"},
        {"[Units(\"MilliSeconds\"), PUnit(\"second * 10^-3\")] uint8 X", "0", "in milliseconds"},
        {"[Units(\"MegaHertz\")] uint8 X", "0", "in megahertz"},
        {"[PUnit(\"byte * 2^20\")] uint8 X", "0", "in MB (2^20 bytes)"},
        {"[PUnit(\"count\")] uint8 X", "0", "a count"},
        {"[Units(\"Furlongs\"), PUnit(\"furlong\")] uint8 X", "0", "in furlongs"},
        {"[Units(\"Percentage\")] uint8 X", "0", "in percent"},
        {"[PUnit(\"furlong / fortnight\")] uint8 X", "0", "in furlong / fortnight"},
        {"[MinValue(-5), MaxValue(100)] sint8 X", "0", "-5 .. 100"},
        {"[MinValue(1)] uint8 X", "0", "at least 1"},
        {"[MaxValue(9)] uint8 X", "0", "at most 9"},
        {"uint8 X = 5", "0", "default 5"},
        {"sint8 X = -5", "0", "default -5"},
        {"boolean X = TRUE", "0", "default true"},
        {"string X = \"OK\"", "0", "default \"OK\""},
        {"string X = NULL", "0", ""},
        {"uint16 X[] = {1, 2}", "WMI_FIELD_ARRAY", "default {1, 2}"},
        {"real32 X = 1.5", "0", "default 1.5"},
        {"string X = \"0123456789012345678901234567890123456789\"", "0", ""},
        {"[ArrayType(\"Indexed\")] uint8 X[]", "WMI_FIELD_ARRAY", "indexed"},
        {"[ArrayType(\"ordered\")] uint8 X[]", "WMI_FIELD_ARRAY", "ordered"},
        {"[ArrayType(\"Bag\")] uint8 X[]", "WMI_FIELD_ARRAY", ""},
        {"[Deprecated{\"C.Y\"}] uint8 X", "0", "deprecated in favor of C.Y"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bound b;
        char mof[256];
        snprintf(mof, sizeof mof, "class C { %s; };", rows[i].property);
        bind_text(&b, mof);
        const mbb_member *x = find_property(find_class(&b, "C"), "X");
        assert_string_equal(x->flags, rows[i].flags);
        assert_string_equal(x->notes, rows[i].notes);
        assert_int_equal(x->has_notes, rows[i].notes[0] != '\0');
        assert_string_equal(x->name, "\"X\"");
        assert_string_equal(x->declared_in, "C");
        unbind(&b);
    }
}

static void deprecations(void **state)
{
    bound b;
    (void)state;

    bind_text(&b,
              "[Deprecated{\"D\", \"E\"}] class C { [Key] string K; [Deprecated{\"K\"}] uint8 X; [Deprecated] uint8 Y;"
              " [Deprecated{\"No Value\"}] uint32 M([In, Deprecated{\"*/ Q\"}] uint8 P); uint32 N(); };"
              "class D : C { [Override(\"X\")] uint8 X; };");
    const mbb_class *cls = find_class(&b, "C");
    assert_true(cls->has_deprecation);
    assert_string_equal(cls->deprecation, "Deprecated in favor of D");
    assert_string_equal(find_property(cls, "X")->notes, "deprecated in favor of K");
    assert_string_equal(find_property(cls, "Y")->notes, "deprecated");
    const mbb_method *method = find_method(&cls->methods, "M");
    assert_true(method->has_deprecation);
    assert_string_equal(method->deprecation, "Deprecated");
    assert_string_equal(find_member(&method->in, "P")->notes, "in, deprecated in favor of * / Q");
    assert_false(find_method(&cls->methods, "N")->has_deprecation);
    /* Restricted: a subclass is not, nor what overrides. */
    cls = find_class(&b, "D");
    assert_false(cls->has_deprecation);
    assert_string_equal(cls->deprecation, "");
    assert_false(find_property(cls, "X")->has_notes);
    unbind(&b);
}

static void hosts_and_pages(void **state)
{
    bound b;
    (void)state;

    bind_text(&b,
              "[MofbindSince(\"Windows Server 2016\"), MofbindUntil(\"Windows 10 */ build 10240\"), MofbindPage(\"c\")]"
              "class C { [Key, MofbindSince(\"Windows Server 2019\")] string K;"
              " [MofbindUntil(\"never seen on a host\")] uint8 X; uint8 Y;"
              " [MofbindUntil(\"Windows Server 2012 R2\"), MofbindPage(\"a/m-c\")]"
              " uint32 M([In, MofbindSince(\"Windows Server 2025\")] uint8 P); uint32 N(); };"
              "class D : C { [Override(\"X\")] uint8 X; [Override(\"N\"), MofbindUntil(\"Never\"), MofbindPage(\"\")] "
              "uint32 N(); };");
    const mbb_class *cls = find_class(&b, "C");
    assert_true(cls->has_hosts && cls->has_page);
    assert_string_equal(cls->hosts, "Since Windows Server 2016, until Windows 10 * / build 10240");
    assert_string_equal(cls->page, "https://learn.microsoft.com/en-us/windows/win32/hyperv_v2/c");
    assert_string_equal(find_property(cls, "K")->notes, "key, since Windows Server 2019");
    assert_string_equal(find_property(cls, "X")->notes, "never seen on a host");
    assert_false(find_property(cls, "Y")->has_notes);
    const mbb_method *method = find_method(&cls->methods, "M");
    assert_true(method->has_hosts && method->has_page);
    assert_string_equal(method->hosts, "Until Windows Server 2012 R2");
    assert_string_equal(method->page, "https://learn.microsoft.com/en-us/a/m-c");
    assert_string_equal(find_member(&method->in, "P")->notes, "in, since Windows Server 2025");
    assert_false(find_method(&cls->methods, "N")->has_hosts || find_method(&cls->methods, "N")->has_page);
    /* Restricted: a subclass, or another declaration, says for itself. */
    cls = find_class(&b, "D");
    assert_false(cls->has_hosts || cls->has_page);
    assert_string_equal(cls->hosts, "");
    assert_string_equal(find_property(cls, "K")->notes, "key, since Windows Server 2019");
    assert_string_equal(find_property(cls, "X")->notes, "");
    assert_string_equal(find_method(&cls->methods, "N")->hosts, "Never");
    assert_false(find_method(&cls->methods, "N")->has_page);
    unbind(&b);
}

/** A subclass that says units anew, in whichever of the two ways, says them alone. */
static void units_anew(void **state)
{
    bound b;
    const mbb_class *c;
    (void)state;

    bind_text(&b, "class A { [Key] string K; [Units(\"Bytes\"), PUnit(\"byte\")] uint8 U; [PUnit(\"byte\")] uint8 V;"
                  " [Units(\"Bytes\")] uint8 W; };"
                  "class B : A { [Override(\"U\")] uint8 U; [Override(\"V\"), Units(\"KiloBytes\")] uint8 V;"
                  " [Override(\"W\"), PUnit(\"furlong\")] uint8 W; };"
                  "class C : B { [Override(\"U\"), Read] uint8 U; };");
    c = find_class(&b, "C");
    assert_string_equal(find_property(c, "U")->notes, "read-only, in bytes");
    assert_string_equal(find_property(c, "V")->notes, "in kilobytes");
    assert_string_equal(find_property(c, "W")->notes, "in furlong");
    unbind(&b);
}

/** What comments say of a member: which codes it takes, what read-only means; of an inherited one the first sentence
 * where the text is long.
 */
static void comments(void **state)
{
    bound b;
    (void)state;

    bind_text(&b,
              "class C { [Key, Read] string K;"
              " [Read, MaxLen(4), Description(\"What it is.\\nMore of it.\"), ValueMap{\"a\"}] string S = \"\\\\x\";"
              " [Description(\"First.\\n2\\n3\\n4\\n5\")] uint8 Long;"
              " [Read] uint8 R; [Write, ValueMap{\"1\"}, Values{\"One\"}] uint8 W;"
              " [ValueMap{\"1..2\"}, Values{\"Some\"}] uint8 Ranges;"
              " [BitMap{\"0\"}, BitValues{\"First\"}] uint8 Bits;"
              " [ValueMap{\"0\"}, Values{\"OK\"}] uint32 M([In, ValueMap{\"1\"}, Values{\"One\"}] uint8 X); };"
              "class D : C {};");
    const mbb_class *c = find_class(&b, "C");
    const mbb_class *d = find_class(&b, "D");
    assert_string_equal(find_property(c, "K")->remarks, "key, read-only");
    assert_string_equal(find_property(c, "R")->notes, "read-only");
    assert_string_equal(find_property(c, "R")->remarks, "read-only in a put");
    assert_string_equal(find_property(c, "W")->remarks, "read/write");
    const mbb_member *s = find_property(c, "S");
    assert_string_equal(s->notes, "read-only, at most 4 characters, default \"\\x\"");
    assert_string_equal(s->remarks, "read-only in a put, at most 4 characters, default \"\\\\x\"");
    assert_lines(s->doc, "What it is.", "More of it.");
    assert_false(s->is_short);
    assert_true(find_property(c, "R")->is_short);
    s = find_property(d, "S");
    assert_lines(s->doc, "What it is.", "More of it.");
    assert_string_equal(s->values, "p_D_S");
    s = find_property(c, "Long");
    assert_lines(s->doc, "First.", "2", "3", "4", "5");
    s = find_property(d, "Long");
    assert_lines(s->doc, "First.");
    assert_true(s->is_short);
    assert_string_equal(find_property(c, "W")->values, "p_C_W");
    assert_string_equal(find_property(c, "Bits")->values, "p_C_Bits");
    assert_true(find_property(c, "Ranges")->has_codes);
    assert_false(find_property(c, "Ranges")->has_values);
    const mbb_method *m = ITEM(mbb_method, c->methods, 0);
    assert_string_equal(find_member(&m->in, "X")->values, "p_C_M_X");
    assert_string_equal(find_member(&m->out, "ReturnValue")->values, "p_C_M");
    unbind(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),    cmocka_unit_test(return_types),    cmocka_unit_test(directions),
        cmocka_unit_test(jobs),     cmocka_unit_test(notes_and_flags), cmocka_unit_test(units_anew),
        cmocka_unit_test(comments), cmocka_unit_test(deprecations),    cmocka_unit_test(hosts_and_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
