/**
 * @file
 * The model: what the MOF means. Names are resolved, each class knows its superclass and each element what it overrides;
 * what qualifiers say is read, as it is in force by the rules of propagation of DSP0004 5.6; tables of codes are read, sorted,
 * and one for all elements that have the same. Nothing of the syntax tree is needed to read it: what was written, and where, is
 * in schema/written.h, for those who judge a MOF or print one.
 */
#ifndef MB_SCHEMA_SCHEMA_H
#define MB_SCHEMA_SCHEMA_H

#include "source/source.h"
#include "support/cim_type.h"

typedef struct mb_class mb_class;
typedef struct mb_namespace mb_namespace;

/** The qualifiers whose meaning the compiler knows. schema/qualifiers.def: type, default, flavors, scopes of each. */
typedef enum mb_qualifier_id {
#define MB_QUALIFIER(id, name, type, is_array, default_value, flavors, scopes) id,
#include "schema/qualifiers.def"
#undef MB_QUALIFIER
    MB_QUALIFIER_COUNT
} mb_qualifier_id;

enum { MB_QUALIFIER_WORDS = (MB_QUALIFIER_COUNT + 63) / 64 };

/** A set of those. */
typedef struct mb_qualifier_set {
    uint64_t words[MB_QUALIFIER_WORDS];
} mb_qualifier_set;

static inline bool mb_set_has(const mb_qualifier_set *set, mb_qualifier_id id)
{
    return (set->words[id / 64] >> id % 64 & 1) != 0;
}

/** What an entry of a ValueMap is. */
typedef enum mb_code_kind {
    MB_CODE_SINGLE,
    MB_CODE_RANGE, /**< lo..hi */
    MB_CODE_FROM,  /**< lo.. */
    MB_CODE_UP_TO, /**< ..hi */
    MB_CODE_REST,  /**< `..`: everything that no other entry claims */
    MB_CODE_TEXT,  /**< the entry of a string's ValueMap: `text` is the value */
    /* What is no code, and stands in no table: */
    MB_CODE_BAD,       /**< neither a number nor a range */
    MB_CODE_REVERSED,  /**< hi..lo */
    MB_CODE_OUTSIDE,   /**< beyond the limits */
    MB_CODE_NOT_SINGLE /**< a range where there can be none: in a ConventionMap */
} mb_code_kind;

/** A code, or a range of codes, of a ValueMap; or a code of a ConventionMap, which is no range; or a bit. */
typedef struct mb_code {
    int64_t low; /**< of a bit its position */
    int64_t high;
    uint8_t kind;       /**< mb_code_kind; a range with an open end is closed: it goes up to its neighbour */
    bool is_unsigned;   /**< of a uint64: low and high are its bit patterns; see mb_code_order() */
    bool is_rest;       /**< MB_CODE_REST */
    bool is_text;       /**< MB_CODE_TEXT */
    bool is_convention; /**< from ConventionMap: programs use it, and no host declares it */
    mb_text text;       /**< the entry as written */
    mb_text name;       /**< from Values; bytes == NULL where it has none */
} mb_code;

/** Whether it is one number: a range of one is. */
static inline bool mb_is_single_code(const mb_code *code)
{
    return !code->is_text && !code->is_rest && code->low == code->high;
}

/** Whether it is a range of several numbers, or of none. */
static inline bool mb_is_code_range(const mb_code *code)
{
    return !code->is_text && !code->is_rest && code->low != code->high;
}

/** Some of them. */
typedef struct mb_codes {
    const mb_code *items;
    size_t count;
} mb_codes;

/** What ValueMap/Values, ConventionMap/ConventionValues and BitMap/BitValues say together. Elements that have the same share one. */
typedef struct mb_code_table {
    mb_codes
        codes; /**< in the order of the MOF; then the codes by convention, but for those that the MOF names singly */
    mb_codes bits; /**< in the order of the MOF: `low` is the position */
    /**
     * Of the codes those that have names, or need none because they are texts, each once: singles ascending; ranges,
     * narrowest first; the rest; texts by their bytes. Of those that are alike the first.
     */
    mb_codes named_codes;
    mb_codes named_bits; /**< single bits that have names, ascending, each once */
    uint32_t number;     /**< among the tables of its schema, from 0 on */
} mb_code_table;

