/**
 * @file
 * Private to the binding stage: what its parts know in common.
 *
 * mb_bind() works in steps over all classes: gather (an mb_b_class each), claim identifiers, the fixed ones first, fill
 * the structs of binding.h. What depends on a declaration alone (literals, comments, C types, spelling of codes) is
 * made once and shared by all classes that inherit it.
 */
#ifndef MB_BINDING_BINDER_H
#define MB_BINDING_BINDER_H

#include <string.h>

#include "binding/binding.h"

/* ---- Words that are taken ---- */

/** Why a member cannot have a name that is a keyword or a macro, as in "a keyword of C++"; NULL where it can. */
const char *mb_word_taken(const char *word, mb_arena *arena);
bool mb_word_is_keyword(const char *word);
/** The taken words that begin so; in the arena. @return how many */
size_t mb_words_that_begin(const char *begin, mb_arena *arena, const char ***out);

/* ---- Text ---- */

/**
 * The code point at `*at`, which is moved behind it; bytes that are no UTF-8 are skipped. @return -1 at the end.
 * `end` is one past the last byte.
 */
int32_t mb_utf8_next(const char **at, const char *end);

typedef struct mb_binder mb_binder;

/** The parts, one behind the other; NULL parts are none. In the arena. */
const char *mb_join(mb_arena *arena, const char *a, const char *b, const char *c, const char *d);
/** A C string literal, quotes included, for exactly these bytes. */
mb_literal mb_string_literal(mb_binder *binder, mb_text text);
mb_literal mb_name_literal(mb_binder *binder, const mb_symbol *name);
/** A constant of type int64_t, in an expression that any C compiler takes without a warning. */
mb_literal mb_int64_literal(mb_arena *arena, int64_t value);
/** A constant for a macro: of type int where it fits, else of the smallest type that holds it. Of a uint64 `value` is the
 * bit pattern. */
mb_literal mb_macro_literal(mb_arena *arena, int64_t value, bool is_unsigned);

/** One line that is safe in a comment; white space runs become one blank. */
mb_comment mb_comment_line(mb_binder *binder, mb_text text);
mb_comment mb_comment_name(mb_binder *binder, const mb_symbol *name);
/** A line of a comment, from a text that is safe. */
mb_doc_line mb_doc_line_of(mb_comment text);
/** Lines of at most 100 characters, paragraphs kept; empty without text. Items: mb_doc_line. */
mb_list mb_doc_lines(mb_binder *binder, mb_text text);

/* ---- Names ---- */

/** A MOF name as an identifier: other characters than letters, digits and _ become uXXXX. @param changed whether one
 * was. */
const char *mb_spell_name(mb_binder *binder, const mb_symbol *name, bool *changed);
/** The name of a code as a part of an identifier; empty where nothing of it can stand in one. At most 100 characters.
 */
const char *mb_spell_code(mb_binder *binder, mb_text name);
/** A file name, without folder or ending, that Windows cannot take; or that the library needs for itself. */
bool mb_file_name_taken(const char *name, const char **why);

/* ---- Identifiers ---- */

typedef struct mb_identifiers mb_identifiers;
/** @param expected about how many names there will be: room is made for as many */
mb_identifiers *mb_identifiers_new(mb_arena *arena, size_t expected);
/** Claims one name. @return false when it is taken already. The text must live as long as the set. */
bool mb_identifiers_add(mb_identifiers *set, const char *text, size_t length);
/** Steps of looking for each name once. For tests: a look costs a few. */
size_t mb_identifiers_probes(const mb_identifiers *set);
/**
 * Claims `base` with each of the suffixes, as a whole. Where any is taken, underscores are added to the base until none
 * is.
 * @return the base that was claimed; `*taken` is the first name that was in the way, NULL where none was.
 */
const char *mb_identifiers_claim(mb_identifiers *set, const char *base, const char *const *suffixes, size_t count,
                                 const char **taken);

/** The names that are in both sets, in no order; in the arena. @return how many */
size_t mb_identifiers_common(const mb_identifiers *a, const mb_identifiers *b, mb_arena *arena, const char ***out);

/* ---- Renamed names ---- */

/** Whose name it is: "class C, method M, parameter X". Names may be NULL from the right. */
typedef struct mb_where {
    const mb_class *cls;
    const char *kind; /**< "property", "method", "reference" */
    const mb_symbol *name;
    const mb_symbol *parameter;
} mb_where;

/** Notes a changed name. Texts are kept, not copied. */
void mb_note_renamed(mb_binder *binder, const char *from, const char *to, const mb_where *where, const char *why);

/** A name that a class could not have. */
typedef struct mb_b_clash mb_b_clash;
struct mb_b_clash {
    const mb_class *cls;
    const char *taken;
    const char *shown;
    mb_b_clash *next;
};

