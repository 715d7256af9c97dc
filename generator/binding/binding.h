/**
 * @file
 * The binding: what the generated C needs, and nothing of MOF. Identifiers are valid and unique, C types chosen, code
 * tables sorted, every text made safe for the place where a template puts it.
 *
 * Four kinds of text, told apart so that a template cannot break the output:
 *   mbb_identifier  a C identifier, a file name, or digits: [A-Za-z0-9_./-]+
 *   mbb_literal     a C string literal with its quotes, or a C constant, or an expression of C constants
 *   mbb_comment     text that may stand in a C comment: one line, no comment delimiter, no backslash at its end, no trigraph;
 *                  where it is "for documentation", nothing in it is a command of Doxygen, and so in lines
 *   uint32_t       a number
 *
 * Behind what templates see, a struct may say what of the schema it is made of. Templates do not see that; it is there
 * for whoever looks up what an element is called in C.
 */
#ifndef MB_BINDING_BINDING_H
#define MB_BINDING_BINDING_H

#include "diag/diag.h"
#include "schema/schema.h"
#include "select/select.h"

typedef const char *mbb_identifier;
typedef const char *mbb_literal;
typedef const char *mbb_comment;

/** A list; the item type is said beside each use. Items lie one behind the other. */
typedef struct mbb_list {
    const void *items;
    size_t count;
} mbb_list;

/** A line of a comment, at most 100 characters where words allow it. May be empty. */
typedef struct mbb_doc_line {
    mbb_comment text;
    bool is_blank; /**< the text is empty: a template then writes no blank before it */
    bool is_first; /**< of its list */
} mbb_doc_line;

/** A name that had to be changed. */
typedef struct mbb_renamed {
    mbb_comment from; /**< as the MOF spells it, or the identifier that it would have been */
    mbb_identifier to;
    mbb_comment where; /**< e.g. "class Msvm_X, property default" */
    mbb_comment why;   /**< e.g. "a keyword of C" */
} mbb_renamed;

/** A member of an enumeration, or a macro where the value does not fit an int or is text. */
typedef struct mbb_enumerator {
    mbb_identifier id; /**< hv_Msvm_ReplicationService_InitiateFailback_Access_Denied */
    mbb_literal value; /**< 32769, UINT32_C(4294967295), "text" */
    mbb_comment name;  /**< as Values spells it */
    bool has_note;
    mbb_comment
        note;    /**< for documentation: what the identifier does not say: "Degraded/Warning", in quotes; convention */
    bool is_bit; /**< of a BitMap: the value is a mask, 0x00000004 */
    bool is_convention; /**< of a ConventionMap */
    int64_t number;     /**< the code, of a uint64 its bit pattern; of a bit its position, of a text 0 */
    mb_text text;       /**< of a text; else bytes == NULL */
} mbb_enumerator;

/** An entry of a code table. */
typedef struct mbb_code_entry {
    mbb_literal low;
    mbb_literal high;
    mbb_literal name;  /**< string literal, exactly as Values spells it */
    mbb_literal flags; /**< WMI_CODE_CONVENTION, or 0 */
    const mb_code *code;
} mbb_code_entry;

/** An entry of a table of texts. */
typedef struct mbb_text_entry {
    mbb_literal value;
    mbb_literal name;  /**< as Values spells it; where it says nothing, the value */
    mbb_literal flags; /**< WMI_CODE_CONVENTION, or 0 */
    const mb_code *code;
} mbb_text_entry;

/**
 * A ValueMap/Values with a ConventionMap/ConventionValues, a BitMap/BitValues, or both. Without named integer codes
 * `entries` is empty; without texts, `texts`.
 */
