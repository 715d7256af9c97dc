/* `mofbind list --why`: the way from a class to what was asked for. */
#include "diag/report.h"
#include "inspect/catalog.h"

static const mb_span nowhere = {0, 0};

/** Where a pattern stands: "native.txt:3", or an option. */
static const char *place_of(const mb_inspect_input *input, const mb_pattern *pattern)
{
    mb_line_counter lines = {.sources = input->sources};
    uint32_t line = 0;
    const mb_source *source = mb_count_line(&lines, pattern->span.begin, &line);

    if (source == NULL) {
        return pattern->method.bytes != NULL ? "--method" : "--class";
    }
    return mb_arena_format(input->arena, "%s:%u", source->path, (unsigned)line);
}

static const char *name_of(const mb_element *element)
{
    return element->name->text;
}

static void print_reason(const mb_inspect_input *input, const mb_class *cls, const mb_why *why, mb_buffer *out)
{
    mb_buffer_printf(out, "%s ", name_of(&cls->element));
    switch (why->kind) {
    case MB_WHY_PATTERN:
        if (why->pattern == NULL) {
            mb_buffer_puts(out, "is not excluded\n");
        } else {
            mb_buffer_printf(out, "is selected by '%s' (%s)\n", why->pattern->text, place_of(input, why->pattern));
        }
        break;
    case MB_WHY_SUPERCLASS:
        mb_buffer_printf(out, "is the superclass of %s\n", name_of(&why->cls->element));
        break;
    case MB_WHY_PROPERTY:
        mb_buffer_printf(out, "is the class of property %s of %s\n", name_of(why->element),
                         name_of(&why->cls->element));
        break;
    case MB_WHY_PARAMETER:
        mb_buffer_printf(out, "is the class of parameter %s of %s.%s\n", name_of(why->element),
                         name_of(&why->cls->element), name_of(why->method));
        break;
    case MB_WHY_JOB:
        mb_buffer_printf(out, "is a job that %s.%s may start\n", name_of(&why->cls->element), name_of(why->method));
        break;
    case MB_WHY_RESULT:
        mb_buffer_printf(out, "leads to the results of a job that %s.%s may start\n", name_of(&why->cls->element),
                         name_of(why->method));
        break;
    }
}

/** Whether a namespace of any unit has another class of that name. */
static bool has_namesake(const mb_inspect_input *input, const mb_class *cls)
{
    bool found = false;

    for (size_t i = 0; i < input->unit_count && !found; i++) {
        for (const mb_namespace *ns = input->units[i].schema->namespaces; ns != NULL && !found; ns = ns->next) {
            const mb_class *other = mb_schema_find_class(ns, cls->element.name);
            found = other != NULL && other != cls;
        }
    }
    return found;
}

/** The class, and what it is there for, up to a class that a pattern names. */
static void print_way(const mb_inspect_input *input, const mb_selection *selection, const mb_class *cls, mb_buffer *out)
{
    const mb_why *why = mb_selection_why(selection, cls);

    if (has_namesake(input, cls)) {
        mb_buffer_printf(out, "%s:", cls->ns->name);
    }
    if (why == NULL) {
        mb_buffer_printf(out, "%s is not selected\n", name_of(&cls->element));
    }
    while (why != NULL) {
        print_reason(input, cls, why, out);
        cls = why->cls;
        why = cls != NULL ? mb_selection_why(selection, cls) : NULL;
    }
}

static bool print_ways(const mb_inspect_input *input, const mb_pattern *pattern, mb_buffer *out)
{
    bool has_any = false;

    for (size_t i = 0; i < input->unit_count; i++) {
        const mb_inspect_unit *unit = &input->units[i];
        for (const mb_namespace *ns = unit->schema->namespaces; ns != NULL; ns = ns->next) {
            for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
                if (mb_pattern_fits_class(pattern, cls)) {
                    mb_buffer_puts(out, has_any ? "\n" : "");
                    print_way(input, unit->selection, cls, out);
                    has_any = true;
                }
            }
        }
    }
    return has_any;
}

bool mb_list_why(const mb_inspect_input *input, const char *what, mb_diag *diag, mb_buffer *out)
{
    mb_pattern pattern = {.span = nowhere};
    const char *problem = mb_pattern_parse(mb_text_of(what), input->arena, &pattern);
    const size_t begin = out->length;

    if (problem == NULL && (pattern.is_exclusion || pattern.method.bytes != NULL)) {
        problem = "--why asks for a class";
    }
    if (problem != NULL) {
        mb_report(diag, MB_MSG_SELECT_PATTERN, nowhere, what, problem);
        return false;
    }
    if (print_ways(input, &pattern, out)) {
        mb_buffer_disarm(out, begin);
        return true;
    }
    const mb_schema **schemas = mb_arena_array(input->arena, input->unit_count, sizeof *schemas);
    const char *hint = "";
    for (size_t i = 0; i < input->unit_count; i++) {
        schemas[i] = input->units[i].schema;
    }
    (void)mb_pattern_hint(&pattern, schemas, input->unit_count, input->arena, &hint);
    mb_report(diag, MB_MSG_SHOW_NO_CLASS, nowhere, what, hint);
    return false;
}
