/**
 * @file
 * Private to the binding stage: what its parts know in common.
 *
 * mbb_bind() works in steps over all classes: gather (an mbb_draft_class each), claim identifiers, the fixed ones first, fill
 * the structs of binding.h. What depends on a declaration alone (literals, comments, C types, spelling of codes) is
 * made once and shared by all classes that inherit it.
 */
#ifndef MB_BINDING_BINDER_H
#define MB_BINDING_BINDER_H

#include <string.h>

#include "binding/binding.h"
#include "binding/flags.h"

/* ---- Words that are taken ---- */

typedef struct mbb_identifiers mbb_identifiers;

/** All of them. */
mbb_identifiers *mbb_words_new(mb_arena *arena);
/**
 * Why a member cannot have a name that is a keyword or a macro, as in "a keyword of C++"; NULL where it can. `taken` has all of
 * them, which are asked for first: nearly no name is one.
 */
const char *mbb_word_taken(const mbb_identifiers *taken, const char *word, mb_arena *arena);
bool mbb_word_is_keyword(const char *word);
/** The taken words that begin so; in the arena. @return how many */
size_t mbb_words_that_begin(const char *begin, mb_arena *arena, const char ***out);

/* ---- Text ---- */

/**
 * The code point at `*at`, which is moved behind it; bytes that are no UTF-8 are skipped. @return -1 at the end.
 * `end` is one past the last byte.
 */
int32_t mbb_utf8_next(const char **at, const char *end);

typedef struct mbb_binder mbb_binder;

/** The parts, one behind the other; NULL parts are none. In the arena. */
const char *mbb_join(mb_arena *arena, const char *a, const char *b, const char *c, const char *d);
/** A C string literal, quotes included, for exactly these bytes. */
mbb_literal mbb_string_literal(mbb_binder *binder, mb_text text);
mbb_literal mbb_name_literal(mbb_binder *binder, const mb_symbol *name);
/** A constant of type int64_t, in an expression that any C compiler takes without a warning. */
mbb_literal mbb_int64_literal(mb_arena *arena, int64_t value);
/** A constant for a macro: of type int where it fits, else of the smallest type that holds it. Of a uint64 `value` is the
 * bit pattern. */
mbb_literal mbb_macro_literal(mb_arena *arena, int64_t value, bool is_unsigned);

/** One line that is safe in a comment; white space runs become one blank. */
mbb_comment mbb_comment_line(mbb_binder *binder, mb_text text);
mbb_comment mbb_comment_name(mbb_binder *binder, const mb_symbol *name);
/** The same for comments that Doxygen and clang read: what they would take for a command is escaped. */
mbb_comment mbb_doc_text(mbb_binder *binder, mbb_comment comment);
/** A line of a comment, from a text that is safe. */
mbb_doc_line mbb_doc_line_of(mbb_comment text);
/** The first sentence as one line, cut behind a word where it is long; empty without text. */
mbb_comment mbb_brief_of(mbb_binder *binder, mb_text text);
/** Lines of at most 100 characters, paragraphs kept; empty without text. Items: mbb_doc_line. */
mbb_list mbb_doc_lines(mbb_binder *binder, mb_text text);
/** Of an element's Description, which is in `lines`, the first sentence. */
mbb_list mbb_first_lines(mbb_binder *binder, const mb_element *element, const mbb_list *lines);
/** The same for where its class hands it down to others, so that headers do not grow with both: all of it where it is a few
 * lines. */
mbb_list mbb_short_lines(mbb_binder *binder, const mb_element *element, const mbb_list *lines);

/* ---- Names ---- */

/** A MOF name as an identifier: other characters than letters, digits and _ become uXXXX. @param changed whether one
 * was. */
const char *mbb_spell_name(mbb_binder *binder, const mb_symbol *name, bool *changed);
/** The name of a code as a part of an identifier; empty where nothing of it can stand in one. At most 100 characters.
 */
const char *mbb_spell_code(mbb_binder *binder, mb_text name);
/** A file name, without folder or ending, that Windows cannot take; or that the library needs for itself. */
bool mbb_file_name_taken(const char *name, const char **why);

/* ---- Identifiers ---- */

/** @param expected about how many names there will be: room is made for as many */
mbb_identifiers *mbb_identifiers_new(mb_arena *arena, size_t expected);
/** Claims one name. @return false when it is taken already. The text must live as long as the set. */
bool mbb_identifiers_add(mbb_identifiers *set, const char *text, size_t length);
/** Whether a name is claimed. */
bool mbb_identifiers_has(const mbb_identifiers *set, const char *text, size_t length);
/** Steps of looking for each name once. For tests: a look costs a few. */
size_t mbb_identifiers_probes(const mbb_identifiers *set);
/**
 * Claims `base` with each of the suffixes, as a whole. Where any is taken, underscores are added to the base until none
 * is.
 * @return the base that was claimed; `*taken` is the first name that was in the way, NULL where none was.
 */
