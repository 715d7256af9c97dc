/**
 * @file
 * The schema: what the MOF means. Names are resolved, each class knows its superclass, each element what it overrides;
 * qualifiers are asked for by mb_element_qualifier(), which follows the propagation rules of DSP0004 5.6.
 */
#ifndef MB_SCHEMA_SCHEMA_H
#define MB_SCHEMA_SCHEMA_H

#include "syntax/ast.h"

typedef struct mb_class mb_class;
typedef struct mb_namespace mb_namespace;

/** The qualifiers whose meaning the compiler knows. schema/qualifiers.def: type, default, flavors, scopes of each. */
typedef enum mb_qualifier_id {
#define MB_QUALIFIER(id, name, type, is_array, default_value, flavors, scopes) id,
#include "schema/qualifiers.def"
#undef MB_QUALIFIER
    MB_QUALIFIER_COUNT
} mb_qualifier_id;

typedef enum mb_element_kind { MB_ELEMENT_CLASS, MB_ELEMENT_PROPERTY, MB_ELEMENT_METHOD, MB_ELEMENT_PARAMETER } mb_element_kind;

/** Anything that can carry qualifiers. */
typedef struct mb_element mb_element;
struct mb_element {
    uint8_t kind;                 /**< mb_element_kind */
    uint8_t type;                 /**< mb_type_word; of a method its return type; unused for a class */
    bool is_array;
    bool is_in;                   /**< parameter */
    bool is_out;                  /**< parameter */
    bool is_embedded;             /**< a string with EmbeddedInstance or EmbeddedObject */
    const mb_symbol *name;        /**< an overriding element keeps the spelling of the element that it overrides */
    const mb_symbol *class_name;  /**< of REFERENCE, OBJECT and of a string with EmbeddedInstance; else NULL */
    mb_class *target;             /**< that class; NULL where the namespace does not declare it */
    mb_class *owner;              /**< class that declares it; of a class the class itself */
    const mb_element *overridden; /**< the inherited element that it replaces; NULL where it is new */
    const mb_qualifier *qualifiers; /**< as written */
    const mb_feature *feature;    /**< its declaration; NULL for a class */
    mb_element *parameters;       /**< method: its parameters, in order */
    mb_element *next;
};

struct mb_class {
    mb_element element;
    mb_namespace *ns;
    mb_class *super;
    const mb_symbol *super_name;  /**< as written; NULL for a root class. Without `super` where it is a system class (__Event) */
    uint32_t depth;               /**< 0 for a root class */
    uint32_t index;               /**< in its namespace: superclasses have smaller ones */
    mb_element *properties;       /**< declared here, in order */
    mb_element *methods;          /**< declared here, in order */
    uint32_t property_count;
    uint32_t method_count;
    bool is_abstract;
    bool is_association;
    bool is_indication;
    bool is_singleton;
    mb_class *next;               /**< in the namespace: superclasses before subclasses, else as in the file */
};

struct mb_namespace {
    const char *name;             /**< root\virtualization\v2: backslashes, no server, no leading backslash */
    mb_class *first;
    uint32_t class_count;
    mb_namespace *next;           /**< in the order in which a class was first declared in each */
};

/** A pragma by which an overlay says of a class, which it has given to something, that it is known not to be declared. */
typedef struct mb_overlay_pragma mb_overlay_pragma;
struct mb_overlay_pragma {
    const mb_production *pragma;
    const mb_overlay_pragma *next;
};

typedef struct mb_schema {
    mb_namespace *namespaces;     /**< those that have classes */
    const mb_unit *unit;
    const mb_overlay_pragma *overlay_pragmas;
    struct mb_schema_index *index; /**< private */
} mb_schema;

/** Files that add to the classes of a MOF what it does not say. They apply to each schema of a run. */
typedef struct mb_overlays mb_overlays;
mb_overlays *mb_overlays_new(mb_symbols *symbols, mb_arena *arena, mb_diag *diag);
/** One more, which adds to what those before it left. The unit is kept. */
void mb_overlays_add(mb_overlays *overlays, const mb_unit *unit);
/**
 * Says that there is a schema whose first class is in that namespace. An overlay whose first class is in the same one is for
 * that schema alone: other schemas may have namespaces of the same name, with classes of their own.
 */
void mb_overlays_expect(mb_overlays *overlays, const char *ns);
/** When every schema was made: warns of what the overlays speak of and none of the schemas has. */
void mb_overlays_finish(const mb_overlays *overlays);

typedef struct mb_resolve_input {
    const mb_unit *unit;
    mb_symbols *symbols;
    const char *default_namespace; /**< for what stands before any #pragma namespace */
    mb_overlays *overlays;         /**< NULL: none */
} mb_resolve_input;

/** Syntax tree to schema. @return false when there were errors; warnings alone are none. */
bool mb_resolve(const mb_resolve_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_schema **out);

/**
 * The name of a namespace in any of MOF's spellings, as root\a\b. @return NULL where it is none.
 */
