/**
 * @file
 * Private to the schema stage: what its files share while they resolve one unit, and what the schema keeps for later.
 *
 *   resolve.c     mb_resolve; the walk over the productions
 *   pragmas.c     what the pragmas do
 *   namespaces.c  names of namespaces, the classes in each
 *   updates.c     classes that are declared again, or deleted
 *   classes.c     superclasses, cycles, order
 *   missing.c     superclasses that are not there
 *   undeclared.c  classes that a file says it knows not to be declared
 *   amend.c       localised texts, from namespaces of their own
 *   overlay*.c    what other files add: overlay.h
 *   declarations.c  declarations that are changed: by amendments, by overlays
 *   elements.c    features of classes: duplicates, types, parameters
 *   overrides.c   what may override what; keys; directions
 *   signatures.c  parameters against those of the method above; IDs
 *   members.c     classes as a whole: keys, references, how many members; names
 *   severity.c    what weighs as the dialect has it: severity.def
 *   rules.c       the table of qualifiers: built in, declared, and merely used
 *   qualifiers.c  lists of qualifiers, as they are written
 *   unknown.c     qualifiers that are neither built in nor declared
 *   propagate.c   qualifiers in force; inherited features
 *   meanings.c    qualifiers against the type of their element
 *   pages.c       reference pages
 *   limits.c      MinValue, MaxLen and so on; values against them
 *   values.c      values against types
 *   codes.c       ValueMap/Values, BitMap/BitValues, ConventionMap/ConventionValues
 *   convert.c     literals of another kind
 *   datetimes.c   datetimes
 *   identities.c  instances with the same keys
 *   code_checks.c what is wrong with them
 *   instances.c   instances
 *   aliases.c     aliases
 *   suggest.c     did you mean
 */
#ifndef MB_SCHEMA_RESOLVER_H
#define MB_SCHEMA_RESOLVER_H

#include "diag/report.h"
#include "support/name_map.h"
#include "schema/schema.h"
#include "support/suggest.h"

/** What is to be looked at where a list has one of certain qualifiers. */
enum {
    MB_CONCERN_CODES = 1 << 0,    /**< code_checks.c; and meanings.c, where the element is no integer: that has them all */
    MB_CONCERN_MEANINGS = 1 << 1, /**< meanings.c */
    MB_CONCERN_VERSION = 1 << 2,  /**< meanings.c: of classes, nearly all of which have one */
    MB_CONCERN_LIMITS = 1 << 3,   /**< limits.c */
    MB_CONCERN_ID = 1 << 4        /**< signatures.c */
};

/** What is known of a qualifier. There is one for each name that the unit uses. */
typedef struct mb_qualifier_rule mb_qualifier_rule;
struct mb_qualifier_rule {
    const char *name;
    uint8_t type; /**< mb_type_word; MB_TYPE_VOID: any */
    bool is_array;
    uint8_t overlaying;               /**< what an overlay may do with it: overlay_qualifiers.c */
    bool is_fixed_somewhere;          /**< DisableOverride by its rule or at some use */
    bool is_known;                    /**< built in, or declared, or its use was looked at */
    bool is_true_by_presence;         /**< WMI's Key and Static: Key(false) is true */
    uint8_t concerns;                 /**< MB_CONCERN_... */
    uint32_t flavors;                 /**< where a use says nothing else */
    uint32_t scopes;                  /**< 0: any */
    const char *default_text;         /**< built in, as MOF; NULL: none, or see declaration */
    const mb_production *declaration; /**< in the unit; NULL where there is none */
    const mb_qualifier *site;         /**< where the list with the number `stamp` has it */
    uint32_t stamp;
    const mb_qualifier_rule *next_declared;
};

/** What the schema keeps for its queries. */
typedef struct mb_schema_index mb_schema_index;
struct mb_schema_index {
    mb_name_map rules; /**< of mb_qualifier_rule */
    mb_qualifier_rule *known[MB_QUALIFIER_COUNT];
    const mb_symbol *names[MB_QUALIFIER_COUNT]; /**< folds */
};