const char *mbb_identifiers_claim(mbb_identifiers *set, const char *base, const char *const *suffixes, size_t count,
                                  const char **taken);

/** The names that are in both sets, in no order; in the arena. @return how many */
size_t mbb_identifiers_common(const mbb_identifiers *a, const mbb_identifiers *b, mb_arena *arena, const char ***out);

/* ---- Renamed names ---- */

/** Whose name it is: "class C, method M, parameter X". Names may be NULL from the right. */
typedef struct mbb_where {
    const mb_class *cls;
    const char *kind; /**< "property", "method", "reference" */
    const mb_symbol *name;
    const mb_symbol *parameter;
} mbb_where;

/** Notes a changed name. Texts are kept, not copied. */
void mbb_note_renamed(mbb_binder *binder, const char *from, const char *to, const mbb_where *where, const char *why);

/** A name that a class could not have. */
typedef struct mbb_clash mbb_clash;
struct mbb_clash {
    const mb_class *cls;
    const char *taken;
    const char *shown;
    mbb_clash *next;
};

/** Keeps in mind that something of a class cannot be called `taken`, which messages call `shown`. */
void mbb_note_clash(mbb_binder *binder, const mb_class *cls, const char *taken, const char *shown);
/** Reports those names that a class of another namespace has, when the library is there. @return whether there are none. */
bool mbb_report_clashes(mbb_binder *binder, mb_diag *diag);

/* ---- Codes ---- */

/** A named code, spelt out. */
typedef struct mbb_draft_code {
    int64_t code;     /**< of a bit its position */
    bool is_unsigned; /**< the code is the bit pattern of a uint64 */
    bool is_bit;
    bool is_convention;
    mb_text text;        /**< of a text; else bytes == NULL */
    const char *spelled; /**< its name as a part of an identifier */
    const char *part;    /**< the same, unlike that of any other code of the table */
    size_t part_length;
    mbb_literal value;
    mbb_comment name;
    mbb_comment note; /**< what `part` does not say; empty where it says all */
} mbb_draft_code;

/** A ValueMap/Values, and the masks of a BitMap/BitValues, whoever has them. */
typedef struct mbb_draft_codes {
    mbb_code_entry *entries;
    mbb_text_entry *texts;
    mbb_doc_line *ranges;
    mbb_draft_code *enumerators;
    mbb_draft_code *macros;
    uint32_t entry_count;
    uint32_t single_count;
    uint32_t text_count;
    uint32_t range_count;
    uint32_t enumerator_count;
    uint32_t macro_count;
    bool is_bits;     /**< nothing but bits */
    bool is_unsigned; /**< of a uint64 */
    bool has_conventions;
} mbb_draft_codes;

/** A table under the name of one class, or of one of its methods. */
typedef struct mbb_draft_table {
    const mbb_draft_codes *codes; /**< NULL where there are none */
    const char *id;               /**< of the wmi_code_table */
    const char *tag;              /**< of the enumeration; NULL where there are no enumerators */
    const char *base;             /**< to which _<name> is added */
    mbb_list enumerators;         /**< mbb_enumerator */
    mbb_list macros;              /**< mbb_enumerator */
} mbb_draft_table;

/** The codes and bits of an element; NULL where none has a name. Bits are no entries: only enumerators and macros. */
const mbb_draft_codes *mbb_codes_of(mbb_binder *binder, const mb_element *element);
/** Claims the enumerators. `report`: whether renamings inside of the table are to be listed; it may be an inherited
 * one. */
void mbb_claim_enumerators(mbb_binder *binder, mbb_draft_table *table, const mbb_where *where, bool report);
/** Whether there is a table: of numbers or of texts. */
bool mbb_has_table(const mbb_draft_table *table);
/** Says of a member which codes it takes. */
void mbb_set_codes(mbb_member *member, const mbb_draft_table *table);
/** The struct for the templates, of an element's codes. */
mbb_code_list mbb_code_list_of(mbb_binder *binder, const mbb_draft_table *table, const mb_element *element,
                               mbb_comment subject);
/** The same of codes: bits are no table. */
bool mbb_is_table(const mbb_draft_codes *codes);
/** Whether a table stands behind one of the members (mbb_member), the return value left out. */
bool mbb_any_coded(const mbb_list *members);
/** Says of it that the table is that of another class. */
void mbb_inherit_code_list(mbb_code_list *list, const mbb_draft_table *base, mbb_comment declared_in);
/** Lets the return codes of a class's methods share the entries of tables that are equal. */
void mbb_share_entries(mbb_binder *binder, mbb_method *methods, size_t count);

