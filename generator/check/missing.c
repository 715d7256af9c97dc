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

#include "check/check.h"

/** A class that is not there, and what derives from it. */
typedef struct missing_superclass missing_superclass;
struct missing_superclass {
    const mb_class *first;  /**< that derives from it, in the order of the files */
    const mb_class *second; /**< NULL: there is one */
    uint32_t count;
    missing_superclass *next;
};

/** Where the MOF of the class is to be had. */
static void note_home(mb_check *check, const mb_symbol *name, const mb_namespace *ns, mb_span span)
{
    const char *home = mb_home_of_system_class(name);
    home = home != NULL ? home : mb_home_of_class(name, ns->name);
    if (home != NULL && mb_is_home_of_dsc(home)) {
        mb_report_note(check->diag, MB_MSG_GIVE_DSC, span, name->text, home);
    } else if (home != NULL) {
        mb_report_note(check->diag, MB_MSG_GIVE_EXPORT, span, name->text, home, name->text);
    } else if (mb_is_of_dmtf(name)) {
        mb_report_note(check->diag, MB_MSG_GIVE_CIM, span, name->text);
    } else {
        mb_report_note(check->diag, MB_MSG_GIVE_DECLARATION, span, name->text);
    }
}

static void note_others(mb_check *check, const missing_superclass *missing)
{
    if (missing->second == NULL) {
        return;
    }
    const mb_production *second = mb_class_declaration(missing->second);
    const char *rest =
        missing->count > 2 ? mb_arena_format(check->scratch, ", and %" PRIu32 " more", missing->count - 2) : "";
    mb_report_note(check->diag, MB_MSG_SO_DOES, second->super_span, second->name->text, rest);
}

/** @return whether it was reported. */
static bool report(mb_check *check, const mb_class *cls)
{
    const mb_production *production = mb_class_declaration(cls);
    const char *name = production->super->text;
    if (mb_home_of_system_class(production->super) != NULL) {
        return mb_report_check(check, MB_MSG_SUPERCLASS_OF_SYSTEM, production->super_span, production->name->text, name,
                               cls->ns->name);
    }
    mb_report(check->diag, MB_MSG_SUPERCLASS_UNKNOWN, production->super_span, production->name->text, name,
              cls->ns->name);
    return true;
}

/** What to do about a superclass that is not there. */
static void note_help(mb_check *check, const mb_class *cls)
{
    const mb_production *production = mb_class_declaration(cls);
    const mb_symbol *super = production->super;
    const mb_production *deleted = mb_deletion_of(cls->ns, super);
    /* A name without a schema that is in a list is no slip of another. */
    bool is_known = mb_is_of_known_schema(super) && strchr(super->text, '_') == NULL;
    is_known = is_known || mb_home_of_system_class(super) != NULL;
    if (deleted != NULL) {
        mb_report_note(check->diag, MB_MSG_DELETED_HERE, deleted->span);
    } else if (is_known || !mb_note_similar_class(check->schema, check->diag, &check->hints_left, cls->ns, super)) {
        note_home(check, super, cls->ns, production->super_span);
    }
}

static bool is_before(const mb_class *a, const mb_class *b)
{
    return mb_class_declaration(a)->super_span.begin < mb_class_declaration(b)->super_span.begin;
}

/** One more class that derives from it. */
static void count(missing_superclass *missing, const mb_class *cls)
{
    const mb_class *later = cls;
    missing->count++;
    if (missing->first == NULL || is_before(cls, missing->first)) {
        later = missing->first;
        missing->first = cls;
    }
    if (later != NULL && (missing->second == NULL || is_before(later, missing->second))) {
        missing->second = later;
    }
}

static void check_namespace(mb_check *check, const mb_namespace *ns)
{
    missing_superclass *first = NULL, **end = &first;
    mb_name_map by_name;
    mb_name_map_init(&by_name, check->scratch);
    for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
        if (cls->super != NULL || cls->super_name == NULL || mb_is_system_name(cls->super_name)) {
            continue;
        }
        mb_name_entry *entry = mb_name_map_at(&by_name, cls->super_name);
        if (entry->value == NULL) {
            entry->value = *end = mb_arena_zalloc(check->scratch, sizeof **end);
            end = &(*end)->next;
        }
        count(entry->value, cls);
    }
    for (const missing_superclass *each = first; each != NULL; each = each->next) {
        if (report(check, each->first)) {
            note_help(check, each->first);
            note_others(check, each);
        }
    }
}

void mb_check_superclasses(mb_check *check)
{
    for (const mb_namespace *ns = check->schema->namespaces; ns != NULL; ns = ns->next) {
        check_namespace(check, ns);
    }
}