/** A namespace with what is private of it. */
typedef struct mb_namespace_record mb_namespace_record;
struct mb_namespace_record {
    mb_namespace ns;     /**< first: a pointer to it is a pointer to the record */
    mb_name_map classes; /**< of mb_class */
    mb_name_map deleted; /**< of the const mb_production that deleted a class of that name */
    mb_class *last;
    uint32_t locale;     /**< root\x\ms_409: 0x409; else 0 */
    mb_namespace_record *localises; /**< the namespace above such a one; else NULL */
    mb_namespace_record *next_used; /**< every namespace that was named, with or without classes */
    mb_namespace_record *next_declaring; /**< those that a class was declared in, in the order in which one first was */
    bool is_declaring;
};

/** A class with what only the resolver asks for. */
typedef struct mb_class_record mb_class_record;
struct mb_class_record {
    mb_class cls; /**< first: a pointer to it is a pointer to the record */
    const mb_production *production;
    mb_production *amended; /**< the same with its amendments; NULL where it has none */
    const struct mb_overlay_use *first_overlay; /**< what the overlay that is being applied says of the class */
    struct mb_overlay_use *last_overlay;
    mb_class_record *first_child;
    mb_class_record *last_child;
    mb_class_record *next_sibling;
    mb_class_record *below;  /**< while an order is made: where the walk up came from */
    const mb_element **keys; /**< listed when an instance first asks for them */
    const mb_value **key_values; /**< of the instance that is looked at */
    mb_name_map *all_properties; /**< of mb_element, with inherited ones; made when an instance first asks for it */
    uint32_t key_count;
    uint32_t property_total; /**< with inherited ones, as the two below */
    uint32_t key_total;
    const mb_element *first_key; /**< that the class adds */
    uint32_t reference_count; /**< of an association */
    uint8_t state;
    bool has_keys; /**< declared here or inherited */
    bool is_terminal;
    bool is_embedded; /**< some property or parameter holds an instance of it */
    bool is_open; /**< some class above is not declared here: what it inherits is not known */
    bool keys_listed;
    bool is_deleted; /**< by a pragma */
};

/** A class that is not there, and what derives from it. */
typedef struct mb_missing_superclass mb_missing_superclass;

/** A class that a file says it knows not to be declared. */
typedef struct mb_known_undeclared mb_known_undeclared;

/** A class in a localised namespace. */
typedef struct mb_amendment mb_amendment;
struct mb_amendment {
    const mb_production *production;
    const mb_namespace_record *ns;
    mb_amendment *next;
};

/** What a classflags pragma says, numbered as WMI does. */
enum {
    MB_CLASS_UPDATE_ONLY = 0x01,
    MB_CLASS_CREATE_ONLY = 0x02,
    MB_CLASS_UPDATE_SAFE = 0x20,
    MB_CLASS_UPDATE_FORCE = 0x40
};

/** An instance to be checked when all classes have their features. */
typedef struct mb_instance_record mb_instance_record;
struct mb_instance_record {
    const mb_production *production;
    mb_namespace_record *ns;
    unsigned depth; /**< 0: at the top level, where keys must be set */
    mb_instance_record *next;
};