/* ---- Elements and classes ---- */

typedef struct mbb_draft_class mbb_draft_class;
typedef struct mbb_draft_method mbb_draft_method;
typedef struct mbb_draft_property mbb_draft_property;

/** What is known of a declared property, method or parameter, whoever inherits it. */
typedef struct mbb_draft_element {
    const mb_element *element;
    const char *spelled; /**< its name as an identifier */
    bool changed;        /**< spelt otherwise than in the MOF */
    const char *taken;   /**< why no member can be called so; NULL where one can */
    mbb_member member;   /**< of a property or parameter; `member` and `codes` are the struct's business */
    bool is_key;
    size_t place;                 /**< of a property or method: among all of its class, and of every class below */
    const mbb_draft_codes *codes; /**< of a property */
    const mb_element *origin;     /**< of a property with codes: topmost declaration that has them */
    mbb_list brief;               /**< mbb_doc_line: of a property, its Description where it is inherited */
    const mbb_draft_property
        *property;                  /**< that of the class that declares it; NULL where it is no more than a member */
    const mbb_draft_method *method; /**< that of the class that declares it */
} mbb_draft_element;

/** A property of a class that is more than a member: it has codes, or is a role. Most are neither, and are inherited often. */
struct mbb_draft_property {
    const mbb_draft_class *cls;
    mbb_draft_element *info;
    mbb_draft_table table;
    const char *role; /**< identifier of P_A_<Role>; NULL where it is none */
};

/** A parameter of a method. */
typedef struct mbb_draft_parameter {
    mbb_draft_element *info;
    mbb_draft_table table;
} mbb_draft_parameter;

/** A method of a class. */
struct mbb_draft_method {
    const mbb_draft_class *cls;
    mbb_draft_element *info;
    const char *id;
    mbb_draft_table table;
    mbb_draft_parameter
        *parameters; /**< of a method that the class declares; of an inherited one those that have codes */
    size_t parameter_count;
    mbb_method method; /**< for the templates */
};

/** A namespace. */
typedef struct mbb_draft_space {
    const mb_namespace *ns;
    const char *prefix;
    const char *part;   /**< what it adds to the prefix: "interop"; "" for the main one */
    const char *folder; /**< the same as the name of a folder */
    const char *macro;
    uint32_t rank; /**< 0 for the main one, the others by prefix */
    size_t first;  /**< its classes in the binder's array */
} mbb_draft_space;

/** A role of an association that is no abstract class. */
typedef struct mbb_draft_end mbb_draft_end;
struct mbb_draft_end {
    const mbb_draft_class *association;
    const mbb_draft_property *property;
    mbb_draft_end *next;
};

/** A method of a class that is no abstract one, which is given embedded instances. */
typedef struct mbb_draft_taker mbb_draft_taker;
struct mbb_draft_taker {
    const mbb_draft_class *cls;
    const mbb_draft_element *method;
    mbb_draft_taker *next;
};

struct mbb_draft_class {
    const mb_class *cls;
    const mbb_draft_space *space;
    const char *spelled;
    bool changed; /**< spelt otherwise than in the MOF */
    const char *id;
    const char *file;
    const char *source;
    const char *header;
    const char *guard;
    bool has_subclass;
    bool has_line_below; /**< some subclass has one */
    mbb_list lineage; /**< mbb_text_item: the class and its ancestors, nearest first; of one without subclasses empty */
    mbb_list ancestors;          /**< mbb_text_item */
    mbb_draft_element **members; /**< all properties, in the order of the struct */
    size_t member_count;
    mbb_draft_property *properties; /**< those with codes or a role, in that order */
    size_t property_count;
    mbb_draft_method *methods; /**< all */
    size_t method_count;
    const mbb_draft_class
        *near_coded; /**< the nearest class with a list of its properties' tables: it or an ancestor; or NULL */
    const mbb_draft_class *next_coded; /**< the nearest ancestor whose list that of this class goes on with; or NULL */
    const mbb_draft_class *near_end;   /**< the nearest class with ends: it or an ancestor; or NULL */
    const mbb_draft_class *next_end;   /**< the nearest ancestor with ends; or NULL */
    const mbb_draft_class *near_taker; /**< the nearest class with takers: it or an ancestor; or NULL */
    const mbb_draft_class *next_taker; /**< the nearest ancestor with takers; or NULL */
    mbb_draft_taker *takers;           /**< methods that are declared to be given this very class; the last one first */
    mbb_draft_end *ends; /**< roles of associations that are declared to take this very class; the last one first */
};

