/**
 * @file
 * The backend wsman: WS-Management (DSP0226, DSP0227) as Windows speaks it (MS-WSMV), over libcurl and libxml2.
 *
 * wsman_names.c      namespaces, resource URIs
 * wsman_time.c       datetimes as XML Schema has them
 * wsman_tree.c       XML that was received: read without DTD and entities, within limits
 * wsman_xml.c        looking at it
 * wsman_write.c      XML that is sent
 * wsman_classes.c    the classes of the schemas that are known
 * wsman_reference.c  object paths and endpoint references
 * wsman_encode.c     values and objects to XML
 * wsman_shape.c      which element of an object is which of its properties
 * wsman_decode.c     XML to values and objects
 * wsman_envelope.c   a request's header, an answer's envelope
 * wsman_fault.c      faults
 *
 * wsman_transport.h has the rest.
 */
#ifndef WMIP_WSMAN_WSMAN_INTERNAL_H
#define WMIP_WSMAN_WSMAN_INTERNAL_H

#include "value/value.h"

#include <wmi/backend.h>
#include <wmi/path.h>

#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlwriter.h>

/* Namespaces. */

#define WMIP_NS_SOAP "http://www.w3.org/2003/05/soap-envelope"
#define WMIP_NS_ADDRESSING "http://schemas.xmlsoap.org/ws/2004/08/addressing"
#define WMIP_NS_ENUMERATION "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
#define WMIP_NS_TRANSFER "http://schemas.xmlsoap.org/ws/2004/09/transfer"
#define WMIP_NS_EVENTING "http://schemas.xmlsoap.org/ws/2004/08/eventing"
#define WMIP_NS_XSI "http://www.w3.org/2001/XMLSchema-instance"
#define WMIP_NS_WSMAN "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
#define WMIP_NS_BINDING "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"
#define WMIP_NS_CIM "http://schemas.dmtf.org/wbem/wscim/1/common"
#define WMIP_NS_IDENTITY "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
#define WMIP_NS_MICROSOFT "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"
#define WMIP_NS_FAULT "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
#define WMIP_WSMAN_ANONYMOUS WMIP_NS_ADDRESSING "/role/anonymous"
#define WMIP_WSMAN_WQL "http://schemas.microsoft.com/wbem/wsman/1/WQL"
#define WMIP_WSMAN_ASSOCIATION "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"

/** How deep elements may be nested in an answer, the envelope included. */
#define WMIP_WSMAN_DEPTH 64
/** How many properties an object that is received may have. */
#define WMIP_WSMAN_PROPERTIES 1024

/** Zeroes a secret, even where nobody looks at it any more. */
void wmip_wsman_wipe(void *bytes, size_t size);

/** Whether a text can be a segment of a URI or the name of an element: `[A-Za-z_][A-Za-z0-9_]*`. */
bool wmip_wsman_is_name(const char *text, size_t length);
/** The resource URI of a class: `http://schemas.microsoft.com/wbem/wsman/1/wmi/` namespace `/` class. A class of "*" is all of them. */
bool wmip_wsman_resource(const char *ns, const char *class_name, wmip_buffer *uri);
/** A part of a text. */
typedef struct wmip_wsman_slice {
    const char *text;
    size_t length;
} wmip_wsman_slice;
/**
 * What a resource URI names: the class is its last part; `ns`, with its slashes as they stand, is NULL where the URI is one
 * of the DMTF's, which has none. @return false where the URI is of neither kind.
 */
bool wmip_wsman_resource_parse(const char *uri, wmip_wsman_slice *ns, wmip_wsman_slice *class_name);

/* Datetimes. */

/** Room for the text of any xs:dateTime and xs:duration that is written. */
#define WMIP_WSMAN_TIME_SIZE 48
/**
 * What a datetime is written as: the local name of the element in WMIP_NS_CIM, and its text. One with unknown fields is a
 * CIM_DateTime with CIM's own 25 characters. @return NULL where a field is outside its range.
 */