const mb_symbol *mb_normalise_namespace(mb_symbols *symbols, mb_arena *scratch, mb_text written);

/** A class by name; NULL where the namespace has none. */
mb_class *mb_schema_find_class(const mb_namespace *ns, const mb_symbol *name);
/** The property (method) of that name that an instance of the class has, the nearest declaration; NULL where it has none. */
const mb_element *mb_class_find_property(const mb_class *cls, const mb_symbol *name);
const mb_element *mb_class_find_method(const mb_class *cls, const mb_symbol *name);
/** Whether `cls` is `ancestor` or derived from it. */
bool mb_class_is_a(const mb_class *cls, const mb_class *ancestor);

/**
 * All properties (methods) that an instance of the class has, the nearest declaration of each, in this order: what the root
 * class declares first, then down the chain. @return how many; `*out` is in the arena.
 */
size_t mb_class_all_properties(const mb_class *cls, mb_arena *arena, const mb_element ***out);
size_t mb_class_all_methods(const mb_class *cls, mb_arena *arena, const mb_element ***out);

/** Where the element's name is declared. */
mb_span mb_element_name_span(const mb_element *element);
/** The default of a property or a parameter as written; NULL where there is none. */
const mb_value *mb_element_default(const mb_element *element);

/**
 * The qualifier in force: written at the element, or inherited from what it overrides (a class: from its superclass) unless
 * its flavor is Restricted. NULL where there is none. Its value may be NULL: `[Key]` alone.
 */
const mb_qualifier *mb_element_qualifier(const mb_schema *schema, const mb_element *element, mb_qualifier_id id);
/** Its truth, for boolean qualifiers: written value, `true` for a bare one, else the default. */
bool mb_element_flag(const mb_schema *schema, const mb_element *element, mb_qualifier_id id);
/** Its text, for string qualifiers; bytes == NULL where there is none. */
mb_text mb_element_text(const mb_schema *schema, const mb_element *element, mb_qualifier_id id);

/**
 * The address of the reference page of a class or a method, from MofbindPage: a link. NULL where it names none, or what it
 * names has not the form of one. In the arena.
 */
const char *mb_element_page(const mb_schema *schema, const mb_element *element, mb_arena *arena);

/** The declaration of a class: the last of several, with what amendments and overlays add. */
const mb_production *mb_class_declaration(const mb_class *cls);

/** A qualifier in force at an element, and the element at which it is written: itself, or one that it inherits from. */
typedef struct mb_qualifier_use {
    const mb_qualifier *qualifier;
    const mb_element *holder;
} mb_qualifier_use;

/** All qualifiers in force at an element, of whatever name: first its own as written. @return how many; `*out` is in the arena. */
size_t mb_element_all_qualifiers(const mb_schema *schema, const mb_element *element, mb_arena *arena,
                                 const mb_qualifier_use **out);
/** The declaration of a qualifier in the MOF; NULL where there is none: it may be built in. */
const mb_production *mb_qualifier_declaration(const mb_schema *schema, const mb_symbol *name);
/** The type of a qualifier: as declared or built in, else the one that its value shows. */
mb_type_word mb_qualifier_type(const mb_schema *schema, const mb_qualifier *qualifier, bool *is_array);
/** The flavors in force at a use: those written there, and of the rest those of the declaration, built-in ones, defaults. */
uint32_t mb_qualifier_flavors(const mb_schema *schema, const mb_qualifier *qualifier);

/** A code, or a range of codes, of a ValueMap; or a code of a ConventionMap, which is no range. */
typedef struct mb_code {
    int64_t low;
    int64_t high;
    bool is_unsigned;   /**< of a uint64: low and high are its bit patterns; see mb_code_order() */
    bool is_rest;       /**< `..`: everything that no other entry claims */
    bool is_text;       /**< the entry of a string's ValueMap: `text` is the value */
    bool is_convention; /**< from ConventionMap: programs use it, and no host declares it */
    mb_text text;       /**< the entry as written */
    mb_text name;       /**< from Values; bytes == NULL where it has none */
} mb_code;

/** The order of two codes: < 0, 0, > 0. */
static inline int mb_code_order(int64_t a, int64_t b, bool is_unsigned)
{
    return is_unsigned ? ((uint64_t)a > (uint64_t)b) - ((uint64_t)a < (uint64_t)b) : (a > b) - (a < b);
}

/** A code in decimal digits. */
const char *mb_code_digits(int64_t code, bool is_unsigned, mb_arena *arena);

/**
 * The ValueMap/Values in force at an element, as codes in the order of the MOF, open ranges closed; then the
 * codes by convention, but for those that the ValueMap in force names singly.
 * @return how many; 0 where the element has none.
 */
size_t mb_element_codes(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out);
/** The same of BitMap/BitValues: `low` is the bit position. */
size_t mb_element_bits(const mb_schema *schema, const mb_element *element, mb_arena *arena, const mb_code **out);

#endif