typedef struct mbb_code_list {
    mbb_identifier id;   /**< P_C_M_codes or P_C_X_codes */
    mbb_identifier tag;  /**< of the enumeration: P_C_M_code or P_C_X_code; there is one where has_enumerators */
    bool is_inherited;   /**< the table is another class's, under a name of this one */
    mbb_identifier base; /**< inherited: id of that table, e.g. hv_CIM_ConcreteJob_JobState_codes; else its own id */
    mbb_comment declared_in; /**< inherited: the class whose table it is; else empty */
    mbb_list
        entries; /**< mbb_code_entry: single codes first, ascending, each once; then ranges, narrowest first; then the rest */
    uint32_t single_count;
    uint32_t count;
    bool has_entries;
    bool is_text;      /**< a table of texts: the ValueMap is that of a string */
    mbb_list texts;    /**< mbb_text_entry: by value, each once */
    mbb_literal flags; /**< WMI_CODES_UNSIGNED, or 0 */
    bool has_conventions;
    bool is_bits;        /**< the names of a BitMap alone: there are enumerators and macros, but no table */
    bool shares_entries; /**< a table before it, in the same source, has the same entries under the same name */
    mbb_identifier
        entries_name; /**< of the array that holds the entries: wmi_entries_of_<id>, of the first that has them */
    bool has_enumerators;
    bool has_ranges;
    mbb_list
        enumerators; /**< mbb_enumerator: single named codes that fit an int, ascending; then named bits, as masks */
    mbb_list macros; /**< mbb_enumerator: the other named codes, and the texts of a string's ValueMap */
    mbb_list ranges; /**< mbb_doc_line: "4100 .. 32767: Method Reserved", for the doc comment */
    mbb_comment subject;       /**< "ReturnValue of InitiateFailback", "property EnabledState" */
    unsigned flag_set;         /**< what `flags` says, as numbers */
    const mb_element *element; /**< that has the codes */
} mbb_code_list;

/** A property and its table. */
typedef struct mbb_coded {
    mbb_literal name;
    mbb_identifier table;
    const mb_element *element; /**< the property */
} mbb_coded;

/** A property of a class, or a parameter of a method. */
typedef struct mbb_member {
    mbb_identifier member; /**< name in the struct */
    mbb_literal name;      /**< string literal of the MOF's name */
    mbb_comment mof_name;
    mbb_identifier
        c_type;      /**< wmi_opt_uint16, wmi_array_string, wmi_embedded, ... ; empty where is_pointer or is_object */
    bool is_pointer; /**< a `const char *`: string or reference */
    bool is_object;  /**< a `wmi_object *` */
    mbb_identifier type;      /**< WMI_TYPE_UINT16 */
    mbb_identifier type_word; /**< UINT16 */
    bool is_plain;            /**< its type names no class, and it is called in C as in the MOF */
    mbb_literal flags;        /**< WMI_FIELD_ARRAY | WMI_FIELD_KEY, or 0 */
    mbb_literal class_name;   /**< string literal, or NULL as text */
    mbb_comment
        mof_type; /**< as MOF writes it, for comments: "uint16[]", "CIM_ConcreteJob REF", "EmbeddedInstance Msvm_Error" */
    mbb_comment notes; /**< "in, optional", "key, read-only", "in bytes" ...; empty where there is nothing to say */
    bool has_notes;
    mbb_comment units; /**< "bytes", "milliseconds"; empty where it has none, or nobody says which */
    bool has_units;
    bool has_remarks;
    mbb_comment remarks; /**< the same for documentation: it says what read-only means */
    mbb_list
        doc; /**< mbb_doc_line: Description, of an inherited property its first sentence where it is long; empty where there is none */
    bool has_doc;
    mbb_comment declared_in; /**< property: class that declares it */
    bool is_inherited;
    bool has_codes;
    mbb_identifier codes; /**< id of its table, of numbers or of texts; empty where !has_codes */
    bool has_values;      /**< some of its codes have names */
    mbb_identifier
        values;    /**< what the enumerators and macros of its codes begin with: P_C_X for P_C_X_<name>; else empty */
    bool is_short; /**< all that is said of it fits one line */
    unsigned flag_set;         /**< what `flags` says, as numbers: WMI_FIELD_... of <wmi/descriptor.h> */
    const mb_element *element; /**< NULL: a method's return value */
} mbb_member;