const char *wmip_wsman_time_write(const wmi_datetime *value, char text[WMIP_WSMAN_TIME_SIZE]);
/** Reads xs:dateTime, xs:date, xs:time (unknown fields then), xs:duration without years and months, or CIM's 25 characters. */
bool wmip_wsman_time_read(const char *text, wmi_datetime *value);

/**
 * What libxml2 reports on this thread meanwhile. Where it lacks memory, its trees and its writer leave out what they had none
 * for, and go on: so that is noted, and what came of it is not used.
 */
typedef struct wmip_wsman_watch {
    xmlStructuredErrorFunc handler; /**< whom it told before, and tells again */
    void *context;
    bool lacked_memory;
} wmip_wsman_watch;

void wmip_wsman_watch_begin(wmip_wsman_watch *watch);
void wmip_wsman_watch_end(const wmip_wsman_watch *watch);

/* XML that is received. */

typedef struct wmip_wsman_document wmip_wsman_document;
typedef struct wmip_wsman_node wmip_wsman_node;
typedef struct wmip_wsman_shape wmip_wsman_shape;

/** An attribute; or what a prefix, its name, stands for. */
typedef struct wmip_wsman_attribute {
    const char *name;
    const char *ns;    /**< NULL = none */
    const char *value; /**< NULL of a prefix */
} wmip_wsman_attribute;

/** An element. Within a document, equal names are one and the same text, and so are equal namespaces. */
struct wmip_wsman_node {
    wmip_wsman_document *document;
    const char *name; /**< without a prefix */
    const char *ns;   /**< NULL = none */
    /** The characters in it, as they are; "" = none. Comments do not count, nor what is inside other elements, nor blanks between these. */
    const char *text;
    const wmip_wsman_node *parent;
    wmip_wsman_node *first; /**< in it */
    wmip_wsman_node *next;  /**< behind it */
    wmip_wsman_node *same;  /**< while an object is read: the next of that name */
    const wmip_wsman_attribute *attributes;
    const wmip_wsman_attribute *prefixes;
    size_t attribute_count;
    size_t prefix_count;
    bool is_nil; /**< it says xsi:nil */
};

/** A document that was read. All that nodes point to ends with it. */
struct wmip_wsman_document {
    wmi_memory *memory;
    xmlDictPtr names;
    wmip_wsman_node *root;
    wmip_wsman_shape *shapes;    /**< of what was made of it: wsman_shape.c */
    const char *known_name;      /**< of the element whose class was looked up last */
    const char *known_ns;        /**< its namespace */
    const wmi_class_info *known; /**< the class */
};

/** Who is to see an element before the document is read to its end. */
typedef struct wmip_wsman_glimpse {
    const char *name; /**< of elements, in any namespace */
    /** The element is open; what stands before it is all there. */
    void (*look)(void *context, const wmip_wsman_node *node);
    void *context;
} wmip_wsman_glimpse;

/**
 * Reads a document of `size` bytes. DTDs are refused, and so are elements nested too deeply. Give it back with wmip_wsman_document_clear,
 * in any case. @param glimpse NULL = nobody @param kept libxml2's parser from one document to the next, which then has the names that
 * both have; NULL there before the first, and after one that was no good; whoever keeps it frees it. NULL = none is kept
 * @return WMI_OK, WMI_REPLY, WMI_NO_MEMORY.
 */
wmi_status wmip_wsman_parse(const char *bytes, size_t size, const wmip_wsman_glimpse *glimpse, xmlParserCtxtPtr *kept,
                            wmip_wsman_document *document, wmi_error *error);
