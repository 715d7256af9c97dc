/**
 * @file
 * The reference pages as their templates see them: what `mofbind doc` renders. Every text is made safe for the place that it is
 * for, so that nothing in a MOF can be a part of a page but text.
 *
 * Three kinds of text, told apart so that a template cannot mix them up:
 *   mbd_html    text that may stand in HTML, in an element or in an attribute with quotes round it
 *   mbd_id      an id, or a path below the folder of the pages: [A-Za-z0-9_./-]+
 *   mbd_script  a string literal of JavaScript with its quotes, which no end of a script can stand in
 *
 * Paths are relative to the folder of the pages; `root` leads there from the page that a template makes: {{root}}{{page}}.
 */
#ifndef MB_DOC_SITE_H
#define MB_DOC_SITE_H

#include "binding/binding.h"

typedef const char *mbd_html;
typedef const char *mbd_id;
typedef const char *mbd_script;

/** A class, where another page speaks of it. */
typedef struct mbd_link {
    mbd_html name;
    bool has_page; /**< else it is not declared, or not selected */
    mbd_id page;   /**< virtualization_v2/Msvm_ComputerSystem.html */
    bool is_abstract;
    bool is_association;
    bool has_brief;
    mbd_html brief; /**< the first sentence of its description */
} mbd_link;

/** A paragraph of a description; names of classes in it are links. */
typedef struct mbd_paragraph {
    mbd_html text; /**< holds elements */
} mbd_paragraph;

/** A code, a range of codes, or a bit. */
typedef struct mbd_code {
    mbd_html value; /**< 32775, 4097..32767, .., "text" */
    bool has_hex;
    mbd_html hex;  /**< 0x8007; of a bit its mask */
    mbd_html name; /**< as Values spells it; empty where it has none */
    bool has_c_name;
    mbd_id c_name; /**< of its enumerator or macro; the id of its row */
    bool is_bit;   /**< `value` is its position */
    bool is_convention;
} mbd_code;

/** A property of a class, or a parameter of a method. */
typedef struct mbd_member {
    mbd_id anchor;   /**< EnabledState, RequestStateChange.RequestedState */
    mbd_id c_anchor; /**< hv_Msvm_ComputerSystem.EnabledState; of a parameter hv_C_M_in.X, or _out where it is not in */
    mbd_html name;
    mbd_html type;          /**< as MOF writes it, up to the class: uint16[], EmbeddedInstance */
    bool has_class;         /**< what it refers to, or holds */
    mbd_link cls;           /**< that class */
    mbd_html ending;        /**< of the type, behind the class: REF, [] */
    mbd_html c_type;        /**< wmi_opt_uint16, const char * */
    mbd_html c_name;        /**< name of the member of the struct */
    mbd_html c_declaration; /**< both: const char *Name */
    bool is_in;             /**< parameter */
    bool is_out;            /**< parameter */
    bool is_key;            /**< property */
    mbd_id declared_anchor; /**< of an inherited property: on the page of its class */
    bool has_notes;
    mbd_html notes; /**< "read-only, in bytes, since Windows Server 2016" */
    bool has_doc;
    mbb_list doc; /**< mbd_paragraph */
    bool has_brief;
    mbd_html brief;
    bool has_codes;
    mbb_list codes; /**< mbd_code */
    bool has_conventions;
    bool has_table; /**< there is a table of their names in C */
    mbd_id table;   /**< hv_C_X_codes */
} mbd_member;