/** The order of two codes: < 0, 0, > 0. */
static inline int mb_code_order(int64_t a, int64_t b, bool is_unsigned)
{
    return is_unsigned ? ((uint64_t)a > (uint64_t)b) - ((uint64_t)a < (uint64_t)b) : (a > b) - (a < b);
}

/** A code in decimal digits. */
const char *mb_code_digits(int64_t code, bool is_unsigned, mb_arena *arena);

/** What is said of an element by qualifiers. Elements of which the same is said share one. */
typedef struct mb_traits {
    mb_qualifier_set own;       /**< written at it */
    mb_qualifier_set heritable; /**< in force at it, and at what overrides it and says nothing else */
    mb_qualifier_set truths;    /**< those that are true: as written, inherited, or by default */
    uint32_t number;            /**< among the traits of its schema, from 0 on */
} mb_traits;

typedef enum mb_element_kind {
    MB_ELEMENT_CLASS,
    MB_ELEMENT_PROPERTY,
    MB_ELEMENT_METHOD,
    MB_ELEMENT_PARAMETER
} mb_element_kind;

/** Anything that can carry qualifiers. */
typedef struct mb_element mb_element;
struct mb_element {
    uint8_t kind; /**< mb_element_kind */
    uint8_t type; /**< mb_type_word; of a method its return type; unused for a class */
    bool is_array;
    bool is_in;                   /**< parameter */
    bool is_out;                  /**< parameter */
    bool is_embedded;             /**< a string with EmbeddedInstance or EmbeddedObject */
    const mb_symbol *name;        /**< an overriding element keeps the spelling of the element that it overrides */
    const mb_symbol *class_name;  /**< of REFERENCE, OBJECT and of a string with EmbeddedInstance; else NULL */
    mb_class *target;             /**< that class; NULL where the namespace does not declare it */
    mb_class *owner;              /**< class that declares it; of a class the class itself */
    const mb_element *overridden; /**< the inherited element that it replaces; NULL where it is new */
    const mb_code_table *codes;   /**< NULL: it has none */
    const mb_traits *traits;
    const struct mb_feature *feature; /**< its declaration as written; NULL for a class */
    mb_element *parameters;           /**< method: its parameters, in order */
    mb_element *next;
};

struct mb_class {
    mb_element element;
    mb_namespace *ns;
    mb_class *super;
    const mb_symbol
        *super_name; /**< as written; NULL for a root class. Without `super` where it is a system class (__Event) */
    uint32_t depth;  /**< 0 for a root class */
    uint32_t index;  /**< in its namespace: superclasses have smaller ones */
    uint32_t number; /**< among all classes of the schema, from 0 on */
    mb_element *properties; /**< declared here, in order */
    mb_element *methods;    /**< declared here, in order */
    uint32_t property_count;
    uint32_t method_count;
    bool is_abstract;
    bool is_association;
    bool is_indication;
    bool is_singleton;
    bool is_open;   /**< some class above is not declared here: what it inherits is not known */
    mb_class *next; /**< in the namespace: superclasses before subclasses, else as in the file */
};

struct mb_namespace {
    const char *name; /**< root\virtualization\v2: backslashes, no server, no leading backslash */
    bool is_named;    /**< a pragma, or who runs the compiler, says so: it is not what stands in for either */
    mb_class *first;
    uint32_t class_count;
    mb_namespace *next; /**< in the order in which a class was first declared in each */
};

typedef struct mb_schema {
    mb_namespace *namespaces; /**< those that have classes */
    uint32_t class_count;     /**< of all */
    uint32_t code_table_count;
    uint32_t traits_count;
} mb_schema;

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