void wmip_wsman_document_clear(wmip_wsman_document *document);
/** Whether an element has that name, in that namespace; NULL = in any. */
bool wmip_wsman_is(const wmip_wsman_node *node, const char *ns, const char *name);
/** The first element in an element; NULL where there is none, and of NULL. */
static inline wmip_wsman_node *wmip_wsman_first(const wmip_wsman_node *node)
{
    return node != NULL ? node->first : NULL;
}
/** The first element of that name in an element; NULL where there is none, and of NULL. */
const wmip_wsman_node *wmip_wsman_child(const wmip_wsman_node *node, const char *ns, const char *name);
/**
 * The text of an element without blanks around it, for URIs and the like; NULL of NULL, and where there is nothing but blanks.
 * @return false when there is no memory.
 */
bool wmip_wsman_token(const wmip_wsman_node *node, wmi_memory **memory, const char **text);
/** The value of an attribute, likewise; of no namespace where `ns` is NULL. */
bool wmip_wsman_attribute_text(const wmip_wsman_node *node, const char *ns, const char *name, wmi_memory **memory,
                               const char **text);
/** What a prefixed name in a text means where it stands. `local` points into it; `*ns` is NULL where the prefix means nothing. */
void wmip_wsman_qname(const wmip_wsman_node *node, const char *text, const char **ns, const char **local);

/* XML that is sent. A failure is remembered, and what follows does nothing. */

/** What is being written. */
typedef struct wmip_wsman_writer {
    xmlOutputBufferPtr out;
    xmlTextWriterPtr xml;
    wmip_wsman_watch watch;
    wmi_status status;
    wmi_error *error;
    const char *tail; /**< what ends the document; NULL = the ends of the elements that are open */
    size_t tail_size;
    const char *text; /**< all of it, once it is finished */
    size_t size;
} wmip_wsman_writer;

/** Begins; wmip_wsman_writer_end gives everything back, in any case. */
void wmip_wsman_writer_begin(wmip_wsman_writer *writer, wmi_error *error);
void wmip_wsman_writer_end(wmip_wsman_writer *writer);
/** Closes what is open. @return the first failure, which `error` then tells. */
wmi_status wmip_wsman_writer_finish(wmip_wsman_writer *writer);
/** A failure of a USAGE, told by a sentence. */
void wmip_wsman_writer_refuse(wmip_wsman_writer *writer, const char *format, ...) WMI_PRINTF(2, 3);
/** What is XML already, as a writer made it. */
void wmip_wsman_put_raw(wmip_wsman_writer *writer, const char *text, size_t size);
void wmip_wsman_open(wmip_wsman_writer *writer, const char *name);
void wmip_wsman_close(wmip_wsman_writer *writer);
void wmip_wsman_put_attribute(wmip_wsman_writer *writer, const char *name, const char *text);
/** Text; what XML cannot hold, and control characters, which hosts garble, are refused. */
void wmip_wsman_put_text(wmip_wsman_writer *writer, const char *text);
/** An element with a text, or an empty one where that is NULL. */
void wmip_wsman_put_element(wmip_wsman_writer *writer, const char *name, const char *text);

/* References. */

/** The classes of a host that are known; NULL = none. */
typedef struct wmip_wsman_classes wmip_wsman_classes;
/** Those of schemas; `*classes` is NULL where they have none. @return false when there is no memory. */
bool wmip_wsman_classes_new(const wmi_schema *const *schemas, size_t count, wmip_wsman_classes **classes);
void wmip_wsman_classes_free(wmip_wsman_classes *known);
/** The class of that name in a namespace, or in any (NULL), where it is known. `class_name` need not end with a NUL. */
const wmi_class_info *wmip_wsman_class(const wmip_wsman_classes *known, wmip_wsman_slice ns,
                                       wmip_wsman_slice class_name);

/** What a path names, as a request addresses it. */
typedef struct wmip_wsman_target {
    wmi_path path;
    wmip_buffer uri; /* the resource URI */
} wmip_wsman_target;

/**
 * Reads a path; one without a namespace is of `ns`. Give it back with wmip_wsman_target_clear, in any case.
 * @return WMI_OK; WMI_TRANSPORT with WMI_E_INVALID_OBJECT_PATH where the path is none; WMI_USAGE where it cannot be said in WS-Management: a key of
 * it has no name and the class is not known.
 */
