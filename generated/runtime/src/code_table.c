#include <wmi/descriptor.h>

static const char *find_single(const wmi_code_table *table, int64_t code)
{
    uint32_t low = 0;
    uint32_t high = table->single_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (table->codes[middle].low < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < table->single_count && table->codes[low].low == code ? table->codes[low].name : NULL;
}

const char *wmi_code_name(const wmi_code_table *table, int64_t code)
{
    const char *name;
    uint32_t i;
    if (table == NULL) {
        return NULL;
    }
    name = find_single(table, code);
    for (i = table->single_count; name == NULL && i < table->count; i++) {
        if (code >= table->codes[i].low && code <= table->codes[i].high) {
            name = table->codes[i].name;
        }
    }
    return name;
}
