/**
 * @file
 * The binding: what the generated C needs, and nothing of MOF. Identifiers are valid and unique, C types chosen, code
 * tables sorted, every text made safe for the place where a template puts it.
 *
 * Four kinds of text, told apart so that a template cannot break the output:
 *   mb_identifier  a C identifier, a file name, or digits: [A-Za-z0-9_./-]+
 *   mb_literal     a C string literal with its quotes, or a C constant, or an expression of C constants
 *   mb_comment     text that may stand in a C comment: one line, no comment delimiter, no backslash at its end, no trigraph
 *   uint32_t       a number
 *
 * Behind what templates see, a struct may say what of the schema it is made of. Templates do not see that; it is there
 * for whoever looks up what an element is called in C.
 */
#ifndef MB_BINDING_BINDING_H
#define MB_BINDING_BINDING_H

#include "schema/schema.h"

typedef const char *mb_identifier;
typedef const char *mb_literal;
typedef const char *mb_comment;

/** A list; the item type is said beside each use. Items lie one behind the other. */
typedef struct mb_list {
    const void *items;
    size_t count;
} mb_list;

/** A line of a comment, at most 100 characters where words allow it. May be empty. */
typedef struct mb_doc_line {
    mb_comment text;
    bool is_blank;         /**< the text is empty: a template then writes no blank before it */
} mb_doc_line;

/** A name that had to be changed. */
typedef struct mb_renamed {
    mb_comment from;       /**< as the MOF spells it, or the identifier that it would have been */
    mb_identifier to;
    mb_comment where;      /**< e.g. "class Msvm_X, property default" */
    mb_comment why;        /**< e.g. "a keyword of C" */
} mb_renamed;

/** A member of an enumeration, or a macro where the value does not fit an int or is text. */
typedef struct mb_enumerator {
    mb_identifier id;      /**< hv_Msvm_ReplicationService_InitiateFailback_Access_Denied */
    mb_literal value;      /**< 32769, UINT32_C(4294967295), "text" */
    mb_comment name;       /**< as Values spells it */
    bool is_bit;           /**< of a BitMap: the value is a mask, 0x00000004 */
    bool is_convention;    /**< of a ConventionMap */
    int64_t number;        /**< the code, of a uint64 its bit pattern; of a bit its position, of a text 0 */
    mb_text text;          /**< of a text; else bytes == NULL */
} mb_enumerator;

/** An entry of a code table. */
typedef struct mb_code_entry {
    mb_literal low;
    mb_literal high;
    mb_literal name;       /**< string literal, exactly as Values spells it */
    mb_literal flags;      /**< WMI_CODE_CONVENTION, or 0 */
} mb_code_entry;

/** An entry of a table of texts. */
typedef struct mb_text_entry {
    mb_literal value;
    mb_literal name;       /**< as Values spells it; where it says nothing, the value */
    mb_literal flags;      /**< WMI_CODE_CONVENTION, or 0 */
} mb_text_entry;

/**
 * A ValueMap/Values with a ConventionMap/ConventionValues, a BitMap/BitValues, or both. Without named integer codes
 * `entries` is empty; without texts, `texts`.
 */
typedef struct mb_code_list {
    mb_identifier id;          /**< P_C_M_codes or P_C_X_codes */
    mb_list entries;           /**< mb_code_entry: single codes first, ascending, each once; then ranges, narrowest first; then the rest */
    uint32_t single_count;
    uint32_t count;
    bool has_entries;
    bool is_text;              /**< a table of texts: the ValueMap is that of a string */
    mb_list texts;             /**< mb_text_entry: by value, each once */
    mb_literal flags;          /**< WMI_CODES_UNSIGNED, or 0 */
    bool has_conventions;
    bool is_bits;              /**< the names of a BitMap alone: there are enumerators and macros, but no table */
    bool shares_entries;       /**< a table before it, in the same source, has the same entries under the same name */
    mb_identifier entries_name; /**< of the array that holds the entries: wmi_entries_of_<id>, of the first that has them */
    bool has_enumerators;
    bool has_ranges;
    mb_list enumerators;       /**< mb_enumerator: single named codes that fit an int, ascending; then named bits, as masks */
    mb_list macros;            /**< mb_enumerator: the other named codes, and the texts of a string's ValueMap */
    mb_list ranges;            /**< mb_doc_line: "4100 .. 32767: Method Reserved", for the doc comment */
    mb_comment subject;        /**< "ReturnValue of InitiateFailback", "property EnabledState" */
    const mb_element *element; /**< that has the codes */
} mb_code_list;