typedef struct mb_resolver {
    const mb_unit *unit;
    mb_overlays *overlays; /**< NULL: none */
    mb_dialect dialect; /**< that the unit is in; MB_DIALECT_AUTO: it does not show, and both are borne with */
    bool in_by_default; /**< a parameter is in where nothing is said of that */
    mb_symbols *symbols;
    mb_heap *heap;
    mb_arena *arena;   /**< the schema */
    mb_arena *scratch; /**< gone when the stage ends */
    mb_diag *diag;
    mb_schema *schema;
    mb_schema_index *index;
    mb_name_map namespaces; /**< of mb_namespace_record */
    mb_namespace_record *first_namespace;
    mb_namespace_record *last_namespace;
    mb_namespace_record *first_declaring;
    mb_namespace_record *last_declaring;
    mb_instance_record *first_instance;
    mb_instance_record *last_instance;
    mb_amendment *first_amendment;
    mb_amendment *last_amendment;
    mb_name_map locales;     /**< of the texts "MS_409" and so on, for which there are amendments */
    mb_span first_localised; /**< where the first is */
    uint32_t class_flags;    /**< of the last classflags pragma */
    mb_name_map missing;     /**< of the last mb_missing_superclass of that name */
    mb_missing_superclass *first_missing; /**< in the namespace whose classes are being linked */
    mb_missing_superclass *last_missing;
    mb_name_map pragmas;     /**< unknown ones that were told of */
    const mb_qualifier_rule *first_declared;
    const mb_element *bare_out; /**< the first parameter that is Out without In, which In(false) elsewhere makes in, too */
    uint32_t unknown_count;     /**< of qualifiers */
    mb_name_map aliases;     /**< of const mb_production */
    mb_name_map properties;  /**< of mb_element: nearest to the class at which the walk is */
    mb_name_map methods;     /**< the same */
    mb_name_entry **entered; /**< the entries of both that the classes above changed, innermost last */
    size_t entered_count;
    size_t entered_capacity;
    mb_name_map parameters;   /**< of mb_element, of the method with the entry's stamp */
    mb_name_map parameters_above; /**< of mb_element, or of mb_feature: of the method that is overridden, or amended */
    mb_name_map amendments;   /**< of mb_qualifier, of the list with the entry's stamp */
    mb_name_map settings;     /**< of mb_feature, of the instance with the entry's stamp */
    mb_symbols *identities;   /**< namespace, class and keys of instances, as one text; NULL until there is one */
    mb_name_map identified;   /**< of const mb_production, by those */
    mb_name_map undeclared;   /**< of the mb_class that was last warned about a class of that name */
    mb_name_map known_undeclared; /**< of the first mb_known_undeclared of that name */
    mb_known_undeclared *last_known_undeclared; /**< of all names */
    mb_name_map out_of_scope; /**< stamp: bit set of mb_element_kind, of which a qualifier was said not to apply */
    bool classes_are_ready;
    uint32_t stamp;      /**< of the list of qualifiers that was looked through last */
    uint32_t concerns;      /**< what that list wants looked at: MB_CONCERN_... */
    uint32_t concerns_ever; /**< what some list wanted */
    uint32_t list_count; /**< of lists that were entered into the maps with stamps */
    uint32_t hints_left; /**< a hint costs a walk over all names: after many errors there are none */
} mb_resolver;

static inline mb_namespace_record *mb_namespace_record_of(const mb_namespace *ns)
{
    return (mb_namespace_record *)(void *)ns;
}

static inline mb_class_record *mb_class_record_of(const mb_class *cls)
{
    return (mb_class_record *)(void *)cls;
}

/* pragmas.c */

/** @return the namespace of what follows. */
mb_namespace_record *mb_apply_pragma(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *pragma);

/* updates.c */

/** A declaration of a class that was declared before. */
void mb_declare_again(mb_resolver *resolver, mb_class_record *record, const mb_production *again);
/** Whether an instance is there twice because its file was read twice, which does no harm. */
bool mb_is_repeated_instance(const mb_resolver *resolver, const mb_production *first, const mb_production *again);
/** Takes a class out of its namespace. @return false where there is none. */
bool mb_delete_class(mb_namespace_record *ns, const mb_symbol *name);
/** Takes the deleted classes out of the list. */
void mb_drop_deleted_classes(mb_namespace_record *ns);

/* amend.c */

/** Remembers that there are texts of a locale. */
void mb_enter_locale(mb_resolver *resolver, uint32_t id, mb_span span);
/** A class in a localised namespace. */
void mb_queue_amendment(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production);
/** The LCID of the texts that are wanted. */
uint32_t mb_wanted_locale(const mb_resolver *resolver);
/** Amends the classes, which are linked and have no features yet. */
void mb_apply_amendments(mb_resolver *resolver);

/* resolve.c */

/** Whether a parameter of the unit is in where nothing is said of that. */
bool mb_in_by_default(const mb_unit *unit);

