#include <string.h>

#include "inspect/catalog.h"
#include "inspect/mof_layout.h"

/**
 * Whether the dump says of each namespace that it is entered. Such a pragma is a sign of WMI's dialect. Where that was
 * read there must be one: other signs may be gone with what is not in the schema. Where it was not, there must be none.
 */
static bool names_all(const mb_unit *unit)
{
    return (unit->signs & MB_SIGN_PRAGMA) != 0 || mb_unit_dialect(unit) == MB_DIALECT_WMI;
}

static bool is_default(const mb_catalog_space *space)
{
    return mb_text_equal_nocase(mb_text_of(space->name->text), mb_text_of("root\\default"));
}

/** Whether the dump is read as it was meant only with --dialect: told from its signs, another one comes out. */
static bool needs_dialect(const mb_unit *unit, const mb_catalog *catalog)
{
    mb_unit dumped = *unit;
    bool has_pragma = names_all(unit);

    for (const mb_catalog_space *space = catalog->spaces; space != NULL; space = space->next) {
        has_pragma = has_pragma || !is_default(space);
    }
    dumped.dialect = MB_DIALECT_AUTO;
    dumped.signs |= has_pragma ? MB_SIGN_PRAGMA : 0;
    bool has_in_false = (unit->signs & MB_SIGN_IN_FALSE) != 0;
    return unit->dialect != MB_DIALECT_AUTO &&
           (mb_unit_dialect(&dumped) != unit->dialect || has_in_false != (unit->dialect == MB_DIALECT_DMTF));
}

/** A blank line before what is not the first. */
static void set_apart(mb_mof_writer *writer, size_t begin)
{
    if (writer->out->length != begin) {
        mb_mof_line(writer, 0);
    }
}

static void write_namespace(mb_mof_writer *writer, const char *name)
{
    mb_mof_puts(writer, "#pragma namespace(\"\\\\\\\\.\\\\");
    for (; *name != '\0'; name++) {
        mb_buffer_putc(writer->out, *name);
        mb_mof_puts(writer, *name == '\\' ? "\\" : "");
    }
    mb_mof_puts(writer, "\")");
    mb_mof_line(writer, 0);
}

static void write_space(mb_mof_writer *writer, const mb_catalog_space *space, size_t begin)
{
    const mb_class *cls = space->ns != NULL ? space->ns->first : NULL;

    for (; cls != NULL; cls = cls->next) {
        set_apart(writer, begin);
        mb_mof_write_production(writer, mb_class_declaration(cls), cls->element.name);
    }
    for (size_t i = 0; i < space->instance_count; i++) {
        set_apart(writer, begin);
        mb_mof_write_production(writer, space->instances[i], space->instances[i]->name);
    }
}

static void write_spaces(mb_mof_writer *writer, const mb_inspect_unit *unit, const mb_catalog *catalog, size_t begin)
{
    bool names_first = names_all(unit->schema->unit);

    if (names_first && catalog->spaces == NULL) {
        set_apart(writer, begin);
        write_namespace(writer, unit->default_namespace);
    }
    for (const mb_catalog_space *space = catalog->spaces; space != NULL; space = space->next) {
        if (names_first || space != catalog->spaces || !is_default(space)) {
            set_apart(writer, begin);
            write_namespace(writer, space->name->text);
        }
        write_space(writer, space, begin);
    }
}

void mb_dump_mof(const mb_inspect_input *input, const mb_inspect_unit *unit, mb_buffer *out)
{
    const mb_catalog catalog = mb_catalog_of(unit, input->symbols, input->arena);
    const mb_unit *read = unit->schema->unit;
    const size_t begin = out->length;
    mb_mof_writer writer = mb_mof_writer_of(out);

    if (needs_dialect(read, &catalog)) {
        mb_mof_puts(&writer, "// To be read with --dialect ");
        mb_mof_puts(&writer, read->dialect == MB_DIALECT_DMTF ? "dmtf" : "wmi");
        mb_mof_line(&writer, 0);
    }
    for (size_t i = 0; i < catalog.qualifier_count; i++) {
        if (i == 0) {
            set_apart(&writer, begin);
        }
        mb_mof_write_production(&writer, catalog.qualifiers[i], catalog.qualifiers[i]->name);
    }
    write_spaces(&writer, unit, &catalog, begin);
    mb_buffer_release(&writer.piece);
}
