/*
 * What a file shows of the dialect that it is in. build.c and pragmas.c collect the signs; here is what they mean.
 */
#include <string.h>

#include "syntax/parser.h"

/** Qualifiers which only MOFs for WMI have. */
/* clang-format off */
static const char *const wmi_qualifiers[] = {"Dynamic",    "DynProps",        "Provider",     "Guid",
                                             "WMI",        "WmiDataId",       "WmiMethodId",  "Amendment",
                                             "Privileges", "WritePrivileges", "ClassContext", "PropertyContext",
                                             "HyperVEmbeddedInstance"};
/* clang-format on */

enum { WMI_QUALIFIERS = sizeof wmi_qualifiers / sizeof wmi_qualifiers[0] };

void mb_start_signs(mb_parse_run *run)
{
    const mb_symbol **folds = mb_arena_array(run->arena, WMI_QUALIFIERS + 1, sizeof *folds);
    for (size_t i = 0; i < WMI_QUALIFIERS; i++) {
        folds[i] = mb_intern(run->symbols, wmi_qualifiers[i], strlen(wmi_qualifiers[i]))->fold;
        run->wmi_hashes |= UINT64_C(1) << (folds[i]->hash % 64);
    }
    run->wmi_qualifiers = folds;
}

bool mb_is_wmi_qualifier(const mb_parse_run *run, const mb_symbol *name)
{
    const mb_symbol *const *each = run->wmi_qualifiers;
    while (*each != NULL && *each != name->fold) {
        each++;
    }
    return *each != NULL;
}

static unsigned count_bits(uint32_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits >>= 1) {
        count += bits & 1;
    }
    return count;
}

mb_dialect mb_unit_dialect(const mb_unit *unit)
{
    const uint32_t dmtf_signs = MB_SIGN_DECLARATION | MB_SIGN_IN_FALSE;
    unsigned dmtf = count_bits(unit->signs & dmtf_signs);
    unsigned wmi = count_bits(unit->signs & ~dmtf_signs);
    if (unit->dialect != MB_DIALECT_AUTO || unit->signs == 0) {
        return unit->dialect;
    }
    return wmi > dmtf ? MB_DIALECT_WMI : MB_DIALECT_DMTF;
}
