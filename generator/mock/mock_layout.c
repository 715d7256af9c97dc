#include "mock/mock_layout.h"

#include <wmi/descriptor.h>

/** What the ABI says of a type. */
typedef struct shape {
    size_t size;
    size_t alignment;
} shape;

#define SHAPE_OF(type)                                                                                                 \
    {                                                                                                                  \
        sizeof(type), _Alignof(type)                                                                                   \
    }

static const shape scalars[] = {
    [WMI_TYPE_BOOLEAN] = SHAPE_OF(wmi_opt_boolean), [WMI_TYPE_SINT8] = SHAPE_OF(wmi_opt_sint8),
    [WMI_TYPE_UINT8] = SHAPE_OF(wmi_opt_uint8),     [WMI_TYPE_SINT16] = SHAPE_OF(wmi_opt_sint16),
    [WMI_TYPE_UINT16] = SHAPE_OF(wmi_opt_uint16),   [WMI_TYPE_SINT32] = SHAPE_OF(wmi_opt_sint32),
    [WMI_TYPE_UINT32] = SHAPE_OF(wmi_opt_uint32),   [WMI_TYPE_SINT64] = SHAPE_OF(wmi_opt_sint64),
    [WMI_TYPE_UINT64] = SHAPE_OF(wmi_opt_uint64),   [WMI_TYPE_REAL32] = SHAPE_OF(wmi_opt_real32),
    [WMI_TYPE_REAL64] = SHAPE_OF(wmi_opt_real64),   [WMI_TYPE_CHAR16] = SHAPE_OF(wmi_opt_char16),
    [WMI_TYPE_STRING] = SHAPE_OF(const char *),     [WMI_TYPE_DATETIME] = SHAPE_OF(wmi_opt_datetime),
    [WMI_TYPE_REFERENCE] = SHAPE_OF(const char *),  [WMI_TYPE_EMBEDDED] = SHAPE_OF(wmi_embedded),
    [WMI_TYPE_OBJECT] = SHAPE_OF(wmi_object *),
};

/** All arrays are a pointer and a count. */
static const shape array = SHAPE_OF(wmi_array_uint8);
static const shape meta = SHAPE_OF(wmi_meta);
static const shape owner = SHAPE_OF(wmi_memory *);

static size_t round_up(size_t size, size_t alignment)
{
    return (size + alignment - 1) / alignment * alignment;
}

static size_t add(mbm_layout *layout, const shape *member)
{
    const size_t offset = round_up(layout->size, member->alignment);

    layout->size = offset + member->size;
    if (layout->alignment < member->alignment) {
        layout->alignment = member->alignment;
    }
    return offset;
}

size_t mbm_layout_member(mbm_layout *layout, wmi_type type, bool is_array)
{
    return add(layout, is_array ? &array : &scalars[type]);
}

size_t mbm_layout_meta(mbm_layout *layout)
{
    return add(layout, &meta);
}

size_t mbm_layout_owner(mbm_layout *layout)
{
    return add(layout, &owner);
}

size_t mbm_layout_size(const mbm_layout *layout)
{
    return layout->alignment == 0 ? 0 : round_up(layout->size, layout->alignment);
}
