/*
 * What the templates for classes, methods, tables of codes and the schema say of a binding, said in memory: a change of one is a
 * change of the other, and tests/mock compares them.
 */
#include "mock/mock_schema.h"

#include <string.h>

#include "check/stage.h"
#include "diag/report.h"
#include "mock/mock_layout.h"
#include "render/template_set.h"

static const mb_span nowhere = {0, 0};

#define uthash_malloc(size) mb_arena_alloc(m->scratch, (size))
#define uthash_free(pointer, size) ((void)0)
#include <uthash.h>

/** A table, a list of tables or a method, by its name in C, as one object refers to another. */
typedef struct named_item {
    const char *id;
    const void *item;
    UT_hash_handle hh;
} named_item;

/** A schema while it is made. */
typedef struct maker {
    mb_arena *arena;
    mb_arena *scratch;
    named_item *named;
    named_item *entries; /**< arrays of codes, by the name under which those who have the same share one */
} maker;

static void name_item(maker *m, named_item **table, const char *id, const void *item)
{
    named_item *added = mb_arena_zalloc(m->scratch, sizeof *added);

    added->id = id;
    added->item = item;
    HASH_ADD_KEYPTR(hh, *table, added->id, strlen(added->id), added);
}

static const void *find_item(named_item *table, const char *id)
{
    named_item *found = NULL;

    HASH_FIND_STR(table, id, found);
    return found != NULL ? found->item : NULL;
}

static const char *keep_text(const maker *m, mb_text text)
{
    return mb_arena_text(m->arena, text.bytes, text.length);
}

static const char *keep_name(const maker *m, const mb_symbol *name)
{
    return mb_arena_text(m->arena, name->text, name->length);
}

/* Codes. */

static const wmi_code *make_entries(const maker *m, const mbb_code_list *list)
{
    const mbb_code_entry *entries = list->entries.items;
    wmi_code *codes = mb_arena_array(m->arena, list->count, sizeof *codes);

    for (uint32_t i = 0; i < list->count; i++) {
        const mb_code *code = entries[i].code;
        codes[i].low = code->low;
        codes[i].high = code->high;
        codes[i].name = keep_text(m, code->name);
        codes[i].flags = code->is_convention ? WMI_CODE_CONVENTION : 0;
    }
    return codes;
}

static const void *make_text_table(const maker *m, const mbb_code_list *list)
{
    const mbb_text_entry *entries = list->texts.items;
    wmi_text_table *table = mb_arena_zalloc(m->arena, sizeof *table);
    wmi_text *texts = mb_arena_array(m->arena, list->texts.count, sizeof *texts);

    for (size_t i = 0; i < list->texts.count; i++) {
        const mb_code *code = entries[i].code;
        texts[i].value = keep_text(m, code->text);
        texts[i].name = code->name.bytes != NULL ? keep_text(m, code->name) : texts[i].value;
        texts[i].flags = code->is_convention ? WMI_CODE_CONVENTION : 0;
    }
    table->texts = texts;
    table->count = (uint32_t)list->texts.count;
    return table;
}

static const wmi_code_table *make_code_table(maker *m, const mbb_code_list *list)
{
    wmi_code_table *table = mb_arena_zalloc(m->arena, sizeof *table);

    if (!list->has_entries) {
        return table;
    }
    table->codes = list->shares_entries ? find_item(m->entries, list->entries_name) : NULL;
    if (table->codes == NULL) {
        table->codes = make_entries(m, list);
        name_item(m, &m->entries, list->entries_name, table->codes);
    }
    table->single_count = list->single_count;
    table->count = list->count;
    table->flags = list->flag_set;
    return table;
}

/** Makes the tables of a list of mbb_code_list; bits are none. */
static void make_tables(maker *m, const mbb_list *lists)
{
    const mbb_code_list *items = lists->items;

    for (size_t i = 0; i < lists->count; i++) {
        if (!items[i].is_bits) {
            const void *table =
                items[i].is_text ? make_text_table(m, &items[i]) : (const void *)make_code_table(m, &items[i]);
            name_item(m, &m->named, items[i].id, table);
        }
    }
}

