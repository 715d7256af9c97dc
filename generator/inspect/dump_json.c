/*
 * The schema as JSON. dump.schema.json says what may be in it; VERSION goes up when a reader of the old form would go
 * wrong.
 */
#include <inttypes.h>
#include <string.h>

#include "inspect/c_names.h"
#include "inspect/catalog.h"
#include "inspect/mof_text.h"
#include "support/json.h"

enum { VERSION = 1 };

/** Integers of up to so much are exact in any reader of JSON, for which numbers are doubles; others are strings. */
static const uint64_t MOST_EXACT = (UINT64_C(1) << 53) - 1;

typedef struct dump {
    mb_json json;
    const mb_schema *schema;
    const mb_selection *selection;
    mb_arena *arena;
    bool positions;
    mb_c_names names;
    mb_line_counter lines;
    mb_buffer scratch;
} dump;

static void write_source(dump *d, mb_position position)
{
    uint32_t line = 0;
    const mb_source *source = d->positions ? mb_count_line(&d->lines, position, &line) : NULL;

    if (source != NULL) {
        mb_json_open_object_inline(&d->json, "source");
        mb_json_string(&d->json, "file", source->path);
        mb_json_number(&d->json, "line", line);
        mb_json_close_object(&d->json);
    }
}

static void write_name(dump *d, const char *key, const mb_symbol *name)
{
    const mb_text none = {NULL, 0};

    mb_json_text(&d->json, key, name != NULL ? (mb_text){name->text, name->length} : none);
}

/* Values */

static void write_digits(dump *d, const char *key, bool is_negative, uint64_t magnitude)
{
    const char *digits = mb_arena_format(d->arena, "%s%" PRIu64, is_negative ? "-" : "", magnitude);

    if (magnitude <= MOST_EXACT) {
        mb_json_digits(&d->json, key, digits);
    } else {
        mb_json_string(&d->json, key, digits);
    }
}

static void write_code_number(dump *d, const char *key, int64_t code, bool is_unsigned)
{
    bool is_negative = code < 0 && !is_unsigned;

    write_digits(d, key, is_negative, is_negative ? (uint64_t)(-(code + 1)) + 1 : (uint64_t)code);
}

static void write_instance(dump *d, const char *key, const mb_production *instance);

static void write_real(dump *d, const char *key, double real)
{
    mb_buffer_clear(&d->scratch);
    mb_mof_put_real(&d->scratch, real);
    mb_json_digits(&d->json, key, d->scratch.text);
}

static void write_value(dump *d, const char *key, const mb_value *value)
{
    switch ((mb_value_kind)value->kind) {
    case MB_VALUE_NULL:
        mb_json_null(&d->json, key);
        break;
    case MB_VALUE_BOOLEAN:
        mb_json_boolean(&d->json, key, value->boolean);
        break;
    case MB_VALUE_INTEGER:
        write_digits(d, key, value->negative, value->u.magnitude);
        break;
    case MB_VALUE_REAL:
        write_real(d, key, value->u.real);
        break;
    case MB_VALUE_CHAR16:
        mb_json_number(&d->json, key, value->char16);
        break;
    case MB_VALUE_STRING:
        mb_json_text(&d->json, key, mb_value_text(value));
        break;
    case MB_VALUE_ALIAS:
        mb_json_open_object_inline(&d->json, key);
        write_name(d, "alias", value->u.alias);
        mb_json_close_object(&d->json);
        break;
    case MB_VALUE_ARRAY:
        if (mb_mof_holds_instance(value)) {
            mb_json_open_array(&d->json, key);
        } else {
            mb_json_open_array_inline(&d->json, key);
        }
        for (const mb_value *each = value->u.first; each != NULL; each = each->next) {
            write_value(d, NULL, each);
        }
        mb_json_close_array(&d->json);
        break;
    case MB_VALUE_INSTANCE:
        write_instance(d, key, value->u.instance);
        break;
    }
}

/* Qualifiers */