/** A property of a class, or a parameter of a method. */
typedef struct mb_member {
    mb_identifier member;      /**< name in the struct */
    mb_literal name;           /**< string literal of the MOF's name */
    mb_comment mof_name;
    mb_identifier c_type;      /**< wmi_opt_uint16, wmi_array_string, wmi_embedded, ... ; empty where is_pointer or is_object */
    bool is_pointer;           /**< a `const char *`: string or reference */
    bool is_object;            /**< a `wmi_object *` */
    mb_identifier type;        /**< WMI_TYPE_UINT16 */
    mb_literal flags;          /**< WMI_FIELD_ARRAY | WMI_FIELD_KEY, or 0 */
    mb_literal class_name;     /**< string literal, or NULL as text */
    mb_comment mof_type;       /**< as MOF writes it, for comments: "uint16[]", "CIM_ConcreteJob REF", "EmbeddedInstance Msvm_Error" */
    mb_comment notes;          /**< "in, optional", "key, read-only", "in bytes" ...; empty where there is nothing to say */
    bool has_notes;
    mb_list doc;               /**< mb_doc_line: Description; empty where there is none */
    bool has_doc;
    mb_comment declared_in;    /**< property: class that declares it */
    bool is_inherited;
    bool has_codes;
    mb_identifier codes;       /**< id of its table, of numbers or of texts; empty where !has_codes */
    const mb_element *element; /**< NULL: a method's return value */
} mb_member;

typedef struct mb_method {
    mb_identifier id;          /**< hv_Msvm_ReplicationService_InitiateFailback */
    mb_identifier info;        /**< id of its wmi_method_info: P_C_M_info; of an inherited one the declaring class's */
    mb_literal name;
    mb_comment mof_name;
    mb_identifier base;        /**< inherited: id in the declaring class, e.g. hv_CIM_ConcreteJob_GetError; else its own id */
    mb_comment declared_in;    /**< class that declares it */
    bool is_static;
    bool is_void;
    bool has_in;               /**< else P_C_M_in is wmi_none */
    bool has_out;              /**< else P_C_M_out is wmi_none */
    bool has_job;              /**< an out parameter is the job that the method may start: _wait exists */
    mb_list in;                /**< mb_member */
    mb_list out;               /**< mb_member; ReturnValue last unless void */
    mb_list doc;               /**< mb_doc_line: Description */
    bool has_doc;
    bool has_hosts;
    mb_comment hosts;          /**< which hosts have it: "Since Windows Server 2016"; empty where nothing is said */
    bool has_page;
    mb_comment page;           /**< address of its reference page; empty where none is known */
    mb_literal flags;          /**< WMI_METHOD_STATIC | ..., or 0 */
    mb_code_list codes;        /**< its return codes; of an inherited method with the caller's class in the enumerators' names */
    mb_identifier codes_base;  /**< inherited: id of the declaring class's table; else its own */
    bool has_param_codes;
    mb_list param_codes;       /**< mb_code_list: ValueMaps of its parameters: enumerators P_C_M_X_<name>, table P_C_M_X_codes; declared methods only */
    const mb_element *element; /**< the declaration in force */
} mb_method;

/** A table that a subclass takes over under its own name. */
typedef struct mb_code_alias {
    mb_identifier id;          /**< hv_Msvm_ConcreteJob_JobState_codes */
    mb_identifier base;        /**< hv_CIM_ConcreteJob_JobState_codes */
    mb_code_list codes;        /**< enumerators under the subclass's name */
} mb_code_alias;

/** A reference of an association: P_A_<Role>. */
typedef struct mb_role {
    mb_identifier id;          /**< hv_Msvm_SystemDevice_PartComponent */
    mb_literal name;
    mb_comment mof_name;
    mb_comment class_name;     /**< of the objects in that role */
} mb_role;

/** A header to include. */
typedef struct mb_include {
    mb_identifier header;      /**< virtualization_v2/CIM_Service.h */
} mb_include;

typedef struct mb_text_item {
    mb_literal text;           /**< a string literal */
} mb_text_item;

