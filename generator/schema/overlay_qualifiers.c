/*
 * Overlays: qualifiers. What informs is added where the host says nothing; what the host says stands, and an overlay
 * that says something else is told of. What makes the interface (directions, keys, overrides) and what tells how the
 * host implements it is the host's alone.
 */
#include <string.h>

#include "schema/homes.h"
#include "schema/literal_kinds.h"
#include "schema/overlay.h"

/** What an overlay may do with a qualifier. */
typedef enum way {
    WAY_ADD,     /**< where none is in force; of two that differ the host's counts. Also unknown ones */
    WAY_TEXT,    /**< where the element itself has none. Two texts are no contradiction */
    WAY_ACCESS,  /**< Read and Write: where neither is in force */
    WAY_EMBED,   /**< what a string holds an instance of */
    WAY_CODES,   /**< overlay_codes.c */
    WAY_COMPARE, /**< never; that the host says otherwise is told of */
    WAY_LEAVE    /**< never */
} way;

static const struct {
    uint8_t id; /* mb_qualifier_id */
    uint8_t way;
} ways[] = {
    {MB_Q_DESCRIPTION, WAY_TEXT},
    {MB_Q_DISPLAYNAME, WAY_TEXT},
    {MB_Q_DISPLAYDESCRIPTION, WAY_TEXT},
    {MB_Q_READ, WAY_ACCESS},
    {MB_Q_WRITE, WAY_ACCESS},
    {MB_Q_EMBEDDEDINSTANCE, WAY_EMBED},
    {MB_Q_EMBEDDEDOBJECT, WAY_EMBED},
    {MB_Q_HYPERVEMBEDDEDINSTANCE, WAY_EMBED},
    {MB_Q_VALUEMAP, WAY_CODES},
    {MB_Q_VALUES, WAY_CODES},
    {MB_Q_BITMAP, WAY_CODES},
    {MB_Q_BITVALUES, WAY_CODES},
    {MB_Q_CONVENTIONMAP, WAY_CODES},
    {MB_Q_CONVENTIONVALUES, WAY_CODES},
    {MB_Q_ABSTRACT, WAY_COMPARE},
    {MB_Q_ASSOCIATION, WAY_COMPARE},
    {MB_Q_INDICATION, WAY_COMPARE},
    {MB_Q_KEY, WAY_COMPARE},
    {MB_Q_SINGLETON, WAY_COMPARE},
    {MB_Q_STATIC, WAY_COMPARE},
    {MB_Q_IN, WAY_LEAVE}, /* overlay_members.c compares directions */
    {MB_Q_OUT, WAY_LEAVE},
    {MB_Q_AGGREGATE, WAY_LEAVE},
    {MB_Q_AGGREGATION, WAY_LEAVE},
    {MB_Q_AMENDMENT, WAY_LEAVE},
    {MB_Q_BYPASS_GETOBJECT, WAY_LEAVE},
    {MB_Q_CIMTYPE, WAY_LEAVE},
    {MB_Q_CIM_KEY, WAY_LEAVE},
    {MB_Q_CLASSCONTEXT, WAY_LEAVE},
    {MB_Q_COMPOSITION, WAY_LEAVE},
    {MB_Q_DELETE, WAY_LEAVE},
    {MB_Q_DYNAMIC, WAY_LEAVE},
    {MB_Q_DYNPROPS, WAY_LEAVE},
    {MB_Q_EXCEPTION, WAY_LEAVE},
    {MB_Q_ID, WAY_LEAVE},
    {MB_Q_IFDELETED, WAY_LEAVE},
    {MB_Q_IMPLEMENTED, WAY_LEAVE},
    {MB_Q_LOCALE, WAY_LEAVE},
    {MB_Q_OVERRIDE, WAY_LEAVE},
    {MB_Q_PRIVILEGES, WAY_LEAVE},
    {MB_Q_PROPAGATED, WAY_LEAVE},
    {MB_Q_PROPERTYCONTEXT, WAY_LEAVE},
    {MB_Q_PROVIDER, WAY_LEAVE},
    {MB_Q_REVISION, WAY_LEAVE},
    {MB_Q_SCHEMA, WAY_LEAVE},
    {MB_Q_STRUCTURE, WAY_LEAVE},
    {MB_Q_TERMINAL, WAY_LEAVE},
    {MB_Q_UUID, WAY_LEAVE},
    {MB_Q_VERSION, WAY_LEAVE},
    {MB_Q_WEAK, WAY_LEAVE},
    {MB_Q_WRITEPRIVILEGES, WAY_LEAVE},
};

