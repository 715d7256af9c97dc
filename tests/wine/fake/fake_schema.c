/*
 * The MOF files as classes. They are read once, before the first client; from then on nobody writes here, so that no
 * lock is needed.
 */
#include "fake_object.h"

#include "driver/units.h"

#include <string.h>

typedef struct known_class {
    const mb_element *const *properties;
    const mb_element *const *methods;
    size_t property_count;
    size_t method_count;
} known_class;

typedef struct known_namespace known_namespace;
struct known_namespace {
    const mb_namespace *ns;
    const mb_schema *schema;
    known_class *classes; /* by mb_class.index */
    known_namespace *next;
};

/* What was loaded, for the life of the process. */
typedef struct known_schema {
    mb_heap *heap;
    mb_symbols *symbols;
    known_namespace *first;
} known_schema;

static known_schema known;

/* One loading: what of it outlives it goes into `known` at the end. */
typedef struct loading {
    const char *const *files;
    size_t count;
    char *message;
    size_t size;
    mb_heap *heap;
    mb_arena *arena;
    mb_symbols *symbols;
    known_namespace *first;
    bool good;
} loading;

/* WMI's own classes which the MOFs derive from, or which the world gives instances of. */
static const char *const system_classes[][2] = {
    {"__Event", "__IndicationRelated"},
    {"__ExtrinsicEvent", "__Event"},
    {"__IndicationRelated", "__SystemClass"},
    {"__InstanceCreationEvent", "__InstanceOperationEvent"},
    {"__InstanceDeletionEvent", "__InstanceOperationEvent"},
    {"__InstanceModificationEvent", "__InstanceOperationEvent"},
    {"__InstanceOperationEvent", "__Event"},
    {"__NotifyStatus", "__SystemClass"},
    {"__ExtendedStatus", "__NotifyStatus"},
};

/* Loading. */

static void tell(const loading *load, const char *text, size_t length)
{
    if (load->size > 0) {
        size_t kept = length < load->size ? length : load->size - 1;
        memcpy(load->message, text, kept);
        load->message[kept] = '\0';
    }
}

static void tell_errors(const loading *load, const mb_diag *diag)
{
    mb_buffer text;
    mb_buffer_init(&text, load->heap);
    mb_diag_render(diag, &text);
    tell(load, text.text != NULL ? text.text : "", text.length);
    mb_buffer_release(&text);
}

static void add_class(const loading *load, known_namespace *ns, const mb_class *cls)
{
    known_class *to = &ns->classes[cls->index];
    const mb_element **all = NULL;
    to->property_count = mb_class_all_properties(cls, load->arena, &all);
    to->properties = all;
    to->method_count = mb_class_all_methods(cls, load->arena, &all);
    to->methods = all;
}

static void add_namespace(loading *load, const mb_schema *schema, const mb_namespace *ns)
{
    known_namespace **end = &load->first;
    known_namespace *added = mb_arena_zalloc(load->arena, sizeof *added);
    uint32_t most = 0;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = added;
    added->ns = ns;
    added->schema = schema;
    for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
        most = cls->index > most ? cls->index : most;
    }
    added->classes = mb_arena_array(load->arena, (size_t)most + 1, sizeof *added->classes);
    for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
        add_class(load, added, cls);
    }
}

static bool resolve(loading *load, const mb_input_unit *units, mb_diag *diag)
{
    bool good = true;
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        const mb_resolve_input input = {
            .unit = unit->unit,
            .symbols = load->symbols,
            .default_namespace = "root\\default",
        };
        mb_schema *schema = NULL;
        if (!mb_resolve(&input, load->heap, load->arena, diag, &schema)) {
            good = false;
            continue;
        }
        for (const mb_namespace *ns = schema->namespaces; ns != NULL; ns = ns->next) {
            add_namespace(load, schema, ns);
        }
    }
    return good;
}

static void read_files(void *argument)
{
    loading *load = argument;
    load->arena = mb_arena_new(load->heap);
    load->symbols = mb_symbols_new(load->arena);
    mb_sources *sources = mb_sources_new(load->heap, load->arena);
    mb_diag *diag = mb_diag_new(load->heap, load->arena, sources);
    mb_input_unit *units = NULL;
    const mb_units_input input = {
        .paths = load->files,
        .path_count = load->count,
        .default_namespace = "root\\default",
        .sources = sources,
        .symbols = load->symbols,
    };
    mb_diag_hide_warnings(diag);
    load->good = mb_units_read(&input, load->heap, load->arena, diag, &units) && resolve(load, units, diag);
    if (!load->good) {
        tell_errors(load, diag);
    } else if (load->first == NULL) {
        load->good = false;
        tell(load, "the files declare no class", strlen("the files declare no class"));
    }
}