wmi_status wmip_wsman_target_read(const wmip_wsman_classes *classes, const char *ns, const char *path,
                                  wmip_wsman_target *target, wmi_error *error);
void wmip_wsman_target_clear(wmip_wsman_target *target);
/**
 * Gives an object the keys of a path, where it has none of its own. @param text the path, for messages
 * @return WMI_OK; WMI_TRANSPORT with WMI_E_INVALID_OBJECT_PATH; WMI_NO_MEMORY
 */
wmi_status wmip_wsman_add_keys(const wmi_class_info *info, const wmi_path *path, const char *text, wmi_object *object,
                               wmi_error *error);
/** What a key is declared as; NULL where it is not, or `info` is NULL. */
const wmi_field *wmip_wsman_key_field(const wmi_class_info *info, const char *name);
/** w:SelectorSet, of the keys of a path; nothing where it has none. */
void wmip_wsman_put_selectors(wmip_wsman_writer *writer, const wmip_wsman_classes *classes, const char *ns,
                              const wmi_path *path);
/** The children of an endpoint reference: a:Address and a:ReferenceParameters. */
void wmip_wsman_put_reference(wmip_wsman_writer *writer, const wmip_wsman_classes *classes, const char *ns,
                              const char *path);
/** Whether an element holds an endpoint reference: its children, or a:EndpointReference around them. */
bool wmip_wsman_is_reference(const wmip_wsman_node *node);
/**
 * The path that an endpoint reference means. The namespace is that of its URI, of its __cimnamespace or, where it has neither,
 * `ns`. @return WMI_OK; WMI_REPLY where it cannot be read; WMI_NO_MEMORY.
 */
wmi_status wmip_wsman_read_reference(const wmip_wsman_node *node, const wmip_wsman_classes *classes, const char *ns,
                                     wmi_memory **memory, const char **out, wmi_error *error);

/* Values and objects. */

/** What is needed to write or read values. */
typedef struct wmip_wsman_codec {
    const char *ns; /**< namespace of the session */
    const wmip_wsman_classes *classes;
} wmip_wsman_codec;

/**
 * The properties of an object as elements with prefix `p`, which must be bound. NULLs are written as xsi:nil, NULL and empty
 * arrays not at all.
 */
void wmip_wsman_put_properties(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const wmi_object *object);
/** Opens the element of a call, `p:Method_INPUT` of a class's URI. */
void wmip_wsman_open_input(wmip_wsman_writer *writer, const char *uri, const char *method);
/** What is in it. */
void wmip_wsman_put_input(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const wmi_method_info *method,
                          const wmi_object *in);
/** The body of a Put or a Create: `p:Class`. */
void wmip_wsman_put_instance(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const char *uri,
                             const wmi_object *object);

/** What the elements in a node are read as. */
typedef struct wmip_wsman_fields {
    const wmi_field *fields; /**< what is known of them */
    size_t count;
    const char *own; /**< the namespace whose elements count, as the document has it; NULL = those of any */
} wmip_wsman_fields;

/** The elements of one name in an object. */
typedef struct wmip_wsman_slot {
    const char *name;
    const char *ns;
    const wmi_field *field; /**< NULL = not known */
    size_t rank;            /**< of the field */
    wmip_wsman_node *first; /**< the others behind it: `same` */
    wmip_wsman_node *last;
    size_t count; /**< 0 = the object has none */
} wmip_wsman_slot;

/** The slots of an object, and of those read before it. */
struct wmip_wsman_shape {
    wmip_wsman_shape *next; /* of the document */
    wmip_wsman_fields fields;
    wmip_wsman_slot *slots;
    size_t *order; /**< in which properties are to be taken: of indices of slots */
    size_t count;
    size_t capacity;
    size_t used; /**< slots that the object has elements in */
    bool is_busy;
};

