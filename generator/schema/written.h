/**
 * @file
 * How a model was written: declarations, values and places in the syntax tree, for those who judge a MOF and those who print
 * one; and what was noticed on the way to the model, which shows in it no more.
 */
#ifndef MB_SCHEMA_WRITTEN_H
#define MB_SCHEMA_WRITTEN_H

#include "schema/schema.h"
#include "support/name_map.h"
#include "syntax/ast.h"

/** The name of a namespace in any of MOF's spellings, as root\a\b. @return NULL where it is none. */
const mb_symbol *mb_normalise_namespace(mb_symbols *symbols, mb_arena *scratch, mb_text written);

/* Qualifiers */

/** What is known of a qualifier. There is one for each name that the unit uses. */
typedef struct mb_qualifier_rule mb_qualifier_rule;
struct mb_qualifier_rule {
    const char *name;
    uint8_t id;   /**< mb_qualifier_id; MB_QUALIFIER_COUNT where it is not built in */
    uint8_t type; /**< mb_type_word; MB_TYPE_VOID: any */
    bool is_array;
    uint8_t overlaying;               /**< what an overlay may do with it: overlay_qualifiers.c */
    bool is_fixed_somewhere;          /**< DisableOverride by its rule or at some use */
    bool is_known;                    /**< built in, or declared */
    bool is_true_by_presence;         /**< WMI's Key and Static: Key(false) is true */
    uint32_t number;                  /**< among the rules of its schema, from 0 on */
    uint32_t flavors;                 /**< where a use says nothing else */
    uint32_t scopes;                  /**< 0: any */
    const char *default_text;         /**< built in, as MOF; NULL: none, or see declaration */
    const mb_production *declaration; /**< in the unit; NULL where there is none */
    uint32_t stamp;                   /**< private to elements.c */
    const mb_qualifier_rule *next_declared;
};

/** The argument of a qualifier that is not of its type, or is missing. What can be converted was. */
typedef struct mb_misfit mb_misfit;
struct mb_misfit {
    const mb_qualifier *qualifier;    /**< NULL: it is the value in a declaration */
    const mb_production *declaration; /**< NULL: it is a qualifier's */
    const mb_qualifier_rule *rule;
    mb_span span;     /**< of the first item that does not suit, or of all of it */
    bool is_unquoted; /**< an integer where a string is due */
    const mb_misfit *next;
};

/* Values */

/** A literal of another kind than its type's, which was converted as WMI does it. */
typedef struct mb_conversion mb_conversion;
struct mb_conversion {
    const mb_element *element; /**< whose value it is */
    const mb_value *value;     /**< as it is now */
    mb_value written;
    mb_conversion *next;
};

/** An instance. Those in the values of others come behind them. */
typedef struct mb_instance mb_instance;
struct mb_instance {
    const mb_production *production;
    const mb_namespace *ns;
    const mb_class *cls; /**< NULL: the namespace does not declare it */
    unsigned depth;      /**< 0: at the top level, where keys must be set */
    const mb_element *const
        *properties; /**< of each of its settings, in order; NULL where the class has none of that name */
    mb_instance *next;
};

/* Names */

/** A property that is called as a method is, or a method as a property. */
typedef struct mb_homonym mb_homonym;
struct mb_homonym {
    const mb_element *element;
    const mb_element *other;
    mb_homonym *next;
};

/** What a file says of a class that nobody declares: #pragma mofbind_undeclared. */
typedef struct mb_known_undeclared mb_known_undeclared;
struct mb_known_undeclared {
    const mb_symbol *name;
    const mb_source *source;
    const mb_value *at;                /**< the argument of the pragma */
    uint32_t number;                   /**< among all, from 0 on */
    const mb_known_undeclared *first;  /**< of the same name in the same file, before it; NULL: it is that itself */
    const mb_known_undeclared *next;   /**< of the same name, in another file */
    const mb_known_undeclared *before; /**< of all names */
};

/** A pragma by which an overlay says of a class, which it has given to something, that it is known not to be declared. */
typedef struct mb_overlay_pragma mb_overlay_pragma;
struct mb_overlay_pragma {
    const mb_production *pragma;
    const mb_overlay_pragma *next;
};

/** All of it. */
typedef struct mb_written {
    const mb_unit *unit;
    const mb_symbols *symbols;
    mb_dialect dialect; /**< that the unit is in; MB_DIALECT_AUTO: it does not show, and both are borne with */
    bool in_by_default; /**< a parameter is in where nothing is said of that */
    const mb_namespace *all_namespaces; /**< that were named, with or without classes: mb_next_namespace() */
    uint32_t rule_count;
    const mb_qualifier_rule *first_declared;
    uint32_t known_undeclared_count;
    const mb_known_undeclared *last_known_undeclared;
    const mb_overlay_pragma *overlay_pragmas;
    const mb_misfit *misfits;
    mb_conversion *conversions;
    mb_homonym *homonyms;
    mb_element *set_aside; /**< parameters that are one with another of their name, or refused for it */
    const mb_instance *instances;
    mb_name_map aliases;                /**< of const mb_production */
    const struct mb_overlays *overlays; /**< NULL: none */
    uint32_t hints_left;                /**< see schema/similar.c */
} mb_written;

