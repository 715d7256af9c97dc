#include "pair_host.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <wmi/path.h>

#include "values.h"

static unsigned handled;

void pair_handled(const wmi_loopback_call *call)
{
    (void)call;
    handled++;
}

unsigned pair_host_handled(void)
{
    return handled;
}

void pair_succeeded(wmi_status status, wmi_error *error)
{
    if (status != WMI_OK)
        print_error("%s.%s: %s\n", error->class_name == NULL ? "?" : error->class_name,
                    error->method == NULL ? "?" : error->method, error->message);
    assert_int_equal(status, WMI_OK);
    wmi_error_clear(error);
}

pair_twin pair_twin_of(const wmi_schema *schema)
{
    pair_twin result;

    result.origin = schema;
    result.schema = *schema;
    result.classes = calloc(schema->class_count, sizeof *result.classes);
    result.infos = calloc(schema->class_count, sizeof *result.infos);
    assert_non_null(result.classes);
    assert_non_null(result.infos);
    for (uint32_t i = 0; i < schema->class_count; i++) {
        result.infos[i] = *schema->classes[i].info;
        if (result.infos[i].keys[0] == NULL)
            result.infos[i].flags |= WMI_CLASS_SINGLETON;
        result.classes[i].info = &result.infos[i];
        result.classes[i].methods = schema->classes[i].methods;
    }
    result.schema.classes = result.classes;
    return result;
}

void pair_twin_free(pair_twin *twin)
{
    free(twin->classes);
    free(twin->infos);
}

void pair_twin_of_instances(pair_twin *twin)
{
    for (uint32_t i = 0; i < twin->schema.class_count; i++)
        twin->infos[i].flags &= ~(uint32_t)WMI_CLASS_ABSTRACT;
}

char *pair_host_instance(wmi_loopback *loopback, const wmi_schema *schema, const pair *row)
{
    const wmi_class_info *info = pair_find_class(schema, row->ns, row->class_name);
    wmi_object *object = wmi_object_new(row->class_name);
    wmi_object *there = NULL;
    wmi_error error = {0};
    wmi_path parsed;
    char *path;

    assert_non_null(info);
    assert_non_null(object);
    path = pair_path(schema, row->ns, row->class_name, "the one");
    assert_int_equal(wmi_path_parse(path, &parsed, NULL), WMI_OK);
    for (size_t i = 0; i < parsed.key_count; i++)
        for (uint32_t f = 0; f < info->field_count; f++) {
            wmi_value text = wmi_value_string(parsed.keys[i].text);
            wmi_memory *memory = NULL;
            wmi_value value;

            if (strcmp(info->fields[f].name, parsed.keys[i].name) != 0)
                continue;
            assert_true(wmi_value_convert(&text, (wmi_type)info->fields[f].type, false, &memory, &value));
            assert_int_equal(wmi_object_set(object, parsed.keys[i].name, &value), WMI_OK);
            wmi_memory_clear(&memory);
        }
    if (wmi_loopback_get_object(loopback, row->ns, path, &there, NULL) != WMI_OK)
        pair_succeeded(wmi_loopback_add_object(loopback, row->ns, object, NULL, &error), &error);
    wmi_object_free(there);
    wmi_path_clear(&parsed);
    wmi_object_free(object);
    return path;
}

static wmi_class_info *class_of_pair(pair_twin *twin, const pair *row)
{
    for (uint32_t i = 0; i < twin->schema.class_count; i++)
        if (strcmp(twin->infos[i].ns, row->ns) == 0 && strcmp(twin->infos[i].name, row->class_name) == 0)
            return &twin->infos[i];
    return NULL;
}

void pair_host_start(pair_host *host, pair_twin *twin, const pair *row)
{
    const wmi_schema *schemas[] = {&twin->schema};
    wmi_error error = {0};

    memset(host, 0, sizeof *host);
    host->info = class_of_pair(twin, row);
    assert_non_null(host->info);
    host->flags = host->info->flags;
    host->info->flags &= ~(uint32_t)WMI_CLASS_ABSTRACT;
    pair_values_use(twin->origin, row->ns);
    pair_succeeded(wmi_loopback_new(schemas, 1, &host->loopback, &error), &error);
    host->path = pair_host_instance(host->loopback, &twin->schema, row);
    pair_succeeded(wmi_loopback_on(host->loopback, row->ns, row->class_name, row->method, row->handler, NULL, &error),
                   &error);
    host->target = (row->info->flags & WMI_METHOD_STATIC) != 0 ? NULL : host->path;
    handled = 0;
}

void pair_host_stop(pair_host *host)
{
    wmi_free(host->path);
    wmi_loopback_free(host->loopback);
    host->info->flags = host->flags;
    pair_values_reset();
    memset(host, 0, sizeof *host);
}
