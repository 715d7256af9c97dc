/**
 * @file
 * The tables that the generated sources are made of, and that the one encoder and the one decoder walk.
 */
#ifndef WMI_DESCRIPTOR_H
#define WMI_DESCRIPTOR_H

#include <wmi/types.h>
#include <wmi/version.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How many items an array has, for the descriptors. */
#define WMI_COUNT(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

/** Flags of a wmi_field. */
enum {
    WMI_FIELD_ARRAY = 1 << 0,
    WMI_FIELD_KEY = 1 << 1,
    WMI_FIELD_REQUIRED = 1 << 2, /**< the MOF's Required: may not be NULL */
    WMI_FIELD_OPTIONAL = 1 << 3, /**< the MOF's Optional */
    WMI_FIELD_WRITE = 1 << 4,    /**< the MOF's Write: a client may change it */
    WMI_FIELD_RETURN = 1 << 5,   /**< the method's ReturnValue */
    WMI_FIELD_JOB = 1 << 6 /**< out parameter: the job that the method may have started, where it is one to wait for */
};

/** A property of a class, or a parameter of a method. */
typedef struct wmi_field {
    const char *name;       /**< as the MOF spells it */
    const char *class_name; /**< class of a reference, an embedded instance or an object; NULL where it has none */
    uint32_t offset;        /**< of the member in the struct */
    uint16_t type;          /**< a wmi_type */
    uint16_t flags;         /**< WMI_FIELD_... */
} wmi_field;

/** Flags of a wmi_code and of a wmi_text. */
enum {
    WMI_CODE_CONVENTION = 1 << 0 /**< in use, but no host declares it: the MOF's ConventionMap */
};

/** A code of a ValueMap, or a range of codes, and its name exactly as Values spells it. */
typedef struct wmi_code {
    int64_t low;      /**< the code, or the first of a range */
    int64_t high;     /**< equal to low for a single code */
    const char *name; /**< as Values spells it */
    uint32_t flags;   /**< WMI_CODE_CONVENTION, or 0 */
} wmi_code;

/** Flags of a wmi_code_table. */
enum {
    WMI_CODES_UNSIGNED =
        1 << 0 /**< of a uint64: low and high, and what is looked up, are bit patterns: (int64_t)value */
};

/**
 * A ValueMap with its Values, and the ConventionMap with its ConventionValues. Single codes first, ascending; then the
 * ranges, narrowest claim first.
 */
typedef struct wmi_code_table {
    const wmi_code *codes; /**< all of them */
    uint32_t single_count; /**< how many are single codes */
    uint32_t count;        /**< how many there are, ranges included */
    uint32_t flags;        /**< WMI_CODES_UNSIGNED, or 0 */
} wmi_code_table;

/** A table without codes. */
extern WMI_API const wmi_code_table wmi_no_codes;

/**
 * The name of a code: that of the code itself, declared or by convention, else of the first range that holds it; NULL where
 * the MOF names none. Of a uint64 the code is (int64_t)value.
 */
WMI_API const char *WMI_CALL wmi_code_name(const wmi_code_table *table, int64_t code);

/** How much room the text of a code may need. */
#define WMI_TEXT_SIZE 128

/**
 * A text for a code, whatever it is: the name of the code itself; "NAME, by convention" where no host declares it; else the
 * number. A range gives no name here. `buffer` is room for what is no name of the table
 * @return never NULL: a text of the table, or `buffer`, which holds as much of a name as fits
 */
WMI_API const char *WMI_CALL wmi_code_text(const wmi_code_table *table, int64_t code, char buffer[WMI_TEXT_SIZE]);

/** A text of a string's ValueMap, and its name as Values spells it; where that says nothing, the name is the text. */
typedef struct wmi_text {
    const char *value; /**< what travels */
    const char *name;  /**< as Values spells it */
    uint32_t flags;    /**< WMI_CODE_CONVENTION, or 0 */
} wmi_text;

/** The ValueMap of a string with its Values and conventions. Ascending by value, as strcmp has it. */
typedef struct wmi_text_table {
    const wmi_text *texts; /**< all of them */
    uint32_t count;        /**< how many there are */
} wmi_text_table;

/** The name of a text, which is looked for as it is spelt; NULL where the MOF has it not, and for NULL. */
WMI_API const char *WMI_CALL wmi_text_name(const wmi_text_table *table, const char *text);
/** The text that has a name; of several a declared one. NULL where there is none, and for NULL. */
WMI_API const char *WMI_CALL wmi_text_value(const wmi_text_table *table, const char *name);

/** The table of a property's codes, or of a parameter's, for wmi_print. */
typedef struct wmi_field_codes {
    const char *name; /**< of the property or parameter; NULL behind the last */
    /** A wmi_text_table of a string, a wmi_code_table of a number, of arrays likewise. Behind the last: the wmi_field_codes of the superclass */
    const void *table;
} wmi_field_codes;