/* overlay.c */

/** Adds to the classes, which are linked, amended and have no features yet, what the overlays say. */
void mb_apply_overlays(mb_resolver *resolver);

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

/* namespaces.c */

/** The namespace of that name, made at its first use. */
mb_namespace_record *mb_use_namespace(mb_resolver *resolver, const mb_symbol *name);
/** Lists the namespaces that have classes in the schema. */
void mb_list_namespaces(mb_resolver *resolver);
/** Adds a class to its namespace, in the order of the file. */
void mb_declare_class(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production);
/** A class of that name in any namespace; NULL where there is none. */
const mb_class *mb_class_elsewhere(const mb_resolver *resolver, const mb_symbol *name);
/** Whether WMI itself has the class: __Win32Provider, __ExtrinsicEvent. No MOF declares those. */
bool mb_is_system_name(const mb_symbol *name);
/* classes.c */

/** Gives each class its superclass, its depth and its place, superclasses first. */
void mb_link_classes(mb_resolver *resolver, mb_namespace_record *ns);

/* missing.c */

/** Whether WMI, or Windows, has the class without that a MOF of the unit declares it. */
bool mb_is_system_class(const mb_symbol *name);
/** Whether a class is of a schema of the DMTF's or of Microsoft's, or one of those classes of Windows that have none. */
bool mb_is_of_known_schema(const mb_symbol *name);
/** Remembers a class whose superclass is not there. */
void mb_miss_superclass(mb_resolver *resolver, mb_class_record *record);
/** Tells of the superclasses that were missed in a namespace, once of each. */
void mb_report_missing_superclasses(mb_resolver *resolver, const mb_namespace_record *ns);

/* undeclared.c */

/** A mofbind_undeclared pragma. */
void mb_enter_known_undeclared(mb_resolver *resolver, const mb_production *pragma, const mb_value *name);
/** Whether the file of a span says that it knows the class not to be declared; the pragma then has silenced something. */
bool mb_is_known_undeclared(mb_resolver *resolver, const mb_symbol *name, mb_span span);
/** Reports the pragmas that silenced nothing, when all classes have been asked for. */
void mb_report_needless_pragmas(mb_resolver *resolver);

/* severity.c */

/** Whether a message is reported at all, in this dialect. */
bool mb_is_checked(const mb_resolver *resolver, mb_message message);
/** mb_report_check(resolver, MB_MSG_x, span, ...): reports with the severity that severity.def gives the message in
 * this dialect.
 * @return whether it was reported. */
#define mb_report_check(resolver, message, ...) mb_check_notice(resolver, MB_NOTICE(message, __VA_ARGS__))
bool mb_check_notice(mb_resolver *resolver, mb_notice notice);

/* members.c */

/** A name of a class, a feature or a parameter: what WMI does not take. */
void mb_check_name(mb_resolver *resolver, const mb_symbol *name, mb_span span);
/** Reports a property with the name of a method, or a method with that of a property. */
void mb_check_feature_kind(mb_resolver *resolver, const mb_element *element);
/** What a class says of itself, before it has members. */
void mb_check_class(mb_resolver *resolver, mb_class_record *record);
/** Counts the members of a class when it has them all, and looks at its keys and references. */
void mb_check_members(mb_resolver *resolver, mb_class_record *record);
/** Reports classes without keys, when all features are known. */
void mb_check_keyless(mb_resolver *resolver, const mb_namespace_record *ns);

/* signatures.c */

/** Reports the first difference between the parameters of a method and those of the one that it overrides. */
void mb_check_parameters(mb_resolver *resolver, const mb_element *method);
/** Reports IDs that are no list from 0 on. */
void mb_check_ids(mb_resolver *resolver, const mb_element *method);

/* meanings.c */

/** Whether the qualifiers in the list that was looked through last suit the element. */
void mb_check_meanings(mb_resolver *resolver, const mb_element *element);
/** Whether the Version in that list has the form of one. */
void mb_check_version(mb_resolver *resolver);

/* pages.c */

/** Whether a link can be made of a MofbindPage. */
bool mb_is_page(mb_text page);

