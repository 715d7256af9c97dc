/*
 * Whose a class is. `__` classes are WMI's own: no MOF declares them, and every MOF of events derives from them. Others
 * Windows has for MOFs to derive from (system_classes.def). The rest is of some schema, of which it is known where a
 * host has it (class_homes.def), or not.
 */
#include "schema/homes.h"

#include <string.h>

static const char DSC[] = "BaseResource.schema.mof";

static const struct {
    const char *name;
    const char *home;
} system_classes[] = {
#define MB_SYSTEM_CLASS(name, home) {name, home},
#include "schema/system_classes.def"
#undef MB_SYSTEM_CLASS
};

const char *mb_home_of_system_class(const mb_symbol *name)
{
    const mb_text wanted = {name->text, name->length};
    for (size_t i = 0; i < sizeof system_classes / sizeof system_classes[0]; i++) {
        if (mb_text_equal_nocase(wanted, mb_text_of(system_classes[i].name))) {
            return system_classes[i].home;
        }
    }
    return NULL;
}

bool mb_is_home_of_dsc(const char *home)
{
    return home == DSC;
}

bool mb_is_system_name(const mb_symbol *name)
{
    return name->length > 2 && name->text[0] == '_' && name->text[1] == '_';
}

bool mb_is_system_class(const mb_symbol *name)
{
    return mb_is_system_name(name) || mb_home_of_system_class(name) != NULL;
}

#define HERE NULL

static const struct {
    const char *name;
    const char *home;
} class_homes[] = {
#define MB_CLASS_HOME(name, home) {name, home},
#include "schema/class_homes.def"
#undef MB_CLASS_HOME
};

/** Namespaces of Windows, with what is below them: their CIM_ classes are Windows' own, and differ from the DMTF's. */
static const char *const windows_namespaces[] = {
    "root\\cimv2",     "root\\virtualization", "root\\hypervcluster", "root\\standardcimv2",
    "root\\microsoft", "root\\mscluster",      "root\\wmi",           "root\\hardware",
};

/** Whether a name is `begin`, or goes on behind it with `next`. */
static bool begins_with(const char *name, const char *begin, char next)
{
    const size_t length = strlen(begin);
    const mb_text head = {name, (uint32_t)length};
    return strlen(name) >= length && mb_text_equal_nocase(head, mb_text_of(begin)) &&
           (name[length] == '\0' || name[length] == next);
}

static bool is_of_windows(const char *ns)
{
    for (size_t i = 0; i < sizeof windows_namespaces / sizeof windows_namespaces[0]; i++) {
        if (begins_with(ns, windows_namespaces[i], '\\')) {
            return true;
        }
    }
    return false;
}

bool mb_is_of_dmtf(const mb_symbol *name)
{
    return begins_with(name->text, "CIM", '_');
}

const char *mb_home_of_class(const mb_symbol *name, const char *ns)
{
    if (mb_is_of_dmtf(name)) {
        return is_of_windows(ns) ? ns : NULL;
    }
    for (size_t i = 0; i < sizeof class_homes / sizeof class_homes[0]; i++) {
        if (begins_with(name->text, class_homes[i].name, '_')) {
            return class_homes[i].home == HERE ? ns : class_homes[i].home;
        }
    }
    return NULL;
}

bool mb_is_of_known_schema(const mb_symbol *name)
{
    return mb_is_of_dmtf(name) || mb_is_system_class(name) || mb_home_of_class(name, "") != NULL;
}