/** Keeps in mind that something of a class cannot be called `taken`, which messages call `shown`. */
void mb_note_clash(mb_binder *binder, const mb_class *cls, const char *taken, const char *shown);
/** Reports those names that a class of another namespace has, when the library is there. @return whether there are none. */
bool mb_report_clashes(mb_binder *binder, mb_diag *diag);

/* ---- Codes ---- */

/** A named code, spelt out. */
typedef struct mb_b_code {
    int64_t code;        /**< of a bit its position */
    bool is_unsigned;    /**< the code is the bit pattern of a uint64 */
    bool is_bit;
    bool is_convention;
    mb_text text;        /**< of a text; else bytes == NULL */
    const char *spelled; /**< its name as a part of an identifier */
    const char *part;    /**< the same, unlike that of any other code of the table */
    size_t part_length;
    mb_literal value;
    mb_comment name;
} mb_b_code;

/** A ValueMap/Values, and the masks of a BitMap/BitValues, whoever has them. */
typedef struct mb_b_codes {
    mb_code_entry *entries;
    mb_text_entry *texts;
    mb_doc_line *ranges;
    mb_b_code *enumerators;
    mb_b_code *macros;
    uint32_t entry_count;
    uint32_t single_count;
    uint32_t text_count;
    uint32_t range_count;
    uint32_t enumerator_count;
    uint32_t macro_count;
    bool is_bits; /**< nothing but bits */
    bool is_unsigned; /**< of a uint64 */
    bool has_conventions;
} mb_b_codes;

/** A table under the name of one class, or of one of its methods. */
typedef struct mb_b_table {
    const mb_b_codes *codes; /**< NULL where there are none */
    const char *id;          /**< of the wmi_code_table */
    const char *base;        /**< to which _<name> is added */
    mb_list enumerators;     /**< mb_enumerator */
    mb_list macros;          /**< mb_enumerator */
} mb_b_table;

/** The codes and bits of an element; NULL where none has a name. Bits are no entries: only enumerators and macros. */
const mb_b_codes *mb_codes_of(mb_binder *binder, const mb_element *element);
/** Claims the enumerators. `report`: whether renamings inside of the table are to be listed; it may be an inherited
 * one. */
void mb_claim_enumerators(mb_binder *binder, mb_b_table *table, const mb_where *where, bool report);
/** Whether there is a table: of numbers or of texts. */
bool mb_has_table(const mb_b_table *table);
/** The struct for the templates, of an element's codes. */
mb_code_list mb_code_list_of(mb_binder *binder, const mb_b_table *table, const mb_element *element, mb_comment subject);
/** Lets the return codes of a class's methods share the entries of tables that are equal. */
void mb_share_entries(mb_binder *binder, mb_method *methods, size_t count);

/* ---- Elements and classes ---- */

typedef struct mb_b_class mb_b_class;
typedef struct mb_b_method mb_b_method;
typedef struct mb_b_property mb_b_property;

/** What is known of a declared property, method or parameter, whoever inherits it. */
typedef struct mb_b_element {
    const mb_element *element;
    const char *spelled;           /**< its name as an identifier */
    bool changed;                  /**< spelt otherwise than in the MOF */
    const char *taken;             /**< why no member can be called so; NULL where one can */
    mb_member member;              /**< of a property or parameter; `member` and `codes` are the struct's business */
    bool is_key;
    size_t place;                  /**< of a property or method: among all of its class, and of every class below */
    const mb_b_codes *codes;       /**< of a property */
    const mb_element *origin;      /**< of a property with codes: topmost declaration that has them */
    const mb_b_property *property; /**< that of the class that declares it; NULL where it is no more than a member */
    const mb_b_method *method;     /**< that of the class that declares it */
} mb_b_element;

/** A property of a class that is more than a member: it has codes, or is a role. Most are neither, and are inherited often. */
struct mb_b_property {
    const mb_b_class *cls;
    mb_b_element *info;
    mb_b_table table;
    const char *role; /**< identifier of P_A_<Role>; NULL where it is none */
};

/** A parameter of a declared method. */
typedef struct mb_b_parameter {
    mb_b_element *info;
    mb_b_table table;
} mb_b_parameter;

/** A method of a class. */
struct mb_b_method {
    const mb_b_class *cls;
    mb_b_element *info;
    const char *id;
    mb_b_table table;
    mb_b_parameter *parameters; /**< of a method that the class declares */
    size_t parameter_count;
    mb_method method; /**< for the templates */
};

