/* Classes: what they inherit, override and take over; associations. */
#include "bound.h"

static const char mof[] =
    "[Abstract] class Root { [Key] string Name; [ValueMap{\"1\"}, Values{\"One\"}] uint16 State;"
    "  [ValueMap{\"0\", \"4096\"}, Values{\"OK\", \"Job\"}] uint32 Stop([In] uint8 Force, [In(false), Out] Thing REF "
    "Job);"
    "  [Static, Description(\"Makes.\")] uint32 Make([In, ValueMap{\"3\"}, Values{\"Three\"}] uint8 Kind); };"
    "class Middle : Root { [Override(\"State\"), Description(\"Only the text is new.\")] uint16 State; string Own;"
    "  [Override(\"Stop\"), ValueMap{\"0\", \"7\"}, Values{\"OK\", \"Busy\"}] uint32 Stop([In] uint8 Force, "
    "[In(false), Out] Thing REF Job); };"
    "class Leaf : Middle { [Override(\"State\"), ValueMap{\"2\"}, Values{\"Two\"}] uint16 State; };"
    "class Below : Leaf { [Override(\"Stop\")] uint32 Stop([In] uint8 Force, [In(false), Out] Thing REF Job); };"
    "class Thing { [Key] uint8 Id; };"
    "[Association] class Link { [Key] Root REF Left; [Key] Thing REF Right; uint8 Weight; };"
    "[Association] class Tight : Link { [Override(\"Left\")] Middle REF Left; };"
    "[Indication, Abstract] class Event { uint8 A; };"
    "[Singleton] class Only { uint8 A; };"
    "[Dynamic, Provider(\"P\"), SupportsCreate, SupportsUpdate(false)] class Made { [Key] uint8 Id; };"
    "class Unmade : Made {};"
    "[Dynamic, SupportsUpdate, SupportsDelete(true)] class Changed : Made {};";

static void setup(bound *b)
{
    bind_text(b, mof);
}

static void identity(void **state)
{
    bound b;
    (void)state;

    setup(&b);
    const mbb_class *root = find_class(&b, "Root");
    const mbb_class *leaf = find_class(&b, "Leaf");
    assert_string_equal(root->id, "p_Root");
    assert_string_equal(root->library, "test");
    assert_string_equal(root->name, "\"Root\"");
    assert_string_equal(root->owner_name, "\"Root\"");
    assert_string_equal(root->header, "test/Root.h");
    assert_string_equal(root->guard, "TEST_ROOT_H");
    assert_string_equal(root->namespace_name, "root\\test");
    assert_string_equal(root->namespace_macro, "p_NAMESPACE");
    assert_string_equal(root->mof, "test.mof");
    assert_string_equal(root->kind, "Abstract class");
    assert_string_equal(root->flags, "WMI_CLASS_ABSTRACT");
    assert_true(root->is_abstract);
    assert_false(root->has_super);
    assert_string_equal(root->super, "");
    assert_string_equal(root->super_name, "NULL");
    assert_int_equal(root->derivation.count, 0);
    assert_true(leaf->has_super);
    assert_string_equal(leaf->super, "Middle");
    assert_string_equal(leaf->super_name, "\"Middle\"");
    assert_items(leaf->derivation, "\"Middle\"", "\"Root\"");
    assert_string_equal(leaf->kind, "Class");
    assert_string_equal(leaf->flags, "0");
    assert_string_equal(find_class(&b, "Link")->kind, "Association");
    assert_string_equal(find_class(&b, "Tight")->flags, "WMI_CLASS_ASSOCIATION");
    assert_string_equal(find_class(&b, "Event")->kind, "Abstract indication");
    assert_string_equal(find_class(&b, "Event")->flags, "WMI_CLASS_ABSTRACT | WMI_CLASS_INDICATION");
    assert_string_equal(find_class(&b, "Only")->flags, "WMI_CLASS_SINGLETON");
    /* Dynamic is handed down, what a provider supports is not. */
    assert_string_equal(find_class(&b, "Made")->flags, "WMI_CLASS_DYNAMIC | WMI_CLASS_CREATE");
    assert_string_equal(find_class(&b, "Unmade")->flags, "WMI_CLASS_DYNAMIC");
    assert_string_equal(find_class(&b, "Changed")->flags, "WMI_CLASS_DYNAMIC | WMI_CLASS_UPDATE | WMI_CLASS_DELETE");
    assert_int_equal(b.library->class_count, 12);
    unbind(&b);
}

