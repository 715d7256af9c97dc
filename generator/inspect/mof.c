#include <string.h>

#include "inspect/catalog.h"
#include "inspect/mof_layout.h"
#include "inspect/mof_text.h"

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
    return mb_equal_names(space->name->text, "root\\default");
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

/** A declaration that holds nothing but an alias. */
static void write_alias(mb_mof_writer *writer, const mb_catalog_alias *alias, size_t begin)
{
    const mb_production *production = alias->production;
    const mb_production holder = {.kind = MB_CLASS, .name = production->name, .alias = production->alias};

    set_apart(writer, begin);
    mb_mof_write_production(writer, &holder, holder.name);
}

/** Aliases of deleted classes: declarations that are deleted, too. */
static void write_deleted(mb_mof_writer *writer, const mb_catalog_space *space, size_t begin)
{
    const mb_catalog_alias *aliases = NULL;
    size_t count = mb_catalog_aliases(space, NULL, &aliases);

    for (size_t i = 0; i < count; i++) {
        write_alias(writer, &aliases[i], begin);
        mb_mof_puts(writer, "#pragma deleteclass(\"");
        mb_mof_puts(writer, aliases[i].production->name->text);
        mb_mof_puts(writer, "\", NOFAIL)");
        mb_mof_line(writer, 0);
    }
}

/** A declaration of a class, with another alias than the one written. */
static void write_declaration(mb_mof_writer *writer, const mb_production *declaration, const mb_class *cls,
                              const mb_symbol *alias)
{
    mb_production copy = *declaration;

    copy.alias = alias;
    writer->cls = cls;
    mb_mof_write_production(writer, &copy, cls->element.name);
    writer->cls = NULL;
}

/** The text of a declaration without its alias. @param text is emptied before */
static void put_declaration(mb_buffer *text, const mb_production *declaration, const mb_class *cls)
{
    mb_buffer_clear(text);
    mb_mof_writer writer = mb_mof_writer_of(text);
    write_declaration(&writer, declaration, cls, NULL);
    mb_buffer_release(&writer.piece);
}

/**
 * Of several aliases the last is that of the class. The others belong to declarations that it repeats or replaces.
 * Those that it repeats are written as it is: nobody warns of that. In the place of those that it replaces one that
 * holds nothing but the alias will do; in DSP0004's dialect there are none.
 */
static void write_other_aliases(mb_mof_writer *writer, const mb_catalog_alias *aliases, size_t count, bool is_wmi,
                                size_t begin)
{
    const mb_class *cls = aliases->cls;
    const mb_production *declaration = mb_class_declaration(cls);
    mb_buffer text, other;

    mb_buffer_init(&text, writer->out->heap);
    mb_buffer_init(&other, writer->out->heap);
    put_declaration(&text, declaration, cls);
    for (size_t i = 0; i < count; i++) {
        put_declaration(&other, aliases[i].production, cls);
        bool is_repeated = mb_equal_names(other.text, text.text);
        if (is_wmi && !is_repeated) {
            write_alias(writer, &aliases[i], begin);
        } else {
            set_apart(writer, begin);
            write_declaration(writer, declaration, cls, aliases[i].production->alias);
        }
    }
    mb_buffer_release(&text);
    mb_buffer_release(&other);
}

static void write_class(mb_mof_writer *writer, const mb_catalog_space *space, const mb_class *cls, bool is_wmi,
                        size_t begin)
{
    const mb_catalog_alias *aliases = NULL;
    size_t count = mb_catalog_aliases(space, cls, &aliases);

    if (count > 1) {
        write_other_aliases(writer, aliases, count - 1, is_wmi, begin);
    }
    set_apart(writer, begin);
    write_declaration(writer, mb_class_declaration(cls), cls, count != 0 ? aliases[count - 1].production->alias : NULL);
}

static void write_space(mb_mof_writer *writer, const mb_catalog_space *space, bool is_wmi, size_t begin)
{
    const mb_class *cls = space->ns != NULL ? space->ns->first : NULL;

    write_deleted(writer, space, begin);
    for (; cls != NULL; cls = cls->next) {
        if (mb_is_selected(writer->selection, cls)) {
            write_class(writer, space, cls, is_wmi, begin);
        }
    }
    for (size_t i = 0; i < space->instance_count; i++) {
        set_apart(writer, begin);
        mb_mof_write_production(writer, space->instances[i], space->instances[i]->name);
    }
}

static void write_spaces(mb_mof_writer *writer, const mb_inspect_unit *unit, const mb_catalog *catalog, size_t begin)
{
    const mb_unit *read = mb_schema_written(unit->schema)->unit;
    const bool names_first = names_all(read), is_wmi = mb_unit_dialect(read) == MB_DIALECT_WMI;

    if (names_first && catalog->spaces == NULL) {
        set_apart(writer, begin);
        write_namespace(writer, unit->default_namespace);
    }
    for (const mb_catalog_space *space = catalog->spaces; space != NULL; space = space->next) {
        if (names_first || space != catalog->spaces || !is_default(space)) {
            set_apart(writer, begin);
            write_namespace(writer, space->name->text);
        }
        write_space(writer, space, is_wmi, begin);
    }
}

/** Classes that the files know not to be declared. */
static void write_undeclared(mb_mof_writer *writer, const mb_catalog *catalog, size_t begin)
{
    for (size_t i = 0; i < catalog->undeclared_count; i++) {
        if (i == 0) {
            set_apart(writer, begin);
        }
        mb_mof_puts(writer, "#pragma mofbind_undeclared(");
        mb_mof_put_string(writer->out, mb_value_text(catalog->undeclared[i]));
        mb_mof_puts(writer, ")");
        mb_mof_line(writer, 0);
    }
}

void mb_dump_mof(const mb_inspect_input *input, const mb_inspect_unit *unit, mb_buffer *out)
{
    const mb_catalog catalog = mb_catalog_of(unit, input->symbols, input->arena);
    const mb_unit *read = mb_schema_written(unit->schema)->unit;
    const size_t begin = out->length;
    mb_mof_writer writer = mb_mof_writer_of(out);

    writer.selection = unit->selection;
    if (read->dialect != MB_DIALECT_AUTO) { /* what is dumped need not show it: signs go with what is replaced */
        mb_mof_puts(&writer, "// To be read with --dialect ");
        mb_mof_puts(&writer, read->dialect == MB_DIALECT_DMTF ? "dmtf" : "wmi");
        mb_mof_line(&writer, 0);
    }
    write_undeclared(&writer, &catalog, begin);
    for (size_t i = 0; i < catalog.qualifier_count; i++) {
        if (i == 0) {
            set_apart(&writer, begin);
        }
        mb_mof_write_production(&writer, catalog.qualifiers[i], catalog.qualifiers[i]->name);
    }
    write_spaces(&writer, unit, &catalog, begin);
    mb_buffer_release(&writer.piece);
}