typedef struct mbd_method {
    mbd_id anchor; /**< RequestStateChange */
    mbd_id c_name; /**< hv_Msvm_ComputerSystem_RequestStateChange; the id of a second anchor */
    mbd_html name;
    mbd_html type;          /**< what it returns, or void */
    mbd_html signature;     /**< of what goes in and out by name: (AffectedSystem, SnapshotType) */
    mbd_id declared_anchor; /**< of an inherited one: on the page of its class */
    bool is_static;
    bool has_job; /**< it may start a job, and there is a _wait */
    bool is_void;
    bool has_hosts;
    mbd_html hosts;
    bool has_link;
    mbd_html link; /**< address of its page in the public reference */
    bool has_notes;
    mbd_html notes; /**< "Deprecated in favor of CIM_X" */
    bool has_doc;
    mbb_list doc; /**< mbd_paragraph */
    bool has_brief;
    mbd_html brief;
    mbd_html prototype; /**< what the header declares, in lines */
    bool has_parameters;
    mbb_list parameters; /**< mbd_member, in the order of the MOF */
    bool has_codes;
    mbb_list codes; /**< mbd_code: what it returns */
    bool has_conventions;
    bool has_table;
    mbd_id table;
} mbd_method;

/** What a class has from an ancestor. */
typedef struct mbd_heritage {
    mbd_link cls;
    mbd_id declared_page; /**< its page */
    mbb_list properties;  /**< mbd_member */
    mbb_list methods;     /**< mbd_method */
} mbd_heritage;

/** What an association leads to from a class. */
typedef struct mbd_tie {
    mbd_link association;
    mbd_html role; /**< that the class is in */
    mbd_html other_role;
    mbd_link other;     /**< class of what is there */
    bool is_inherited;  /**< an ancestor is declared to be in that role */
    mbd_link inherited; /**< that one */
} mbd_tie;

/** A reference of an association. */
typedef struct mbd_end {
    mbd_html role;
    mbd_link cls;
} mbd_end;

/** A method or a property that has to do with a class. */
typedef struct mbd_use {
    mbd_link cls;
    mbd_html member; /**< name of the method or the property */
    mbd_id anchor;
    bool has_parameter; /**< of a method */
    mbd_html parameter;
    mbd_html how; /**< "is given an instance", "gives back a reference", "holds an instance" */
} mbd_use;

/** An end of a list in a tree. */
typedef struct mbd_end_of_list {
    mbd_html nothing; /**< empty */
} mbd_end_of_list;

/** A line of a tree: a nested list, told by what opens and closes. */
typedef struct mbd_branch {
    mbd_link cls;
    bool is_self;    /**< the class whose page it is */
    bool opens;      /**< its own list begins behind it */
    mbb_list closes; /**< mbd_end_of_list: so many lists end behind it */
} mbd_branch;

/** A picture; its text is there beside it, in a list or in a table. */
typedef struct mbd_diagram {
    bool has_svg;
    mbd_html svg; /**< an element */
} mbd_diagram;

typedef struct mbd_class {
    mbd_html name;
    mbd_id page;   /**< virtualization_v2/Msvm_ComputerSystem.html */
    mbd_id root;   /**< from there to the folder of the pages: ../ */
    mbd_id c_name; /**< hv_Msvm_ComputerSystem: its struct */
    mbd_id header; /**< virtualization_v2/Msvm_ComputerSystem.h */
    mbd_html namespace_name;
    mbd_html kind; /**< "Abstract association" */
    bool is_abstract;
    bool is_association;
    bool has_super;
    mbd_link super;
    mbb_list ancestors; /**< mbd_link, the topmost first */
    bool has_tree;
    mbb_list tree; /**< mbd_branch: ancestors, itself, subclasses */
    mbd_diagram inheritance;
    bool has_hosts;
    mbd_html hosts;
    bool has_link;
    mbd_html link;
    bool has_notes;
    mbd_html notes; /**< "Deprecated in favor of CIM_X" */
    bool has_doc;
    mbb_list doc; /**< mbd_paragraph */
    bool has_brief;
    mbd_html brief;
    bool has_properties;
    mbb_list properties; /**< mbd_member: declared here */
    bool has_inherited_properties;
    mbb_list inherited_properties; /**< mbd_heritage, of the nearest ancestor first */
    bool has_methods;
    mbb_list methods; /**< mbd_method: declared here */
    bool has_inherited_methods;
    mbb_list inherited_methods; /**< mbd_heritage, of the nearest ancestor first */
    bool has_ends;
    mbb_list ends; /**< mbd_end: of an association */
    bool has_ties;
    mbb_list ties; /**< mbd_tie: the nearest first */
    bool has_common_ties;
    mbd_link common;      /**< the topmost class, whose associations everything has */
    mbb_list common_ties; /**< mbd_tie: these, where they are many */
    bool has_untold_ties; /**< and more, which are not listed */
    mbd_diagram associations;
    bool has_uses;
    mbb_list uses; /**< mbd_use: methods that are given it, or give it back; properties that hold it */
    bool has_untold_uses;
} mbd_class;