static void write_words(dump *d, const char *key, uint32_t bits, const char *(*word)(unsigned bit))
{
    mb_json_open_array_inline(&d->json, key);
    for (unsigned bit = 0; word(bit) != NULL; bit++) {
        if ((bits >> bit & 1) != 0) {
            mb_json_string(&d->json, NULL, word(bit));
        }
    }
    mb_json_close_array(&d->json);
}

/** What a qualifier says of which nothing is written but the name: a boolean one true, another one its default. */
static void write_bare(dump *d, const mb_qualifier *qualifier, mb_type_word type)
{
    const mb_production *declaration = mb_qualifier_declaration(d->schema, qualifier->name);

    if (type == MB_TYPE_BOOLEAN) {
        mb_json_boolean(&d->json, "value", true);
    } else if (declaration != NULL && declaration->value != NULL) {
        write_value(d, "value", declaration->value);
    } else {
        mb_json_null(&d->json, "value");
    }
}

/** @param from the class from which it is inherited; NULL where it is not */
static void write_qualifier(dump *d, const mb_qualifier *qualifier, const mb_class *from)
{
    bool is_array = false;
    mb_type_word type = mb_qualifier_type(d->schema, qualifier, &is_array);

    mb_json_open_object_inline(&d->json, NULL);
    write_name(d, "name", qualifier->name);
    mb_json_string(&d->json, "type", mb_type_word_name(type));
    mb_json_boolean(&d->json, "array", is_array);
    if (qualifier->value != NULL) {
        write_value(d, "value", qualifier->value);
    } else {
        write_bare(d, qualifier, type);
    }
    write_words(d, "flavors", mb_qualifier_flavors(d->schema, qualifier), mb_flavor_name);
    if (from != NULL) {
        write_name(d, "inheritedFrom", from->element.name);
    }
    mb_json_close_object(&d->json);
}

static void write_qualifiers(dump *d, const mb_element *element)
{
    const mb_qualifier_use *uses = NULL;
    size_t count = mb_element_all_qualifiers(d->schema, element, d->arena, &uses);

    mb_json_open_array(&d->json, "qualifiers");
    for (size_t i = 0; i < count; i++) {
        write_qualifier(d, uses[i].qualifier, uses[i].holder != element ? uses[i].holder->owner : NULL);
    }
    mb_json_close_array(&d->json);
}

static void write_written_qualifiers(dump *d, const mb_qualifier *first)
{
    if (first == NULL) {
        return;
    }
    mb_json_open_array(&d->json, "qualifiers");
    for (; first != NULL; first = first->next) {
        write_qualifier(d, first, NULL);
    }
    mb_json_close_array(&d->json);
}

static void write_declaration(dump *d, const mb_production *declaration)
{
    mb_json_open_object(&d->json, NULL);
    write_name(d, "name", declaration->name);
    if (declaration->has_type) {
        mb_json_string(&d->json, "type", mb_type_word_name((mb_type_word)declaration->type));
        mb_json_boolean(&d->json, "array", declaration->is_array);
    }
    if (declaration->value != NULL) {
        write_value(d, "default", declaration->value);
    }
    write_words(d, "scopes", declaration->scopes, mb_scope_name);
    write_words(d, "flavors", declaration->flavors, mb_flavor_name);
    write_source(d, declaration->name_span.begin);
    mb_json_close_object(&d->json);
}

/* Elements */

/** Nothing where it has none. */
static void write_c_name(dump *d, const char *name)
{
    if (name != NULL && *name != '\0') {
        mb_json_string(&d->json, "cName", name);
    }
}

static void write_code(dump *d, const mb_code *code, const char *c_name)
{
    mb_json_open_object_inline(&d->json, NULL);
    if (code->is_text) {
        mb_json_text(&d->json, "value", code->text);
    } else {
        write_code_number(d, "low", code->low, code->is_unsigned);
        write_code_number(d, "high", code->high, code->is_unsigned);
    }
    if (code->is_rest) {
        mb_json_boolean(&d->json, "rest", true);
    }
    if (code->is_convention) {
        mb_json_boolean(&d->json, "convention", true);
    }
    mb_json_text(&d->json, "name", code->name);
    write_c_name(d, c_name);
    mb_json_close_object(&d->json);
}

