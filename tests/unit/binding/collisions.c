/* Names that cannot all be had: who keeps his, and what becomes of the others. */
#include "bound.h"

static const char *code_id(const mbb_code_list *list, size_t index)
{
    return ITEM(mbb_enumerator, list->enumerators, index)->id;
}

static void classes_and_their_functions(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class X_get { uint8 A; }; class X { uint8 A; uint32 get(); uint32 Get2(); };");
    /* p_X_get is a function of X; X comes first because its name does. */
    assert_string_equal(find_class(&b, "X")->id, "p_X");
    assert_string_equal(find_class(&b, "X_get")->id, "p_X_get_");
    const mbb_list *methods = &find_class(&b, "X")->methods;
    assert_string_equal(find_method(methods, "get")->id, "p_X_get__");
    assert_string_equal(find_method(methods, "get")->info, "p_X_get___info");
    assert_string_equal(find_method(methods, "get")->name, "\"get\"");
    assert_string_equal(find_method(methods, "Get2")->id, "p_X_Get2");
    const mbb_renamed *renamed = find_renamed(&b, "p_X_get");
    assert_non_null(renamed);
    assert_string_equal(renamed->to, "p_X_get_");
    assert_string_equal(renamed->where, "class X_get");
    assert_string_equal(renamed->why, "there is another p_X_get");
    unbind(&b);
}

/** Tags are claimed like any name: in C++ they are types, beside functions and structs. */
static void tags(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class A_S_code { uint8 X; }; class A_M_code { uint8 X; }; class A_N_P_code { uint8 X; };"
                  "class A { [ValueMap{\"1\", \"2\"}, Values{\"One\", \"code\"}] uint8 S;"
                  " [ValueMap{\"a\"}] string T;"
                  " [ValueMap{\"1\"}, Values{\"code\"}] uint8 U;"
                  " [ValueMap{\"1\"}, Values{\"One\"}] uint32 M();"
                  " uint32 N([In, ValueMap{\"1\"}, Values{\"One\"}] uint8 P); }; class B : A {};");
    const mbb_class *a = find_class(&b, "A");
    const mbb_class *below = find_class(&b, "B");
    const mbb_code_list *s = ITEM(mbb_code_list, a->property_codes, 0);
    assert_string_equal(find_class(&b, "A_S_code")->id, "p_A_S_code");
    assert_string_equal(s->tag, "p_A_S_code_");
    assert_string_equal(s->id, "p_A_S_codes");
    assert_string_equal(code_id(s, 0), "p_A_S_One");
    assert_string_equal(code_id(s, 1), "p_A_S_code__");
    assert_string_equal(find_renamed(&b, "p_A_S_code")->why, "there is another p_A_S_code");
    /* Texts are macros: there is no enumeration. */
    assert_string_equal(ITEM(mbb_code_list, a->property_codes, 1)->tag, "");
    const mbb_code_list *u = ITEM(mbb_code_list, a->property_codes, 2);
    assert_string_equal(u->tag, "p_A_U_code");
    assert_string_equal(code_id(u, 0), "p_A_U_code_");
    /* All names of a method change together. */
    const mbb_method *m = find_method(&a->methods, "M");
    assert_string_equal(m->id, "p_A_M_");
    assert_string_equal(m->codes.tag, "p_A_M__code");
    assert_string_equal(m->codes.id, "p_A_M__codes");
    assert_string_equal(ITEM(mbb_code_list, find_method(&a->methods, "N")->param_codes, 0)->tag, "p_A_N_P_code_");
    /* What a class takes over has tags of its own. */
    assert_string_equal(ITEM(mbb_code_list, below->inherited_codes, 0)->tag, "p_B_S_code");
    assert_string_equal(find_method(&below->inherited, "M")->codes.tag, "p_B_M_code");
    assert_string_equal(ITEM(mbb_code_list, find_method(&below->inherited, "N")->param_codes, 0)->tag, "p_B_N_P_code");
    unbind(&b);
}

