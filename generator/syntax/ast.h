/**
 * @file
 * The syntax tree: what was written, in the order in which it was written. Strings are slices of the source where
 * they hold no escape and have one piece. Every node has its span.
 */
#ifndef MB_SYNTAX_AST_H
#define MB_SYNTAX_AST_H

#include "diag/diag.h"
#include "support/cim_type.h"

typedef enum mb_value_kind {
    MB_VALUE_NULL,
    MB_VALUE_BOOLEAN,
    MB_VALUE_INTEGER,
    MB_VALUE_REAL,
    MB_VALUE_CHAR16,
    MB_VALUE_STRING,
    MB_VALUE_ALIAS,
    MB_VALUE_ARRAY,
    MB_VALUE_INSTANCE
} mb_value_kind;

typedef struct mb_value mb_value;
typedef struct mb_qualifier mb_qualifier;
typedef struct mb_feature mb_feature;
typedef struct mb_production mb_production;

/* Values, qualifiers and features are most of what a run keeps in memory: what can be told from the rest is not stored. */

struct mb_value {
    uint8_t kind; /**< mb_value_kind */
    union {
        bool boolean;
        bool negative; /**< of integer */
    };
    uint16_t char16;
    uint32_t count; /**< string: its bytes; array: its items */
    mb_span span;
    union {
        uint64_t magnitude; /**< integer: absolute value */
        double real;
        const char *string;     /**< unescaped, UTF-8, not NUL-terminated: see mb_value_text() */
        const mb_symbol *alias; /**< without the $ */
        mb_value *first;        /**< array */
        mb_production *instance;
    } u;
    mb_value *next; /**< in an array */
};

/** The text of a string. */
static inline mb_text mb_value_text(const mb_value *value)
{
    mb_text text = {value->u.string, value->count};
    return text;
}

/** Flavors, as they were written. */
enum {
    MB_FLAVOR_ENABLEOVERRIDE = 1 << 0,
    MB_FLAVOR_DISABLEOVERRIDE = 1 << 1,
    MB_FLAVOR_TOSUBCLASS = 1 << 2,
    MB_FLAVOR_RESTRICTED = 1 << 3,
    MB_FLAVOR_TRANSLATABLE = 1 << 4,
    MB_FLAVOR_TOINSTANCE = 1 << 5,
    MB_FLAVOR_NOTTOINSTANCE = 1 << 6,
    MB_FLAVOR_NOTTOSUBCLASS = 1 << 7,
    MB_FLAVOR_AMENDED = 1 << 8
};

/** Scopes of a qualifier declaration. */
enum {
    MB_SCOPE_CLASS = 1 << 0,
    MB_SCOPE_ASSOCIATION = 1 << 1,
    MB_SCOPE_INDICATION = 1 << 2,
    MB_SCOPE_PROPERTY = 1 << 3,
    MB_SCOPE_REFERENCE = 1 << 4,
    MB_SCOPE_METHOD = 1 << 5,
    MB_SCOPE_PARAMETER = 1 << 6,
    MB_SCOPE_SCHEMA = 1 << 7,
    MB_SCOPE_ANY = 1 << 8,
    MB_SCOPE_QUALIFIER = 1 << 9
};

struct mb_qualifier {
    const mb_symbol *name;
    mb_value *value; /**< NULL where none was written; a list in braces is an array */
    mb_position begin;
    uint32_t flavors : 9;
    uint32_t length : 23; /**< of its text; see mb_qualifier_span() */
    mb_qualifier *next;
};

enum { MB_QUALIFIER_LONGEST = (1 << 23) - 1 };

static inline mb_span mb_qualifier_name_span(const mb_qualifier *qualifier)
{
    mb_span span = {qualifier->begin, qualifier->begin + qualifier->name->length};
    return span;
}

/** From its name to its last flavor. Of a qualifier of more than 8 MB, the beginning: that is what messages show. */
static inline mb_span mb_qualifier_span(const mb_qualifier *qualifier)
{
    mb_span span = {qualifier->begin, qualifier->begin + qualifier->length};
    return span;
}

typedef enum mb_feature_kind {
    MB_FEATURE_PROPERTY,
    MB_FEATURE_METHOD,
    MB_FEATURE_PARAMETER,
    MB_FEATURE_SETTING
} mb_feature_kind;

/** A property, a method, a parameter, or a property of an instance (a setting, which has no type). */
struct mb_feature {
    uint8_t kind; /**< mb_feature_kind */
    uint8_t type; /**< mb_type_word; of a method its return type */
    bool is_array;
    bool is_repeated;            /**< not written: the schema repeats an inherited one for what an overlay adds to it */
    uint32_t array_size;         /**< of `[n]`; 0 for `[]` */
    const mb_symbol *class_name; /**< of REFERENCE and OBJECT; NULL for `object` */
    const mb_symbol *name;
    mb_qualifier *qualifiers;
    union {
        mb_value *value;        /**< default, or the setting's value; NULL where none was written. A method has none */
        mb_feature *parameters; /**< of a method */
    };
    mb_span span; /**< the whole declaration, from its type on */
    mb_position type_end;
    mb_position name_begin;
    mb_feature *next;
};

static inline mb_span mb_feature_type_span(const mb_feature *feature)
{
    mb_span span = {feature->span.begin, feature->type_end};
    return span;
}