/** Tables of other classes, under names of this one. */
static void take_tables(maker *m, const mbb_list *lists)
{
    const mbb_code_list *items = lists->items;

    for (size_t i = 0; i < lists->count; i++) {
        const void *table = find_item(m->named, items[i].base);
        if (table != NULL) {
            name_item(m, &m->named, items[i].id, table);
        }
    }
}

/* Members. */

static wmi_type type_of(const mb_element *element)
{
    enum { WMI_TYPE_VOID = 0 }; /* no member is of that */
    static const uint8_t types[MB_TYPE_COUNT] = {
#define MB_CIM_TYPE(id, word, kind, width, c_type, array_type, name) [MB_TYPE_##id] = WMI_TYPE_##id,
#include "support/cim_types.def"
#undef MB_CIM_TYPE
    };

    return element->is_embedded ? WMI_TYPE_EMBEDDED : (wmi_type)types[element->type];
}

/** The fields of mbb_members; of a method the element of its return value is the method's. NULL where there are none. */
static const wmi_field *make_fields(const maker *m, const mbb_list *members, const mb_element *method,
                                    mbm_layout *layout)
{
    const mbb_member *items = members->items;

    if (members->count == 0) {
        return NULL;
    }
    wmi_field *fields = mb_arena_array(m->arena, members->count, sizeof *fields);
    for (size_t i = 0; i < members->count; i++) {
        const mb_element *element = items[i].element != NULL ? items[i].element : method;
        const wmi_type type = type_of(element);
        fields[i].name = items[i].element != NULL ? keep_name(m, element->name) : "ReturnValue";
        fields[i].class_name = element->class_name != NULL ? keep_name(m, element->class_name) : NULL;
        fields[i].offset = (uint32_t)mbm_layout_member(layout, type, element->is_array);
        fields[i].type = (uint16_t)type;
        fields[i].flags = (uint16_t)items[i].flag_set;
    }
    return fields;
}

/* Methods. */

static size_t add_coded_parameters(const maker *m, const mbb_list *members, wmi_field_codes *to)
{
    const mbb_member *items = members->items;
    size_t count = 0;

    for (size_t i = 0; i < members->count; i++) {
        if (items[i].has_codes && items[i].element != NULL) {
            to[count].name = keep_name(m, items[i].element->name);
            to[count++].table = find_item(m->named, items[i].codes);
        } else if (items[i].has_codes) {
            to[count].name = "ReturnValue";
            to[count++].table = find_item(m->named, items[i].codes);
        }
    }
    return count;
}

static const wmi_field_codes *make_parameter_codes(const maker *m, const mbb_method *method)
{
    wmi_field_codes *codes = mb_arena_array(m->arena, method->in.count + method->out.count + 1, sizeof *codes);
    const size_t count = add_coded_parameters(m, &method->in, codes);

    (void)add_coded_parameters(m, &method->out, codes + count);
    return codes;
}

static void make_method(maker *m, const mbb_class *cls, const mbb_method *from, const char *ns)
{
    wmi_method_info *method = mb_arena_zalloc(m->arena, sizeof *method);
    const mbb_list codes = {&from->codes, 1};
    mbm_layout in = {0, 0};
    mbm_layout out = {0, 0};

    make_tables(m, &codes);
    make_tables(m, &from->param_codes);
    method->name = keep_name(m, from->element->name);
    method->class_name = keep_name(m, cls->cls->element.name);
    method->in = make_fields(m, &from->in, from->element, &in);
    method->in_count = (uint32_t)from->in.count;
    method->in_size = (uint32_t)mbm_layout_size(&in);
    method->out = make_fields(m, &from->out, from->element, &out);
    method->out_count = (uint32_t)from->out.count;
    if (from->has_out) {
        method->out_memory_offset = (uint32_t)mbm_layout_owner(&out);
        method->out_size = (uint32_t)mbm_layout_size(&out);
    }
    method->codes =
        from->codes.is_text ? mb_arena_zalloc(m->arena, sizeof(wmi_code_table)) : find_item(m->named, from->codes.id);
    method->flags = from->flag_set;
    method->ns = cls->is_bound ? ns : NULL;
    method->layout = WMI_LAYOUT_OF(WMI_LAYOUT);
    method->parameter_codes = from->has_coded ? make_parameter_codes(m, from) : NULL;
    name_item(m, &m->named, from->info, method);
}