/** The type of an element as MOF writes it: "uint16[]", "CIM_Job REF". In the arena. */
const char *mb_element_type_text(const mb_element *element, mb_arena *arena);
/** "class", "property", "method", "parameter" */
const char *mb_element_kind_name(const mb_element *element);

/** Where the element's name is declared. */
mb_span mb_element_name_span(const mb_element *element);

/** What an element inherits from: what it overrides; of a class its superclass. NULL where it is new. */
static inline const mb_element *mb_element_parent(const mb_element *element)
{
    if (element->kind != MB_ELEMENT_CLASS) {
        return element->overridden;
    }
    return element->owner->super != NULL ? &element->owner->super->element : NULL;
}
/** Whether a qualifier is written at the element itself. */
static inline bool mb_element_has_own(const mb_element *element, mb_qualifier_id id)
{
    return mb_set_has(&element->traits->own, id);
}
/** Whether a qualifier is in force: written at the element, or inherited, which one that is Restricted is not. */
static inline bool mb_element_has(const mb_element *element, mb_qualifier_id id)
{
    const mb_element *parent = mb_element_parent(element);
    return mb_element_has_own(element, id) || (parent != NULL && mb_set_has(&parent->traits->heritable, id));
}
/** Its truth, for boolean qualifiers: written value, `true` for a bare one, else the default. */
static inline bool mb_element_flag(const mb_element *element, mb_qualifier_id id)
{
    return mb_set_has(&element->traits->truths, id);
}
/** Its text, for string qualifiers: of a list the first; bytes == NULL where there is none. */
mb_text mb_element_text(const mb_schema *schema, const mb_element *element, mb_qualifier_id id);

/** Its integer, for qualifiers that have one. @return false where it is not there, or is something else. */
bool mb_element_integer(const mb_schema *schema, const mb_element *element, mb_qualifier_id id, mb_integer *out);

/** The codes, and the bits, of an element; none where it has no table. */
static inline mb_codes mb_element_codes(const mb_element *element)
{
    const mb_codes none = {NULL, 0};
    return element->codes != NULL ? element->codes->codes : none;
}
static inline mb_codes mb_element_bits(const mb_element *element)
{
    const mb_codes none = {NULL, 0};
    return element->codes != NULL ? element->codes->bits : none;
}
/** Whether something is written at an element that says codes: a list of them, or of their names. */
static inline bool mb_element_writes_codes(const mb_element *element)
{
    return mb_element_has_own(element, MB_Q_VALUEMAP) || mb_element_has_own(element, MB_Q_VALUES) ||
           mb_element_has_own(element, MB_Q_BITMAP) || mb_element_has_own(element, MB_Q_BITVALUES) ||
           mb_element_has_own(element, MB_Q_CONVENTIONMAP) || mb_element_has_own(element, MB_Q_CONVENTIONVALUES);
}

/** A value of a model: what a property or a parameter is by default. */
typedef enum mb_datum_kind {
    MB_DATUM_NONE, /**< NULL, an instance, or nothing at all */
    MB_DATUM_BOOLEAN,
    MB_DATUM_INTEGER,
    MB_DATUM_REAL,
    MB_DATUM_CHAR16,
    MB_DATUM_TEXT,
    MB_DATUM_ALIAS, /**< `text` is its name, without the $ */
    MB_DATUM_LIST
} mb_datum_kind;

typedef struct mb_datum {
    mb_datum_kind kind;
    bool boolean;
    uint16_t char16;
    mb_integer integer;
    double real;
    mb_text text;
    const struct mb_value *items; /**< of a list: see mb_next_datum() */
} mb_datum;

/** The default of a property or a parameter. */
mb_datum mb_element_default_datum(const mb_element *element);
/** Takes the next item of a list. @return false behind the last */
bool mb_next_datum(mb_datum *list, mb_datum *item);

/**
 * The address of the reference page of a class or a method, from MofbindPage: a link. NULL where it names none, or what it
 * names has not the form of one. In the arena.
 */
const char *mb_element_page(const mb_schema *schema, const mb_element *element, mb_arena *arena);

#endif
