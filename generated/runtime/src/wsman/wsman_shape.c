/**
 * @file
 * Which element of an object is which of its properties. The objects of an answer are alike: what was found out for one is there for the next.
 */
#include "wsman/wsman_internal.h"

#include <string.h>

#define FIRST_SLOTS 32

static const wmi_field *find_declared(const wmip_wsman_fields *fields, const char *name, size_t *rank)
{
    size_t i;
    for (i = 0; i < fields->count; i++) {
        if (wmip_equal_names(fields->fields[i].name, name)) {
            *rank = i;
            return &fields->fields[i];
        }
    }
    *rank = fields->count;
    return NULL;
}

/* One that nobody is reading by at the moment: objects may lie within others of their kind. */
static wmip_wsman_shape *find_shape(wmip_wsman_document *document, const wmip_wsman_fields *fields)
{
    wmip_wsman_shape *shape = document->shapes;
    while (shape != NULL &&
           (shape->is_busy || shape->fields.fields != fields->fields || shape->fields.own != fields->own)) {
        shape = shape->next;
    }
    if (shape == NULL) {
        shape = wmi_memory_alloc(&document->memory, sizeof *shape);
        if (shape != NULL) {
            shape->fields = *fields;
            shape->next = document->shapes;
            document->shapes = shape;
        }
    }
    return shape;
}

static bool grow_shape(wmip_wsman_shape *shape, wmi_memory **memory)
{
    size_t capacity = shape->capacity > 0 ? shape->capacity * 2 : FIRST_SLOTS;
    wmip_wsman_slot *slots = wmip_memory_array(memory, capacity, sizeof *slots);
    size_t *order = wmip_memory_array(memory, capacity, sizeof *order);
    if (slots == NULL || order == NULL) {
        return false;
    }
    if (shape->count > 0) {
        memcpy(slots, shape->slots, shape->count * sizeof *slots);
        memcpy(order, shape->order, shape->count * sizeof *order);
    }
    shape->slots = slots;
    shape->order = order;
    shape->capacity = capacity;
    return true;
}

/* What is declared comes in the order of its declaration, and all else behind it, as it arrived. */
static void add_slot(wmip_wsman_shape *shape, const wmip_wsman_node *node)
{
    size_t index = shape->count++;
    wmip_wsman_slot *slot = &shape->slots[index];
    size_t at = index;
    memset(slot, 0, sizeof *slot);
    slot->name = node->name;
    slot->ns = node->ns;
    slot->field = find_declared(&shape->fields, node->name, &slot->rank);
    for (; at > 0 && shape->slots[shape->order[at - 1]].rank > slot->rank; at--) {
        shape->order[at] = shape->order[at - 1];
    }
    shape->order[at] = index;
}

/* The slot of an element, which is that of the one before (an array) or the next one, as a rule. */
static size_t find_slot(const wmip_wsman_shape *shape, const wmip_wsman_node *node, size_t hint)
{
    size_t index = hint;
    size_t i;
    for (i = 0; i < shape->count; i++, index++) {
        index = index < shape->count ? index : 0;
        if (shape->slots[index].name == node->name && shape->slots[index].ns == node->ns) {
            return index;
        }
    }
    return shape->count;
}

static void put_into_slot(wmip_wsman_slot *slot, wmip_wsman_node *node)
{
    node->same = NULL;
    if (slot->count == 0) {
        slot->first = node;
    } else {
        slot->last->same = node;
    }
    slot->last = node;
    slot->count++;
}

typedef enum wmip_wsman_sorting { WMIP_SORTED, WMIP_SHAPE_FULL, WMIP_SHAPE_NO_MEMORY } wmip_wsman_sorting;

static wmip_wsman_sorting sort_children(wmip_wsman_shape *shape, const wmip_wsman_node *node)
{
    wmip_wsman_node *child;
    size_t last = 0;
    size_t i;
    shape->used = 0;
    for (i = 0; i < shape->count; i++) {
        shape->slots[i].count = 0;
    }
    for (child = node->first; child != NULL; child = child->next) {
        size_t index;
        if (shape->fields.own != NULL && child->ns != shape->fields.own) {
            continue;
        }
        index = find_slot(shape, child, last);
        if (index == shape->count) {
            if (shape->count == WMIP_WSMAN_PROPERTIES) {
                return WMIP_SHAPE_FULL;
            }
            if (shape->count == shape->capacity && !grow_shape(shape, &node->document->memory)) {
                return WMIP_SHAPE_NO_MEMORY;
            }
            add_slot(shape, child);
        }
        shape->used += shape->slots[index].count == 0;
        put_into_slot(&shape->slots[index], child);
        last = index;
    }
    return WMIP_SORTED;
}

wmi_status wmip_wsman_shape_begin(const wmip_wsman_node *node, const wmip_wsman_fields *fields, wmip_wsman_shape **out,
                                  wmi_error *error)
{
    wmip_wsman_shape *shape = find_shape(node->document, fields);
    wmip_wsman_sorting sorting = shape != NULL ? sort_children(shape, node) : WMIP_SHAPE_NO_MEMORY;
    *out = NULL;
    if (sorting == WMIP_SHAPE_FULL) {
        shape->count = 0; /* of what others had */
        sorting = sort_children(shape, node);
    }
    if (sorting == WMIP_SHAPE_FULL) {
        return wmi_fail(error, WMI_REPLY, 0, "An object with more than %d properties arrived", WMIP_WSMAN_PROPERTIES);
    }
    if (sorting == WMIP_SHAPE_NO_MEMORY) {
        return wmip_no_memory(error);
    }
    shape->is_busy = true;
    *out = shape;
    return WMI_OK;
}

void wmip_wsman_shape_end(wmip_wsman_shape *shape)
{
    shape->is_busy = false;
}
