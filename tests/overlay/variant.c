/*
 * Makes of one of our MOFs what a host's own may look like: variant KIND IN.mof OUT.mof.
 *
 * - host: nothing is left of what an overlay adds. Classes in embedded instances stand at properties alone, by the name
 *   that hosts use; there are no codes, no texts, no units; limits and access have other names, which nobody knows.
 * - codes: as a host's MOF without its .mfl. The codes are there, their names and the texts are not.
 * - names: the names are there, the codes are not.
 *
 * In each there are qualifiers that nobody knows, and a class of a newer build; classes and qualifiers are in another
 * order. Members stay in theirs.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "inspect/mof_layout.h"
#include "inspect/mof_text.h"
#include "syntax/parse.h"

typedef enum variant_kind { KIND_HOST, KIND_CODES, KIND_NAMES, KIND_COUNT } variant_kind;

static const char *const kind_names[KIND_COUNT] = {"host", "codes", "names"};

static const char *const embedding[] = {"EmbeddedInstance", NULL};

typedef struct variant {
    const char *from;
    const char *to;
    variant_kind kind;
    mb_heap *heap;
    mb_arena *arena;
    mb_symbols *symbols;
    bool good;
} variant;

static bool is_one_of(const mb_symbol *name, const char *const *list)
{
    while (*list != NULL && !mb_text_equal_nocase(mb_text_of(name->text), mb_text_of(*list))) {
        list++;
    }
    return *list != NULL;
}

static const mb_symbol *intern(const variant *v, const char *name)
{
    return mb_intern(v->symbols, name, strlen(name));
}

/** What an overlay gives back. */
static bool is_taken(const variant *v, const mb_symbol *name)
{
    static const char *const texts[] = {"Description",  "DisplayName", "MofbindSince",
                                        "MofbindUntil", "MofbindPage", NULL};
    static const char *const names[] = {"Values", "BitValues", "ConventionValues", NULL};
    static const char *const codes[] = {"ValueMap", "BitMap", "ConventionMap", NULL};
    static const char *const others[] = {"Units", "PUnit", "EmbeddedObject", NULL};

    return is_one_of(name, texts) || (v->kind != KIND_NAMES && is_one_of(name, names)) ||
           (v->kind != KIND_CODES && is_one_of(name, codes)) || (v->kind == KIND_HOST && is_one_of(name, others));
}

static mb_qualifier *unknown_qualifier(const variant *v, const char *name)
{
    mb_qualifier *made = mb_arena_zalloc(v->arena, sizeof *made);

    made->name = intern(v, name);
    return made;
}

static const mb_symbol *lower_case(const variant *v, const mb_symbol *name)
{
    char *text = mb_arena_text(v->arena, name->text, name->length);

    for (char *c = text; *c != '\0'; c++) {
        *c = (char)tolower((unsigned char)*c);
    }
    return mb_intern(v->symbols, text, name->length);
}

/** By another name, or in other letters. */
static const mb_symbol *rename_qualifier(const variant *v, const mb_symbol *name)
{
    static const char *const others[] = {"MaxLen",    "MinLen",     "MaxValue",     "MinValue", "Required", "Optional",
                                         "ArrayType", "Deprecated", "Experimental", "Read",     "Write",    NULL};
    bool is_renamed = is_one_of(name, embedding) || (v->kind == KIND_HOST && is_one_of(name, others));

    return is_renamed ? intern(v, mb_arena_format(v->arena, "HyperV%s", name->text)) : lower_case(v, name);
}

/** The list without what is taken away, turned round. */
static mb_qualifier *strip(const variant *v, mb_qualifier *list, bool is_property)
{
    mb_qualifier *result = NULL;

    for (mb_qualifier *next = NULL; list != NULL; list = next) {
        bool embeds = is_one_of(list->name, embedding);
        next = list->next;
        if (is_taken(v, list->name) || (embeds && !is_property)) {
            continue;
        }
        list->name = rename_qualifier(v, list->name);
        list->next = result;
        result = list;
    }
    return result;
}

