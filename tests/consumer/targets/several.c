/* Names bindings of three calls. */
#include <other.h>
#include <part/Label.h>
#include <shelf/Label.h>

size_t count_fields(void);

size_t count_fields(void)
{
    return other_Jar_info.field_count + part_Label_info.field_count + shelf_Label_info.field_count;
}
