/*
 * Aliases: names for instances within the files of one unit.
 */
#include "check/check.h"

static void suggest(mb_check *check, const mb_value *value)
{
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(value->u.alias->text));
    for (const mb_name_entry *entry = NULL; (entry = mb_name_map_next(&check->written->aliases, entry)) != NULL;) {
        const mb_production *production = entry->value;
        mb_suggest_try(&suggestion, production->alias->text, production);
    }
    if (suggestion.best != NULL) {
        const mb_production *production = suggestion.subject;
        const char *alias = mb_arena_format(check->scratch, "$%s", suggestion.best);
        mb_report_note(check->diag, MB_MSG_DID_YOU_MEAN, production->alias_span, alias);
    }
}

void mb_check_alias(mb_check *check, const mb_value *value)
{
    if (mb_name_map_get(&check->written->aliases, value->u.alias) != NULL) {
        return;
    }
    mb_report(check->diag, MB_MSG_ALIAS_UNKNOWN, value->span, value->u.alias->text);
    if (mb_take_hint(&check->hints_left)) {
        suggest(check, value);
    }
}

void mb_check_embedded_alias(mb_check *check, const mb_instance *of)
{
    const mb_production *instance = of->production;
    if (of->depth > 0 && instance->alias != NULL) {
        mb_report_check(check, MB_MSG_ALIAS_EMBEDDED, instance->alias_span, instance->alias->text);
    }
}

/* Circles */

/** How far the walk has come in an instance with an alias; kept in the entry's stamp: UNSEEN, OPEN, DONE. */
enum { UNSEEN, OPEN, DONE };

/** An instance on the way, and the value at which the walk is. */
typedef struct step step;
struct step {
    mb_name_entry *entry; /**< NULL: an instance in the value of another */
    const mb_feature *setting;
    const mb_value *item;
    step *from;
};

typedef struct walk {
    mb_check *check;
    step *last;   /**< of the steps from the first instance to this one */
    step *unused; /**< were taken back */
} walk;

static const mb_value *first_item(const mb_feature *setting)
{
    const mb_value *value = setting != NULL ? setting->value : NULL;
    return value != NULL && value->kind == MB_VALUE_ARRAY ? value->u.first : value;
}

static void enter(walk *on, mb_name_entry *entry, const mb_production *production)
{
    step *added = on->unused;
    if (added != NULL) {
        on->unused = added->from;
    } else {
        added = mb_arena_alloc(on->check->scratch, sizeof *added);
    }
    added->entry = entry;
    added->setting = production->kind == MB_INSTANCE ? production->features : NULL;
    added->item = first_item(added->setting);
    added->from = on->last;
    on->last = added;
}

static void enter_alias(walk *on, mb_name_entry *entry)
{
    entry->stamp = OPEN;
    enter(on, entry, entry->value);
}

static void leave(walk *on)
{
    step *left = on->last;
    if (left->entry != NULL) {
        left->entry->stamp = DONE;
    }
    on->last = left->from;
    left->from = on->unused;
    on->unused = left;
}

/** The next value of an instance, settings without one left out; NULL behind the last. */
static const mb_value *next_value(step *at)
{
    while (at->item == NULL && at->setting != NULL) {
        at->setting = at->setting->next;
        at->item = first_item(at->setting);
    }
    const mb_value *value = at->item;
    if (value != NULL) {
        bool is_listed = at->setting->value->kind == MB_VALUE_ARRAY;
        at->item = is_listed ? value->next : NULL;
        if (at->item == NULL) {
            at->setting = at->setting->next;
            at->item = first_item(at->setting);
        }
    }
    return value;
}

static void follow_alias(walk *on, const mb_value *value)
{
    mb_name_entry *entry = mb_name_map_find(&on->check->written->aliases, value->u.alias);
    if (entry != NULL && entry->stamp == OPEN) {
        const mb_production *production = entry->value;
        mb_report_check(on->check, MB_MSG_ALIAS_CIRCULAR, value->span, production->alias->text);
    } else if (entry != NULL && entry->stamp == UNSEEN) {
        enter_alias(on, entry);
    }
}

/** Walks from one instance to all that it leads to. The way is a list: it may be as long as there are instances. */
static void follow(walk *on, mb_name_entry *start)
{
    enter_alias(on, start);
    while (on->last != NULL) {
        const mb_value *value = next_value(on->last);
        if (value == NULL) {
            leave(on);
        } else if (value->kind == MB_VALUE_ALIAS) {
            follow_alias(on, value);
        } else if (value->kind == MB_VALUE_INSTANCE) {
            enter(on, NULL, value->u.instance);
        }
    }
}

void mb_check_alias_circles(mb_check *check)
{
    if (!mb_is_checked(check, MB_ID_ALIAS_CIRCULAR)) {
        return;
    }
    walk on = {check, NULL, NULL};
    for (mb_name_entry *entry = NULL; (entry = mb_name_map_next(&check->written->aliases, entry)) != NULL;) {
        if (entry->stamp == UNSEEN) {
            follow(&on, entry);
        }
    }
}