bool fake_schema_load(const char *const *files, size_t count, char *message, size_t size)
{
    static const char no_memory[] = "out of memory";
    static const char twice[] = "the schema is loaded already";
    loading load = {.files = files, .count = count, .message = message, .size = size};
    tell(&load, "", 0);
    if (known.heap != NULL) {
        tell(&load, twice, sizeof twice - 1);
        return false;
    }
    load.heap = mb_heap_new(NULL);
    if (load.heap == NULL || !mb_heap_protect(load.heap, read_files, &load)) {
        tell(&load, no_memory, sizeof no_memory - 1);
        load.good = false;
    }
    if (!load.good) {
        mb_heap_free(load.heap);
        return false;
    }
    known.symbols = load.symbols;
    known.first = load.first;
    known.heap = load.heap;
    return true;
}

/* Finding. */

static char fold(char c)
{
    return c == '/' ? '\\' : (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool same_namespace(const char *a, const char *b)
{
    while (*a != '\0' && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

const mb_namespace *fake_find_namespace(const char *name)
{
    const known_namespace *at = name != NULL ? known.first : NULL;
    while (at != NULL && !same_namespace(at->ns->name, name)) {
        at = at->next;
    }
    return at != NULL ? at->ns : NULL;
}

static const known_namespace *record_of(const mb_namespace *ns)
{
    const known_namespace *at = known.first;
    while (at != NULL && at->ns != ns) {
        at = at->next;
    }
    return at;
}

const mb_schema *fake_schema_of(const mb_namespace *ns)
{
    const known_namespace *record = record_of(ns);
    return record != NULL ? record->schema : NULL;
}

/** NULL where no file holds the name at all. */
static const mb_symbol *symbol_of(const char *name)
{
    return name != NULL && known.symbols != NULL ? mb_symbols_find(known.symbols, name, strlen(name)) : NULL;
}

const mb_class *fake_find_class(const mb_namespace *ns, const char *name)
{
    const mb_symbol *symbol = symbol_of(name);
    const mb_schema *schema = fake_schema_of(ns);
    return symbol != NULL && schema != NULL ? mb_schema_find_class(ns, symbol) : NULL;
}

const mb_class *fake_find_class_elsewhere(const mb_namespace *ns, const char *name, const char *ancestor)
{
    const mb_class *found = NULL;
    for (const known_namespace *at = known.first; at != NULL; at = at->next) {
        const mb_class *cls = at->ns != ns ? fake_find_class(at->ns, name) : NULL;
        const mb_class *wanted = cls != NULL ? fake_find_class(at->ns, ancestor) : NULL;
        if (wanted != NULL && mb_class_is_a(cls, wanted)) {
            return cls;
        }
        found = found == NULL ? cls : found;
    }
    return found;
}

const mb_element *fake_find_method(const mb_class *cls, const char *name)
{
    const mb_symbol *symbol = symbol_of(name);
    return symbol != NULL ? mb_class_find_method(cls, symbol) : NULL;
}

const mb_element *fake_find_property(const mb_class *cls, const char *name)
{
    const mb_symbol *symbol = symbol_of(name);
    return symbol != NULL ? mb_class_find_property(cls, symbol) : NULL;
}

const mb_element *fake_find_parameter(const mb_element *method, const char *name)
{
    const mb_element *at = method->parameters;
    while (at != NULL && !fake_same_name(at->name->text, name)) {
        at = at->next;
    }
    return at;
}

static const known_class *known_class_of(const mb_class *cls)
{
    const known_namespace *record = cls != NULL ? record_of(cls->ns) : NULL;
    return record != NULL ? &record->classes[cls->index] : NULL;
}

size_t fake_class_properties(const mb_class *cls, const mb_element *const **out)
{
    const known_class *record = known_class_of(cls);
    *out = record != NULL ? record->properties : NULL;
    return record != NULL ? record->property_count : 0;
}

size_t fake_class_methods(const mb_class *cls, const mb_element *const **out)
{
    const known_class *record = known_class_of(cls);
    *out = record != NULL ? record->methods : NULL;
    return record != NULL ? record->method_count : 0;
}

const char *fake_superclass(const mb_namespace *ns, const char *name)
{
    const mb_class *cls = fake_find_class(ns, name);
    if (cls != NULL) {
        return cls->super_name != NULL ? cls->super_name->text : NULL;
    }
    for (size_t i = 0; i < sizeof system_classes / sizeof system_classes[0]; i++) {
        if (fake_same_name(system_classes[i][0], name)) {
            return system_classes[i][1];
        }
    }
    return NULL;
}

/* Elements. */

static const CIMTYPE cim_types[] = {
    [MB_TYPE_BOOLEAN] = CIM_BOOLEAN, [MB_TYPE_SINT8] = CIM_SINT8,       [MB_TYPE_UINT8] = CIM_UINT8,
    [MB_TYPE_SINT16] = CIM_SINT16,   [MB_TYPE_UINT16] = CIM_UINT16,     [MB_TYPE_SINT32] = CIM_SINT32,
    [MB_TYPE_UINT32] = CIM_UINT32,   [MB_TYPE_SINT64] = CIM_SINT64,     [MB_TYPE_UINT64] = CIM_UINT64,
    [MB_TYPE_REAL32] = CIM_REAL32,   [MB_TYPE_REAL64] = CIM_REAL64,     [MB_TYPE_CHAR16] = CIM_CHAR16,
    [MB_TYPE_STRING] = CIM_STRING,   [MB_TYPE_DATETIME] = CIM_DATETIME, [MB_TYPE_REFERENCE] = CIM_REFERENCE,
    [MB_TYPE_OBJECT] = CIM_OBJECT,   [MB_TYPE_VOID] = CIM_EMPTY,
};

CIMTYPE fake_cim_type(const mb_element *element)
{
    return cim_types[element->type] | (element->is_array ? CIM_FLAG_ARRAY : 0);
}

/** A constant of the MOF as it stands there. @return false for what no property of an object is made of here: aliases
 * and instances. */
static bool read_constant(const mb_value *from, wmi_memory **memory, wmi_value *to)
{
    const char *text;
    switch (from->kind) {
    case MB_VALUE_BOOLEAN:
        *to = wmi_value_boolean(from->boolean);
        return true;
    case MB_VALUE_INTEGER:
        *to = wmi_value_null(from->negative ? WMI_TYPE_SINT64 : WMI_TYPE_UINT64, false);
        to->is_null = false;
        to->u.uint64 = from->negative ? ~from->u.magnitude + 1 : from->u.magnitude;
        return true;
    case MB_VALUE_REAL:
        *to = wmi_value_null(WMI_TYPE_REAL64, false);
        to->is_null = false;
        to->u.real64 = from->u.real;
        return true;
    case MB_VALUE_CHAR16:
        *to = wmi_value_null(WMI_TYPE_CHAR16, false);
        to->is_null = false;
        to->u.char16 = from->char16;
        return true;
    case MB_VALUE_STRING:
        text = wmi_memory_text(memory, from->u.string, from->count);
        *to = wmi_value_string(text);
        return text != NULL;
    default:
        return false;
    }
}

static bool read_constants(const mb_value *from, wmi_type type, wmi_memory **memory, wmi_value *to)
{
    size_t size = wmi_type_size(type);
    char *items = wmi_memory_alloc(memory, size * (from->count + (size_t)1));
    size_t count = 0;
    if (items == NULL) {
        return false;
    }
    for (const mb_value *each = from->u.first; each != NULL; each = each->next) {
        wmi_value written;
        wmi_value value;
        if (!read_constant(each, memory, &written) || !wmi_value_convert(&written, type, false, memory, &value)) {
            return false;
        }
        memcpy(items + count++ * size, &value.u, size);
    }
    *to = wmi_value_null(type, true);
    to->is_null = false;
    to->u.array.items = items;
    to->u.array.count = count;
    return true;
}

bool fake_default(const mb_element *element, wmi_memory **memory, wmi_value *out)
{
    const mb_value *written = mb_element_default(element);
    wmi_type type = fake_type_of_cim(fake_cim_type(element))->type;
    wmi_value value;
    if (written == NULL || written->kind == MB_VALUE_NULL || (written->kind == MB_VALUE_ARRAY) != element->is_array) {
        return false;
    }
    return element->is_array
               ? read_constants(written, type, memory, out)
               : read_constant(written, memory, &value) && wmi_value_convert(&value, type, false, memory, out);
}