/* Classes. */

/** All ancestors, nearest first. A chain may end in a system class, which is named and not declared: __ExtrinsicEvent. */
static const char *const *make_derivation(const maker *m, const mb_class *cls)
{
    size_t count = 0;

    for (const mb_class *at = cls; at != NULL; at = at->super) {
        count += at->super_name != NULL;
    }
    const char **names = mb_arena_array(m->arena, count + 1, sizeof *names);
    count = 0;
    for (const mb_class *at = cls; at != NULL; at = at->super) {
        if (at->super != NULL) {
            names[count++] = keep_name(m, at->super->element.name);
        } else if (at->super_name != NULL) {
            names[count++] = keep_name(m, at->super_name);
        }
    }
    return (const char *const *)names;
}

static const char *const *make_keys(const maker *m, const wmi_class_info *info)
{
    const char **keys = mb_arena_array(m->arena, (size_t)info->field_count + 1, sizeof *keys);
    size_t count = 0;

    for (uint32_t i = 0; i < info->field_count; i++) {
        if ((info->fields[i].flags & WMI_FIELD_KEY) != 0) {
            keys[count++] = info->fields[i].name;
        }
    }
    return (const char *const *)keys;
}

/** The list of the tables of a class's properties, and behind it, in place of a table, that of an ancestor. */
static const wmi_field_codes *make_coded(maker *m, const mbb_class *from)
{
    const mbb_coded *coded = from->coded.items;

    if (!from->lists_coded) {
        return from->has_coded ? find_item(m->named, from->coded_list) : NULL;
    }
    wmi_field_codes *list = mb_arena_array(m->arena, from->coded.count + 1, sizeof *list);
    for (size_t i = 0; i < from->coded.count; i++) {
        list[i].name = keep_name(m, coded[i].element->name);
        list[i].table = find_item(m->named, coded[i].table);
    }
    list[from->coded.count].table = from->has_more_coded ? find_item(m->named, from->more_coded) : NULL;
    name_item(m, &m->named, from->coded_list, list);
    return list;
}

static const wmi_class_info *make_class(maker *m, const mbb_class *from, const char *ns)
{
    wmi_class_info *info = mb_arena_zalloc(m->arena, sizeof *info);
    mbm_layout layout = {0, 0};

    make_tables(m, &from->property_codes);
    take_tables(m, &from->inherited_codes);
    info->name = keep_name(m, from->cls->element.name);
    info->derivation = make_derivation(m, from->cls);
    info->superclass = info->derivation[0];
    info->ns = ns;
    info->fields = make_fields(m, &from->properties, NULL, &layout);
    info->field_count = (uint32_t)from->properties.count;
    info->keys = make_keys(m, info);
    info->meta_offset = (uint32_t)mbm_layout_meta(&layout);
    info->size = (uint32_t)mbm_layout_size(&layout);
    info->flags = from->flag_set;
    info->layout = WMI_LAYOUT_OF(WMI_LAYOUT);
    info->codes = make_coded(m, from);
    return info;
}

/** Methods that the class declares, then those that it inherits, of which the declaring class has the description. */
static const wmi_method_info *const *list_methods(const maker *m, const mbb_class *from)
{
    const mbb_list *const lists[] = {&from->methods, &from->inherited};
    const wmi_method_info **all =
        mb_arena_array(m->arena, from->methods.count + from->inherited.count + 1, sizeof(const wmi_method_info *));
    size_t count = 0;

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const mbb_method *methods = lists[i]->items;
        for (size_t k = 0; k < lists[i]->count; k++) {
            all[count++] = find_item(m->named, methods[k].info);
        }
    }
    return (const wmi_method_info *const *)all;
}

/** The text of each namespace, once. */
static const char *namespace_of(maker *m, const mbb_class *from)
{
    const char *name = from->cls->ns->name;
    const char *kept = find_item(m->entries, from->namespace_macro);

    if (kept == NULL) {
        kept = mb_arena_text(m->arena, name, strlen(name));
        name_item(m, &m->entries, from->namespace_macro, kept);
    }
    return kept;
}