typedef struct mbb_method {
    mbb_identifier id;   /**< hv_Msvm_ReplicationService_InitiateFailback */
    mbb_identifier info; /**< id of the wmi_method_info that is defined: of an inherited method the declaring class's */
    mbb_literal name;
    mbb_comment mof_name;
    mbb_identifier base; /**< inherited: id in the declaring class, e.g. hv_CIM_ConcreteJob_GetError; else its own id */
    mbb_comment declared_in; /**< class that declares it */
    bool is_static;
    bool is_void;
    bool has_in;  /**< else P_C_M_in is wmi_none */
    bool has_out; /**< else P_C_M_out is wmi_none */
    bool has_job; /**< an out parameter is the job that the method may start: _wait exists */
    mbb_list in;  /**< mbb_member */
    mbb_list out; /**< mbb_member; ReturnValue last unless void */
    mbb_list
        in_names; /**< mbb_doc_line: the names of `in`, with commas and the classes of those that have one, for a comment */
    mbb_list out_names; /**< mbb_doc_line: of `out` */
    mbb_list doc;       /**< mbb_doc_line: Description */
    bool has_doc;
    mbb_list short_doc; /**< mbb_doc_line: the same where it is a few lines, else its first sentence */
    bool has_brief;
    mbb_comment brief; /**< for documentation: the first sentence of its Description, cut where it is long */
    bool has_hosts;
    mbb_comment hosts; /**< which hosts have it: "Since Windows Server 2016"; empty where nothing is said */
    bool has_deprecation;
    mbb_comment deprecation; /**< "Deprecated in favor of CIM_X"; empty where it is not */
    bool has_page;
    mbb_comment page;  /**< address of its reference page; empty where none is known */
    mbb_literal flags; /**< WMI_METHOD_STATIC | ..., or 0 */
    mbb_code_list
        codes; /**< its return codes; of an inherited method with the caller's class in the enumerators' names */
    bool has_param_codes;
    bool has_coded; /**< a parameter has a table: has_codes */
    mbb_list
        param_codes; /**< mbb_code_list: ValueMaps of its parameters: enumerators P_C_M_X_<name>, table P_C_M_X_codes */
    unsigned flag_set;         /**< what `flags` says, as numbers */
    const mb_element *element; /**< the declaration in force */
} mbb_method;

/** A reference of an association: P_A_<Role>. */
typedef struct mbb_role {
    mbb_identifier id; /**< hv_Msvm_SystemDevice_PartComponent */
    mbb_literal name;
    mbb_comment mof_name;
    mbb_comment class_name; /**< of the objects in that role */
    mbb_list short_doc;     /**< mbb_doc_line: as that of a method */
} mbb_role;

/** Where an association leads from a class: P_A_<Role> of the association A gives the paths of what is there. */
typedef struct mbb_neighbour {
    mbb_comment association;
    mbb_comment role;       /**< at the other end */
    mbb_comment class_name; /**< of what is there */
} mbb_neighbour;

/** A method that is given instances of a class, as embedded ones. */
typedef struct mbb_taker {
    mbb_comment class_name; /**< no abstract class */
    mbb_comment method;
} mbb_taker;

/** A header to include. */
typedef struct mbb_include {
    mbb_identifier header; /**< virtualization_v2/CIM_Service.h */
} mbb_include;

typedef struct mbb_text_item {
    mbb_literal text; /**< a string literal */
} mbb_text_item;