/** The state of one mbb_bind(). */
struct mbb_binder {
    const mbb_bind_input *input;
    const mb_schema *schema;
    mb_arena *arena;
    mb_buffer scratch; /**< of docs.c and names.c */
    mb_buffer words;   /**< of notes.c */
    mbb_identifiers *identifiers;
    mbb_identifiers *taken;             /**< words that no member can be called */
    mbb_suffixes suffixes;              /**< with those of the binding's own */
    struct mbb_element_entry *elements; /**< element to mbb_draft_element */
    const mbb_draft_codes **codes; /**< of each table of the schema, by its number; NULL until the first is asked for */
    bool *codes_are_made;
    struct mbb_rename_entry *renames; /**< newest first */
    size_t rename_count;
    mbb_clash *clashes; /**< newest first */
    size_t clash_count;
    mbb_literal *flags[MBB_FLAG_KIND_COUNT]; /**< of each kind the sets that were written; NULL: none yet */
    mbb_library *library;
    mbb_draft_space *spaces;
    size_t space_count;
    mbb_draft_class *classes; /**< as in the schema */
    mbb_draft_class **order;  /**< canonical: the same for any order of the input */
    size_t class_count;
};

/** Fills `spaces`. */
void mbb_bind_spaces(mbb_binder *binder);
/** Fills `classes` and `order`, file names included. */
void mbb_gather_classes(mbb_binder *binder);
/** What stands behind the name of a method's descriptor. */
#define MBB_INFO "_info"
/** Gives all identifiers: first the fixed ones of library and classes, then methods, roles, tables, enumerators. */
void mbb_claim_identifiers(mbb_binder *binder);

/** The record of a declared element, made when it is first asked for. */
mbb_draft_element *mbb_element_info(mbb_binder *binder, const mb_element *element);
/** Type, C type and class of a typed element; of a method those of its return value. */
void mbb_fill_type(mbb_binder *binder, const mb_element *element, mbb_member *member);
/** The MBB_FIELD_ flags of a property or a parameter, as far as it says them itself. */
unsigned mbb_member_flags(const mb_element *element);
/** Gives a member its name in the struct. */
void mbb_call_member(mbb_member *member, mbb_identifier name);
/** Gives a member its flags. */
void mbb_set_flags(mbb_binder *binder, mbb_member *member, unsigned flags);
/** Whether all that is said of a member fits one line. */
bool mbb_is_short(const mbb_member *member);
/** A set of flags as the generated C has it: "WMI_FIELD_ARRAY | WMI_FIELD_KEY", or "0". */
mbb_literal mbb_flags_literal(mbb_binder *binder, mbb_flag_kind kind, unsigned flags);
/** The type as MOF writes it. */
mbb_comment mbb_mof_type(mbb_binder *binder, const mb_element *element);
/** "bytes": PUnit in words, or Units; empty where neither is said. */
mbb_comment mbb_element_units(mbb_binder *binder, const mb_element *element);
/** "key, read-only, in bytes". */
mbb_comment mbb_element_notes(mbb_binder *binder, const mb_element *element, mbb_comment units);
/** "Since Windows Server 2016, until Windows Server 2019"; empty where nothing is said. */
mbb_comment mbb_element_hosts(mbb_binder *binder, const mb_element *element);
/** "Deprecated in favor of CIM_X", of Deprecated{"CIM_X"}; "Deprecated" where it names nothing; empty where it is not. */
mbb_comment mbb_element_deprecation(mbb_binder *binder, const mb_element *element);
/** The address of a reference page; empty where none is known. */
mbb_comment mbb_page_of(mbb_binder *binder, const mb_element *element);

/** A member to be named. */
typedef struct mbb_draft_name {
    const mbb_draft_element *info;
    const char *member; /**< out */
} mbb_draft_name;

/**
 * Gives each a name that no other member has, for the struct of a class, or of a method if that is not NULL. A struct
 * inherits most of its members: what is called as in the declaring class is not listed again.
 */
void mbb_name_members(mbb_binder *binder, mbb_draft_name *names, size_t count, const mb_class *cls,
                      const mb_symbol *method);

/** Fills `ends` of all classes. */
void mbb_gather_ends(mbb_binder *binder);
/** Fills `takers` of all classes. */
void mbb_gather_takers(mbb_binder *binder);
/** The methods that are given instances of a class. */
void mbb_bind_takers(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out);
/** The neighbours of a class. */
void mbb_bind_neighbours(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out);
/** Fills `method->method` of all methods: those that their class declares first, then those that it inherits. */
void mbb_bind_methods(mbb_binder *binder);
/** Fills a class for the templates. */
void mbb_bind_class(mbb_binder *binder, const mbb_draft_class *cls, mbb_class *out);

#endif