/** Classes that belong together. */
typedef struct mbd_theme {
    mbd_html title;
    mbd_id anchor;
    uint32_t count;
    mbb_list classes; /**< mbd_link */
} mbd_theme;

/** A line of an overview. */
typedef struct mbd_edge {
    mbd_link from;
    mbd_link to;
    bool is_association;
    mbd_link association;
    mbd_html label; /**< else: a method or a property of `from` */
    mbd_id anchor;  /**< there */
} mbd_edge;

/** How some classes hang together. */
typedef struct mbd_overview {
    mbd_html title;
    mbd_id anchor;
    mbb_list edges; /**< mbd_edge */
    mbd_diagram diagram;
} mbd_overview;

/** Where a code has a meaning. */
typedef struct mbd_place {
    mbd_link cls;
    mbd_html member; /**< CreateSnapshot, CreateSnapshot.SnapshotType, EnabledState */
    mbd_id anchor;
} mbd_place;

/** A meaning of a code. */
typedef struct mbd_meaning {
    mbd_html name;
    uint32_t count;
    mbb_list places; /**< mbd_place */
} mbd_meaning;

/** A number or a text that is a code somewhere. */
typedef struct mbd_number {
    mbd_id anchor; /**< code-32775 */
    mbd_html value;
    bool has_hex;
    mbd_html hex;
    mbb_list meanings; /**< mbd_meaning */
} mbd_number;

typedef struct mbd_library {
    mbd_id name;   /**< virtualization_v2 */
    mbd_id prefix; /**< hv */
    mbd_html namespace_name;
    mbb_list files; /**< mbd_paragraph: names of the MOFs */
    uint32_t class_count;
    uint32_t method_count;
    uint32_t property_count;
    mbb_list themes; /**< mbd_theme */
    bool has_overviews;
    mbb_list overviews; /**< mbd_overview */
    mbb_list tree;      /**< mbd_branch: all classes */
    mbb_list alphabet;  /**< mbd_link: all classes by name */
    bool has_numbers;
    mbb_list numbers; /**< mbd_number: in order; texts behind them */
    mbb_list classes; /**< mbd_class */
} mbd_library;

/** For the search: a class. */
typedef struct mbd_found_class {
    mbd_script name;
    mbd_script c_name;
    mbd_script page;
    uint32_t library;
    mbd_script super; /**< number of its superclass among these, or null */
    mbd_script text;
} mbd_found_class;

/** For the search: a property or a method, at the class that declares it. */
typedef struct mbd_found_member {
    mbd_script kind; /**< "p", "m" */
    uint32_t cls;    /**< number of its class among these */
    mbd_script name;
    mbd_script anchor;
    mbd_script text; /**< description; of a method also names and descriptions of its parameters */
} mbd_found_member;

typedef struct mbd_index_number {
    uint32_t number;
} mbd_index_number;

/** For the search: a meaning of a code. */
typedef struct mbd_found_code {
    mbd_script value;
    mbd_script name;
    mbd_script page;  /**< of the codes of its library, with the anchor */
    mbb_list members; /**< mbd_index_number: numbers of the members that have it */
} mbd_found_code;

/** All pages. */
typedef struct mbd_site {
    mbd_id root; /**< of pages that are in the folder itself: empty */
    mbd_html title;
    bool is_single; /**< there is one library */
    bool has_diagrams;
    uint32_t class_count;
    mbb_list libraries;     /**< mbd_library */
    mbb_list found_classes; /**< mbd_found_class */
    mbb_list found_members; /**< mbd_found_member */
    mbb_list found_codes;   /**< mbd_found_code */
} mbd_site;

#endif
