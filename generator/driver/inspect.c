/* `mofbind list`, `show` and `dump`: what they print is made as a whole, and printed when the run ends. */
#include "inspect/inspect.h"

#include <stdlib.h>

#include "diag/report.h"
#include "driver/run.h"
#include "inspect/words.h"
#include "render/template_set.h"

static const mb_span nowhere = {0, 0};

/** Whether the command tells of names in C. */
static bool wants_names(const mb_options *options)
{
    return options->command == MB_COMMAND_SHOW || (options->command == MB_COMMAND_DUMP && options->json);
}

/**
 * The names in C. A unit without a class has none, and that is no error here. Nor is it one of a dump that a library
 * cannot be called after its namespace, unless the command line says how: then nothing has a name in C.
 */
static bool bind(mb_run_state *run, const mb_input_unit *unit, mb_inspect_unit *out)
{
    const mb_options *options = &run->options;
    if (out->schema->namespaces == NULL) {
        return true;
    }
    const bool is_optional = options->command == MB_COMMAND_DUMP && options->name == NULL && options->prefix == NULL;
    const mbb_bind_input input =
        mb_bind_input_of(run, unit, out->schema, out->selection, mb_embedded_suffixes(run->heap, run->arena));
    mb_diag *diag = is_optional ? mb_diag_new(run->heap, run->arena, run->sources) : run->diag;
    mbb_library *library = NULL;

    bool good = mbb_bind(&input, run->heap, run->arena, diag, &library);
    out->library = good ? library : NULL;
    return good || is_optional;
}

static bool make_unit(mb_run_state *run, const mb_input_unit *unit, mb_inspect_unit *out)
{
    mb_schema *schema = NULL;

    if (!mb_resolve_unit(run, unit, &schema)) {
        return false;
    }
    out->schema = schema;
    out->selection = mb_select_of(run, schema);
    out->default_namespace = run->options.default_namespace;
    out->mof_names = unit->mof_names;
    out->mof_count = unit->mof_count;
    return !wants_names(&run->options) || bind(run, unit, out);
}

/** One unit has one library, and one MOF. */
static mb_exit check_units(mb_run_state *run, const mb_input_unit *units)
{
    const mb_options *options = &run->options;

    if (units == NULL || units->next == NULL) {
        return MB_EXIT_GOOD;
    }
    if (options->name != NULL || options->prefix != NULL) {
        const char *option = options->name != NULL ? "--name" : "--prefix";
        return mb_report_usage(
            run, mb_arena_format(run->arena, "%s is for one library, and the files are of several namespaces: %s, %s",
                                 option, units->ns, units->next->ns));
    }
    if (options->mof) {
        mb_report(run->diag, MB_MSG_DUMP_SEVERAL, nowhere, units->ns, units->next->ns);
        return MB_EXIT_INPUT;
    }
    return MB_EXIT_GOOD;
}

/** What COLUMNS says, as far as a text can be read at it; else what texts have where nobody knows. */
static size_t terminal_width(void)
{
    enum { LEAST = 40, MOST = 400 };
    const char *columns = getenv("COLUMNS");
    mb_integer width;

    if (columns == NULL || !mb_read_integer(mb_text_of(columns), MB_INTEGER_DECIMAL, &width) || width.is_negative ||
        width.is_huge || width.magnitude < LEAST || width.magnitude > MOST) {
        return MB_TEXT_WIDTH;
    }
    return (size_t)width.magnitude;
}

static bool print(mb_run_state *run, const mb_inspect_input *input)
{
    const mb_options *options = &run->options;

    if (options->command == MB_COMMAND_LIST && options->methods) {
        mb_list_methods(input, options->texts, &run->text);
    } else if (options->why != NULL) {
        return mb_list_why(input, options->why, run->diag, &run->text);
    } else if (options->command == MB_COMMAND_LIST) {
        mb_list_classes(input, options->texts, &run->text);
    } else if (options->command == MB_COMMAND_SHOW && options->renamed) {
        mb_show_renamed(input, &run->text);
    } else if (options->command == MB_COMMAND_SHOW) {
        return mb_show(input, options->target, run->diag, &run->text);
    } else if (options->json) {
        mb_dump_json(input, !options->no_positions, &run->text);
    } else if (input->unit_count != 0) {
        mb_dump_mof(input, &input->units[0], &run->text);
    }
    return true;
}

mb_exit mb_inspect(mb_run_state *run)
{
    mb_input_unit *units = NULL;
    mb_exit status = mb_read_units(run, &units);
    size_t count = 0;

    status = status == MB_EXIT_GOOD ? check_units(run, units) : status;
    if (status != MB_EXIT_GOOD) {
        return status;
    }
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        count++;
    }
    mb_inspect_unit *made = mb_arena_array(run->arena, count, sizeof *made);
    bool good = true;
    count = 0;
    for (const mb_input_unit *unit = units; unit != NULL; unit = unit->next) {
        good = make_unit(run, unit, &made[count++]) && good;
    }
    mb_finish_overlays(run);
    good = good && mb_finish_selection(run);
    const mb_inspect_input input = {made, count, run->sources, run->symbols, run->arena, terminal_width()};
    return good && print(run, &input) ? MB_EXIT_GOOD : MB_EXIT_INPUT;
}
