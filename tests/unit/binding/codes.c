/* ValueMap and Values: entries, enumerators, macros, ranges. */
#include "bound.h"

/** Binds a class with one property X of that declaration, and gives its table. */
static const mbb_code_list *table_of(bound *b, const char *property)
{
    char mof[4096];

    snprintf(mof, sizeof mof, "class C { %s X; };", property);
    bind_text(b, mof);
    return ITEM(mbb_code_list, find_class(b, "C")->property_codes, 0);
}

static void assert_entry(const mbb_code_list *list, size_t index, const char *low, const char *high, const char *name)
{
    const mbb_code_entry *entry = ITEM(mbb_code_entry, list->entries, index);

    assert_string_equal(entry->low, low);
    assert_string_equal(entry->high, high);
    assert_string_equal(entry->name, name);
}

static void assert_text(const mbb_code_list *list, size_t index, const char *value, const char *name, const char *flags)
{
    const mbb_text_entry *entry = ITEM(mbb_text_entry, list->texts, index);

    assert_string_equal(entry->value, value);
    assert_string_equal(entry->name, name);
    assert_string_equal(entry->flags, flags);
}

static void assert_code(const mbb_list *list, size_t index, const char *id, const char *value, const char *name)
{
    const mbb_enumerator *item = ITEM(mbb_enumerator, *list, index);

    assert_string_equal(item->id, id);
    assert_string_equal(item->value, value);
    assert_string_equal(item->name, name);
}

static void entries_are_sorted(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list = table_of(
        &b, "[ValueMap{\"32768..\", \"5\", \"0\", \"..\", \"4096\", \"100..200\", \"5\", \"4097..32767\", \"0x10\"},"
            " Values{\"Vendor Reserved\", \"Five\", \"Completed with No Error\", \"DMTF Reserved\", \"Job Started\", "
            "\"Some\", \"Again\", \"Method Reserved\", \"Hex\"}] uint16");
    assert_string_equal(list->id, "p_C_X_codes");
    assert_string_equal(list->subject, "property X");
    assert_true(list->has_entries && list->has_enumerators && list->has_ranges);
    assert_int_equal(list->single_count, 4);
    assert_int_equal(list->count, 8);
    assert_int_equal(list->entries.count, 8);
    assert_entry(list, 0, "0", "0", "\"Completed with No Error\"");
    assert_entry(list, 1, "5", "5", "\"Five\"");
    assert_entry(list, 2, "16", "16", "\"Hex\"");
    assert_entry(list, 3, "4096", "4096", "\"Job Started\"");
    assert_entry(list, 4, "100", "200", "\"Some\"");
    assert_entry(list, 5, "4097", "32767", "\"Method Reserved\"");
    assert_entry(list, 6, "32768", "65535", "\"Vendor Reserved\"");
    assert_entry(list, 7, "0", "65535", "\"DMTF Reserved\"");
    assert_int_equal(list->enumerators.count, 4);
    assert_code(&list->enumerators, 0, "p_C_X_Completed_with_No_Error", "0", "Completed with No Error");
    assert_code(&list->enumerators, 3, "p_C_X_Job_Started", "4096", "Job Started");
    assert_int_equal(list->macros.count, 0);
    assert_lines(list->ranges, "100 .. 200: Some", "4097 .. 32767: Method Reserved", "32768 .. 65535: Vendor Reserved",
                 "any other: DMTF Reserved");
    unbind(&b);
}

static void values_without_a_map_count_from_0(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list = table_of(&b, "[Values{\"A\", \"B\"}] uint8");
    assert_entry(list, 1, "1", "1", "\"B\"");
    assert_false(list->has_ranges);
    unbind(&b);
}