/** Templates of somebody's own write other names, and these are claimed instead. */
static void names_that_other_templates_write(void **state)
{
    static const char *const none[] = {""}, *const of_classes[] = {"", "_new"}, *const of_methods[] = {"", "_now"},
                             *const of_tables[] = {"", "_size"}, *const of_enumerators[] = {"", "_text"};
    mbb_suffixes suffixes;
    bound b;
    (void)state;

    for (int kind = 0; kind < MBB_NAME_KIND_COUNT; kind++) {
        suffixes.of[kind].texts = none;
        suffixes.of[kind].count = 1;
    }
    suffixes.of[MBB_NAME_CLASS].texts = of_classes;
    suffixes.of[MBB_NAME_METHOD].texts = of_methods;
    suffixes.of[MBB_NAME_TABLE].texts = of_tables;
    suffixes.of[MBB_NAME_ENUMERATOR].texts = of_enumerators;
    suffixes.of[MBB_NAME_ENUMERATOR].count = 2;
    suffixes.of[MBB_NAME_CLASS].count = suffixes.of[MBB_NAME_METHOD].count = suffixes.of[MBB_NAME_TABLE].count = 2;
    memset(&b, 0, sizeof b);
    b.suffixes = &suffixes;
    b.prefix = "p";
    b.text =
        "class X { uint32 get(); uint32 new(); uint32 M(); uint32 M_now(); uint32 M_codes(); uint32 M_codes_size();"
        " [ValueMap{\"1\", \"2\", \"3\"}, Values{\"A\", \"A text\", \"B\"}] uint8 S; };";
    b.length = strlen(b.text);
    bind_any(&b, NULL);
    assert_true(b.good);
    const mbb_list *methods = &find_class(&b, "X")->methods;
    assert_string_equal(find_method(methods, "get")->id, "p_X_get");
    assert_string_equal(find_method(methods, "new")->id, "p_X_new_");
    assert_string_equal(find_method(methods, "M_now")->id, "p_X_M_now_");
    assert_string_equal(find_method(methods, "M_codes")->id, "p_X_M_codes_");
    assert_string_equal(find_method(methods, "M_codes_size")->id, "p_X_M_codes_size_");
    const mbb_code_list *codes = ITEM(mbb_code_list, find_class(&b, "X")->property_codes, 0);
    assert_string_equal(code_id(codes, 0), "p_X_S_A");
    assert_string_equal(code_id(codes, 1), "p_X_S_A_text_");
    assert_string_equal(code_id(codes, 2), "p_X_S_B");
    assert_string_equal(find_renamed(&b, "p_X_S_A_text")->why, "there is another p_X_S_A_text");
    unbind(&b);
}

static void methods_and_their_structs(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { uint32 M_in(); uint32 M([In] uint8 A); uint32 M_wait(); };");
    const mbb_list *methods = &find_class(&b, "C")->methods;
    assert_string_equal(find_method(methods, "M")->id, "p_C_M");
    assert_string_equal(find_method(methods, "M_in")->id, "p_C_M_in_");
    assert_string_equal(find_method(methods, "M_in")->codes.id, "p_C_M_in__codes");
    assert_string_equal(find_method(methods, "M_wait")->id, "p_C_M_wait_");
    unbind(&b);
}

static void roles_give_way(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { [Key] uint8 A; };"
                  "[Association] class L { [Key] C REF get; [Key] C REF Part; [Key] C REF Run_in; uint32 Run(); };");
    const mbb_list *roles = &find_class(&b, "L")->roles;
    assert_int_equal(roles->count, 3);
    assert_string_equal(ITEM(mbb_role, *roles, 0)->id, "p_L_get_");
    assert_string_equal(ITEM(mbb_role, *roles, 0)->name, "\"get\"");
    assert_string_equal(ITEM(mbb_role, *roles, 1)->id, "p_L_Part");
    assert_string_equal(ITEM(mbb_role, *roles, 2)->id, "p_L_Run_in_");
    unbind(&b);
}

static void tables_and_enumerators_give_way(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C {"
                  "  [ValueMap{\"1\", \"2\"}, Values{\"Start\", \"codes\"}] uint16 State;"
                  "  uint32 State_Start(); uint32 State_codes();"
                  "  [ValueMap{\"1\"}, Values{\"in\"}] uint32 Go([In, ValueMap{\"7\"}, Values{\"x\"}] uint8 info);"
                  "};");
    const mbb_class *cls = find_class(&b, "C");
    assert_string_equal(find_method(&cls->methods, "State_Start")->id, "p_C_State_Start");
    const mbb_code_list *state_codes = ITEM(mbb_code_list, cls->property_codes, 0);
    assert_string_equal(state_codes->id, "p_C_State_codes_");
    assert_string_equal(find_property(cls, "State")->codes, "p_C_State_codes_");
    assert_string_equal(code_id(state_codes, 0), "p_C_State_Start_");
    assert_string_equal(code_id(state_codes, 1), "p_C_State_codes__");
    const mbb_method *go = find_method(&cls->methods, "Go");
    assert_string_equal(code_id(&go->codes, 0), "p_C_Go_in_");
    assert_string_equal(ITEM(mbb_code_list, go->param_codes, 0)->id, "p_C_Go_info_codes");
    assert_string_equal(code_id(ITEM(mbb_code_list, go->param_codes, 0), 0), "p_C_Go_info_x");
    assert_string_equal(find_renamed(&b, "p_C_State_Start")->where, "class C, property State");
    unbind(&b);
}