typedef struct mbb_class {
    mbb_identifier library; /**< name of its library: virtualization_v2 */
    mbb_identifier id;      /**< hv_Msvm_ReplicationService */
    mbb_identifier file;    /**< file name without its ending: Msvm_ReplicationService, or interop/CIM_Dependency */
    mbb_identifier source; /**< file name of the source without its ending: no folder, unique: interop_CIM_Dependency */
    mbb_identifier header; /**< virtualization_v2/Msvm_ReplicationService.h */
    mbb_identifier guard;  /**< VIRTUALIZATION_V2_MSVM_REPLICATIONSERVICE_H */
    mbb_literal name;
    mbb_literal owner_name;    /**< the same, visible inside the class's methods and roles */
    mbb_identifier class_info; /**< hv_Msvm_ComputerSystem_info, likewise */
    mbb_comment mof_name;
    mbb_comment namespace_name;     /**< root\virtualization\v2 */
    mbb_comment namespace_doc;      /**< the same for documentation */
    mbb_identifier namespace_macro; /**< hv_NAMESPACE, hv_interop_NAMESPACE */
    bool is_bound;                  /**< that namespace was named: a session must be of it */
    mbb_comment mof;                /**< name of the file that declares the class, no folder */
    bool has_super;
    mbb_comment super;
    mbb_literal super_name; /**< string literal, or NULL as text */
    bool is_abstract;
    bool is_association;
    mbb_comment kind;  /**< "Abstract association", "Class", "Indication", ... for the comment */
    mbb_literal flags; /**< WMI_CLASS_ABSTRACT | ..., or 0 */
    mbb_list doc;      /**< mbb_doc_line: Description */
    bool has_doc;
    mbb_list first; /**< mbb_doc_line: of the Description the first sentence */
    bool has_hosts;
    mbb_comment hosts; /**< which hosts have it: "Since Windows Server 2016"; empty where nothing is said */
    bool has_deprecation;
    mbb_comment deprecation; /**< "Deprecated in favor of CIM_X"; empty where it is not */
    bool has_page;
    mbb_comment page;    /**< address of its reference page; empty where none is known */
    mbb_list derivation; /**< mbb_text_item: ancestors, nearest first */
    mbb_list keys;       /**< mbb_text_item */
    bool has_keys;
    bool has_properties;
    mbb_list properties;       /**< mbb_member: all, inherited ones included */
    bool has_coded;            /**< a property has a table */
    bool lists_coded;          /**< the class has a list of its own of its properties' tables */
    mbb_list coded;            /**< mbb_coded: that list */
    mbb_identifier coded_list; /**< if has_coded: the list that the class has, its own or an ancestor's */
    bool has_more_coded;       /**< its own goes on with another */
    mbb_identifier more_coded; /**< if so: that of an ancestor */
    mbb_list
        property_codes; /**< mbb_code_list: of properties declared (or overridden with a table of their own) here */
    bool has_inherited_codes;
    mbb_list inherited_codes; /**< mbb_code_list: of the other properties; is_inherited */
    mbb_list methods;         /**< mbb_method: declared here */
    mbb_list inherited;       /**< mbb_method: of ancestors */
    bool has_inherited;
    bool has_methods;   /**< either */
    bool has_own_codes; /**< of methods or of properties */
    mbb_list roles;     /**< mbb_role: of an association, its references */
    bool has_takers;
    mbb_list takers;        /**< mbb_taker: by name */
    bool has_untold_takers; /**< and others, which are not listed: there are very many */
    bool has_neighbours;
    mbb_list
        neighbours; /**< mbb_neighbour: by associations that are no abstract classes; those of the nearest class first */
    bool has_more_neighbours;
    mbb_list
        more_neighbours; /**< mbb_doc_line: names of the associations that everything derived from `root` has, where they are many */
    bool has_untold_neighbours; /**< and others, which are not listed: there are very many */
    mbb_comment root;           /**< its topmost ancestor; empty where there are no more_neighbours */
    mbb_list includes;          /**< mbb_include: headers of the classes whose methods or tables are taken over */
    unsigned flag_set;          /**< what `flags` says, as numbers */
    const mb_class *cls;
} mbb_class;

/** A namespace of a library. */
typedef struct mbb_space {
    mbb_identifier prefix; /**< hv, hv_interop */
    mbb_identifier macro;  /**< hv_NAMESPACE */
    mbb_literal name;      /**< string literal */
    mbb_comment text;      /**< root\virtualization\v2 */
    mbb_comment doc;       /**< the same for documentation */
    mbb_list classes;      /**< mbb_class */
    const mb_namespace *ns;
} mbb_space;

/** What one unit of MOF becomes. */
typedef struct mbb_library {
    mbb_identifier name;   /**< virtualization_v2 */
    mbb_identifier prefix; /**< hv */
    mbb_identifier guard;  /**< VIRTUALIZATION_V2 */
    mbb_identifier schema; /**< hv_schema */
    mbb_literal layout;    /**< WMI_LAYOUT of the runtime that it is for */
    mbb_identifier api;    /**< hv_API: the macro before all that the library shows */
    bool has_api;          /**< declarations are for a header, with that macro and their calling convention */
    mbb_literal name_literal;
    mbb_list mofs;                  /**< mbb_doc_line: file names of the MOFs given on the command line, no folders */
    mbb_list spaces;                /**< mbb_space: the main namespace first */
    mbb_list classes;               /**< mbb_class: of all spaces, superclasses before subclasses */
    mbb_comment namespace_text;     /**< of the main namespace */
    mbb_comment namespace_doc;      /**< the same for documentation */
    mbb_identifier namespace_macro; /**< of the main namespace: hv_NAMESPACE */
    uint32_t class_count;
    uint32_t method_count;                     /**< callable (class, method) pairs */
    uint32_t code_count;                       /**< named codes and ranges of return-code tables, of declared methods */
    uint32_t property_count;                   /**< (class, property) pairs */
    mbb_list renamed;                          /**< mbb_renamed */
    const struct mbb_identifiers *identifiers; /**< all names in C */
} mbb_library;