static void a_map_without_values_has_no_names(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { [ValueMap{\"1\", \"2\"}] uint8 X; [ValueMap{\"1\"}] uint32 M(); };");
    const mbb_class *cls = find_class(&b, "C");
    assert_int_equal(cls->property_codes.count, 0);
    assert_false(find_property(cls, "X")->has_codes);
    assert_string_equal(find_property(cls, "X")->codes, "");
    const mbb_method *method = ITEM(mbb_method, cls->methods, 0);
    assert_string_equal(method->codes.id, "p_C_M_codes");
    assert_false(method->codes.has_entries);
    assert_false(method->codes.has_enumerators);
    assert_int_equal(method->codes.count, 0);
    unbind(&b);
}

static void values_beyond_int(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list = table_of(
        &b,
        "[ValueMap{\"2147483647\", \"2147483648\", \"4294967295\", \"4294967296\", \"-2147483648\", \"-2147483649\","
        " \"9223372036854775807\", \"-9223372036854775808\", \"..\"},"
        " Values{\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\"}] sint64");
    assert_int_equal(list->single_count, 8);
    assert_entry(list, 0, "INT64_MIN", "INT64_MIN", "\"h\"");
    assert_entry(list, 1, "INT64_C(-2147483649)", "INT64_C(-2147483649)", "\"f\"");
    assert_entry(list, 2, "(-2147483647 - 1)", "(-2147483647 - 1)", "\"e\"");
    assert_entry(list, 3, "2147483647", "2147483647", "\"a\"");
    assert_entry(list, 4, "INT64_C(2147483648)", "INT64_C(2147483648)", "\"b\"");
    assert_entry(list, 7, "INT64_MAX", "INT64_MAX", "\"g\"");
    assert_entry(list, 8, "INT64_MIN", "INT64_MAX", "\"i\"");
    assert_int_equal(list->enumerators.count, 2);
    assert_code(&list->enumerators, 0, "p_C_X_e", "(-2147483647 - 1)", "e");
    assert_code(&list->enumerators, 1, "p_C_X_a", "2147483647", "a");
    assert_int_equal(list->macros.count, 6);
    assert_code(&list->macros, 2, "p_C_X_b", "UINT32_C(2147483648)", "b");
    assert_code(&list->macros, 3, "p_C_X_c", "UINT32_C(4294967295)", "c");
    assert_code(&list->macros, 4, "p_C_X_d", "INT64_C(4294967296)", "d");
    assert_code(&list->macros, 5, "p_C_X_g", "INT64_MAX", "g");
    unbind(&b);
}

static void the_rest_ends_with_the_type(void **state)
{
    static const struct {
        const char *type;
        const char *low;
        const char *high;
    } rows[] = {
        {"uint8", "0", "255"},
        {"sint8", "-128", "127"},
        {"uint16", "0", "65535"},
        {"sint16", "-32768", "32767"},
        {"uint32", "0", "INT64_C(4294967295)"},
        {"sint32", "(-2147483647 - 1)", "2147483647"},
        {"uint64", "0", "-1"}, /* the bit pattern of 2^64 - 1 */
        {"sint64", "INT64_MIN", "INT64_MAX"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bound b;
        char property[128];
        snprintf(property, sizeof property, "[ValueMap{\"1\", \"..\"}, Values{\"One\", \"Other\"}] %s", rows[i].type);
        const mbb_code_list *list = table_of(&b, property);
        assert_entry(list, 1, rows[i].low, rows[i].high, "\"Other\"");
        unbind(&b);
    }
}

static void texts_become_a_table_and_macros(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list = table_of(&b, "[ValueMap{\"b\", \"a\\\"\", \"b\", \"c d\", \"e\"}, Values{\"Second\", "
                                             "\"First\", \"Again\", \"\", \"Second\"}] string");
    assert_false(list->has_entries);
    assert_int_equal(list->count, 0);
    assert_int_equal(list->enumerators.count, 0);
    assert_int_equal(list->macros.count, 4);
    assert_code(&list->macros, 0, "p_C_X_First", "\"a\\\"\"", "First");
    assert_code(&list->macros, 1, "p_C_X_Second", "\"b\"", "Second");
    assert_code(&list->macros, 2, "p_C_X_c_d", "\"c d\"", "");
    assert_code(&list->macros, 3, "p_C_X_Second_", "\"e\"", "Second");
    assert_true(list->is_text);
    assert_string_equal(list->id, "p_C_X_codes");
    assert_int_equal(list->texts.count, 4);
    assert_text(list, 0, "\"a\\\"\"", "\"First\"", "0");
    assert_text(list, 1, "\"b\"", "\"Second\"", "0");
    assert_text(list, 2, "\"c d\"", "\"\"", "0");
    assert_text(list, 3, "\"e\"", "\"Second\"", "0");
    assert_true(find_property(find_class(&b, "C"), "X")->has_codes);
    assert_string_equal(find_property(find_class(&b, "C"), "X")->codes, "p_C_X_codes");
    unbind(&b);
}

/* A ValueMap alone: the texts are their own names. */
static void texts_without_names(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list =
        table_of(&b, "[ValueMap{\"x86\", \"ARM 64\", \"-\", \"x86\"}, ConventionMap{\"ia64\"}] string");
    assert_true(list->is_text && list->has_conventions);
    assert_int_equal(list->texts.count, 4);
    assert_text(list, 0, "\"-\"", "\"-\"", "0");
    assert_text(list, 1, "\"ARM 64\"", "\"ARM 64\"", "0");
    assert_text(list, 2, "\"ia64\"", "\"ia64\"", "WMI_CODE_CONVENTION");
    assert_text(list, 3, "\"x86\"", "\"x86\"", "0");
    assert_code(&list->macros, 0, "p_C_X_Value", "\"-\"", "-");
    assert_code(&list->macros, 1, "p_C_X_ARM_64", "\"ARM 64\"", "ARM 64");
    assert_code(&list->macros, 2, "p_C_X_ia64", "\"ia64\"", "ia64");
    assert_true(ITEM(mbb_enumerator, list->macros, 2)->is_convention);
    unbind(&b);
    list = table_of(&b, "[ConventionMap{\"b\", \"a\"}, ConventionValues{\"B\"}] string");
    assert_text(list, 0, "\"a\"", "\"a\"", "WMI_CODE_CONVENTION");
    assert_text(list, 1, "\"b\"", "\"B\"", "WMI_CODE_CONVENTION");
    unbind(&b);
}

static void texts_of_methods_and_subclasses(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { [ValueMap{\"a\"}] string X; [ValueMap{\"k\"}, Values{\"Kind\"}] string M("
                  "[In, ValueMap{\"p\"}] string P[], [In(false), Out] string Q); };"
                  "class D : C {}; class E : C { [Override(\"X\"), ConventionMap{\"b\"}] string X; };");
    const mbb_method *method = ITEM(mbb_method, find_class(&b, "C")->methods, 0);
    assert_true(method->codes.is_text);
    assert_string_equal(method->codes.id, "p_C_M_codes");
    assert_text(&method->codes, 0, "\"k\"", "\"Kind\"", "0");
    assert_string_equal(find_member(&method->in, "P")->codes, "p_C_M_P_codes");
    const mbb_code_list *list = ITEM(mbb_code_list, method->param_codes, 0);
    assert_true(list->is_text);
    assert_code(&list->macros, 0, "p_C_M_P_p", "\"p\"", "p");
    const mbb_code_list *alias = ITEM(mbb_code_list, find_class(&b, "D")->inherited_codes, 0);
    assert_string_equal(alias->id, "p_D_X_codes");
    assert_string_equal(alias->base, "p_C_X_codes");
    assert_true(alias->is_text);
    assert_code(&alias->macros, 0, "p_D_X_a", "\"a\"", "a");
    method = ITEM(mbb_method, find_class(&b, "D")->inherited, 0);
    assert_true(method->codes.is_text);
    assert_string_equal(method->codes.base, "p_C_M_codes");
    list = ITEM(mbb_code_list, find_class(&b, "E")->property_codes, 0);
    assert_int_equal(list->texts.count, 2);
    unbind(&b);
}

static void codes_of_a_uint64(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list = table_of(
        &b,
        "[ValueMap{\"18446744073709551615\", \"0\", \"9223372036854775808\", \"9223372036854775807\", \"4294967296\","
        " \"9223372036854775800..9223372036854775809\", \"18446744073709551614\", \"..\"},"
        " Values{\"All ones\", \"None\", \"Top bit\", \"g\", \"d\", \"Across\", \"*\", \"Rest\"}] uint64");
    assert_string_equal(list->flags, "WMI_CODES_UNSIGNED");
    assert_int_equal(list->single_count, 6);
    assert_entry(list, 0, "0", "0", "\"None\"");
    assert_entry(list, 1, "INT64_C(4294967296)", "INT64_C(4294967296)", "\"d\"");
    assert_entry(list, 2, "INT64_MAX", "INT64_MAX", "\"g\"");
    assert_entry(list, 3, "INT64_MIN", "INT64_MIN", "\"Top bit\"");
    assert_entry(list, 4, "-2", "-2", "\"*\"");
    assert_entry(list, 5, "-1", "-1", "\"All ones\"");
    assert_entry(list, 6, "INT64_C(9223372036854775800)", "INT64_C(-9223372036854775807)", "\"Across\"");
    assert_entry(list, 7, "0", "-1", "\"Rest\"");
    assert_lines(list->ranges, "9223372036854775800 .. 9223372036854775809: Across", "any other: Rest");
    assert_int_equal(list->enumerators.count, 1);
    assert_code(&list->enumerators, 0, "p_C_X_None", "0", "None");
    assert_int_equal(list->macros.count, 5);
    assert_code(&list->macros, 2, "p_C_X_Top_bit", "UINT64_C(9223372036854775808)", "Top bit");
    assert_code(&list->macros, 3, "p_C_X_Value_18446744073709551614", "UINT64_C(18446744073709551614)", "*");
    assert_code(&list->macros, 4, "p_C_X_All_ones", "UINT64_C(18446744073709551615)", "All ones");
    unbind(&b);
    list = table_of(&b, "[ValueMap{\"-1\", \"1\"}, Values{\"Below\", \"Above\"}] sint64");
    assert_string_equal(list->flags, "0");
    assert_entry(list, 0, "-1", "-1", "\"Below\"");
    assert_code(&list->enumerators, 0, "p_C_X_Below", "-1", "Below");
    unbind(&b);
}

static void conventions_join_the_table(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list =
        table_of(&b, "[ValueMap{\"0\", \"32768..\", \"32775\"}, Values{\"OK\", \"Vendor Specific\", \"Ours\"},"
                     " ConventionMap{\"32773\", \"32775\", \"3000000000\", \"5\"},"
                     " ConventionValues{\"Invalid parameter\", \"Invalid state\", \"Far\", \"Five\"}] uint32");
    assert_true(list->has_conventions && !list->is_text);
    assert_int_equal(list->single_count, 5);
    assert_entry(list, 0, "0", "0", "\"OK\"");
    assert_entry(list, 1, "5", "5", "\"Five\"");
    assert_entry(list, 2, "32773", "32773", "\"Invalid parameter\"");
    assert_entry(list, 3, "32775", "32775", "\"Ours\"");
    assert_entry(list, 4, "INT64_C(3000000000)", "INT64_C(3000000000)", "\"Far\"");
    assert_string_equal(ITEM(mbb_code_entry, list->entries, 0)->flags, "0");
    assert_string_equal(ITEM(mbb_code_entry, list->entries, 2)->flags, "WMI_CODE_CONVENTION");
    assert_string_equal(ITEM(mbb_code_entry, list->entries, 3)->flags, "0");
    assert_string_equal(ITEM(mbb_code_entry, list->entries, 5)->flags, "0");
    assert_int_equal(list->enumerators.count, 4);
    assert_code(&list->enumerators, 1, "p_C_X_Five", "5", "Five");
    assert_true(ITEM(mbb_enumerator, list->enumerators, 1)->is_convention);
    assert_false(ITEM(mbb_enumerator, list->enumerators, 3)->is_convention);
    assert_code(&list->macros, 0, "p_C_X_Far", "UINT32_C(3000000000)", "Far");
    assert_true(ITEM(mbb_enumerator, list->macros, 0)->is_convention);
    unbind(&b);

    list = table_of(&b, "[ConventionMap{\"1\"}, ConventionValues{\"One\"}] uint8"); /* no ValueMap */
    assert_int_equal(list->count, 1);
    assert_code(&list->enumerators, 0, "p_C_X_One", "1", "One");
    unbind(&b);
}

/* Whatever the order and the spelling, the suffix is the convention's. */
static void declared_names_stay_plain(void **state)
{
    static const char *const properties[] = {
        "[ValueMap{\"9\"}, Values{\"-Not Ready!\"}, ConventionMap{\"3\", \"12\"}, ConventionValues{\"Not_Ready\", "
        "\"Not "
        "Ready\"}] uint8",
        "[ConventionMap{\"3\", \"12\"}, ConventionValues{\"Not Ready\", \"Not--Ready\"}, Values{\"-Not Ready!\"}, "
        "ValueMap{\"9\"}] uint8",
    };
    (void)state;

    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        bound b;
        const mbb_code_list *list = table_of(&b, properties[i]);
        assert_string_equal(ITEM(mbb_enumerator, list->enumerators, 0)->id, "p_C_X_Not_Ready_");
        assert_string_equal(ITEM(mbb_enumerator, list->enumerators, 1)->id, "p_C_X_Not_Ready");
        assert_string_equal(ITEM(mbb_enumerator, list->enumerators, 2)->id, "p_C_X_Not_Ready_12_");
        unbind(&b);
    }
    bound b;
    const mbb_code_list *list =
        table_of(&b, "[ConventionMap{\"1\"}, ConventionValues{\"Ready\"}, BitMap{\"3\"}, BitValues{\"Ready\"}] uint8");
    assert_code(&list->enumerators, 0, "p_C_X_Ready_", "1", "Ready");
    assert_code(&list->enumerators, 1, "p_C_X_Ready", "0x00000008", "Ready");
    unbind(&b);
    list = table_of(&b, "[ValueMap{\"b\"}, Values{\"Same\"}, ConventionMap{\"a\"}, ConventionValues{\"Same\"}] string");
    assert_code(&list->macros, 0, "p_C_X_Same_", "\"a\"", "Same");
    assert_code(&list->macros, 1, "p_C_X_Same", "\"b\"", "Same");
    unbind(&b);
}

static void conventions_are_inherited(void **state)
{
    bound b;
    (void)state;

    bind_text(
        &b,
        "class C { [ValueMap{\"1..9\"}, Values{\"Some\"}, ConventionMap{\"5\"}, ConventionValues{\"Five\"}] uint8 X; };"
        "class D : C { [Override(\"X\"), ValueMap{\"1\", \"5\"}, Values{\"One\", \"Own\"}] uint8 X; };"
        "class E : C { [Override(\"X\"), ValueMap{\"1\"}, Values{\"One\"}] uint8 X; };"
        "class F : C { [Override(\"X\"), Description(\"The same.\")] uint8 X; };");
    const mbb_code_list *list = ITEM(mbb_code_list, find_class(&b, "D")->property_codes, 0);
    assert_false(list->has_conventions);
    assert_code(&list->enumerators, 1, "p_D_X_Own", "5", "Own");
    list = ITEM(mbb_code_list, find_class(&b, "E")->property_codes, 0);
    assert_true(list->has_conventions);
    assert_code(&list->enumerators, 1, "p_E_X_Five", "5", "Five");
    const mbb_code_list *alias = ITEM(mbb_code_list, find_class(&b, "F")->inherited_codes, 0);
    assert_string_equal(alias->base, "p_C_X_codes");
    unbind(&b);
}

static void tables_with_conventions_are_shared(void **state)
{
    static const char table[] = "ValueMap{\"0\"}, Values{\"OK\"}, ";
    bound b;
    char mof[1024];
    (void)state;

    snprintf(mof, sizeof mof,
             "class C { [%sConventionMap{\"5\"}, ConventionValues{\"Five\"}] uint32 A();"
             " [%sConventionMap{\"5\"}, ConventionValues{\"Five\"}] uint32 B();"
             " [ValueMap{\"0\", \"5\"}, Values{\"OK\", \"Five\"}] uint32 D(); };",
             table, table);
    bind_text(&b, mof);
    const mbb_list *methods = &find_class(&b, "C")->methods;
    assert_false(find_method(methods, "A")->codes.shares_entries);
    assert_true(find_method(methods, "B")->codes.shares_entries);
    assert_string_equal(find_method(methods, "B")->codes.entries_name, find_method(methods, "A")->codes.entries_name);
    assert_false(find_method(methods, "D")->codes.shares_entries); /* there it is declared */
    unbind(&b);
}

static void names_become_identifiers(void **state)
{
    static const struct {
        const char *name;
        const char *part;
    } rows[] = {
        {"Completed with No Error", "Completed_with_No_Error"},
        {"  --Not/Supported!  ", "Not_Supported"},
        {"a_b", "a_b"},
        {"a__b_", "a_b"},
        {"95% done (or so)", "95_done_or_so"},
        {"", "Value_7"},
        {"***", "Value_7"},
        {"Gr\xC3\xB6\xC3\x9F"
         "e",
         "Gru00F6u00DFe"},
        {"a\xE2\x80\x93"
         "b",
         "a_b"},            /* en dash */
        {"x\xC2\xAE", "x"}, /* registered sign */
        {"\xE6\x97\xA5\xE6\x9C\xAC", "u65E5u672C"},
        {"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789X",
         "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"},
        {"012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678 9",
         "012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bound b;
        char property[512];
        char id[256];
        snprintf(property, sizeof property, "[ValueMap{\"7\"}, Values{\"%s\"}] uint8", rows[i].name);
        snprintf(id, sizeof id, "p_C_X_%s", rows[i].part);
        const mbb_code_list *list = table_of(&b, property);
        assert_string_equal(ITEM(mbb_enumerator, list->enumerators, 0)->id, id);
        unbind(&b);
    }
}

static void a_negative_code_without_a_name(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list = table_of(&b, "[ValueMap{\"-7\"}, Values{\"\"}] sint8");
    assert_code(&list->enumerators, 0, "p_C_X_Value_minus_7", "-7", "");
    unbind(&b);
}

static void tables_of_methods(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { [ValueMap{\"0\", \"4096\", \"..\"}, Values{\"OK\", \"Job\", \"Else\"}] uint32 M("
                  "[In, ValueMap{\"1\"}, Values{\"One\"}] uint16 A, [In] uint16 B,"
                  "[In(false), Out, ValueMap{\"2\"}, Values{\"Two\"}] uint16 D[]); };");
    const mbb_method *method = ITEM(mbb_method, find_class(&b, "C")->methods, 0);
    assert_string_equal(method->codes.subject, "ReturnValue of M");
    assert_code(&method->codes.enumerators, 0, "p_C_M_OK", "0", "OK");
    assert_entry(&method->codes, 2, "0", "INT64_C(4294967295)", "\"Else\"");
    assert_string_equal(method->codes.base, "p_C_M_codes");
    assert_string_equal(find_member(&method->out, "ReturnValue")->codes, "p_C_M_codes");
    assert_true(method->has_param_codes);
    assert_int_equal(method->param_codes.count, 2);
    const mbb_code_list *a = ITEM(mbb_code_list, method->param_codes, 0);
    assert_string_equal(a->id, "p_C_M_A_codes");
    assert_string_equal(a->subject, "parameter A of M");
    assert_code(&a->enumerators, 0, "p_C_M_A_One", "1", "One");
    assert_string_equal(find_member(&method->in, "A")->codes, "p_C_M_A_codes");
    assert_false(find_member(&method->in, "B")->has_codes);
    assert_string_equal(find_member(&method->out, "D")->codes, "p_C_M_D_codes");
    assert_int_equal(b.library->code_count, 3);
    unbind(&b);
}

static void bits_are_masks(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list =
        table_of(&b, "[BitMap{\"4\", \"0\", \"31\", \"30\", \"2..3\", \"0\"},"
                     " BitValues{\"Write\", \"Read only\", \"All\", \"!\", \"Some\", \"Again\"}] uint32");
    assert_string_equal(list->id, "p_C_X_codes");
    assert_false(list->has_entries || list->has_ranges);
    assert_int_equal(list->enumerators.count, 3);
    assert_code(&list->enumerators, 0, "p_C_X_Read_only", "0x00000001", "Read only");
    assert_code(&list->enumerators, 1, "p_C_X_Write", "0x00000010", "Write");
    assert_code(&list->enumerators, 2, "p_C_X_Bit_30", "0x40000000", "!");
    assert_int_equal(list->macros.count, 1);
    assert_code(&list->macros, 0, "p_C_X_All", "UINT32_C(0x80000000)", "All");
    unbind(&b);

    list = table_of(&b, "[BitMap{\"63\", \"32\"}, BitValues{\"Top\", \"Upper\"}] uint64");
    assert_code(&list->macros, 0, "p_C_X_Upper", "UINT64_C(0x0000000100000000)", "Upper");
    assert_code(&list->macros, 1, "p_C_X_Top", "UINT64_C(0x8000000000000000)", "Top");
    unbind(&b);

    list = table_of(&b, "[BitValues{\"A\", \"B\"}, Values{\"A\"}] uint8");
    assert_code(&list->enumerators, 0, "p_C_X_A", "0", "A");
    assert_code(&list->enumerators, 1, "p_C_X_A_", "0x00000001", "A");
    assert_code(&list->enumerators, 2, "p_C_X_B", "0x00000002", "B");
    unbind(&b);
}

static void bits_that_no_mask_holds(void **state)
{
    static const char *const properties[] = {
        "[BitMap{\"0\"}] uint8",
        "[BitMap{\"9\"}, BitValues{\"A\"}] uint8",
        "[BitValues{\"A\"}] string",
        "[BitMap{\"0..3\"}, BitValues{\"A\"}] uint8",
    };
    bound b;
    (void)state;

    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        char mof[256];
        snprintf(mof, sizeof mof, "class C { %s X; };", properties[i]);
        bind_text(&b, mof);
        assert_int_equal(find_class(&b, "C")->property_codes.count, 0);
        unbind(&b);
    }
    bind_text(&b, "class C { [BitMap{\"0\", \"8\"}, BitValues{\"A\", \"B\"}] uint8 X[]; };");
    assert_int_equal(find_class(&b, "C")->property_codes.count, 0);
    unbind(&b);
}

static void bits_of_parameters_and_subclasses(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { [BitValues{\"A\"}] uint8 X; uint32 M([In, BitValues{\"B\"}] uint16 P); };"
                  "class D : C { [Override(\"X\"), BitValues{\"Z\"}] uint8 X; };");
    const mbb_method *method = ITEM(mbb_method, find_class(&b, "C")->methods, 0);
    const mbb_code_list *list = ITEM(mbb_code_list, method->param_codes, 0);
    assert_code(&list->enumerators, 0, "p_C_M_P_B", "0x00000001", "B");
    list = ITEM(mbb_code_list, find_class(&b, "D")->property_codes, 0);
    assert_code(&list->enumerators, 0, "p_D_X_Z", "0x00000001", "Z");
    unbind(&b);
}

/** What an identifier does not say of a name, and that it is a convention. */
static void notes_of_codes(void **state)
{
    bound b;
    (void)state;

    const mbb_code_list *list =
        table_of(&b, "[ValueMap{\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\"}, Values{\"Plain\", \"Two words\","
                     " \"Non-Plain\", \"a_b\", \"Plain\", \"\", \" x  y \"}, ConventionMap{\"7\", \"8\"},"
                     " ConventionValues{\"Usual\", \"As/Is\"}] uint8");
    static const char *const notes[] = {"", "",           "\"Non-Plain\"",        "", "\"Plain\"", "",
                                        "", "convention", "\"As/Is\"; convention"};
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        const mbb_enumerator *each = ITEM(mbb_enumerator, list->enumerators, i);
        assert_string_equal(each->note, notes[i]);
        assert_int_equal(each->has_note, notes[i][0] != '\0');
    }
    unbind(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_sorted),
        cmocka_unit_test(values_without_a_map_count_from_0),
        cmocka_unit_test(a_map_without_values_has_no_names),
        cmocka_unit_test(values_beyond_int),
        cmocka_unit_test(the_rest_ends_with_the_type),
        cmocka_unit_test(texts_become_a_table_and_macros),
        cmocka_unit_test(texts_without_names),
        cmocka_unit_test(texts_of_methods_and_subclasses),
        cmocka_unit_test(codes_of_a_uint64),
        cmocka_unit_test(conventions_join_the_table),
        cmocka_unit_test(declared_names_stay_plain),
        cmocka_unit_test(conventions_are_inherited),
        cmocka_unit_test(tables_with_conventions_are_shared),
        cmocka_unit_test(names_become_identifiers),
        cmocka_unit_test(a_negative_code_without_a_name),
        cmocka_unit_test(tables_of_methods),
        cmocka_unit_test(bits_are_masks),
        cmocka_unit_test(bits_that_no_mask_holds),
        cmocka_unit_test(bits_of_parameters_and_subclasses),
        cmocka_unit_test(notes_of_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
