#include "binding/binder.h"

/** A changed name, newest first: how many there will be is not known. */
typedef struct mb_rename_entry {
    mb_renamed renamed;
    struct mb_rename_entry *next;
} mb_rename_entry;

static mb_comment describe(mb_binder *binder, const mb_where *where)
{
    const char *text = mb_join(binder->arena, "class ", mb_comment_name(binder, where->cls->element.name), NULL, NULL);

    if (where->kind != NULL) {
        text = mb_join(binder->arena, text, ", ", where->kind, NULL);
    }
    if (where->name != NULL) {
        text = mb_join(binder->arena, text, " ", mb_comment_name(binder, where->name), NULL);
    }
    if (where->parameter != NULL) {
        text = mb_join(binder->arena, text, ", parameter ", mb_comment_name(binder, where->parameter), NULL);
    }
    return text;
}

void mb_note_renamed(mb_binder *binder, const char *from, const char *to, const mb_where *where, const char *why)
{
    mb_rename_entry *entry = mb_arena_alloc(binder->arena, sizeof *entry);

    entry->renamed.from = from;
    entry->renamed.to = to;
    entry->renamed.where = describe(binder, where);
    entry->renamed.why = why;
    entry->next = binder->renames;
    binder->renames = entry;
    binder->rename_count++;
}

static mb_list list_renamed(mb_binder *binder)
{
    mb_renamed *renamed = mb_arena_array(binder->arena, binder->rename_count, sizeof *renamed);
    size_t at = binder->rename_count;

    for (const mb_rename_entry *entry = binder->renames; entry != NULL; entry = entry->next) {
        renamed[--at] = entry->renamed;
    }
    return (mb_list){renamed, binder->rename_count};
}

/** Name, prefix and what follows from them. @return false when they cannot be used. */
static bool name_library(mb_binder *binder, mb_diag *diag)
{
    mb_library *library = binder->library;
    const mb_bind_input *input = binder->input;
    const mb_span nowhere = {0, 0};

    mb_default_names(binder->schema->namespaces->name, binder->arena, &library->name, &library->prefix);
    if (input->name != NULL) {
        library->name = mb_arena_text(binder->arena, input->name, strlen(input->name));
    }
    if (input->prefix != NULL) {
        library->prefix = mb_arena_text(binder->arena, input->prefix, strlen(input->prefix));
    }
    const bool is_named = mb_valid_library_name(library->name);
    const bool is_prefixed = mb_valid_name(library->prefix);
    const bool share_fault = !is_named && !is_prefixed && input->name == NULL && input->prefix == NULL;
    if (!is_named) {
        mb_report(diag, MB_MSG_INVALID_NAME, nowhere, library->name,
                  share_fault ? "--name and --prefix choose others" : "--name chooses another", NULL);
    }
    if (!is_prefixed && !share_fault) {
        mb_report(diag, MB_MSG_INVALID_PREFIX, nowhere, library->prefix, NULL, NULL);
    }
    char *guard = mb_arena_text(binder->arena, library->name, strlen(library->name));
    for (char *at = guard; *at != '\0'; at++) {
        if (*at >= 'a' && *at <= 'z') {
            *at = (char)(*at - 'a' + 'A');
        }
    }
    library->guard = guard;
    library->name_literal = mb_string_literal(binder, mb_text_of(library->name));
    return is_named && is_prefixed;
}

/**
 * The names of the MOFs: each by itself, and all in one line; of many the first. That line is in every file that is
 * generated, so with many files it would be most of them.
 */
static void name_mofs(mb_binder *binder)
{
    enum { MOST_NAMED = 8, NAMED_OF_MANY = 3 };
    const mb_bind_input *input = binder->input;
    mb_doc_line *lines = mb_arena_array(binder->arena, input->mof_count, sizeof *lines);
    const char *all = NULL;
    size_t named = input->mof_count > MOST_NAMED ? NAMED_OF_MANY : input->mof_count;

    for (size_t i = 0; i < input->mof_count; i++) {
        lines[i] = mb_doc_line_of(mb_comment_line(binder, mb_text_of(input->mof_names[i])));
    }
    for (size_t i = 0; i < named; i++) {
        all = all == NULL ? lines[i].text : mb_join(binder->arena, all, ", ", lines[i].text, NULL);
    }
    if (named < input->mof_count) {
        all = mb_arena_format(binder->arena, "%s and %u more", all, (unsigned)(input->mof_count - named));
    }
    binder->library->mofs = (mb_list){lines, input->mof_count};
    binder->mof = all == NULL ? "MOF" : all;
}

static void count_class(mb_library *library, const mb_binding_class *cls)
{
    const mb_method *methods = cls->methods.items;

    library->method_count += (uint32_t)(cls->methods.count + cls->inherited.count);
    library->property_count += (uint32_t)cls->properties.count;
    for (size_t i = 0; i < cls->methods.count; i++) {
        library->code_count += methods[i].codes.count;
    }
}

static void bind_library(mb_binder *binder)
{
    mb_library *library = binder->library;
    mb_binding_class *classes = mb_arena_array(binder->arena, binder->class_count, sizeof *classes);
    mb_space *spaces = mb_arena_array(binder->arena, binder->space_count, sizeof *spaces);

    for (size_t i = 0; i < binder->class_count; i++) {
        mb_bind_class(binder, &binder->classes[i], &classes[i]);
        count_class(library, &classes[i]);
    }
    for (size_t i = 0; i < binder->space_count; i++) {
        const mb_b_space *from = &binder->spaces[i];
        size_t end = i + 1 < binder->space_count ? from[1].first : binder->class_count;
        spaces[i].ns = from->ns;
        spaces[i].prefix = from->prefix;
        spaces[i].macro = from->macro;
        spaces[i].name = mb_string_literal(binder, mb_text_of(from->ns->name));
        spaces[i].text = mb_comment_line(binder, mb_text_of(from->ns->name));
        spaces[i].classes = (mb_list){classes + from->first, end - from->first};
    }
    library->spaces = (mb_list){spaces, binder->space_count};
    library->classes = (mb_list){classes, binder->class_count};
    library->class_count = (uint32_t)binder->class_count;
    library->namespace_text = spaces[0].text;
    library->namespace_macro = spaces[0].macro;
}

bool mb_bind(const mb_bind_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mb_library **out)
{
    mb_binder *binder = mb_arena_zalloc(arena, sizeof *binder);

    *out = NULL;
    binder->input = input;
    binder->schema = input->schema;
    binder->arena = arena;
    binder->library = mb_arena_zalloc(arena, sizeof *binder->library);
    if (input->schema->namespaces == NULL) {
        mb_report(diag, MB_MSG_NO_CLASS, (mb_span){0, 0}, NULL, NULL, NULL);
        return false;
    }
    mb_buffer_init(&binder->scratch, heap);
    mb_buffer_init(&binder->words, heap);
    bool valid = name_library(binder, diag);
    if (valid) {
        name_mofs(binder);
        mb_bind_spaces(binder);
        mb_gather_classes(binder);
        mb_claim_identifiers(binder);
        mb_bind_methods(binder);
        bind_library(binder);
        binder->library->renamed = list_renamed(binder);
        binder->library->identifiers = binder->identifiers;
        valid = mb_report_clashes(binder, diag);
        *out = valid ? binder->library : NULL;
    }
    mb_heap_release(heap, binder->words.text);
    mb_heap_release(heap, binder->scratch.text);
    return valid;
}