/** Of drivers, and not built in. */
static const char *const of_drivers[] = {"Guid", "WMI", "WmiDataId", "WmiMethodId"};

void mb_init_overlay_ways(mb_resolver *resolver)
{
    const mb_schema_record *record = resolver->record;
    for (size_t i = 0; i < sizeof of_drivers / sizeof of_drivers[0]; i++) {
        const mb_symbol *name = mb_intern(resolver->symbols, of_drivers[i], strlen(of_drivers[i]));
        mb_qualifier_rule_at(resolver, name)->overlaying = WAY_LEAVE;
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        record->known[ways[i].id]->overlaying = ways[i].way;
    }
}

/* One qualifier */

static void tell_difference(const mb_overlaid *target, const mb_qualifier *ours, const mb_qualifier *theirs)
{
    mb_diag *diag = target->resolver->diag;
    mb_report(diag, MB_MSG_OVERLAY_QUALIFIER, mb_qualifier_span(ours), ours->name->text, target->name->text);
    mb_report_note(diag, MB_MSG_SET_HERE, mb_qualifier_span(theirs));
}

/* One way each */

static bool agree(const mb_qualifier_rule *rule, const mb_qualifier *a, const mb_qualifier *b)
{
    if (rule->type == MB_TYPE_BOOLEAN) {
        return mb_qualifier_truth(rule, a) == mb_qualifier_truth(rule, b);
    }
    return mb_values_equal(a->value, b->value);
}

static void add_fact(mb_overlaid *target, const mb_qualifier_rule *rule, const mb_qualifier *ours)
{
    const mb_qualifier *theirs = target->declared != NULL ? mb_overlaid_qualifier(target, ours->name)
                                                          : mb_overlaid_own_qualifier(target, ours->name);
    if (theirs == NULL) {
        mb_overlay_add(target, ours);
    } else if (!agree(rule, ours, theirs)) {
        tell_difference(target, ours, theirs);
    }
}

/** One that repeats what is inherited adds nothing. */
static void add_text(mb_overlaid *target, const mb_qualifier *ours)
{
    const mb_qualifier *inherited = mb_overlaid_qualifier(target, ours->name);
    if (mb_overlaid_own_qualifier(target, ours->name) == NULL &&
        (inherited == NULL || !mb_values_equal(inherited->value, ours->value))) {
        mb_overlay_add(target, ours);
    }
}

/** Read or Write. A host that says one of them says with it what of the other. */
static void add_access(mb_overlaid *target, const mb_qualifier_rule *rule, const mb_qualifier *ours,
                       const mb_qualifier *read, const mb_qualifier *write)
{
    const mb_schema_record *record = target->resolver->record;
    const mb_qualifier *theirs = rule == record->known[MB_Q_READ] ? read : write;
    if (read == NULL && write == NULL) {
        mb_overlay_add(target, ours);
    } else if ((theirs != NULL ? mb_qualifier_truth(rule, theirs) : mb_rule_default_truth(rule)) !=
               mb_qualifier_truth(rule, ours)) {
        tell_difference(target, ours, theirs != NULL ? theirs : read != NULL ? read : write);
    }
}

/** Whether a class is one of the kind that a qualifier says, or inherits that. */
static bool class_has(const mb_overlaid *target, const mb_qualifier_rule *rule, const mb_symbol *name)
{
    const mb_qualifier *found = mb_overlaid_own_qualifier(target, name);
    const mb_class *at = target->record->cls.super;
    for (; found == NULL && at != NULL; at = at->super) {
        found = mb_find_qualifier(mb_class_declaration(at)->qualifiers, name->fold);
        if (found != NULL && mb_is_restricted(&target->resolver->record->schema, found)) {
            return false;
        }
    }
    return found != NULL ? mb_qualifier_truth(rule, found) : mb_rule_default_truth(rule);
}

/** "a key" and "no key", or what it is. */
static const char *kind_text(mb_resolver *resolver, const mb_qualifier_rule *rule, bool is_it)
{
    return mb_arena_format(resolver->scratch, is_it ? "%s" : "not %s", rule->name);
}