/** @param list what the binding makes of them; NULL: nothing */
static void write_codes(dump *d, const mb_element *element, const mbb_code_list *list)
{
    const mb_codes codes = mb_element_codes(element), bits = mb_element_bits(element);

    if (codes.count != 0) {
        mb_json_open_array(&d->json, "codes");
        for (size_t i = 0; i < codes.count; i++) {
            write_code(d, &codes.items[i], mb_bound_code(list, &codes.items[i]));
        }
        mb_json_close_array(&d->json);
    }
    if (bits.count != 0) {
        mb_json_open_array(&d->json, "bits");
        for (size_t i = 0; i < bits.count; i++) {
            write_code(d, &bits.items[i], mb_bound_bit(list, &bits.items[i]));
        }
        mb_json_close_array(&d->json);
    }
}

static void write_text_of(dump *d, const char *key, const mb_element *element, mb_qualifier_id id)
{
    mb_text text = mb_element_text(d->schema, element, id);

    if (text.length > 0) {
        mb_json_text(&d->json, key, text);
    }
}

/** Which hosts have it, and where it is written down. */
static void write_hosts(dump *d, const mb_element *element)
{
    const char *page = mb_element_page(d->schema, element, d->arena);

    write_text_of(d, "since", element, MB_Q_MOFBINDSINCE);
    write_text_of(d, "until", element, MB_Q_MOFBINDUNTIL);
    if (page != NULL) {
        mb_json_string(&d->json, "page", page);
    }
}

/** What properties, methods and parameters have in common. */
static void write_typed(dump *d, const mb_element *element)
{
    const mb_value *value = mb_element_default(element);

    write_name(d, "name", element->name);
    mb_json_string(&d->json, "type",
                   element->type == MB_TYPE_REFERENCE ? "reference" : mb_type_word_name((mb_type_word)element->type));
    if (element->class_name != NULL) {
        write_name(d, "class", element->class_name);
    }
    if (element->is_embedded) {
        mb_json_boolean(&d->json, "embedded", true);
    }
    mb_json_boolean(&d->json, "array", element->is_array);
    if (element->feature->array_size != 0) {
        mb_json_number(&d->json, "arraySize", element->feature->array_size);
    }
    if (value != NULL) {
        write_value(d, "default", value);
    }
}

/** The class that declares an element first. */
static const mb_class *origin_of(const mb_element *element)
{
    while (element->overridden != NULL) {
        element = element->overridden;
    }
    return element->owner;
}

static void write_inheritance(dump *d, const mb_element *element)
{
    write_name(d, "origin", origin_of(element)->element.name);
    if (element->overridden != NULL) {
        write_name(d, "overrides", element->overridden->owner->element.name);
    }
}

/** Whether an element has one of the lists that the binding makes names of. */
static bool has_codes(const mb_element *element)
{
    static const mb_qualifier_id ids[] = {MB_Q_VALUEMAP, MB_Q_VALUES, MB_Q_BITVALUES, MB_Q_CONVENTIONMAP};
    size_t i = 0;

    while (i < sizeof ids / sizeof ids[0] && !mb_element_has(element, ids[i])) {
        i++;
    }
    return i < sizeof ids / sizeof ids[0];
}

/** Nothing where there are none. */
static void write_units(dump *d, const mbb_member *member)
{
    if (member != NULL && member->has_units) {
        mb_json_string(&d->json, "units", member->units);
    }
}

static void write_property(dump *d, const mb_element *property, const mbb_class *bound)
{
    const mbb_member *member = mb_bound_property(&d->names, bound, property);

    mb_json_open_object(&d->json, NULL);
    write_typed(d, property);
    write_c_name(d, member != NULL ? member->member : NULL);
    write_units(d, member);
    mb_json_boolean(&d->json, "key", mb_element_flag(property, MB_Q_KEY));
    write_inheritance(d, property);
    write_hosts(d, property);
    write_qualifiers(d, property);
    write_codes(d, property, has_codes(property) ? mb_bound_property_codes(&d->names, bound, property) : NULL);
    write_source(d, mb_element_name_span(property).begin);
    mb_json_close_object(&d->json);
}