/** A namespace. */
typedef struct mb_b_space {
    const mb_namespace *ns;
    const char *prefix;
    const char *part;   /**< what it adds to the prefix: "interop"; "" for the main one */
    const char *folder; /**< the same as the name of a folder */
    const char *macro;
    uint32_t rank; /**< 0 for the main one, the others by prefix */
    size_t first;  /**< its classes in the binder's array */
} mb_b_space;

struct mb_b_class {
    const mb_class *cls;
    const mb_b_space *space;
    const char *spelled;
    bool changed; /**< spelt otherwise than in the MOF */
    const char *id;
    const char *file;
    const char *source;
    const char *header;
    const char *guard;
    bool has_subclass;
    bool has_line_below; /**< some subclass has one */
    mb_list lineage;     /**< mb_text_item: the class and its ancestors, nearest first; of one without subclasses empty */
    mb_list ancestors;   /**< mb_text_item */
    mb_b_element **members; /**< all properties, in the order of the struct */
    size_t member_count;
    mb_b_property *properties; /**< those with codes or a role, in that order */
    size_t property_count;
    mb_b_method *methods; /**< all */
    size_t method_count;
};

/** The state of one mb_bind(). */
struct mb_binder {
    const mb_bind_input *input;
    const mb_schema *schema;
    mb_arena *arena;
    mb_buffer scratch; /**< of docs.c and names.c */
    mb_buffer words;   /**< of notes.c */
    mb_identifiers *identifiers;
    struct mb_element_entry *elements; /**< element to mb_b_element */
    struct mb_codes_entry *codes;      /**< qualifiers to mb_b_codes */
    struct mb_rename_entry *renames;   /**< newest first */
    size_t rename_count;
    mb_b_clash *clashes;               /**< newest first */
    size_t clash_count;
    mb_literal field_flags[128]; /**< those that were made */
    mb_library *library;
    mb_comment mof; /**< names of the input, for comments */
    mb_b_space *spaces;
    size_t space_count;
    mb_b_class *classes; /**< as in the schema */
    mb_b_class **order;  /**< canonical: the same for any order of the input */
    size_t class_count;
};

/** Fills `spaces`. */
void mb_bind_spaces(mb_binder *binder);
/** Fills `classes` and `order`, file names included. */
void mb_gather_classes(mb_binder *binder);
/** Gives all identifiers: first the fixed ones of library and classes, then methods, roles, tables, enumerators. */
void mb_claim_identifiers(mb_binder *binder);

/** The record of a declared element, made when it is first asked for. */
mb_b_element *mb_element_info(mb_binder *binder, const mb_element *element);
/** Type, C type and class of a typed element; of a method those of its return value. */
void mb_fill_type(mb_binder *binder, const mb_element *element, mb_member *member);
/** The MB_FIELD_ flags of a property or a parameter, as far as it says them itself. */
unsigned mb_member_flags(mb_binder *binder, const mb_element *element);
/** The literal of a set of MB_FIELD_ flags. */
mb_literal mb_field_flags(mb_binder *binder, unsigned flags);
/** The type as MOF writes it. */
mb_comment mb_mof_type(mb_binder *binder, const mb_element *element);
/** "key, read-only, in bytes". */
mb_comment mb_element_notes(mb_binder *binder, const mb_element *element);
/** "Since Windows Server 2016, until Windows Server 2019"; empty where nothing is said. */
mb_comment mb_element_hosts(mb_binder *binder, const mb_element *element);
/** The address of a reference page; empty where none is known. */
mb_comment mb_page_of(mb_binder *binder, const mb_element *element);

/** A member to be named. */
typedef struct mb_b_name {
    const mb_b_element *info;
    const char *member; /**< out */
} mb_b_name;

/**
 * Gives each a name that no other member has, for the struct of a class, or of a method if that is not NULL. A struct
 * inherits most of its members: what is called as in the declaring class is not listed again.
 */
void mb_name_members(mb_binder *binder, mb_b_name *names, size_t count, const mb_class *cls, const mb_symbol *method);

/** Fills `method->method` of all methods: those that their class declares first, then those that it inherits. */
void mb_bind_methods(mb_binder *binder);
/** Fills a class for the templates. */
void mb_bind_class(mb_binder *binder, const mb_b_class *cls, mb_binding_class *out);

/* Flags of a wmi_field, bit for bit as in wmi/descriptor.h. */
enum {
    MB_FIELD_ARRAY = 1 << 0,
    MB_FIELD_KEY = 1 << 1,
    MB_FIELD_REQUIRED = 1 << 2,
    MB_FIELD_OPTIONAL = 1 << 3,
    MB_FIELD_WRITE = 1 << 4,
    MB_FIELD_RETURN = 1 << 5,
    MB_FIELD_JOB = 1 << 6
};

#endif
