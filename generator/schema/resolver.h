/**
 * @file
 * Private to the stage: what its files share. Each knows only those before it here; a test reads the symbols.
 *
 *   literal_kinds.c  values against types              convert.c      literals of another kind
 *   homes.c          whose a class is                  records.c      what the model keeps for those who ask it
 *   rules.c          the table of qualifiers           pages.c        reference pages
 *   force.c          qualifiers in force               queries.c      the same of any name, for those who print
 *   features.c       the features of a class           traits.c       what qualifiers say, each set once
 *   code_entries.c   ValueMap and its like, as written code_tables.c  the tables made of them
 *   similar.c        did you mean                      misspelt.c     types that are none
 *   namespaces.c     their names, the classes in each  updates.c      classes that are declared again, or deleted
 *   undeclared.c     classes that a file says it knows not to be declared
 *   declarations.c   declarations that are changed     amend.c        by localised texts
 *   overlay*.c       by other files: overlay.h         derivation.c   superclasses, cycles, order
 *   elements.c       features: types, parameters       instances.c    instances, and the values of all
 *   declare.c        the walk over the productions     resolve.c      mb_resolve
 */
#ifndef MB_SCHEMA_RESOLVER_H
#define MB_SCHEMA_RESOLVER_H

#include "diag/diag.h"
#include "schema/resolve.h"
#include "support/suggest.h"

/** A namespace with what is private of it. */
typedef struct mb_namespace_record mb_namespace_record;
struct mb_namespace_record {
    mb_namespace ns;     /**< first: a pointer to it is a pointer to the record */
    mb_name_map classes; /**< of mb_class */
    mb_name_map deleted; /**< of the const mb_production that deleted a class of that name */
    mb_class *last;
    uint32_t locale;                     /**< root\x\ms_409: 0x409; else 0 */
    mb_namespace_record *localises;      /**< the namespace above such a one; else NULL */
    mb_namespace_record *next_used;      /**< every namespace that was named, with or without classes */
    mb_namespace_record *next_declaring; /**< those that a class was declared in, in the order in which one first was */
    bool is_declaring;
};

/** A class with what is private of it. */
typedef struct mb_class_record mb_class_record;
struct mb_class_record {
    mb_class cls; /**< first: a pointer to it is a pointer to the record */
    const mb_production *production;
    mb_production *amended;                     /**< the same with its amendments; NULL where it has none */
    const struct mb_overlay_use *first_overlay; /**< what the overlay that is being applied says of the class */
    struct mb_overlay_use *last_overlay;
    mb_class_record *first_child;
    mb_class_record *last_child;
    mb_class_record *next_sibling;
    mb_class_record *below; /**< while an order is made: where the walk up came from */
    mb_name_map
        *all_properties; /**< of mb_element, with inherited ones; made when an instance asks, where there are many */
    uint8_t state;
    bool is_deleted; /**< by a pragma */
};

/** The model with what is private of it. */
typedef struct mb_schema_record {
    mb_schema schema; /**< first: a pointer to it is a pointer to the record */
    mb_written written;
    mb_name_map rules; /**< of mb_qualifier_rule */
    mb_qualifier_rule *known[MB_QUALIFIER_COUNT];
    const mb_symbol *names[MB_QUALIFIER_COUNT]; /**< folds */
    mb_qualifier_set default_truths;
    mb_name_map known_undeclared; /**< of the first mb_known_undeclared of that name */
    struct mb_code_tables *code_tables;
} mb_schema_record;

/** The namespaces of a unit. */
typedef struct mb_namespaces {
    mb_name_map by_name; /**< of mb_namespace_record */
    mb_namespace_record *first;
    mb_namespace_record *last;
    mb_namespace_record *first_declaring;
    mb_namespace_record *last_declaring;
} mb_namespaces;

/** A class in a localised namespace. */
typedef struct mb_amendment mb_amendment;
struct mb_amendment {
    const mb_production *production;
    const mb_namespace_record *ns;
    mb_amendment *next;
};

/** The texts of languages that a unit has. */
typedef struct mb_amendments {
    mb_amendment *first;
    mb_amendment *last;
    mb_name_map locales; /**< of the texts "MS_409" and so on, for which there are amendments */
    mb_span begin;       /**< where the first is */
} mb_amendments;

/** What all files need. What one of them alone needs while it works is its own. */
typedef struct mb_resolver {
    const mb_unit *unit;
    mb_overlays *overlays; /**< NULL: none */
    mb_symbols *symbols;
    mb_heap *heap;
    mb_arena *arena;   /**< the model */
    mb_arena *scratch; /**< gone when the stage ends */
    mb_diag *diag;
    mb_schema_record *record;
    mb_namespaces namespaces;
    mb_amendments amendments;
    struct mb_traits_table *traits;
} mb_resolver;

static inline mb_namespace_record *mb_namespace_record_of(const mb_namespace *ns)
{
    return (mb_namespace_record *)(void *)ns;
}

static inline mb_class_record *mb_class_record_of(const mb_class *cls)
{
    return (mb_class_record *)(void *)cls;
}

static inline mb_schema_record *mb_schema_record_of(const mb_schema *schema)
{
    return (mb_schema_record *)(void *)schema;
}

/* rules.c */