/**
 * Puts the elements in a node into slots. `*out` is the caller's until wmip_wsman_shape_end.
 * @return WMI_OK, WMI_REPLY, WMI_NO_MEMORY; of a failure there is no shape.
 */
wmi_status wmip_wsman_shape_begin(const wmip_wsman_node *node, const wmip_wsman_fields *fields, wmip_wsman_shape **out,
                                  wmi_error *error);
void wmip_wsman_shape_end(wmip_wsman_shape *shape);

/**
 * Adds the elements in a node to an object, as its properties. Of what is known no type, a text is a string, and what comes once no
 * array: the codec makes of them what a struct declares. @return WMI_OK, WMI_REPLY, WMI_NO_MEMORY.
 */
wmi_status wmip_wsman_read_properties(const wmip_wsman_node *node, const wmip_wsman_codec *codec,
                                      const wmip_wsman_fields *fields, unsigned depth, wmi_object *object,
                                      wmi_error *error);
/**
 * An instance, the element of its class; its path is that of `reference`, an endpoint reference or NULL, or is made from its keys where the class is
 * known. `*object` is the caller's: wmi_object_free.
 */
wmi_status wmip_wsman_read_instance(const wmip_wsman_node *node, const wmip_wsman_node *reference,
                                    const wmip_wsman_codec *codec, wmi_object **object, wmi_error *error);
/** The columns of a query, a w:XmlFragment, of a class that the query names; likewise. */
wmi_status wmip_wsman_read_fragment(const wmip_wsman_node *node, const char *class_name, const wmip_wsman_codec *codec,
                                    wmi_object **object, wmi_error *error);
/** The answer to a call. What cannot be read is a NULL that says so, and loses nothing else. */
wmi_status wmip_wsman_read_output(const wmip_wsman_node *node, const wmi_method_info *method,
                                  const wmip_wsman_codec *codec, wmi_object **object, wmi_error *error);

/** What a fault means to the client, by its subcode. */
typedef enum wmip_wsman_fault_kind {
    WMIP_FAULT_OTHER,
    WMIP_FAULT_ACCESS,
    WMIP_FAULT_NOT_FOUND,
    WMIP_FAULT_ACTION,  /**< the method is not known */
    WMIP_FAULT_REQUEST, /**< what was sent is not accepted */
    WMIP_FAULT_FILTER,  /**< the query is not accepted */
    WMIP_FAULT_CONTEXT, /**< the enumeration is no more */
    WMIP_FAULT_TIMED_OUT,
    WMIP_FAULT_BUSY,       /**< may pass: quotas and the like */
    WMIP_FAULT_SIZE,       /**< an answer that is larger than it may be */
    WMIP_FAULT_UNSUPPORTED /**< a feature of the request */
} wmip_wsman_fault_kind;

/* Envelopes. */

/** The length of a message's identity, `uuid:` and a UUID, with its NUL. */
#define WMIP_WSMAN_ID_SIZE 42

/** Where in a frame belongs what differs: the texts of elements but for the last two. */
typedef enum wmip_wsman_place {
    WMIP_PLACE_RESOURCE,
    WMIP_PLACE_ACTION,
    WMIP_PLACE_MESSAGE_ID,
    WMIP_PLACE_TIMEOUT_ELEMENT, /**< where the element of the time begins */
    WMIP_PLACE_TIMEOUT,
    WMIP_PLACE_HEADER, /**< the rest of the header */
    WMIP_PLACE_BODY,
    WMIP_PLACES
} wmip_wsman_place;

/** What all requests to an endpoint have in common, written once, by libxml2: an envelope in which only what differs is missing. */
typedef struct wmip_wsman_frame {
    wmip_buffer text;
    size_t places[WMIP_PLACES];
} wmip_wsman_frame;

/**
 * Makes one. @param to the endpoint's URL @param language that texts are wanted in @param max_envelope octets of an answer
 * @param frame zeroed; wmip_wsman_frame_clear gives it back, in any case
 */