/** Flags of a wmi_class_info. */
enum {
    WMI_CLASS_ABSTRACT = 1 << 0,
    WMI_CLASS_ASSOCIATION = 1 << 1,
    WMI_CLASS_INDICATION = 1 << 2,
    WMI_CLASS_SINGLETON = 1 << 3,
    WMI_CLASS_DYNAMIC = 1 << 4, /**< the MOF's Dynamic: instances come from a provider, and not from WMI's own store */
    WMI_CLASS_CREATE = 1 << 5,  /**< the MOF's SupportsCreate: a client may create instances */
    WMI_CLASS_UPDATE = 1 << 6,  /**< SupportsUpdate: change them */
    WMI_CLASS_DELETE = 1 << 7,  /**< SupportsDelete: delete them */
    WMI_CLASS_BOUND = 1 << 8    /**< the MOF, or who compiled it, names the namespace: a session must be of it */
};

/** A CIM class: what its struct holds, inherited properties included. Threads: constant, as all tables of this header are. */
typedef struct wmi_class_info {
    const char *name;              /**< as the MOF spells it */
    const char *superclass;        /**< NULL for a root class */
    const char *const *derivation; /**< all ancestors, nearest first, NULL-terminated; never NULL */
    const char *ns;                /**< the namespace, e.g. `root\virtualization\v2` */
    const char *const *keys;       /**< names of the key properties, NULL-terminated; never NULL */
    const wmi_field *fields;       /**< its properties */
    uint32_t field_count;          /**< how many there are */
    uint32_t size;                 /**< sizeof the struct */
    uint32_t meta_offset;          /**< offset of its wmi_meta member */
    uint32_t flags;                /**< WMI_CLASS_... */
    void(WMI_CALL *layout)(
        void); /**< WMI_LAYOUT_OF(WMI_LAYOUT), so that it links with a runtime of that layout alone; nobody calls it */
    const wmi_field_codes *codes; /**< of its properties; NULL = none has any */
} wmi_class_info;

/** Flags of a wmi_method_info. */
enum {
    WMI_METHOD_STATIC = 1 << 0, /**< called on the class, not on an instance */
    WMI_METHOD_VOID = 1 << 1    /**< has no ReturnValue */
};

/** A method as one class declares it: its parameter structs and its return codes. Threads: constant. */
typedef struct wmi_method_info {
    const char *name;                       /**< as the MOF spells it */
    const char *class_name;                 /**< the class whose declaration this is */
    const wmi_field *in;                    /**< what it is given */
    const wmi_field *out;                   /**< ReturnValue last, unless the method is void */
    const wmi_code_table *codes;            /**< of the return value; possibly empty, never NULL */
    uint32_t in_count;                      /**< how many `in` has */
    uint32_t out_count;                     /**< how many `out` has */
    uint32_t in_size;                       /**< sizeof the in struct; 0 where it is wmi_none */
    uint32_t out_size;                      /**< sizeof the out struct; 0 where it is wmi_none */
    uint32_t out_memory_offset;             /**< offset of the out struct's wmi_memory pointer */
    uint32_t flags;                         /**< WMI_METHOD_... */
    const char *ns;                         /**< of a class that is WMI_CLASS_BOUND: its namespace; else NULL */
    void(WMI_CALL *layout)(void);           /**< as that of wmi_class_info */
    const wmi_field_codes *parameter_codes; /**< of its parameters; NULL = none has any */
} wmi_method_info;

/** wmi_code_text() of a method's return codes. */
WMI_API const char *WMI_CALL wmi_return_text(const wmi_method_info *method, int64_t code, char buffer[WMI_TEXT_SIZE]);

/** A class with all methods that an instance of it has. */
typedef struct wmi_schema_class {
    const wmi_class_info *info;            /**< the class */
    const wmi_method_info *const *methods; /**< NULL-terminated; never NULL */
} wmi_schema_class;

/** A whole MOF: what a program hands to the loopback backend. Only a program that names it links all classes. */
typedef struct wmi_schema {
    const char *name;                /**< e.g. virtualization_v2 */
    const wmi_schema_class *classes; /**< superclasses before subclasses */
    uint32_t class_count;            /**< how many there are */
} wmi_schema;

/** What the runtime keeps in every instance struct, as its last member `wmi`. */
typedef struct wmi_meta {
    const char *path;       /**< the object path that the server gave; NULL for an instance that never was there */
    const char *class_name; /**< the class that the server named: the struct's own or one derived from it; or NULL */
    wmi_memory *memory;     /**< owns what the decoder stored in the struct */
    /**
     * What the server sent and the struct has no member for, where it sent such: properties of a derived class, or of a newer
     * host. An embedded instance goes out with them; a put leaves them alone. NULL = nothing.
     */
    const wmi_object *others;
} wmi_meta;

/** Gives back what the decoder stored in an instance, and zeroes it; NULL is allowed. Pointers that the program put in stay the program's. */
WMI_API void WMI_CALL wmi_instance_clear(const wmi_class_info *info, void *instance);
/** The same for a method's out struct. */
WMI_API void WMI_CALL wmi_method_out_clear(const wmi_method_info *method, void *out);

/** The member of a struct that `field` describes. */
static inline void *wmi_field_of(void *base, const wmi_field *field)
{
    return WMI_AS(char *, base) + field->offset;
}
/** The same of a struct that is only read. */
static inline const void *wmi_field_of_const(const void *base, const wmi_field *field)
{
    return WMI_AS(const char *, base) + field->offset;
}

#ifdef __cplusplus
}
#endif
#endif
