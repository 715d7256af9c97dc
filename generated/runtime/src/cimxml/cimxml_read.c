#include "cimxml/cimxml.h"
#include "cimxml/xml.h"
#include "path/path.h"

#include <string.h>

/* More properties than any class has; bounds the search for those given twice. */
#define PROPERTY_LIMIT 4096

/* The six elements that hold a property: what its value is in, and what the items of an array are in. */
typedef struct wmip_cimxml_kind {
    const char *element;
    const char *value;
    const char *item; /* NULL for a scalar */
    wmi_type type;    /* of references and objects; of the others the TYPE attribute tells */
} wmip_cimxml_kind;

static const wmip_cimxml_kind kinds[] = {
    {"PROPERTY", "VALUE", NULL, WMI_TYPE_STRING},
    {"PROPERTY.ARRAY", "VALUE.ARRAY", "VALUE", WMI_TYPE_STRING},
    {"PROPERTY.REFERENCE", "VALUE.REFERENCE", NULL, WMI_TYPE_REFERENCE},
    {"PROPERTY.REFARRAY", "VALUE.REFARRAY", "VALUE.REFERENCE", WMI_TYPE_REFERENCE},
    {"PROPERTY.OBJECT", "VALUE.OBJECT", NULL, WMI_TYPE_OBJECT},
    {"PROPERTY.OBJECTARRAY", "VALUE.OBJECTARRAY", "VALUE.OBJECT", WMI_TYPE_OBJECT},
};

/* The items of an array while their number is not known, in a region that is given back once they are. */
typedef struct wmip_item_list {
    char *items; /* as the value's type has them: texts or objects */
    size_t count;
    size_t capacity;
    wmi_memory *memory;
} wmip_item_list;

static bool read_instance(wmip_xml *xml, wmi_object *object);

static bool unexpected(wmip_xml *xml, const wmip_xml_tag *tag, const char *where)
{
    return wmip_xml_fail(xml, "there is an element %.*s in %s", (int)tag->name.length, tag->name.text, where);
}

/* The text of a VALUE, as a string or, without the white space around it, as what else the property is. */
static bool read_text_value(wmip_xml *xml, wmi_type type, wmi_memory **memory, const char **out)
{
    wmip_buffer text = {0};
    wmip_xml_tag tag;
    wmip_slice slice;
    bool read = wmip_xml_read_text(xml, &text) && wmip_xml_next(xml, &tag);
    if (read && !tag.is_end) {
        read = unexpected(xml, &tag, "a VALUE; embedded instances are escaped text");
    }
    if (read) {
        slice.text = text.text != NULL ? text.text : "";
        slice.length = text.length;
        slice = type == WMI_TYPE_STRING || type == WMI_TYPE_CHAR16 ? slice : wmip_xml_trim(slice);
        *out = wmi_memory_text(memory, slice.text, slice.length);
        read = *out != NULL || wmip_xml_no_memory(xml);
    }
    wmip_buffer_clear(&text);
    return read;
}

/* A VALUE.OBJECT, up to its end: one INSTANCE. */
static bool read_object_value(wmip_xml *xml, wmi_memory **memory, wmi_object **out)
{
    const char *class_name = NULL;
    wmip_xml_tag tag;
    if (!wmip_xml_next(xml, &tag)) {
        return false;
    }
    if (tag.is_end || !wmip_xml_is(&tag, "INSTANCE")) {
        return wmip_xml_fail(xml, "a VALUE.OBJECT does not hold an INSTANCE");
    }
    if (!wmip_xml_attribute_text(xml, &tag, "CLASSNAME", memory, &class_name)) {
        return false;
    }
    *out = wmip_object_new_in(memory, class_name);
    if (*out == NULL) {
        return wmip_xml_no_memory(xml);
    }
    if (!read_instance(xml, *out) || !wmip_xml_next(xml, &tag)) {
        return false;
    }
    return tag.is_end || unexpected(xml, &tag, "a VALUE.OBJECT behind its INSTANCE");
}

/* One value as a text, a path or an object. */
static bool read_raw(wmip_xml *xml, wmi_type type, wmi_memory **memory, wmi_value *out)
{
    *out = wmi_value_null(type == WMI_TYPE_OBJECT || type == WMI_TYPE_REFERENCE ? type : WMI_TYPE_STRING, false);
    out->is_null = false;
    if (type == WMI_TYPE_OBJECT) {
        return read_object_value(xml, memory, &out->u.object);
    }
    if (type == WMI_TYPE_REFERENCE) {
        return wmip_cimxml_read_reference(xml, memory, &out->u.string);
    }
    return read_text_value(xml, type, memory, &out->u.string);
}