static void names_of_two_classes(void **state)
{
    bound b;
    (void)state;

    /* A_B of A and B of A_B both spell p_A_B_C. */
    bind_text(&b, "class A { uint32 B_C(); }; class A_B { uint32 C(); };");
    assert_string_equal(ITEM(mbb_method, find_class(&b, "A")->methods, 0)->id, "p_A_B_C");
    assert_string_equal(ITEM(mbb_method, find_class(&b, "A_B")->methods, 0)->id, "p_A_B_C_");
    unbind(&b);
}

static void members_of_a_struct(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { string default; string default_; string u00E9; string \xC3\xA9; };");
    const mbb_class *cls = find_class(&b, "C");
    assert_string_equal(find_property(cls, "default")->member, "default_2_");
    assert_string_equal(find_property(cls, "default_")->member, "default_");
    assert_string_equal(find_property(cls, "u00E9")->member, "u00E9");
    assert_string_equal(find_property(cls, "\xC3\xA9")->member, "u00E9_");
    assert_string_equal(find_renamed(&b, "default")->why, "another member is called so");
    unbind(&b);
}

static void inherited_members(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class A { string new; string int; }; class B : A { string new_; }; class D : A { string X; };");
    assert_string_equal(find_property(find_class(&b, "A"), "new")->member, "new_");
    assert_string_equal(find_property(find_class(&b, "D"), "new")->member, "new_");
    assert_string_equal(find_property(find_class(&b, "B"), "new")->member, "new_2_");
    assert_string_equal(find_property(find_class(&b, "B"), "new_")->member, "new_");
    /* Told where it is declared, and where it differs from there. */
    assert_int_equal(b.library->renamed.count, 3);
    unbind(&b);
}

static void classes_beyond_ascii(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class \xC3\x89 { uint32 \xC3\xA9(); }; class u00C9 { uint8 A; };");
    assert_string_equal(find_class(&b, "u00C9")->id, "p_u00C9");
    assert_string_equal(find_class(&b, "\xC3\x89")->id, "p_u00C9_");
    assert_string_equal(find_class(&b, "\xC3\x89")->file, "u00C9_");
    assert_string_equal(find_class(&b, "\xC3\x89")->name, "\"\\303\\211\"");
    assert_string_equal(ITEM(mbb_method, find_class(&b, "\xC3\x89")->methods, 0)->id, "p_u00C9__u00E9");
    unbind(&b);
}

static void codes_of_a_table(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class C { [ValueMap{\"9\", \"3\", \"-1\", \"7\", \"8\", \"5\"},"
                  " Values{\"DMTF Reserved\", \"DMTF-Reserved\", \"DMTF  reserved\", \"DMTF Reserved\", \"A\", \"(DMTF "
                  "Reserved)\"}] sint32 X;"
                  " [ValueMap{\"1\", \"2\", \"3\", \"4\"}, Values{\"A\", \"A\", \"A\", \"A 3\"}] uint8 Y;"
                  " [ValueMap{\"-3\", \"-2\", \"-1\"}, Values{\"N\", \"N\", \"N\"}] sint8 Z; };");
    const mbb_class *cls = find_class(&b, "C");
    const mbb_code_list *x = ITEM(mbb_code_list, cls->property_codes, 0);
    assert_int_equal(x->enumerators.count, 6);
    assert_string_equal(code_id(x, 0), "p_C_X_DMTF_reserved");  /* -1 */
    assert_string_equal(code_id(x, 1), "p_C_X_DMTF_Reserved");  /* 3 */
    assert_string_equal(code_id(x, 2), "p_C_X_DMTF_Reserved_"); /* 5 */
    assert_string_equal(code_id(x, 3), "p_C_X_DMTF_Reserved_7_");
    assert_string_equal(code_id(x, 4), "p_C_X_A");
    assert_string_equal(code_id(x, 5), "p_C_X_DMTF_Reserved_9_");
    const mbb_code_list *y = ITEM(mbb_code_list, cls->property_codes, 1);
    assert_string_equal(code_id(y, 0), "p_C_Y_A");
    assert_string_equal(code_id(y, 1), "p_C_Y_A_");
    assert_string_equal(code_id(y, 2), "p_C_Y_A_3_");
    assert_string_equal(code_id(y, 3), "p_C_Y_A_3");
    const mbb_code_list *z = ITEM(mbb_code_list, cls->property_codes, 2);
    assert_string_equal(code_id(z, 2), "p_C_Z_N_minus_1_");
    assert_string_equal(find_renamed(&b, "p_C_Y_A")->why, "more than one code has this name");
    unbind(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_and_their_functions),
        cmocka_unit_test(tags),
        cmocka_unit_test(names_that_other_templates_write),
        cmocka_unit_test(methods_and_their_structs),
        cmocka_unit_test(roles_give_way),
        cmocka_unit_test(tables_and_enumerators_give_way),
        cmocka_unit_test(names_of_two_classes),
        cmocka_unit_test(members_of_a_struct),
        cmocka_unit_test(inherited_members),
        cmocka_unit_test(classes_beyond_ascii),
        cmocka_unit_test(codes_of_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