static void properties(void **state)
{
    bound b;
    (void)state;

    setup(&b);
    const mbb_class *leaf = find_class(&b, "Leaf");
    assert_int_equal(leaf->properties.count, 3);
    assert_string_equal(ITEM(mbb_member, leaf->properties, 0)->member, "Name");
    assert_string_equal(ITEM(mbb_member, leaf->properties, 1)->member, "State");
    assert_string_equal(ITEM(mbb_member, leaf->properties, 2)->member, "Own");
    assert_true(ITEM(mbb_member, leaf->properties, 0)->is_inherited);
    assert_string_equal(ITEM(mbb_member, leaf->properties, 0)->declared_in, "Root");
    assert_false(ITEM(mbb_member, leaf->properties, 1)->is_inherited);
    assert_string_equal(ITEM(mbb_member, leaf->properties, 1)->declared_in, "Leaf");
    assert_true(leaf->has_properties);
    assert_true(leaf->has_keys);
    assert_items(leaf->keys, "\"Name\"");
    assert_false(find_class(&b, "Only")->has_keys);
    /* 2 + 3 + 3 + 3 + 1 + 3 + 3 + 1 + 1 + 1 + 1 + 1 */
    assert_int_equal(b.library->property_count, 23);
    unbind(&b);
}

static void tables_of_properties(void **state)
{
    bound b;
    (void)state;

    setup(&b);
    const mbb_class *root = find_class(&b, "Root");
    const mbb_class *middle = find_class(&b, "Middle");
    const mbb_class *leaf = find_class(&b, "Leaf");
    const mbb_class *below = find_class(&b, "Below");

    assert_int_equal(root->property_codes.count, 1);
    assert_int_equal(root->inherited_codes.count, 0);
    /* An override that says nothing of codes takes the table over, under its own name. */
    assert_int_equal(middle->property_codes.count, 0);
    const mbb_code_list *alias = ITEM(mbb_code_list, middle->inherited_codes, 0);
    assert_string_equal(alias->id, "p_Middle_State_codes");
    assert_string_equal(alias->base, "p_Root_State_codes");
    assert_string_equal(ITEM(mbb_enumerator, alias->enumerators, 0)->id, "p_Middle_State_One");
    assert_string_equal(find_property(middle, "State")->codes, "p_Middle_State_codes");
    /* One that says other codes has a table of its own. */
    assert_int_equal(leaf->inherited_codes.count, 0);
    assert_string_equal(ITEM(mbb_code_list, leaf->property_codes, 0)->id, "p_Leaf_State_codes");
    assert_string_equal(ITEM(mbb_enumerator, ITEM(mbb_code_list, leaf->property_codes, 0)->enumerators, 0)->id,
                        "p_Leaf_State_Two");
    alias = ITEM(mbb_code_list, below->inherited_codes, 0);
    assert_string_equal(alias->base, "p_Leaf_State_codes");
    assert_string_equal(ITEM(mbb_enumerator, alias->enumerators, 0)->id, "p_Below_State_Two");
    unbind(&b);
}

/* A list that is Restricted ends with its class. What is left of the pair is another table, and the enumerators are
 * its. */