/* Leaves the property NULL, and keeps in it what it held. */
static bool keep_raw(wmip_xml *xml, const wmi_value *raw, wmi_property *property, wmi_memory **memory)
{
    wmip_buffer text = {0};
    bool kept;
    wmip_value_spell(raw, &text);
    kept = !text.failed && wmip_memory_copy(memory, text.text != NULL ? text.text : "", &property->unreadable);
    wmip_buffer_clear(&text);
    property->value = wmi_value_null(property->value.type, property->value.is_array);
    return kept || wmip_xml_no_memory(xml);
}

/* From the raw value, in scratch memory, to that of the property. An empty text where a number is due is no value. */
static bool settle(wmip_xml *xml, const wmi_value *raw, wmi_property *property, wmi_memory **memory)
{
    wmi_value *value = &property->value;
    wmip_buffer held = {0};
    switch (wmip_convert_plain(raw, value->type, value->is_array, memory, value)) {
    case WMIP_CONVERTED:
        if (xml->is_lenient || !value->is_null) {
            return true;
        }
        break;
    case WMIP_MISFIT:
        if (xml->is_lenient) {
            return keep_raw(xml, raw, property, memory);
        }
        break;
    default:
        return wmip_xml_no_memory(xml);
    }
    wmip_value_describe(raw, &held);
    if (held.failed) {
        (void)wmip_xml_no_memory(xml);
    } else {
        (void)wmip_xml_fail(xml, "the property %s is declared as %s%s, but holds %s", property->name,
                            wmi_type_name(value->type), value->is_array ? "[]" : "", held.text);
    }
    wmip_buffer_clear(&held);
    return false;
}

static bool append_item(wmip_xml *xml, wmip_item_list *list, const wmi_value *item)
{
    size_t size = wmi_type_size(item->type);
    if (list->count == list->capacity) {
        size_t capacity = list->capacity > 0 ? list->capacity * 2 : 8;
        char *items = wmip_memory_array(&list->memory, capacity, size);
        if (items == NULL) {
            return wmip_xml_no_memory(xml);
        }
        if (list->count > 0) {
            memcpy(items, list->items, list->count * size);
        }
        list->items = items;
        list->capacity = capacity;
    }
    memcpy(list->items + list->count * size, &item->u, size);
    list->count++;
    return true;
}

/* The items up to the end tag. VALUE.NULL is an item that is NULL. */
static bool read_items(wmip_xml *xml, const wmip_cimxml_kind *kind, wmi_type type, wmip_item_list *list)
{
    wmip_xml_tag tag;
    while (wmip_xml_next(xml, &tag)) {
        wmi_value item = wmi_value_null(kind->type, false);
        if (tag.is_end) {
            return true;
        }
        if (wmip_xml_is(&tag, "VALUE.NULL")) {
            if (!wmip_xml_skip(xml)) {
                return false;
            }
        } else if (!wmip_xml_is(&tag, kind->item)) {
            return unexpected(xml, &tag, kind->value);
        } else if (!read_raw(xml, type, &list->memory, &item)) {
            return false;
        }
        if (!append_item(xml, list, &item)) {
            return false;
        }
    }
    return false;
}

static bool read_property_value(wmip_xml *xml, const wmip_cimxml_kind *kind, wmi_property *property,
                                wmi_memory **memory)
{
    wmip_item_list list = {NULL, 0, 0, NULL};
    wmi_type type = property->value.type;
    wmi_value raw = wmi_value_null(kind->type, kind->item != NULL);
    bool read;
    if (kind->item == NULL) {
        read = read_raw(xml, type, &list.memory, &raw);
    } else {
        read = read_items(xml, kind, type, &list);
        raw.is_null = false;
        raw.u.array.items = list.items != NULL ? list.items : "";
        raw.u.array.count = list.count;
    }
    read = read && settle(xml, &raw, property, memory);
    wmi_memory_clear(&list.memory);
    return read;
}