static inline mb_span mb_feature_name_span(const mb_feature *feature)
{
    mb_span span = {feature->name_begin, feature->name_begin + feature->name->length};
    return span;
}

typedef enum mb_production_kind { MB_CLASS, MB_INSTANCE, MB_QUALIFIER_DECLARATION, MB_PRAGMA } mb_production_kind;

/** The pragmas of both dialects, and ours. */
typedef enum mb_pragma_kind {
    MB_PRAGMA_UNKNOWN,
    MB_PRAGMA_AMENDMENT,
    MB_PRAGMA_AUTORECOVER,
    MB_PRAGMA_CLASSFLAGS,
    MB_PRAGMA_DELETECLASS,
    MB_PRAGMA_DELETEINSTANCE,
    MB_PRAGMA_INCLUDE,
    MB_PRAGMA_INSTANCEFLAGS,
    MB_PRAGMA_INSTANCELOCALE,
    MB_PRAGMA_LOCALE,
    MB_PRAGMA_MOFBIND_UNDECLARED, /**< ours: a class that is known not to be declared */
    MB_PRAGMA_NAMESPACE,
    MB_PRAGMA_NONLOCAL,
    MB_PRAGMA_NONLOCALTYPE,
    MB_PRAGMA_SOURCE,
    MB_PRAGMA_SOURCETYPE,
    MB_PRAGMA_COUNT
} mb_pragma_kind;

/** A class, an instance, a qualifier declaration or a pragma. */
struct mb_production {
    uint8_t kind;           /**< mb_production_kind */
    uint8_t type;           /**< qualifier declaration: mb_type_word; pragma: mb_pragma_kind */
    bool is_array;          /**< qualifier declaration */
    bool has_type;          /**< qualifier declaration: false in Microsoft's short form */
    uint32_t scopes;        /**< qualifier declaration */
    uint32_t flavors;       /**< qualifier declaration */
    const mb_symbol *name;  /**< class, class of the instance, qualifier or pragma */
    const mb_symbol *alias; /**< NULL, or the name without its $ */
    const mb_symbol *super; /**< class: NULL where it has none */
    mb_qualifier *qualifiers;
    mb_feature *features; /**< class and instance */
    mb_value *value;      /**< qualifier declaration: default; pragma: its arguments as an ARRAY, or NULL */
    mb_span span;
    mb_span name_span;
    mb_span super_span;
    mb_span alias_span; /**< with its $ */
    mb_production *next;
};

/** Whose rules a unit follows where DSP0004 and Microsoft differ. */
typedef enum mb_dialect { MB_DIALECT_AUTO, MB_DIALECT_DMTF, MB_DIALECT_WMI } mb_dialect;

/** What a unit shows of its dialect: a bit for each kind of sign, however often it was seen. */
enum {
    MB_SIGN_DECLARATION = 1 << 0, /**< DMTF: a qualifier declaration with a Scope */
    MB_SIGN_IN_FALSE = 1 << 1,    /**< DMTF: In(false) */
    MB_SIGN_PRAGMA = 1 << 2,      /**< WMI: one of Microsoft's pragmas, `namespace` included */
    MB_SIGN_FLAVOR = 1 << 3,      /**< WMI: Amended, ToInstance, NotToInstance or NotToSubclass outside a Flavor(...) */
    MB_SIGN_QUALIFIER = 1 << 4,   /**< WMI: Dynamic, Provider and others of Microsoft's */
    MB_SIGN_TYPE = 1 << 5,        /**< WMI: a class as a type, `object`, `void` */
    MB_SIGN_SYSTEM = 1 << 6       /**< WMI: an instance, or a subclass, of a system class: __Win32Provider */
};

/** One or more files, read as one: the productions of included files stand where their #include stood. */
typedef struct mb_unit {
    mb_production *first;
    uint32_t class_count;
    uint32_t instance_count;
    uint32_t signs;   /**< of a dialect: MB_SIGN_... */
    mb_span in_false; /**< the first In(false), in the order of the files; {0,0}: there is none */
    /* How it is to be read. The parser sets neither. */
    mb_dialect dialect;
    const char *locale; /**< of the localised texts that are wanted: "MS_409"; NULL: that one */
} mb_unit;

/**
 * The dialect that a unit is taken to be in: the one it is to be read in, else the one of which it shows more kinds of
 * signs; where it shows as many of both, DMTF. MB_DIALECT_AUTO where it shows none. Neither the order of the files nor
 * how often a sign occurs makes a difference.
 */
mb_dialect mb_unit_dialect(const mb_unit *unit);
/** The name of a pragma as MOF writes it; NULL for MB_PRAGMA_UNKNOWN. */
const char *mb_pragma_name(mb_pragma_kind kind);
/** An argument of a pragma, counted from 0; NULL where it has none there that is a string. */
const mb_value *mb_pragma_text(const mb_production *pragma, unsigned index);
/** Warns of a pragma that is none, and says which one may have been meant. */
void mb_report_unknown_pragma(mb_diag *diag, const mb_production *pragma);
/** The LCID of a locale in Microsoft's form, MS_409, in any case; 0 where the text is none. */
uint32_t mb_locale_id(mb_text locale);

/** The word of one of MB_FLAVOR_..., counted from bit 0; NULL behind the last. The same of MB_SCOPE_... */
const char *mb_flavor_name(unsigned bit);
const char *mb_scope_name(unsigned bit);

#endif