const wmi_schema *mbm_schema_of(const mbb_library *library, mb_arena *arena)
{
    const mbb_class *from = library->classes.items;
    wmi_schema *schema = mb_arena_zalloc(arena, sizeof *schema);
    wmi_schema_class *classes = mb_arena_array(arena, library->classes.count, sizeof *classes);
    maker making = {arena, mb_arena_new(mb_arena_heap(arena)), NULL, NULL};
    maker *m = &making;

    for (size_t i = 0; i < library->classes.count; i++) { /* superclasses come first */
        const mbb_method *methods = from[i].methods.items;
        const char *ns = namespace_of(m, &from[i]);
        classes[i].info = make_class(m, &from[i], ns);
        for (size_t k = 0; k < from[i].methods.count; k++) {
            make_method(m, &from[i], &methods[k], ns);
        }
        classes[i].methods = list_methods(m, &from[i]);
    }
    schema->name = mb_arena_text(arena, library->name, strlen(library->name));
    schema->classes = classes;
    schema->class_count = (uint32_t)library->classes.count;
    mb_arena_free(m->scratch);
    return schema;
}

/* Loading. */

/** The binding of a unit. Names that C could not have are replaced: nobody sees them. */
static bool bind_unit(mb_run_state *run, const mb_input_unit *unit, const mb_schema *schema, mbb_library **library)
{
    mbb_bind_input input = mb_bind_input_of(run, unit, schema, NULL, mb_embedded_suffixes(run->heap, run->arena));
    const char *name = NULL;
    const char *prefix = NULL;

    mbb_default_names(schema->namespaces->name, run->arena, &name, &prefix);
    input.is_unnamed = true;
    input.name = mbb_valid_library_name(name) ? NULL : "schema";
    input.prefix = mbb_valid_name(prefix) ? NULL : "mof";
    return mbb_bind(&input, run->heap, run->arena, run->diag, library);
}

mb_exit mbm_schemas_load(mb_run_state *run, mb_arena *arena, mbm_schemas *out)
{
    mb_input_unit *units = NULL;
    size_t count = 0;
    mb_exit status = mb_begin_reading(run);

    if (status == MB_EXIT_GOOD) {
        status = mb_read_units(run, &units);
    }
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        count++;
    }
    const wmi_schema **schemas = mb_arena_array(arena, count, sizeof *schemas);
    *out = (mbm_schemas){(const wmi_schema *const *)schemas, 0};
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        mb_schema *schema = NULL;
        mbb_library *library = NULL;
        if (!mb_resolve_unit(run, unit, &schema)) {
            status = MB_EXIT_INPUT;
        } else if (schema->namespaces != NULL) { /* else no class is declared, or none stays */
            if (bind_unit(run, unit, schema, &library)) {
                schemas[out->count++] = mbm_schema_of(library, arena);
            } else {
                status = MB_EXIT_INPUT;
            }
        }
    }
    mb_finish_overlays(run);
    if (status == MB_EXIT_GOOD && out->count == 0) {
        mb_report(run->diag, MB_MSG_MOCK_NOTHING, nowhere);
    }
    return status == MB_EXIT_GOOD && mb_diag_has_failed(run->diag) ? MB_EXIT_INPUT : status;
}

/* Looking. */

const wmi_schema_class *mbm_find_class(const mbm_schemas *schemas, const char *ns, const char *name)
{
    for (size_t i = 0; i < schemas->count; i++) {
        const wmi_schema *schema = schemas->items[i];
        for (uint32_t k = 0; k < schema->class_count; k++) {
            if (mb_equal_names(schema->classes[k].info->name, name) &&
                mb_equal_names(schema->classes[k].info->ns, ns)) {
                return &schema->classes[k];
            }
        }
    }
    return NULL;
}

const wmi_method_info *mbm_find_method(const wmi_schema_class *cls, const char *name)
{
    const wmi_method_info *const *method = cls->methods;

    while (*method != NULL && !mb_equal_names((*method)->name, name)) {
        method++;
    }
    return *method;
}