/* The value of a property, up to its end tag; without one it is NULL. */
static bool read_property_content(wmip_xml *xml, const wmip_cimxml_kind *kind, wmi_property *property,
                                  wmi_memory **memory)
{
    bool has_value = false;
    wmip_xml_tag tag;
    while (wmip_xml_next(xml, &tag)) {
        if (tag.is_end) {
            return true;
        }
        if (wmip_xml_is(&tag, "QUALIFIER")) {
            if (!wmip_xml_skip(xml)) {
                return false;
            }
            continue;
        }
        if (has_value) {
            return wmip_xml_fail(xml, "the property %s has more than one value", property->name);
        }
        has_value = true;
        if (wmip_xml_is(&tag, "VALUE.NULL")) {
            if (!wmip_xml_skip(xml)) {
                return false;
            }
        } else if (!wmip_xml_is(&tag, kind->value)) {
            return unexpected(xml, &tag, kind->element);
        } else if (!read_property_value(xml, kind, property, memory)) {
            return false;
        }
    }
    return false;
}

/* The type that a TYPE attribute names; a property without one is taken for a string. */
static bool read_type(wmip_xml *xml, const wmip_xml_tag *tag, const wmip_cimxml_kind *kind, wmi_memory **memory,
                      wmi_type *type)
{
    const char *name = NULL;
    int i;
    *type = kind->type;
    if (kind->type != WMI_TYPE_STRING) {
        return true;
    }
    if (!wmip_xml_attribute_text(xml, tag, "TYPE", memory, &name)) {
        return false;
    }
    for (i = WMI_TYPE_BOOLEAN; name != NULL && i <= WMI_TYPE_DATETIME; i++) {
        if (wmip_equal_names(name, wmi_type_name((wmi_type)i))) {
            *type = (wmi_type)i;
            return true;
        }
    }
    return name == NULL || wmip_xml_fail(xml, "there is no type %s", name);
}

/* An empty property for the start tag that was read. */
static bool start_property(wmip_xml *xml, const wmip_xml_tag *tag, const wmip_cimxml_kind *kind, wmi_object *object,
                           wmi_property **out)
{
    const char *name = NULL;
    wmi_type type = WMI_TYPE_STRING;
    if (!wmip_xml_attribute_text(xml, tag, "NAME", &object->memory, &name)) {
        return false;
    }
    if (name == NULL || !wmip_path_is_name(name)) {
        return wmip_xml_fail(xml, "a property has no name");
    }
    if (object->count == PROPERTY_LIMIT) {
        return wmip_xml_fail(xml, "an instance has too many properties");
    }
    if (wmip_object_find(object, name, object->count) < object->count) {
        return wmip_xml_fail(xml, "the property %s is given twice", name);
    }
    if (!read_type(xml, tag, kind, &object->memory, &type)) {
        return false;
    }
    *out = wmip_object_add(object, name);
    if (*out == NULL) {
        return wmip_xml_no_memory(xml);
    }
    (*out)->value = wmi_value_null(type, kind->item != NULL);
    return wmip_xml_attribute_text(xml, tag, "REFERENCECLASS", &object->memory, &(*out)->class_name);
}

/* One property whose start tag was read. */
static bool read_property_element(wmip_xml *xml, const wmip_xml_tag *tag, const wmip_cimxml_kind *kind,
                                  wmi_object *object)
{
    wmi_property *property = NULL;
    return start_property(xml, tag, kind, object, &property) &&
           read_property_content(xml, kind, property, &object->memory);
}

/* A NULL property for one that could not be read, with its content as it stands; one without a name of its own is
 * passed over. */
static bool keep_unread(wmip_xml *xml, const wmip_xml_tag *tag, const wmip_cimxml_kind *kind, wmi_object *object,
                        size_t count, wmip_slice content)
{
    wmi_memory **memory = &object->memory;
    wmi_property *property = NULL;
    const char *name = NULL;
    if (object->count > count) {
        property = (wmi_property *)object->properties + count; /* it had begun */
    } else {
        if (!wmip_xml_attribute_text(xml, tag, "NAME", memory, &name)) {
            return false;
        }
        if (name == NULL || !wmip_path_is_name(name) || wmip_object_find(object, name, count) < count) {
            return true;
        }
        property = wmip_object_add(object, name);
    }
    if (property == NULL) {
        return wmip_xml_no_memory(xml);
    }
    content = wmip_xml_trim(content);
    property->value = wmi_value_null(kind->type, kind->item != NULL);
    property->unreadable = wmi_memory_text(memory, content.text, content.length);
    return property->unreadable != NULL || wmip_xml_no_memory(xml);
}

/* The same, without loss of all else where it cannot be read: it is gone back to its start, and its element skipped,
 * which fails only where the XML itself is malformed. */