wmi_status wmip_wsman_frame_make(const char *to, const char *language, uint32_t max_envelope, wmip_wsman_frame *frame,
                                 wmi_error *error);
void wmip_wsman_frame_clear(wmip_wsman_frame *frame);
/**
 * Makes one of an operation on an object out of one of an endpoint, for requests that differ in their identities, their times and what the element of
 * the method holds. @param path whose keys are the selectors; NULL = none @param frame zeroed; wmip_wsman_frame_clear gives it back, in any case
 */
wmi_status wmip_wsman_frame_of_call(const wmip_wsman_frame *endpoint, const wmip_wsman_codec *codec,
                                    const char *resource, const char *action, const wmi_path *path, const char *method,
                                    wmip_wsman_frame *frame, wmi_error *error);

/** The header of a request. */
typedef struct wmip_wsman_header {
    const wmip_wsman_frame *frame; /**< NULL = nothing, but an empty header: Identify */
    const char *resource;          /**< NULL = the frame is one of a call, and has it, the action and the selectors */
    const char *action;
    const char *message_id;
    uint32_t timeout_ms;    /**< WMI_FOREVER = the host's own */
    const wmi_path *path;   /**< whose keys are the selectors; NULL = none */
    const char *identifier; /**< of a subscription, e:Identifier; NULL = none */
} wmip_wsman_header;

/** Begins an envelope, with its header, and opens the body; wmip_wsman_writer_finish closes both. */
void wmip_wsman_put_header(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const wmip_wsman_header *header);

/** An answer. */
typedef struct wmip_wsman_answer {
    wmip_wsman_document document;
    size_t size;                  /**< octets that it had */
    const wmip_wsman_node *body;  /**< the first element in the body; NULL where it is empty */
    const wmip_wsman_node *fault; /**< the same where it is a fault */
    const char *relates_to;       /**< NULL where it says nothing */
    wmip_wsman_fault_kind kind;   /**< of a fault, once it was read */
    wmi_memory *memory;
} wmip_wsman_answer;

/**
 * Reads an envelope, as wmip_wsman_parse does. Give it back with wmip_wsman_answer_clear, in any case; until then it must not be moved.
 * @return WMI_OK, WMI_REPLY, WMI_NO_MEMORY.
 */
wmi_status wmip_wsman_answer_read(const char *bytes, size_t size, const wmip_wsman_glimpse *glimpse,
                                  xmlParserCtxtPtr *kept, wmip_wsman_answer *answer, wmi_error *error);
void wmip_wsman_answer_clear(wmip_wsman_answer *answer);
/** Whether it answers the message with that identity; a fault need not say so. @return WMI_OK, WMI_REPLY. */
wmi_status wmip_wsman_answer_check(const wmip_wsman_answer *answer, const char *message_id, wmi_error *error);

/* Faults. */

/** A fault, read. Texts are in a region of whoever asked for it. */
typedef struct wmip_wsman_fault {
    wmip_wsman_fault_kind kind;
    const char *subcode; /**< local name; NULL where it has none */
    const char *detail;  /**< last part of w:FaultDetail; NULL where it has none */
    const char *text;    /**< the first that says something, of the innermost; in the host's language */
    uint32_t outer;      /**< the code that stands outermost; 0 = none */
    uint32_t number;     /**< HRESULT: WMI's own where the fault has one */
    wmi_extended_status extended;
} wmip_wsman_fault;

/** Reads a fault, in any of its forms. @return false when there is no memory. */
bool wmip_wsman_fault_read(const wmip_wsman_node *node, wmi_memory **memory, wmip_wsman_fault *fault);
/** Fills `error` for it. `doing`: "Cannot call Class.Method". @return WMI_TRANSPORT; WMI_TIMEOUT of one that says so. */
wmi_status wmip_wsman_fault_tell(const wmip_wsman_fault *fault, const char *doing, wmi_error *error);

#endif