static void strip_feature(const variant *v, mb_feature *feature)
{
    mb_qualifier *unknown = unknown_qualifier(v, "HyperVBuild26100");
    unknown->next = strip(v, feature->qualifiers, feature->kind == MB_FEATURE_PROPERTY);
    feature->qualifiers = unknown;
    mb_feature *parameter = feature->kind == MB_FEATURE_METHOD ? feature->parameters : NULL;
    for (; parameter != NULL; parameter = parameter->next) {
        parameter->qualifiers = strip(v, parameter->qualifiers, false);
    }
}

static void strip_class(const variant *v, mb_production *cls)
{
    cls->qualifiers = strip(v, cls->qualifiers, false);
    for (mb_feature *feature = cls->features; feature != NULL; feature = feature->next) {
        strip_feature(v, feature);
    }
}

static void write_pragma(mb_mof_writer *writer, const mb_production *pragma)
{
    if (pragma->type == MB_PRAGMA_NAMESPACE) {
        mb_mof_puts(writer, "#pragma namespace(");
        mb_mof_put_string(writer->out, mb_value_text(pragma->value->u.first));
        mb_mof_puts(writer, ")");
        mb_mof_line(writer, 0);
    }
}

/** The classes up to the next pragma, the last one first. @return what comes behind them */
static mb_production *write_classes(const variant *v, mb_mof_writer *writer, mb_production *at)
{
    mb_production *turned = NULL;

    while (at != NULL && at->kind == MB_CLASS) {
        mb_production *next = at->next;
        strip_class(v, at);
        at->next = turned;
        turned = at;
        at = next;
    }
    for (; turned != NULL; turned = turned->next) {
        mb_mof_write_production(writer, turned, turned->name);
    }
    return at;
}

static void write_unit(const variant *v, mb_unit *unit, mb_buffer *out)
{
    mb_mof_writer writer = mb_mof_writer_of(out);
    mb_production *at = unit->first;
    bool is_first = true;

    while (at != NULL) {
        if (at->kind == MB_CLASS) {
            at = write_classes(v, &writer, at);
            if (is_first) {
                mb_mof_puts(&writer,
                            "[dynamic] class Msvm_OfNewerBuild : CIM_ManagedElement { [read] uint32 Novelty; };\n");
            }
            is_first = false;
            continue;
        }
        write_pragma(&writer, at);
        if (at->kind != MB_PRAGMA) {
            mb_mof_write_production(&writer, at, at->name);
        }
        at = at->next;
    }
    mb_buffer_release(&writer.piece);
}

static bool write_file(const char *path, const mb_buffer *text)
{
    FILE *file = fopen(path, "wb");
    bool good = file != NULL && fwrite(text->text, 1, text->length, file) == text->length;

    return file != NULL && fclose(file) == 0 && good;
}

static void make(void *argument)
{
    variant *v = argument;
    v->arena = mb_arena_new(v->heap);
    v->symbols = mb_symbols_new(v->arena);
    mb_sources *sources = mb_sources_new(v->heap, v->arena);
    mb_diag *diag = mb_diag_new(v->heap, v->arena, sources);
    const mb_parse_input input = {.paths = &v->from, .path_count = 1, .sources = sources, .symbols = v->symbols};
    mb_unit *unit = NULL;
    mb_buffer text;

    mb_buffer_init(&text, v->heap);
    if (mb_parse(&input, v->heap, v->arena, diag, &unit)) {
        write_unit(v, unit, &text);
        v->good = write_file(v->to, &text);
    }
}

int main(int argc, char **argv)
{
    variant v = {.from = argc == 4 ? argv[2] : NULL, .to = argc == 4 ? argv[3] : NULL, .kind = KIND_COUNT};

    for (int kind = 0; kind < KIND_COUNT && argc == 4; kind++) {
        v.kind = strcmp(argv[1], kind_names[kind]) == 0 ? (variant_kind)kind : v.kind;
    }
    v.heap = v.kind != KIND_COUNT ? mb_heap_new(NULL) : NULL;
    if (v.heap == NULL) {
        fputs("usage: variant KIND IN.mof OUT.mof\n", stderr);
        return 2;
    }
    bool survived = mb_heap_protect(v.heap, make, &v);
    mb_heap_free(v.heap);
    return survived && v.good ? 0 : 1;
}