static void compare(const mb_overlaid *target, const mb_qualifier_rule *rule, const mb_qualifier *ours)
{
    mb_resolver *resolver = target->resolver;
    const mb_qualifier *theirs = mb_overlaid_qualifier(target, ours->name);
    bool is_it = target->declared == NULL ? class_has(target, rule, ours->name)
                 : theirs != NULL         ? mb_qualifier_truth(rule, theirs)
                                          : mb_rule_default_truth(rule);
    bool is_ours = mb_qualifier_truth(rule, ours);
    const mb_span declared = target->declared != NULL ? mb_feature_name_span(target->declared)
                                                      : mb_element_name_span(&target->record->cls.element);
    if (is_it != is_ours) {
        mb_report(resolver->diag, MB_MSG_OVERLAY_DIFFERS, mb_qualifier_span(ours), target->name->text,
                  kind_text(resolver, rule, is_ours), kind_text(resolver, rule, is_it));
        mb_report_note(resolver->diag, MB_MSG_DECLARED_HERE, declared, target->name->text);
    }
}

/* What a string holds */

typedef struct embedding {
    const mb_qualifier *instance; /**< EmbeddedInstance, by either name */
    const mb_qualifier *object;   /**< EmbeddedObject where it is true */
} embedding;

static const mb_symbol *class_in(const mb_overlaid *target, const mb_qualifier *instance)
{
    const mb_value *value = instance != NULL ? instance->value : NULL;
    bool is_name = value != NULL && value->kind == MB_VALUE_STRING && value->count != 0;
    return is_name ? mb_intern(target->resolver->symbols, value->u.string, value->count) : NULL;
}

static embedding embedding_of(const mb_overlaid *target, const mb_qualifier *standard, const mb_qualifier *hyperv,
                              const mb_qualifier *object)
{
    const mb_qualifier_rule *rule = target->resolver->record->known[MB_Q_EMBEDDEDOBJECT];
    const embedding result = {class_in(target, standard) != NULL || hyperv == NULL ? standard : hyperv,
                              object != NULL && mb_qualifier_truth(rule, object) ? object : NULL};
    return result;
}

/** What the host says: of a property what is in force; of others their declaration alone, as elements.c has it. */
static embedding embedding_there(const mb_overlaid *target)
{
    const mb_symbol *const *names = target->resolver->record->names;
    const mb_qualifier *(*ask)(const mb_overlaid *, const mb_symbol *) =
        target->declared->kind == MB_FEATURE_PROPERTY ? mb_overlaid_qualifier : mb_overlaid_own_qualifier;
    return embedding_of(target, ask(target, names[MB_Q_EMBEDDEDINSTANCE]),
                        ask(target, names[MB_Q_HYPERVEMBEDDEDINSTANCE]), ask(target, names[MB_Q_EMBEDDEDOBJECT]));
}

