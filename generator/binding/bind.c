#include "binding/binder.h"
#include "diag/report.h"

/** A changed name, newest first: how many there will be is not known. */
typedef struct mbb_rename_entry {
    mbb_renamed renamed;
    struct mbb_rename_entry *next;
} mbb_rename_entry;

static mbb_comment describe(mbb_binder *binder, const mbb_where *where)
{
    const char *text =
        mbb_join(binder->arena, "class ", mbb_comment_name(binder, where->cls->element.name), NULL, NULL);

    if (where->kind != NULL) {
        text = mbb_join(binder->arena, text, ", ", where->kind, NULL);
    }
    if (where->name != NULL) {
        text = mbb_join(binder->arena, text, " ", mbb_comment_name(binder, where->name), NULL);
    }
    if (where->parameter != NULL) {
        text = mbb_join(binder->arena, text, ", parameter ", mbb_comment_name(binder, where->parameter), NULL);
    }
    return text;
}

void mbb_note_renamed(mbb_binder *binder, const char *from, const char *to, const mbb_where *where, const char *why)
{
    if (!mb_is_selected(binder->input->selection, where->cls)) {
        return;
    }
    mbb_rename_entry *entry = mb_arena_alloc(binder->arena, sizeof *entry);
    entry->renamed.from = from;
    entry->renamed.to = to;
    entry->renamed.where = describe(binder, where);
    entry->renamed.why = why;
    entry->next = binder->renames;
    binder->renames = entry;
    binder->rename_count++;
}

static mbb_list list_renamed(mbb_binder *binder)
{
    mbb_renamed *renamed = mb_arena_array(binder->arena, binder->rename_count, sizeof *renamed);
    size_t at = binder->rename_count;

    for (const mbb_rename_entry *entry = binder->renames; entry != NULL; entry = entry->next) {
        renamed[--at] = entry->renamed;
    }
    return (mbb_list){renamed, binder->rename_count};
}

/** Name, prefix and what follows from them. @return false when they cannot be used. */
static bool name_library(mbb_binder *binder, mb_diag *diag)
{
    mbb_library *library = binder->library;
    const mbb_bind_input *input = binder->input;
    const mb_span nowhere = {0, 0};

    mbb_default_names(binder->schema->namespaces->name, binder->arena, &library->name, &library->prefix);
    if (input->name != NULL) {
        library->name = mb_arena_text(binder->arena, input->name, strlen(input->name));
    }
    if (input->prefix != NULL) {
        library->prefix = mb_arena_text(binder->arena, input->prefix, strlen(input->prefix));
    }
    const bool is_named = mbb_valid_library_name(library->name);
    const bool is_prefixed = mbb_valid_name(library->prefix);
    const bool share_fault = !is_named && !is_prefixed && input->name == NULL && input->prefix == NULL;
    if (!is_named) {
        mb_report(diag, MB_MSG_INVALID_NAME, nowhere, library->name,
                  share_fault ? "--name and --prefix choose others" : "--name chooses another");
    }
    if (!is_prefixed && !share_fault) {
        mb_report(diag, MB_MSG_INVALID_PREFIX, nowhere, library->prefix);
    }
    char *guard = mb_arena_text(binder->arena, library->name, strlen(library->name));
    for (char *at = guard; *at != '\0'; at++) {
        if (*at >= 'a' && *at <= 'z') {
            *at = (char)(*at - 'a' + 'A');
        }
    }
    library->guard = guard;
    library->name_literal = mbb_string_literal(binder, mb_text_of(library->name));
    return is_named && is_prefixed;
}

static void name_mofs(mbb_binder *binder)
{
    const mbb_bind_input *input = binder->input;
    mbb_doc_line *lines = mb_arena_array(binder->arena, input->mof_count, sizeof *lines);

    for (size_t i = 0; i < input->mof_count; i++) {
        lines[i] = mbb_doc_line_of(mbb_comment_line(binder, mb_text_of(input->mof_names[i])));
    }
    binder->library->mofs = (mbb_list){lines, input->mof_count};
}

static void count_class(mbb_library *library, const mbb_class *cls)
{
    const mbb_method *methods = cls->methods.items;

    library->method_count += (uint32_t)(cls->methods.count + cls->inherited.count);
    library->property_count += (uint32_t)cls->properties.count;
    for (size_t i = 0; i < cls->methods.count; i++) {
        library->code_count += methods[i].codes.count;
    }
}

/** Binds those classes of a namespace that are wanted, behind `classes`. @return how many */
static size_t bind_space(mbb_binder *binder, const mbb_draft_space *from, size_t end, mbb_class *classes)
{
    size_t count = 0;

    for (size_t i = from->first; i < end; i++) {
        if (mb_is_selected(binder->input->selection, binder->classes[i].cls)) {
            mbb_bind_class(binder, &binder->classes[i], &classes[count]);
            count_class(binder->library, &classes[count++]);
        }
    }
    return count;
}

static void bind_library(mbb_binder *binder)
{
    mbb_library *library = binder->library;
    mbb_class *classes = mb_arena_array(binder->arena, binder->class_count, sizeof *classes);
    mbb_space *spaces = mb_arena_array(binder->arena, binder->space_count, sizeof *spaces);
    size_t count = 0;

    for (size_t i = 0; i < binder->space_count; i++) {
        const mbb_draft_space *from = &binder->spaces[i];
        const size_t end = i + 1 < binder->space_count ? from[1].first : binder->class_count;
        const size_t added = bind_space(binder, from, end, classes + count);
        spaces[i].ns = from->ns;
        spaces[i].prefix = from->prefix;
        spaces[i].macro = from->macro;
        spaces[i].name = mbb_string_literal(binder, mb_text_of(from->ns->name));
        spaces[i].text = mbb_comment_line(binder, mb_text_of(from->ns->name));
        spaces[i].doc = mbb_doc_text(binder, spaces[i].text);
        spaces[i].classes = (mbb_list){classes + count, added};
        count += added;
    }
    library->spaces = (mbb_list){spaces, binder->space_count};
    library->classes = (mbb_list){classes, count};
    library->class_count = (uint32_t)count;
    library->namespace_text = spaces[0].text;
    library->namespace_doc = spaces[0].doc;
    library->namespace_macro = spaces[0].macro;
}

bool mbb_bind(const mbb_bind_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mbb_library **out)
{
    mbb_binder *binder = mb_arena_zalloc(arena, sizeof *binder);

    const mb_span nowhere = {0, 0};
    *out = NULL;
    binder->input = input;
    binder->schema = input->schema;
    binder->arena = arena;
    binder->library = mb_arena_zalloc(arena, sizeof *binder->library);
    if (input->schema->namespaces == NULL) {
        mb_report(diag, MB_MSG_NOTHING_TO_GENERATE, nowhere);
        return false;
    }
    mb_buffer_init(&binder->scratch, heap);
    mb_buffer_init(&binder->words, heap);
    binder->taken = mbb_words_new(arena);
    bool valid = name_library(binder, diag);
    if (valid) {
        name_mofs(binder);
        mbb_bind_spaces(binder);
        mbb_gather_classes(binder);
        mbb_claim_identifiers(binder);
        mbb_gather_ends(binder);
        mbb_gather_takers(binder);
        mbb_bind_methods(binder);
        bind_library(binder);
        binder->library->renamed = list_renamed(binder);
        binder->library->identifiers = binder->identifiers;
        valid = input->is_unnamed || mbb_report_clashes(binder, diag);
        *out = valid ? binder->library : NULL;
    }
    mb_heap_release(heap, binder->words.text);
    mb_heap_release(heap, binder->scratch.text);
    return valid;
}
