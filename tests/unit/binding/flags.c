/* The flags that the binding writes are those of the runtime's descriptors. */
#include "bound.h"

#include <wmi/descriptor.h>

#include "binding/flags.h"

/* Each has the value that it has there: none is missing between two of them. */
#define MBB_FIELD_FLAG(id) _Static_assert((int)MBB_FIELD_##id == (int)WMI_FIELD_##id, "WMI_FIELD_" #id);
#define MBB_CODE_FLAG(id) _Static_assert((int)MBB_CODE_##id == (int)WMI_CODE_##id, "WMI_CODE_" #id);
#define MBB_CODES_FLAG(id) _Static_assert((int)MBB_CODES_##id == (int)WMI_CODES_##id, "WMI_CODES_" #id);
#define MBB_CLASS_FLAG(id) _Static_assert((int)MBB_CLASS_##id == (int)WMI_CLASS_##id, "WMI_CLASS_" #id);
#define MBB_METHOD_FLAG(id) _Static_assert((int)MBB_METHOD_##id == (int)WMI_METHOD_##id, "WMI_METHOD_" #id);
#include "binding/flags.def"

static char header[1 << 16];

/** How often the header has "\n    WMI_FIELD_", which is where one is declared. */
static unsigned count(const char *prefix)
{
    char wanted[64];
    unsigned found = 0;

    snprintf(wanted, sizeof wanted, "\n    %s", prefix);
    for (const char *at = strstr(header, wanted); at != NULL; at = strstr(at + 1, wanted)) {
        found++;
    }
    return found;
}

/** And there are no others. */
static void no_flag_is_forgotten(void **state)
{
    FILE *file = fopen(MOFBIND_SOURCE_DIR "/templates/runtime/include/wmi/descriptor.h", "rb");
    (void)state;

    assert_non_null(file);
    const size_t length = fread(header, 1, sizeof header - 1, file);
    assert_in_range(length, 1, sizeof header - 2);
    fclose(file);
    assert_int_equal(count("WMI_FIELD_"), MBB_FIELD_FLAG_COUNT);
    assert_int_equal(count("WMI_CODE_"), MBB_CODE_FLAG_COUNT);
    assert_int_equal(count("WMI_CODES_"), MBB_CODES_FLAG_COUNT);
    assert_int_equal(count("WMI_CLASS_"), MBB_CLASS_FLAG_COUNT);
    assert_int_equal(count("WMI_METHOD_"), MBB_METHOD_FLAG_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_flag_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
