/*
 * Superclasses that are not there: whose they are, what they cost, and where their MOF is.
 *
 * A class whose superclass nobody declares is an error: what it inherits, its keys above all, would be missing from a
 * binding. Three kinds are told apart. `__` classes are WMI's own: no MOF declares them, every MOF of events derives
 * from them, and nothing is said. What Windows has for others to derive from (system_classes.def) is a warning: the
 * file is as its maker compiles it, but the binding lacks what is inherited. The rest is an error, with a note that
 * says where such a class is declared.
 *
 * However many classes derive from one that is missing, one message tells of it: there is one thing to do about it.
 */
#include <inttypes.h>
#include <string.h>

#include "schema/resolver.h"

struct mb_missing_superclass {
    const mb_class_record *first;  /**< that derives from it, in the order of the files */
    const mb_class_record *second; /**< NULL: there is one */
    uint32_t count;
    mb_missing_superclass *next;
};

/* Whose a class is */

static const char DSC[] = "BaseResource.schema.mof";

static const struct {
    const char *name;
    const char *home;
} system_classes[] = {
#define MB_SYSTEM_CLASS(name, home) {name, home},
#include "schema/system_classes.def"
#undef MB_SYSTEM_CLASS
};

/** Where a class of Windows has its MOF; NULL for one that is in no list. */
static const char *home_of(const mb_symbol *name)
{
    const mb_text wanted = {name->text, name->length};
    for (size_t i = 0; i < sizeof system_classes / sizeof system_classes[0]; i++) {
        if (mb_text_equal_nocase(wanted, mb_text_of(system_classes[i].name))) {
            return system_classes[i].home;
        }
    }
    return NULL;
}

bool mb_is_system_class(const mb_symbol *name)
{
    return mb_is_system_name(name) || home_of(name) != NULL;
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

static bool is_of_dmtf(const mb_symbol *name)
{
    return begins_with(name->text, "CIM", '_');
}

/** The namespace in which a host has a class of a schema that is known; NULL for a class of another. */
static const char *namespace_of(const mb_symbol *name, const char *ns)
{
    if (is_of_dmtf(name)) {
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
    return is_of_dmtf(name) || mb_is_system_class(name) || namespace_of(name, "") != NULL;
}

/* Messages */

/** Where the MOF of the class is to be had. */
static void note_home(mb_resolver *resolver, const mb_symbol *name, const mb_namespace_record *ns, mb_span span)
{
    const char *home = home_of(name);
    home = home != NULL ? home : namespace_of(name, ns->ns.name);
    if (home == DSC) {
        mb_report_note(resolver->diag, MB_MSG_GIVE_DSC, span, name->text, home);
    } else if (home != NULL) {
        mb_report_note(resolver->diag, MB_MSG_GIVE_EXPORT, span, name->text, home, name->text);
    } else if (is_of_dmtf(name)) {
        mb_report_note(resolver->diag, MB_MSG_GIVE_CIM, span, name->text);
    } else {
        mb_report_note(resolver->diag, MB_MSG_GIVE_DECLARATION, span, name->text);
    }
}

static void note_others(mb_resolver *resolver, const mb_missing_superclass *missing)
{
    if (missing->second == NULL) {
        return;
    }
    const char *rest =
        missing->count > 2 ? mb_arena_format(resolver->scratch, ", and %" PRIu32 " more", missing->count - 2) : "";
    mb_report_note(resolver->diag, MB_MSG_SO_DOES, missing->second->production->super_span,
                   missing->second->production->name->text, rest);
}

/** @return whether it was reported. */
static bool report(mb_resolver *resolver, const mb_namespace_record *ns, const mb_production *production)
{
    const char *name = production->super->text;
    if (home_of(production->super) != NULL) {
        return mb_report_check(resolver, MB_MSG_SUPERCLASS_OF_SYSTEM, production->super_span, production->name->text,
                               name, ns->ns.name);
    }
    mb_report(resolver->diag, MB_MSG_SUPERCLASS_UNKNOWN, production->super_span, production->name->text, name,
              ns->ns.name);
    return true;
}

/** What to do about a superclass that is not there. */
static void note_help(mb_resolver *resolver, const mb_namespace_record *ns, const mb_class_record *record)
{
    const mb_production *production = record->production;
    const mb_production *deleted = mb_name_map_get(&ns->deleted, production->super);
    /* A name without a schema that is in a list is no slip of another. */
    bool is_known = mb_is_of_known_schema(production->super) && strchr(production->super->text, '_') == NULL;
    is_known = is_known || home_of(production->super) != NULL;
    if (deleted != NULL) {
        mb_report_note(resolver->diag, MB_MSG_DELETED_HERE, deleted->span);
    } else if (is_known || !mb_note_similar_class(resolver, ns, production->super)) {
        note_home(resolver, production->super, ns, production->super_span);
    }
}

void mb_miss_superclass(mb_resolver *resolver, mb_class_record *record)
{
    const mb_symbol *name = record->production->super;
    record->is_open = true;
    if (mb_is_system_name(name)) {
        return;
    }
    mb_name_entry *entry = mb_name_map_at(&resolver->missing, name);
    mb_missing_superclass *missing = entry->value;
    if (missing == NULL || missing->first->cls.ns != record->cls.ns) {
        missing = mb_arena_zalloc(resolver->scratch, sizeof *missing);
        missing->first = record;
        entry->value = missing;
        if (resolver->last_missing == NULL) {
            resolver->first_missing = missing;
        } else {
            resolver->last_missing->next = missing;
        }
        resolver->last_missing = missing;
    } else if (missing->second == NULL) {
        missing->second = record;
    }
    missing->count++;
}

void mb_report_missing_superclasses(mb_resolver *resolver, const mb_namespace_record *ns)
{
    for (const mb_missing_superclass *each = resolver->first_missing; each != NULL; each = each->next) {
        if (report(resolver, ns, each->first->production)) {
            note_help(resolver, ns, each->first);
            note_others(resolver, each);
        }
    }
    resolver->first_missing = NULL;
    resolver->last_missing = NULL;
}