typedef struct mb_binding_class {
    mb_identifier library;     /**< name of its library: virtualization_v2 */
    mb_identifier id;          /**< hv_Msvm_ReplicationService */
    mb_identifier file;        /**< file name without its ending: Msvm_ReplicationService, or interop/CIM_Dependency */
    mb_identifier source;      /**< file name of the source without its ending: no folder, unique: interop_CIM_Dependency */
    mb_identifier header;      /**< virtualization_v2/Msvm_ReplicationService.h */
    mb_identifier guard;       /**< VIRTUALIZATION_V2_MSVM_REPLICATIONSERVICE_H */
    mb_literal name;
    mb_literal owner_name;     /**< the same, visible inside the class's methods and roles */
    mb_comment mof_name;
    mb_comment namespace_name; /**< root\virtualization\v2 */
    mb_identifier namespace_macro; /**< hv_NAMESPACE, hv_interop_NAMESPACE */
    mb_comment mof;            /**< file name of the MOF */
    bool has_super;
    mb_comment super;
    mb_literal super_name;     /**< string literal, or NULL as text */
    bool is_abstract;
    bool is_association;
    mb_comment kind;           /**< "Abstract association", "Class", "Indication", ... for the comment */
    mb_literal flags;          /**< WMI_CLASS_ABSTRACT | ..., or 0 */
    mb_list doc;               /**< mb_doc_line */
    bool has_doc;
    bool has_hosts;
    mb_comment hosts;          /**< which hosts have it: "Since Windows Server 2016"; empty where nothing is said */
    bool has_page;
    mb_comment page;           /**< address of its reference page; empty where none is known */
    mb_list derivation;        /**< mb_text_item: ancestors, nearest first */
    mb_list keys;              /**< mb_text_item */
    bool has_keys;
    bool has_properties;
    mb_list properties;        /**< mb_member: all, inherited ones included */
    mb_list property_codes;    /**< mb_code_list: of properties declared (or overridden with a table of their own) here */
    mb_list inherited_codes;   /**< mb_code_alias: of the other properties */
    mb_list methods;           /**< mb_method: declared here */
    mb_list inherited;         /**< mb_method: of ancestors */
    bool has_methods;          /**< either */
    mb_list roles;             /**< mb_role: of an association, its references */
    mb_list includes;          /**< mb_include: headers of the classes whose methods or tables are taken over */
    const mb_class *cls;
} mb_binding_class;

/** A namespace of a library. */
typedef struct mb_space {
    mb_identifier prefix;      /**< hv, hv_interop */
    mb_identifier macro;       /**< hv_NAMESPACE */
    mb_literal name;           /**< string literal */
    mb_comment text;           /**< root\virtualization\v2 */
    mb_list classes;           /**< mb_binding_class */
    const mb_namespace *ns;
} mb_space;

/** What one unit of MOF becomes. */
typedef struct mb_library {
    mb_identifier name;        /**< virtualization_v2 */
    mb_identifier prefix;      /**< hv */
    mb_identifier guard;       /**< VIRTUALIZATION_V2 */
    mb_identifier schema;      /**< hv_schema */
    mb_literal name_literal;
    mb_list mofs;              /**< mb_doc_line: file names of the MOFs given on the command line, no folders */
    mb_list spaces;            /**< mb_space: the main namespace first */
    mb_list classes;           /**< mb_binding_class: of all spaces, superclasses before subclasses */
    mb_comment namespace_text; /**< of the main namespace */
    mb_identifier namespace_macro; /**< of the main namespace: hv_NAMESPACE */
    uint32_t class_count;
    uint32_t method_count;     /**< callable (class, method) pairs */
    uint32_t code_count;       /**< named codes and ranges of return-code tables, of declared methods */
    uint32_t property_count;   /**< (class, property) pairs */
    mb_list renamed;           /**< mb_renamed */
    const struct mb_identifiers *identifiers; /**< all names in C */
} mb_library;

/** What one run generates: the root of the templates' data. */
typedef struct mb_bundle {
    mb_list libraries;         /**< mb_library */
    bool has_runtime;
} mb_bundle;

typedef struct mb_bind_input {
    const mb_schema *schema;
    mb_symbols *symbols;
    const char *name;               /**< NULL = from the namespace */
    const char *prefix;             /**< NULL = from the namespace */
    const char *const *mof_names;   /**< file names, for comments */
    size_t mof_count;
} mb_bind_input;

/**
 * Schema to binding. @return false when there were errors: no class, a name or prefix that cannot be used, or namespaces
 * whose prefixes lead to the same names.
 */
bool mb_bind(const mb_bind_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_library **out);

/** Whether no two libraries of a run have names in common, because of their prefixes; those that have are reported. */
bool mb_check_clashes(const mb_library *libraries, size_t count, mb_arena *arena, mb_diag *diag);

/** The default name and prefix of a namespace's library: root\virtualization\v2 gives virtualization_v2 and hv. In the arena. */
void mb_default_names(const char *ns, mb_arena *arena, const char **name, const char **prefix);
/**
 * Whether a text is usable as a name or a prefix: a C identifier of at most 100 characters that is no keyword and no
 * device of Windows, without an underscore at either end or two in a row; not wmi, wmi_..., or runtime, which are the
 * runtime's.
 */
bool mb_valid_name(const char *text);
/** Whether it is usable as the name of a library: mofbind has targets of its own, such as mofbind::com, and systems have
 * headers, such as <security.h>, that its own would hide. */
bool mb_valid_library_name(const char *text);

#endif
