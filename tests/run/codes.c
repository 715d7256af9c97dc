/* Tables of codes as they are generated: those of tests/golden/methods.mof, compiled and looked up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <golden_methods.h>

static void numbers_have_names(void **state)
{
    (void)state;
    assert_string_equal(wmi_code_name(&golden_methods_Machine_State_codes, golden_methods_Machine_State_Hex), "Hex");
    assert_string_equal(wmi_code_name(&golden_methods_Machine_State_codes, 5), "DMTF Reserved");
    assert_string_equal(wmi_code_name(&golden_methods_Machine_State_codes, 7), "Rest");
    assert_string_equal(wmi_code_name(&golden_methods_Machine_Signed_codes, golden_methods_Machine_Signed_Below),
                        "Below");
    assert_null(wmi_code_name(&golden_methods_Machine_Signed_codes, 1));
    assert_int_equal(golden_methods_Machine_Stop_codes.count, 0);
}

/* A uint64's codes are looked up by their bits; nothing below it is taken for a small number, nor for a negative one.
 */
static void all_of_a_uint64_has_names(void **state)
{
    const wmi_code_table *table = &golden_methods_Machine_Mask_codes;
    char text[WMI_TEXT_SIZE];
    (void)state;
    assert_int_equal(table->flags, WMI_CODES_UNSIGNED);
    assert_true(golden_methods_Machine_Mask_All_ones == UINT64_MAX);
    assert_string_equal(wmi_code_name(table, (int64_t)golden_methods_Machine_Mask_All_ones), "All ones");
    assert_string_equal(wmi_code_name(table, golden_methods_Machine_Mask_None), "None");
    assert_string_equal(wmi_code_name(table, (int64_t)golden_methods_Machine_Mask_Top_bit), "Top bit");
    assert_string_equal(wmi_code_name(table, INT64_MAX), "Across");
    assert_string_equal(wmi_code_name(table, (int64_t)UINT64_C(9223372036854775810)), "Across");
    assert_null(wmi_code_name(table, (int64_t)UINT64_C(9223372036854775811)));
    assert_null(wmi_code_name(table, 1));
    assert_string_equal(wmi_code_text(table, (int64_t)UINT64_C(18446744073709551614), text), "18446744073709551614");
}

static void conventions_are_marked(void **state)
{
    char text[WMI_TEXT_SIZE];
    const wmi_method_info *start = &golden_methods_Machine_Start_info;
    (void)state;
    assert_int_equal(golden_methods_Machine_Start_Invalid_parameter, 32773);
    assert_string_equal(wmi_return_text(start, 32773, text), "Invalid parameter, by convention");
    assert_string_equal(wmi_return_text(start, golden_methods_Machine_Start_Failed, text), "Failed");
    assert_string_equal(wmi_return_text(start, 5000, text), "5000");
    assert_string_equal(wmi_return_text(start, -1, text), "-1");
    assert_string_equal(wmi_return_text(&golden_methods_Machine_Stop_info, 7, text), "7");
    /* The declared name is the plain one, whichever code is lower. */
    assert_int_equal(golden_methods_Machine_Load_Idle, 0);
    assert_int_equal(golden_methods_Machine_Load_Idle_, 3);
    assert_string_equal(wmi_code_text(&golden_methods_Machine_Load_codes, 0, text), "Idle");
    assert_string_equal(wmi_code_text(&golden_methods_Machine_Load_codes, 3, text), "Idle, by convention");
    assert_string_equal(wmi_code_name(&golden_methods_Machine_Load_codes, 4), "Busy");
    assert_string_equal(wmi_code_text(&golden_methods_Machine_Habit_codes, 1, text),
                        "By convention alone, by convention");
}

/* A ValueMap of a subclass takes the place of the one above; of the conventions there those stay that it does not name.
 */
static void conventions_are_inherited(void **state)
{
    char text[WMI_TEXT_SIZE];
    (void)state;
    assert_int_equal(golden_methods_Server_Load_Much, 3);
    assert_string_equal(wmi_code_text(&golden_methods_Server_Load_codes, 3, text), "Much");
    assert_string_equal(wmi_code_text(&golden_methods_Server_Load_codes, 12, text), "Turned off, by convention");
    assert_string_equal(wmi_code_text(&golden_methods_Server_Load_codes, 0, text), "Nothing, by convention");
    assert_null(wmi_code_name(&golden_methods_Server_Load_codes, 4));
    assert_ptr_equal(&golden_methods_Server_Start_codes, &golden_methods_Machine_Start_codes);
}

static void texts_have_names(void **state)
{
    const wmi_text_table *inherited = &golden_methods_Server_Architecture_codes;
    (void)state;
    assert_string_equal(
        wmi_text_name(&golden_methods_Machine_Encoding_codes, golden_methods_Machine_Encoding_Raw_bytes), "Raw bytes");
    assert_string_equal(wmi_text_value(&golden_methods_Machine_Encoding_codes, "Quoted"), "b\"w");
    assert_ptr_equal(inherited, &golden_methods_Machine_Architecture_codes);
    assert_string_equal(wmi_text_name(inherited, golden_methods_Server_Architecture_ARM_64), "ARM 64");
    assert_string_equal(wmi_text_name(inherited, "vendor:ia64"), "Itanium");
    assert_string_equal(wmi_text_value(inherited, "Itanium"), golden_methods_Machine_Architecture_Itanium);
    assert_int_equal(inherited->texts[1].flags, WMI_CODE_CONVENTION);
    assert_null(wmi_text_name(inherited, "ia64"));
    assert_string_equal(wmi_text_name(&golden_methods_Machine_Temper_codes, "hot"), "hot");
    assert_string_equal(wmi_text_value(&golden_methods_Machine_Temper_Scale_codes, "Kelvin"), "k");
    assert_int_equal(golden_methods_Machine_Temper_info.codes->count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_names),     cmocka_unit_test(all_of_a_uint64_has_names),
        cmocka_unit_test(conventions_are_marked), cmocka_unit_test(conventions_are_inherited),
        cmocka_unit_test(texts_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