const mb_written *mb_schema_written(const mb_schema *schema);
/** The namespace behind one, of all that were named; NULL behind the last. */
const mb_namespace *mb_next_namespace(const mb_namespace *ns);
/** What deleted a class of that name; NULL where nothing did. */
const mb_production *mb_deletion_of(const mb_namespace *ns, const mb_symbol *name);

/** The declaration of a class: the last of several, with what amendments and overlays add. */
const mb_production *mb_class_declaration(const mb_class *cls);
/** The default of a property or a parameter as written; NULL where there is none. */
const mb_value *mb_element_default(const mb_element *element);

/** What is known of a qualifier. */
const mb_qualifier_rule *mb_rule_of(const mb_schema *schema, const mb_symbol *name);
const mb_qualifier_rule *mb_known_rule(const mb_schema *schema, mb_qualifier_id id);
/** The truth of a use of a boolean qualifier; of one of another type, that it is there. */
bool mb_qualifier_truth(const mb_qualifier_rule *rule, const mb_qualifier *qualifier);
/** Flavors in force at a use of a qualifier: that it is not inherited; that what inherits it cannot change it. */
bool mb_is_restricted(const mb_schema *schema, const mb_qualifier *qualifier);
bool mb_is_fixed(const mb_qualifier_rule *rule, const mb_qualifier *qualifier);
/** Whether flavors contradict each other. */
bool mb_flavors_conflict(uint32_t flavors);

/** The qualifiers of an element, as written. */
static inline const mb_qualifier *mb_element_qualifiers(const mb_element *element)
{
    return element->feature != NULL ? element->feature->qualifiers : mb_class_declaration(element->owner)->qualifiers;
}
/** The first qualifier of that name in a list; `name` is a fold. */
const mb_qualifier *mb_find_qualifier(const mb_qualifier *list, const mb_symbol *name);
/** The qualifier that is written at an element; NULL where there is none. */
const mb_qualifier *mb_own_qualifier(const mb_schema *schema, const mb_element *element, mb_qualifier_id id);
/**
 * The qualifier in force: written at the element, or inherited from what it overrides (a class: from its superclass) unless
 * its flavor is Restricted. NULL where there is none. Its value may be NULL: `[Key]` alone.
 */
const mb_qualifier *mb_element_qualifier(const mb_schema *schema, const mb_element *element, mb_qualifier_id id);

/** A qualifier in force at an element, and the element at which it is written: itself, or one that it inherits from. */
typedef struct mb_qualifier_use {
    const mb_qualifier *qualifier;
    const mb_element *holder;
} mb_qualifier_use;

/** The qualifier in force of any name. `*holder` is the element at which it is written. */
const mb_qualifier *mb_qualifier_in_force(const mb_schema *schema, const mb_element *element, const mb_symbol *name,
                                          const mb_element **holder);
/** All qualifiers in force at an element, of whatever name: first its own as written. @return how many; `*out` is in the arena. */
size_t mb_element_all_qualifiers(const mb_schema *schema, const mb_element *element, mb_arena *arena,
                                 const mb_qualifier_use **out);
/** The declaration of a qualifier in the MOF; NULL where there is none: it may be built in. */
const mb_production *mb_qualifier_declaration(const mb_schema *schema, const mb_symbol *name);
/** The type of a qualifier: as declared or built in, else the one that its value shows. */
mb_type_word mb_qualifier_type(const mb_schema *schema, const mb_qualifier *qualifier, bool *is_array);
/** The flavors in force at a use: those written there, and of the rest those of the declaration, built-in ones, defaults. */
uint32_t mb_qualifier_flavors(const mb_schema *schema, const mb_qualifier *qualifier);

/** The class that EmbeddedInstance names at an element, by either of its names; of those that say one, the one that counts. */
const mb_qualifier *mb_own_embedded_instance(const mb_schema *schema, const mb_element *element);
/** Whether it names one. */
bool mb_names_class(const mb_qualifier *qualifier);

/** Whether an instance is there twice because its file was read twice, which does no harm. */
bool mb_is_repeated_instance(const mb_unit *unit, const mb_production *first, const mb_production *again);
/** What a file says of a name; NULL where it says nothing. */
const mb_known_undeclared *mb_find_known_undeclared(const mb_schema *schema, const mb_symbol *name,
                                                    const mb_source *source);
/** Whether a message about an overlay speaks of the class that stands there. */
bool mb_overlay_told_of_class(const struct mb_overlays *overlays, mb_span span);
/** Whether a link can be made of a MofbindPage. */
bool mb_is_page(mb_text page);
/** A text without the white space at its ends. */
mb_text mb_trim(mb_text text);

#endif