/** Whether a use of a qualifier is not inherited, by its flavors or by its rule's. */
bool mb_rule_restricts(const mb_qualifier_rule *rule, const mb_qualifier *qualifier);
/** The table of qualifiers: the built-in ones. */
void mb_init_rules(mb_resolver *resolver);
/** A `Qualifier` declaration. */
void mb_declare_qualifier(mb_resolver *resolver, const mb_production *declaration);
/** When all are declared: what is true where nothing is said. */
void mb_finish_rules(mb_resolver *resolver);
mb_qualifier_rule *mb_qualifier_rule_at(mb_resolver *resolver, const mb_symbol *name);
/** The truth of a boolean qualifier that is nowhere written. */
bool mb_rule_default_truth(const mb_qualifier_rule *rule);
/** Notes an argument that is not of its rule's type. */
void mb_note_misfit(mb_resolver *resolver, const mb_misfit *misfit);

/** Whether a parameter of the unit is in where nothing is said of that. */
bool mb_in_by_default(const mb_unit *unit);

/* namespaces.c */

/** The namespace of that name, made at its first use. */
mb_namespace_record *mb_use_namespace(mb_resolver *resolver, const mb_symbol *name);
/** Lists the namespaces that have classes in the model. */
void mb_list_namespaces(mb_resolver *resolver);
/** The class of that name, made where there is none. `*is_new` tells. */
mb_class_record *mb_enter_class(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production,
                                bool *is_new);

/* updates.c */

/** A declaration of a class that was declared before. `class_flags`: of the last classflags pragma */
void mb_declare_again(mb_resolver *resolver, mb_class_record *record, const mb_production *again, uint32_t class_flags);
/** Takes a class out of its namespace. @return false where there is none. */
bool mb_delete_class(mb_namespace_record *ns, const mb_symbol *name);
/** Takes the deleted classes out of the list. */
void mb_drop_deleted_classes(mb_namespace_record *ns);

/** What a classflags pragma says, numbered as WMI does. */
enum {
    MB_CLASS_UPDATE_ONLY = 0x01,
    MB_CLASS_CREATE_ONLY = 0x02,
    MB_CLASS_UPDATE_SAFE = 0x20,
    MB_CLASS_UPDATE_FORCE = 0x40
};

/* undeclared.c */

/** A mofbind_undeclared pragma. */
void mb_enter_known_undeclared(mb_resolver *resolver, const mb_production *pragma, const mb_value *name);

/* declarations.c */

/** A copy that may be changed, but for the qualifiers. */
mb_production *mb_copy_declaration(mb_arena *arena, const mb_production *declaration);
/** A copy that is in no list, with its parameters. */
mb_feature *mb_copy_feature(mb_arena *arena, const mb_feature *feature);
/** Puts a copy of a qualifier at the end of a list. @return the new end */
mb_qualifier **mb_copy_qualifier(mb_arena *arena, mb_qualifier **end, const mb_qualifier *qualifier);
/** Tries the names of the features of a kind. */
void mb_suggest_features(mb_suggestion *suggestion, const mb_feature *list, mb_feature_kind kind);
/** "property", "method", "parameter" */
const char *mb_feature_kind_name(const mb_feature *feature);

/* amend.c */

/** Remembers that there are texts of a locale. */
void mb_enter_locale(mb_resolver *resolver, uint32_t id, mb_span span);
/** A class in a localised namespace. */
void mb_queue_amendment(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production);
/** The LCID of the texts that are wanted. */
uint32_t mb_wanted_locale(const mb_unit *unit);
/** Amends the classes, which are linked and have no features yet. */
void mb_apply_amendments(mb_resolver *resolver);

/* overlay.c, overlays.c */

/** Adds to the classes, which are linked, amended and have no features yet, what the overlays say. */
void mb_apply_overlays(mb_resolver *resolver);

/* derivation.c */

/** Gives each class its superclass, its depth and its place, superclasses first. */
void mb_link_classes(mb_resolver *resolver, mb_namespace_record *ns);

/* misspelt.c */

/** The type that somebody who wrote `name` meant; false where it does not look like one. */
bool mb_suggest_type(const char *name, mb_type_word *meant);

/* traits.c */

/** Where traits are kept, each once. */
void mb_init_traits(mb_resolver *resolver);
/** Those that are the same; the first become them. */
const mb_traits *mb_intern_traits(mb_resolver *resolver, const mb_traits *traits);

/* code_tables.c */

/** Where tables are kept, each once. */
void mb_init_code_tables(mb_resolver *resolver);
/** Gives an element, whose qualifiers are in force, its table of codes. */
void mb_set_codes(mb_resolver *resolver, mb_element *element);
/** Gives back what reading them took. */
void mb_finish_code_tables(mb_resolver *resolver);

/* elements.c */

/** Fills the classes with their features, each superclass before its subclasses. */
void mb_resolve_features(mb_resolver *resolver);

/* instances.c */

/** Instances that were read, in the order of the files. */
typedef struct mb_instance_queue {
    mb_instance *first;
    mb_instance **end;
} mb_instance_queue;

void mb_queue_instance(mb_resolver *resolver, mb_instance_queue *queue, const mb_namespace_record *ns,
                       const mb_production *production);
/** Finds the class of each instance, and of each setting the property; converts their values, and defaults. */
void mb_resolve_values(mb_resolver *resolver, mb_instance_queue *queue);

/* declare.c */

/** Enters all names, so that everything can be spoken of before it is declared. */
void mb_declare_all(mb_resolver *resolver, const mb_resolve_input *input, mb_instance_queue *instances);

#endif