static void write_parameter(dump *d, const mb_element *parameter, const mbb_method *bound)
{
    const mbb_member *in = mb_bound_in(&d->names, bound, parameter);
    const mbb_member *out = mb_bound_out(&d->names, bound, parameter);

    mb_json_open_object(&d->json, NULL);
    write_typed(d, parameter);
    write_c_name(d, in != NULL ? in->member : out != NULL ? out->member : NULL);
    write_units(d, in != NULL ? in : out);
    mb_json_boolean(&d->json, "in", parameter->is_in);
    mb_json_boolean(&d->json, "out", parameter->is_out);
    write_hosts(d, parameter);
    write_qualifiers(d, parameter);
    write_codes(d, parameter, has_codes(parameter) ? mb_bound_parameter_codes(&d->names, bound, parameter) : NULL);
    mb_json_close_object(&d->json);
}

static void write_method(dump *d, const mb_element *method, const mbb_class *cls)
{
    const mbb_method *bound = mb_bound_method(&d->names, cls, method);

    mb_json_open_object(&d->json, NULL);
    write_typed(d, method);
    write_c_name(d, bound != NULL ? bound->id : NULL);
    mb_json_boolean(&d->json, "static", mb_element_flag(method, MB_Q_STATIC));
    write_inheritance(d, method);
    write_hosts(d, method);
    write_qualifiers(d, method);
    write_codes(d, method, bound != NULL ? &bound->codes : NULL);
    mb_json_open_array(&d->json, "parameters");
    for (const mb_element *each = method->parameters; each != NULL; each = each->next) {
        write_parameter(d, each, bound);
    }
    mb_json_close_array(&d->json);
    write_source(d, mb_element_name_span(method).begin);
    mb_json_close_object(&d->json);
}

/** The last alias; those of declarations that were replaced in a list of their own. */
static void write_aliases(dump *d, const mb_catalog_space *space, const mb_class *cls)
{
    const mb_catalog_alias *aliases = NULL;
    size_t count = mb_catalog_aliases(space, cls, &aliases);

    if (count != 0) {
        write_name(d, "alias", aliases[count - 1].production->alias);
    }
    if (count > 1) {
        mb_json_open_array_inline(&d->json, "otherAliases");
        for (size_t i = 0; i + 1 < count; i++) {
            write_name(d, NULL, aliases[i].production->alias);
        }
        mb_json_close_array(&d->json);
    }
}

static void write_class(dump *d, const mb_catalog_space *space, const mb_class *cls)
{
    const mbb_class *bound = mb_bound_class(&d->names, cls);

    mb_json_open_object(&d->json, NULL);
    write_name(d, "name", cls->element.name);
    write_name(d, "superclass", cls->super_name);
    write_aliases(d, space, cls);
    write_c_name(d, bound != NULL ? bound->id : NULL);
    mb_json_boolean(&d->json, "abstract", cls->is_abstract);
    mb_json_boolean(&d->json, "association", cls->is_association);
    mb_json_boolean(&d->json, "indication", cls->is_indication);
    mb_json_boolean(&d->json, "singleton", cls->is_singleton);
    write_hosts(d, &cls->element);
    write_qualifiers(d, &cls->element);
    mb_json_open_array(&d->json, "properties");
    for (const mb_element *each = cls->properties; each != NULL; each = each->next) {
        write_property(d, each, bound);
    }
    mb_json_close_array(&d->json);
    mb_json_open_array(&d->json, "methods");
    for (const mb_element *each = cls->methods; each != NULL; each = each->next) {
        if (mb_is_method_described(d->selection, cls, each)) {
            write_method(d, each, bound);
        }
    }
    mb_json_close_array(&d->json);
    write_source(d, mb_element_name_span(&cls->element).begin);
    mb_json_close_object(&d->json);
}

/* Instances */