/** EmbeddedObject says that there may be any instance. Where the class is known now, it goes. */
static void drop_object(mb_overlaid *target)
{
    const mb_symbol *name = target->resolver->record->names[MB_Q_EMBEDDEDOBJECT];
    mb_overlay_copy_own(target);
    mb_qualifier **link = &target->list;
    while (*link != NULL) {
        if ((*link)->name->fold == name) {
            target->end = target->end == &(*link)->next ? link : target->end;
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
}

static void tell_embedding(const mb_overlaid *target, const mb_qualifier *ours, const mb_qualifier *theirs)
{
    const mb_symbol *our_class = class_in(target, ours), *their_class = class_in(target, theirs);
    if (our_class == NULL || their_class == NULL || mb_same_name(our_class, their_class)) {
        return;
    }
    const mb_class *a = mb_name_map_get(&target->ns->classes, our_class);
    const mb_class *b = mb_name_map_get(&target->ns->classes, their_class);
    if (a == NULL || b == NULL || !mb_class_is_a(b, a)) { /* else the host is more exact, and means the same */
        tell_difference(target, ours, theirs);
    }
}

static void add_embedding(mb_overlaid *target, const mb_qualifier *overlay)
{
    const mb_symbol *const *names = target->resolver->record->names;
    const embedding ours = embedding_of(target, mb_find_qualifier(overlay, names[MB_Q_EMBEDDEDINSTANCE]),
                                        mb_find_qualifier(overlay, names[MB_Q_HYPERVEMBEDDEDINSTANCE]),
                                        mb_find_qualifier(overlay, names[MB_Q_EMBEDDEDOBJECT]));
    const embedding theirs = embedding_there(target);
    const mb_symbol *our_class = class_in(target, ours.instance);
    if (theirs.instance != NULL && (class_in(target, theirs.instance) != NULL || our_class == NULL)) {
        tell_embedding(target, ours.instance, theirs.instance);
        return;
    }
    if (ours.instance == NULL) {
        if (ours.object != NULL && theirs.object == NULL) {
            mb_overlay_add(target, ours.object);
        }
        return;
    }
    if (mb_overlaid_own_qualifier(target, names[MB_Q_EMBEDDEDOBJECT]) != NULL) {
        drop_object(target);
    }
    mb_qualifier instance = *ours.instance; /* by its standard name, which every reader of a dump knows */
    instance.name = mb_intern(target->resolver->symbols, "EmbeddedInstance", sizeof "EmbeddedInstance" - 1);
    mb_overlay_add(target, &instance);
    if (our_class != NULL) {
        mb_overlay_check_class(target, our_class, ours.instance->value->span);
    }
}

void mb_overlay_check_class(const mb_overlaid *target, const mb_symbol *name, mb_span span)
{
    mb_resolver *resolver = target->resolver;
    const mb_notice warning = MB_NOTICE(MB_MSG_OVERLAY_UNDECLARED, span, target->ns->ns.name, name->text);
    if (mb_name_map_get(&target->ns->classes, name) != NULL || mb_is_system_class(name) ||
        mb_overlay_knows_undeclared(resolver, name, span)) {
        mb_overlay_has(resolver, MB_ID_OVERLAY_UNDECLARED, span);
    } else {
        mb_overlay_lack(resolver, &warning, NULL);
    }
}

/* All of them */

static void overlay_qualifier(mb_overlaid *target, const mb_qualifier *ours, mb_overlay_extent extent,
                              const mb_qualifier *read, const mb_qualifier *write)
{
    const mb_qualifier_rule *rule = mb_qualifier_rule_at(target->resolver, ours->name);
    if (rule->overlaying == WAY_TEXT) {
        add_text(target, ours);
    } else if (rule->overlaying == WAY_COMPARE) {
        compare(target, rule, ours);
    } else if (rule->overlaying == WAY_ACCESS) {
        add_access(target, rule, ours, read, write);
    } else if (rule->overlaying == WAY_ADD && extent == MB_OVERLAY_ALL) {
        add_fact(target, rule, ours);
    }
}

/** Whether the host says one of the two qualifiers of units otherwise: then it says the other one by that, too. */
static bool has_other_units(const mb_overlaid *target, const mb_qualifier *overlay)
{
    static const uint8_t units[] = {MB_Q_UNITS, MB_Q_PUNIT};
    const mb_schema_record *record = target->resolver->record;
    bool differs = false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const mb_qualifier *ours = mb_find_qualifier(overlay, record->names[units[i]]);
        const mb_qualifier *theirs = ours != NULL ? mb_overlaid_qualifier(target, ours->name) : NULL;
        differs = differs || (theirs != NULL && !agree(record->known[units[i]], ours, theirs));
    }
    return differs;
}

void mb_overlay_qualifiers(mb_overlaid *target, const mb_qualifier *overlay, mb_overlay_extent extent)
{
    const mb_symbol *const *names = target->resolver->record->names;
    mb_overlay_begin(target);
    const mb_qualifier *read = mb_overlaid_qualifier(target, names[MB_Q_READ]);
    const mb_qualifier *write = mb_overlaid_qualifier(target, names[MB_Q_WRITE]);
    const bool other_units = has_other_units(target, overlay);
    bool has_codes = false, embeds = false;
    for (const mb_qualifier *each = overlay; each != NULL; each = each->next) {
        const bool is_unit = each->name->fold == names[MB_Q_UNITS] || each->name->fold == names[MB_Q_PUNIT];
        if (is_unit && other_units && mb_overlaid_qualifier(target, each->name) == NULL) {
            continue;
        }
        const uint8_t what = mb_qualifier_rule_at(target->resolver, each->name)->overlaying;
        has_codes = has_codes || what == WAY_CODES;
        embeds = embeds || what == WAY_EMBED;
        overlay_qualifier(target, each, extent, read, write);
    }
    if (embeds && extent == MB_OVERLAY_ALL) {
        add_embedding(target, overlay);
    }
    if (has_codes && extent == MB_OVERLAY_ALL) {
        mb_overlay_codes(target, overlay);
    }
}

void mb_overlay_inherited_qualifiers(mb_overlaid *target, const mb_qualifier *overlay)
{
    mb_overlay_begin(target);
    if (target->declared->kind != MB_FEATURE_PROPERTY && target->declared->type == MB_TYPE_STRING) {
        add_embedding(target, overlay);
    }
    mb_overlay_name_codes(target, overlay);
}