/** A backend that is put into one file with the runtime. */
typedef struct mbb_backend {
    mbb_identifier name; /**< its room in templates/runtime/src, and its header in wmi/: loopback */
    bool is_of_windows;
    bool needs_libraries; /**< of others: only who asks for it gets it */
} mbb_backend;

/** What one run generates: the root of the templates' data. */
typedef struct mbb_bundle {
    mbb_list libraries; /**< mbb_library */
    bool has_runtime;
    mbb_list backends;    /**< mbb_backend: of --amalgamate */
    bool carries_runtime; /**< of --amalgamate: it is in the source of the library, which is the only one */
    bool shares_runtime;  /**< of --amalgamate: it is in files of its own, for several libraries */
} mbb_bundle;

/** What the templates name. */
typedef enum mbb_name_kind {
    MBB_NAME_NONE, /**< what is no name of its own */
    MBB_NAME_PREFIX,
    MBB_NAME_GUARD,
    MBB_NAME_SCHEMA,
    MBB_NAME_SPACE, /**< the macro of a namespace */
    MBB_NAME_CLASS,
    MBB_NAME_METHOD,
    MBB_NAME_ROLE,
    MBB_NAME_TABLE,      /**< of codes */
    MBB_NAME_TAG,        /**< of an enumeration */
    MBB_NAME_ENUMERATOR, /**< or the macro of a text */
    MBB_NAME_KIND_COUNT
} mbb_name_kind;

/**
 * What the templates write behind names, as in {{id}}_get: for each kind of name the suffixes, in the order of strcmp,
 * "" always among them. A name is claimed with all of them.
 */
typedef struct mbb_suffixes {
    struct {
        const char *const *texts;
        size_t count;
    } of[MBB_NAME_KIND_COUNT];
} mbb_suffixes;

typedef struct mbb_bind_input {
    const mb_schema *schema;
    const mb_selection *selection; /**< what of it is bound, under the names that it has in all of it; NULL = all */
    mb_symbols *symbols;
    const char *name;             /**< NULL = from the namespace */
    const char *prefix;           /**< NULL = from the namespace */
    const char *const *mof_names; /**< file names, for comments */
    size_t mof_count;
    const mb_sources *sources;    /**< where the schema was read from, for comments */
    const mbb_suffixes *suffixes; /**< of the templates that are going to be rendered */
    bool is_unnamed; /**< nobody will see the names in C: that namespaces lead to the same ones is no error */
} mbb_bind_input;

/**
 * Schema to binding. @return false when there were errors: no class, a name or prefix that cannot be used, or namespaces
 * whose prefixes lead to the same names.
 */
bool mbb_bind(const mbb_bind_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mbb_library **out);

/** Whether no two libraries of a run have names in common, because of their prefixes; those that have are reported. */
bool mbb_check_clashes(const mbb_library *libraries, size_t count, mb_arena *arena, mb_diag *diag);

/** The default name and prefix of a namespace's library: root\virtualization\v2 gives virtualization_v2 and hv. In the arena. */
void mbb_default_names(const char *ns, mb_arena *arena, const char **name, const char **prefix);
/**
 * Whether a text is usable as a name or a prefix: a C identifier of at most 100 characters that is no keyword and no
 * device of Windows, without an underscore at either end or two in a row; not wmi, wmi_..., or runtime, which are the
 * runtime's.
 */
bool mbb_valid_name(const char *text);
/** Whether it is usable as the name of a library: mofbind has targets of its own, such as mofbind::com, and systems have
 * headers, such as <security.h>, that its own would hide. */
bool mbb_valid_library_name(const char *text);

#endif
