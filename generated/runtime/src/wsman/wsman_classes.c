/**
 * @file
 * The classes of the schemas that are known, by their names. They are looked up several times in each call, so there is a table of them.
 */
#include "path/path.h"
#include "wsman/wsman_internal.h"

#include <string.h>

/* A place that is free holds NULL. There are at least twice as many places as classes. */
struct wmip_wsman_classes {
    size_t mask;
    const wmi_class_info *places[];
};

/* FNV-1a of the name in lower case. */
static size_t hash_of_class(const char *name, size_t length)
{
    uint32_t hash = UINT32_C(2166136261);
    size_t i;
    for (i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)wmip_lower(name[i])) * UINT32_C(16777619);
    }
    return hash;
}

/* Classes of one name stay in the order of their schemas. */
static void index_class(wmip_wsman_classes *known, const wmi_class_info *info)
{
    size_t place = hash_of_class(info->name, strlen(info->name));
    while (known->places[place & known->mask] != NULL) {
        place++;
    }
    known->places[place & known->mask] = info;
}

bool wmip_wsman_classes_new(const wmi_schema *const *schemas, size_t count, wmip_wsman_classes **out)
{
    wmip_wsman_classes *known;
    size_t classes = 0;
    size_t places = 1;
    size_t size;
    size_t s;
    uint32_t i;
    *out = NULL;
    for (s = 0; s < count; s++) {
        classes += schemas[s]->class_count;
    }
    if (classes == 0) {
        return true;
    }
    while (places < 2 * classes) {
        places *= 2;
    }
    size = sizeof *known + places * sizeof known->places[0];
    known = wmi_alloc(size);
    if (known == NULL) {
        return false;
    }
    memset(known, 0, size);
    known->mask = places - 1;
    for (s = 0; s < count; s++) {
        for (i = 0; i < schemas[s]->class_count; i++) {
            index_class(known, schemas[s]->classes[i].info);
        }
    }
    *out = known;
    return true;
}

void wmip_wsman_classes_free(wmip_wsman_classes *known)
{
    wmi_free(known);
}

const wmi_class_info *wmip_wsman_class(const wmip_wsman_classes *known, wmip_wsman_slice ns,
                                       wmip_wsman_slice class_name)
{
    size_t place;
    const wmi_class_info *info;
    if (known == NULL) {
        return NULL;
    }
    place = hash_of_class(class_name.text, class_name.length);
    while ((info = known->places[place & known->mask]) != NULL) {
        if (wmip_equal_slice(class_name.text, class_name.length, info->name) &&
            (ns.text == NULL || wmip_same_namespace(ns.text, ns.length, info->ns))) {
            return info;
        }
        place++;
    }
    return NULL;
}