static void restricted_tables(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class Top { [ValueMap{\"5\", \"7\"} : Restricted, Values{\"Five\", \"Seven\"}] uint8 S;"
                  "  [ValueMap{\"5\"}, Values{\"Five\"} : NotToSubclass] uint8 T;"
                  "  [ValueMap{\"5\"} : Restricted, Values{\"Five\"} : Restricted] uint8 U; };"
                  "class Mid : Top { uint8 S; uint8 T; uint8 U; };"
                  "class Low : Mid { uint8 S; };");
    const mbb_class *middle = find_class(&b, "Mid");
    const mbb_class *low = find_class(&b, "Low");
    assert_int_equal(find_class(&b, "Top")->property_codes.count, 3);
    assert_int_equal(middle->inherited_codes.count, 0);
    assert_int_equal(middle->property_codes.count, 1);
    const mbb_code_list *own = ITEM(mbb_code_list, middle->property_codes, 0);
    assert_string_equal(own->id, "p_Mid_S_codes");
    assert_string_equal(ITEM(mbb_code_entry, own->entries, 0)->low, "0");
    assert_string_equal(ITEM(mbb_enumerator, own->enumerators, 0)->id, "p_Mid_S_Five");
    assert_string_equal(ITEM(mbb_enumerator, own->enumerators, 0)->value, "0");
    /* Below, it is the same table again. */
    const mbb_code_list *alias = ITEM(mbb_code_list, low->inherited_codes, 0);
    assert_string_equal(alias->base, "p_Mid_S_codes");
    assert_string_equal(ITEM(mbb_enumerator, alias->enumerators, 0)->value, "0");
    unbind(&b);
}

static void methods(void **state)
{
    bound b;
    (void)state;

    setup(&b);
    const mbb_class *root = find_class(&b, "Root");
    const mbb_class *middle = find_class(&b, "Middle");
    const mbb_class *leaf = find_class(&b, "Leaf");
    const mbb_class *below = find_class(&b, "Below");

    assert_int_equal(root->methods.count, 2);
    assert_int_equal(root->inherited.count, 0);
    const mbb_method *stop = find_method(&middle->methods, "Stop");
    assert_string_equal(stop->id, "p_Middle_Stop");
    assert_string_equal(stop->base, "p_Middle_Stop");
    assert_string_equal(stop->info, "p_Middle_Stop_info");
    assert_string_equal(ITEM(mbb_enumerator, stop->codes.enumerators, 1)->id, "p_Middle_Stop_Busy");

    assert_int_equal(leaf->methods.count, 0);
    assert_int_equal(leaf->inherited.count, 2);
    stop = find_method(&leaf->inherited, "Stop");
    assert_string_equal(stop->id, "p_Leaf_Stop");
    assert_string_equal(stop->base, "p_Middle_Stop");
    assert_string_equal(stop->info, "p_Middle_Stop_info");
    assert_string_equal(stop->declared_in, "Middle");
    assert_string_equal(stop->codes.id, "p_Leaf_Stop_codes");
    assert_string_equal(stop->codes.base, "p_Middle_Stop_codes");
    assert_string_equal(stop->codes.declared_in, "Middle");
    assert_lines(stop->out_names, "Job (Thing REF), ReturnValue");
    assert_string_equal(ITEM(mbb_enumerator, stop->codes.enumerators, 1)->id, "p_Leaf_Stop_Busy");
    assert_string_equal(ITEM(mbb_enumerator, stop->codes.enumerators, 1)->value, "7");
    assert_true(stop->has_in && stop->has_out && stop->has_job);
    assert_int_equal(stop->in.count, 1);

    const mbb_method *make = find_method(&leaf->inherited, "Make");
    assert_true(make->is_static);
    assert_true(make->has_doc);
    assert_string_equal(make->base, "p_Root_Make");
    assert_true(make->has_param_codes);
    const mbb_code_list *kind = ITEM(mbb_code_list, make->param_codes, 0);
    assert_string_equal(kind->id, "p_Leaf_Make_Kind_codes");
    assert_string_equal(kind->tag, "p_Leaf_Make_Kind_code");
    assert_true(kind->is_inherited);
    assert_string_equal(kind->base, "p_Root_Make_Kind_codes");
    assert_string_equal(kind->declared_in, "Root");
    assert_string_equal(ITEM(mbb_enumerator, kind->enumerators, 0)->id, "p_Leaf_Make_Kind_Three");
    assert_string_equal(make->brief, "Makes.");
    assert_lines(make->in_names, "Kind");
    assert_lines(make->out_names, "ReturnValue");
    assert_string_equal(find_member(&make->in, "Kind")->codes, "p_Root_Make_Kind_codes");
    kind = ITEM(mbb_code_list, find_method(&root->methods, "Make")->param_codes, 0);
    assert_false(kind->is_inherited);
    assert_string_equal(kind->base, kind->id);

    /* An override is a declaration of its own, whatever it repeats. */
    stop = find_method(&below->methods, "Stop");
    assert_string_equal(stop->base, "p_Below_Stop");
    assert_string_equal(ITEM(mbb_enumerator, stop->codes.enumerators, 1)->id, "p_Below_Stop_Busy");
    assert_true(below->has_methods);
    assert_false(find_class(&b, "Only")->has_methods);
    assert_int_equal(b.library->method_count, 8);
    assert_int_equal(b.library->code_count, 6);
    unbind(&b);
}

static void assert_headers(const mbb_class *cls, const char *const *expected)
{
    assert_texts(&cls->includes, sizeof(mbb_include), offsetof(mbb_include, header), expected);
}

static void includes(void **state)
{
    bound b;
    (void)state;

    setup(&b);
    assert_headers(find_class(&b, "Root"), (const char *const[]){NULL});
    assert_headers(find_class(&b, "Middle"), (const char *const[]){"test/Root.h", NULL});
    assert_headers(find_class(&b, "Leaf"), (const char *const[]){"test/Middle.h", "test/Root.h", NULL});
    assert_headers(find_class(&b, "Below"), (const char *const[]){"test/Leaf.h", "test/Root.h", NULL});
    assert_headers(find_class(&b, "Tight"), (const char *const[]){NULL});
    unbind(&b);
}

static void roles(void **state)
{
    bound b;
    (void)state;

    setup(&b);
    const mbb_class *tight = find_class(&b, "Tight");
    assert_true(tight->is_association);
    assert_int_equal(tight->roles.count, 2);
    const mbb_role *left = ITEM(mbb_role, tight->roles, 0);
    assert_string_equal(left->id, "p_Tight_Left");
    assert_string_equal(left->name, "\"Left\"");
    assert_string_equal(left->class_name, "Middle");
    assert_string_equal(ITEM(mbb_role, tight->roles, 1)->class_name, "Thing");
    assert_items(tight->keys, "\"Left\"", "\"Right\"");
    assert_int_equal(find_class(&b, "Root")->roles.count, 0);
    unbind(&b);
}

static void superclasses_come_first(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class B : A { uint8 Y; }; class A { uint8 X; uint32 M(); };");
    assert_string_equal(ITEM(mbb_class, b.library->classes, 0)->mof_name, "A");
    assert_string_equal(ITEM(mbb_method, find_class(&b, "B")->inherited, 0)->base, "p_A_M");
    unbind(&b);
}

/* A session must be of a namespace that the MOF names, and of no other: not of what stands in for one. */
static void named_namespaces_bind(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "class Free { [Key] uint8 Id; };\n#pragma namespace(\"root\\\\named\")\n"
                  "class Held { [Key] uint8 Id; }; [Abstract] class Base {};");
    assert_false(find_class(&b, "Free")->is_bound);
    assert_string_equal(find_class(&b, "Free")->flags, "0");
    assert_true(find_class(&b, "Held")->is_bound);
    assert_string_equal(find_class(&b, "Held")->flags, "WMI_CLASS_BOUND");
    assert_string_equal(find_class(&b, "Held")->class_info, "p_named_Held_info");
    assert_string_equal(find_class(&b, "Base")->flags, "WMI_CLASS_ABSTRACT | WMI_CLASS_BOUND");
    unbind(&b);
    bind_text(
        &b,
        "#pragma namespace(\"root\\\\test\")\nclass Held { [Key] uint8 Id; };"); /* the same as that which stands in */
    assert_true(find_class(&b, "Held")->is_bound);
    unbind(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identity),
        cmocka_unit_test(named_namespaces_bind),
        cmocka_unit_test(properties),
        cmocka_unit_test(tables_of_properties),
        cmocka_unit_test(restricted_tables),
        cmocka_unit_test(methods),
        cmocka_unit_test(includes),
        cmocka_unit_test(roles),
        cmocka_unit_test(superclasses_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