/* limits.c */

/** The limits in the list that was looked through last: against the type, and against each other. */
void mb_check_limits(mb_resolver *resolver, const mb_element *element);
/** A value, or the items of one, against the limits in force. */
void mb_check_value_limits(mb_resolver *resolver, const mb_element *element, const mb_value *value);

/* elements.c */

/** Fills the classes with their features, each superclass before its subclasses. */
void mb_resolve_features(mb_resolver *resolver, mb_namespace_record *ns);

/* overrides.c */

/** Whether the element may replace the one that it overrides: reports what differs. */
void mb_check_override(mb_resolver *resolver, const mb_element *element);
/** Reports an Override qualifier that names something else than what the element overrides. */
void mb_check_override_name(mb_resolver *resolver, const mb_class_record *record, const mb_element *element);
/** Reports what cannot be a key. */
void mb_check_key(mb_resolver *resolver, mb_class_record *record, const mb_element *element);
/** Override where something is redefined, references only in associations: DSP0004 asks for both. */
void mb_check_dmtf_feature(mb_resolver *resolver, const mb_class_record *record, const mb_element *element);
/** is_in and is_out of a parameter whose list of qualifiers was looked through last. */
void mb_set_direction(mb_resolver *resolver, mb_element *parameter);
/** Warns of the first [Out] that is in, too, because the unit says In(false) elsewhere. */
void mb_report_bare_out(mb_resolver *resolver);

/* rules.c */

/** The table of qualifiers: the built-in ones. */
void mb_init_rules(mb_resolver *resolver);
/** A `Qualifier` declaration. */
void mb_declare_qualifier(mb_resolver *resolver, const mb_production *declaration);
mb_qualifier_rule *mb_qualifier_rule_at(mb_resolver *resolver, const mb_symbol *name);
/** Flavors in force at a use of a qualifier. */
bool mb_is_restricted(const mb_schema_index *index, const mb_qualifier *qualifier);
bool mb_is_fixed(const mb_qualifier_rule *rule, const mb_qualifier *qualifier);
/** Whether flavors contradict each other. */
bool mb_flavors_conflict(uint32_t flavors);
/** The truth of a use of a boolean qualifier; of one of another type, that it is there. */
bool mb_qualifier_truth(const mb_qualifier_rule *rule, const mb_qualifier *qualifier);
/** The truth of a boolean qualifier that is nowhere written. */
bool mb_rule_default_truth(const mb_qualifier_rule *rule);

/* qualifiers.c */

/** The scopes that an element is in. */
uint32_t mb_element_scopes(const mb_resolver *resolver, const mb_element *element);
/** "property", "method", ... */
const char *mb_element_kind_name(const mb_element *element);
/**
 * Looks through the list of an element that is typed and knows what it overrides: duplicates, types, scopes, flavors.
 * Then mb_own_qualifier() tells what it holds, until the next list is looked through.
 */
void mb_check_qualifiers(mb_resolver *resolver, const mb_element *element);
/** Looks through a list of an instance: duplicates only. */
void mb_check_instance_qualifiers(mb_resolver *resolver, const mb_qualifier *list);
/** The qualifier in the list that was looked through last; NULL where it has none. */
const mb_qualifier *mb_own_qualifier(const mb_resolver *resolver, mb_qualifier_id id);
/** Whether that list has it, and has it true. */
bool mb_own_flag(const mb_resolver *resolver, mb_qualifier_id id);

/* unknown.c */

/** Looks at the first use of a qualifier that is neither built in nor declared. */
void mb_check_unknown_qualifier(mb_resolver *resolver, const mb_qualifier *qualifier, mb_qualifier_rule *rule);

/* propagate.c */

/** What an element inherits from; NULL where it is new. */
const mb_element *mb_element_parent(const mb_element *element);
const mb_qualifier *mb_find_qualifier(const mb_qualifier *list, const mb_symbol *name);
/** The qualifier in force of any name. `*holder` is the element at which it is written. */
const mb_qualifier *mb_qualifier_in_force(const mb_schema_index *index, const mb_element *element,
                                          const mb_symbol *name, const mb_element **holder);