static void write_setting(dump *d, const mb_feature *setting)
{
    mb_json_open_object(&d->json, NULL);
    write_name(d, "name", setting->name);
    if (setting->value != NULL) {
        write_value(d, "value", setting->value);
    } else {
        mb_json_null(&d->json, "value");
    }
    write_written_qualifiers(d, setting->qualifiers);
    mb_json_close_object(&d->json);
}

static void write_instance(dump *d, const char *key, const mb_production *instance)
{
    mb_json_open_object(&d->json, key);
    write_name(d, "instanceOf", instance->name);
    if (instance->alias != NULL) {
        write_name(d, "alias", instance->alias);
    }
    write_written_qualifiers(d, instance->qualifiers);
    mb_json_open_array(&d->json, "properties");
    for (const mb_feature *each = instance->features; each != NULL; each = each->next) {
        write_setting(d, each);
    }
    mb_json_close_array(&d->json);
    write_source(d, instance->name_span.begin);
    mb_json_close_object(&d->json);
}

/* Units */

static void write_space(dump *d, const mb_catalog_space *space)
{
    if (space->ns == NULL && space->instance_count == 0) {
        return; /* it had classes, which were deleted */
    }
    mb_json_open_object(&d->json, NULL);
    write_name(d, "name", space->name);
    mb_json_open_array(&d->json, "classes");
    for (const mb_class *cls = space->ns != NULL ? space->ns->first : NULL; cls != NULL; cls = cls->next) {
        if (mb_is_selected(d->selection, cls)) {
            write_class(d, space, cls);
        }
    }
    mb_json_close_array(&d->json);
    mb_json_open_array(&d->json, "instances");
    for (size_t i = 0; i < space->instance_count; i++) {
        write_instance(d, NULL, space->instances[i]);
    }
    mb_json_close_array(&d->json);
    mb_json_close_object(&d->json);
}

static void write_unit(dump *d, const mb_inspect_unit *unit, mb_symbols *symbols)
{
    static const char *const dialects[] = {
        [MB_DIALECT_AUTO] = NULL, [MB_DIALECT_DMTF] = "dmtf", [MB_DIALECT_WMI] = "wmi"};
    const mb_catalog catalog = mb_catalog_of(unit, symbols, d->arena);

    d->schema = unit->schema;
    d->selection = unit->selection;
    d->names = (mb_c_names){.library = unit->library};
    mb_json_open_object(&d->json, NULL);
    mb_json_string(&d->json, "dialect", dialects[mb_unit_dialect(mb_schema_written(unit->schema)->unit)]);
    if (d->positions) {
        mb_json_open_array_inline(&d->json, "files");
        for (size_t i = 0; i < unit->mof_count; i++) {
            mb_json_string(&d->json, NULL, unit->mof_names[i]);
        }
        mb_json_close_array(&d->json);
    }
    mb_json_open_array(&d->json, "qualifierDeclarations");
    for (size_t i = 0; i < catalog.qualifier_count; i++) {
        write_declaration(d, catalog.qualifiers[i]);
    }
    mb_json_close_array(&d->json);
    mb_json_open_array(&d->json, "namespaces");
    for (const mb_catalog_space *space = catalog.spaces; space != NULL; space = space->next) {
        write_space(d, space);
    }
    mb_json_close_array(&d->json);
    mb_json_close_object(&d->json);
}

void mb_dump_json(const mb_inspect_input *input, bool positions, mb_buffer *out)
{
    dump d = {
        .json = {.out = out}, .arena = input->arena, .positions = positions, .lines = {.sources = input->sources}};

    mb_buffer_init(&d.scratch, out->heap);
    mb_json_open_object(&d.json, NULL);
    mb_json_string(&d.json, "format", "mofbind-schema");
    mb_json_number(&d.json, "version", VERSION);
    mb_json_open_array(&d.json, "schemas");
    for (size_t i = 0; i < input->unit_count; i++) {
        write_unit(&d, &input->units[i], input->symbols);
    }
    mb_json_close_array(&d.json);
    mb_json_close_object(&d.json);
    mb_buffer_putc(out, '\n');
    mb_buffer_release(&d.scratch);
}