static bool try_property(wmip_xml *xml, const wmip_xml_tag *tag, const wmip_cimxml_kind *kind, wmi_object *object)
{
    wmip_xml before = *xml;
    size_t count = object->count;
    wmip_slice content;
    if (read_property_element(xml, tag, kind, object)) {
        return true;
    }
    if (!xml->is_lenient || xml->status != WMI_REPLY || count == PROPERTY_LIMIT) {
        return false;
    }
    *xml = before;
    content.text = xml->at;
    if (!wmip_xml_skip(xml)) {
        return false;
    }
    content.length = (size_t)(xml->at - content.text);
    while (content.length > 0 && content.text[content.length - 1] != '<') { /* the end tag */
        content.length--;
    }
    content.length -= content.length > 0 ? 1 : 0;
    return keep_unread(xml, tag, kind, object, count, content);
}

static const wmip_cimxml_kind *find_kind(const wmip_xml_tag *tag)
{
    size_t i;
    for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (wmip_xml_is(tag, kinds[i].element)) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* The properties of an INSTANCE whose start tag was read, up to its end tag. */
static bool read_instance(wmip_xml *xml, wmi_object *object)
{
    wmip_xml_tag tag;
    if (object->class_name == NULL || !wmip_path_is_name(object->class_name)) {
        return wmip_xml_fail(xml, "an INSTANCE has no CLASSNAME");
    }
    while (wmip_xml_next(xml, &tag)) {
        const wmip_cimxml_kind *kind = find_kind(&tag);
        if (tag.is_end) {
            return true;
        }
        if (wmip_xml_is(&tag, "QUALIFIER") || (kind == NULL && xml->is_lenient)) {
            if (!wmip_xml_skip(xml)) {
                return false;
            }
        } else if (kind == NULL) {
            return unexpected(xml, &tag, "an INSTANCE");
        } else if (!try_property(xml, &tag, kind, object)) {
            return false;
        }
    }
    return false;
}

static bool read_document(wmip_xml *xml, wmi_object **object)
{
    wmi_memory *memory = NULL;
    const char *class_name = NULL;
    wmip_xml_tag tag;
    if (!wmip_xml_next(xml, &tag)) {
        return false;
    }
    if (tag.is_end || !wmip_xml_is(&tag, "INSTANCE")) {
        return unexpected(xml, &tag, "the place of the INSTANCE");
    }
    if (wmip_xml_attribute_text(xml, &tag, "CLASSNAME", &memory, &class_name)) {
        *object = wmi_object_new(class_name);
        if (*object == NULL) {
            (void)wmip_xml_no_memory(xml);
        }
    }
    wmi_memory_clear(&memory);
    return *object != NULL && read_instance(xml, *object) && wmip_xml_finish(xml);
}

static wmi_status read_whole(const char *text, bool is_lenient, wmi_object **object, wmi_error *error)
{
    wmip_xml xml;
    bool read;
    *object = NULL;
    if (text == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The CIM-XML text is NULL.");
    }
    read = wmip_xml_start(&xml, text, error);
    xml.is_lenient = is_lenient;
    if (!read || !read_document(&xml, object)) {
        wmi_object_free(*object);
        *object = NULL;
        return xml.status;
    }
    return wmip_succeed(error);
}

wmi_status WMI_CALL wmi_cimxml_read(const char *text, wmi_object **object, wmi_error *error)
{
    return read_whole(text, true, object, error);
}

wmi_status wmip_cimxml_read_strictly(const char *text, wmi_object **object, wmi_error *error)
{
    return read_whole(text, false, object, error);
}

static bool check_document(wmip_xml *xml, bool takes_class)
{
    wmi_memory *memory = NULL;
    const char *class_name = NULL;
    wmip_xml_tag tag;
    bool is_class;
    bool good;
    if (!wmip_xml_next(xml, &tag)) {
        return false;
    }
    is_class = takes_class && !tag.is_end && wmip_xml_is(&tag, "CLASS");
    if (tag.is_end || (!is_class && !wmip_xml_is(&tag, "INSTANCE"))) {
        return unexpected(xml, &tag, "the place of the INSTANCE");
    }
    good = wmip_xml_attribute_text(xml, &tag, is_class ? "NAME" : "CLASSNAME", &memory, &class_name);
    if (good && (class_name == NULL || !wmip_path_is_name(class_name))) {
        good = wmip_xml_fail(xml, "an INSTANCE has no CLASSNAME");
    }
    wmi_memory_clear(&memory);
    return good && wmip_xml_skip(xml) && wmip_xml_finish(xml);
}

wmi_status wmip_cimxml_check(const char *text, bool takes_class, wmi_error *error)
{
    wmip_xml xml;
    return wmip_xml_start(&xml, text, error) && check_document(&xml, takes_class) ? WMI_OK : xml.status;
}