/* values.c */

/** The type of an element as MOF writes it: "uint16[]", "CIM_Job REF". In the scratch arena. */
const char *mb_element_type_text(mb_resolver *resolver, const mb_element *element);
/** A value, in words: "a string", "an integer". */
const char *mb_value_kind_text(const mb_value *value);
/**
 * Checks the value of an element, a default or a setting, and converts what WMI would convert. `depth` counts instances in
 * instances.
 */
void mb_check_value(mb_resolver *resolver, mb_namespace_record *ns, const mb_element *element, mb_value *value,
                    unsigned depth);
/** Whether a value suits a type, without regard to its range; used for qualifiers. */
bool mb_value_suits(const mb_value *value, mb_type_word type, bool is_array);
/** The first item of a list that does not suit; NULL where it is the value as a whole that does not. */
const mb_value *mb_unsuited_item(const mb_value *value, mb_type_word type, bool is_array);
/** Whether a number is one of an integer type, or of real32; true for other types. */
bool mb_value_fits(const mb_value *value, mb_type_word type);
/** A number, and such a type with its limits: "uint8 (0 to 255)". In the scratch arena. */
const char *mb_number_text(mb_resolver *resolver, const mb_value *value);
const char *mb_range_text(mb_resolver *resolver, mb_type_word type);
/** Equal values; texts without regard to case, integers and reals by their number. */
bool mb_values_equal(const mb_value *a, const mb_value *b);

/* codes.c */

/** A text without the white space at its ends. */
mb_text mb_trim(mb_text text);
/* convert.c */

/**
 * Makes of a literal that does not suit a type the one that WMI stores: 23 for a string is "23", 1 for a boolean TRUE, "0x10"
 * for an integer 16. @return false, and nothing changes, where WMI would refuse it, too.
 */
bool mb_convert_value(mb_resolver *resolver, mb_value *value, mb_type_word type);
/** The same of each literal in the argument of a qualifier, as far as it goes. */
void mb_convert_argument(mb_resolver *resolver, mb_value *value, mb_type_word type);

/* datetimes.c */

/** Whether a text is a datetime. `*is_day`: whether there is such a day, as far as the text says which. */
bool mb_read_datetime(mb_text text, bool *is_day);

/* identities.c */

/**
 * Warns of an instance whose class and keys are those of one before it. `values` has the value of each key, NULL where there
 * is none.
 */
void mb_check_identity(mb_resolver *resolver, const mb_class_record *record, const mb_production *production,
                       const mb_value *const *values);

/* code_checks.c */

/** Reports what is wrong with the lists of codes, bits and conventions in the list that was looked through last. */
void mb_check_codes(mb_resolver *resolver, const mb_element *element);

/* aliases.c */

void mb_declare_alias(mb_resolver *resolver, const mb_production *production);
void mb_check_alias(mb_resolver *resolver, const mb_value *value);
/** Reports an alias of an instance that is inside of another. */
void mb_check_embedded_alias(mb_resolver *resolver, const mb_production *instance);
/** Reports instances that refer to themselves, by however long a way. */
void mb_check_alias_circles(mb_resolver *resolver);

/* instances.c */

/** Checks an instance when all classes are ready; `depth` 0 at the top level, where keys must be set. */
void mb_queue_instance(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production, unsigned depth);
void mb_check_queued_instances(mb_resolver *resolver);
/** Checks an instance; while classes are not ready it is queued. */
void mb_check_instance(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production, unsigned depth);

/* suggest.c */

/** The type that somebody who wrote `name` meant; false where it does not look like one. */
bool mb_suggest_type(const char *name, mb_type_word *meant);
/** Takes one from the hints that are left; false: there are none. */
bool mb_take_hint(mb_resolver *resolver);
/** Adds a note with the class that was probably meant, or one of the same name elsewhere. @return whether there is one */
bool mb_note_similar_class(mb_resolver *resolver, const mb_namespace_record *ns, const mb_symbol *name);

#endif
