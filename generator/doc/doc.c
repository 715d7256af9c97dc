#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

#include "doc/maker.h"

static int compare_links(const void *left, const void *right)
{
    const mbd_link *a = left;
    const mbd_link *b = right;
    int order = strcmp(a->name, b->name);

    return order != 0 ? order : strcmp(a->page, b->page);
}

/** The way from a page to the folder of the pages: "../" for each folder that it is in. */
static mbd_id root_of(mbd_maker *maker, const char *page)
{
    for (const char *at = page; (at = strchr(at, '/')) != NULL; at++) {
        mb_buffer_puts(&maker->words, "../");
    }
    return mbd_take(maker, &maker->words);
}

/** Says of each class of the schema whether it has a page, and where. */
static void find_classes(mbd_maker *maker)
{
    const mbb_library *library = maker->unit->library;
    const mbb_class *bound = library->classes.items;
    mbd_class *made = mb_arena_array(maker->arena, library->classes.count, sizeof *made);

    maker->classes = mb_arena_array(maker->arena, maker->unit->schema->class_count, sizeof *maker->classes);
    for (const mb_namespace *ns = maker->unit->schema->namespaces; ns != NULL; ns = ns->next) {
        for (const mb_class *cls = ns->first; cls != NULL; cls = cls->next) {
            mbd_draft_of(maker, cls)->link =
                (mbd_link){.name = mbd_name_html(maker, cls->element.name), .page = "", .brief = ""};
        }
    }
    for (size_t i = 0; i < library->classes.count; i++) {
        const mb_class *cls = bound[i].cls;
        mbd_draft_class *draft = mbd_draft_of(maker, cls);
        draft->bound = &bound[i];
        draft->made = &made[i];
        draft->link.has_page = true;
        draft->link.page = mb_arena_format(maker->arena, "%s/%s.html", library->name, bound[i].file);
        draft->link.is_abstract = cls->is_abstract;
        draft->link.is_association = cls->is_association;
        draft->link.brief = mbd_brief_of(maker, &cls->element);
        draft->link.has_brief = *draft->link.brief != '\0';
    }
    maker->library->classes = (mbb_list){made, library->classes.count};
}

static void make_class(mbd_maker *maker, const mbb_class *bound)
{
    const mb_element *element = &bound->cls->element;
    mbd_draft_class *draft = mbd_draft_of(maker, bound->cls);
    mbd_class *out = draft->made;

    maker->cls = bound->cls;
    maker->bound = bound;
    maker->root = root_of(maker, draft->link.page);
    out->name = draft->link.name;
    out->page = draft->link.page;
    out->root = maker->root;
    out->c_name = bound->id;
    out->header = bound->header;
    out->namespace_name = mbd_html_of_text(maker, bound->cls->ns->name);
    out->kind = mbd_html_of_text(maker, bound->kind);
    out->is_abstract = bound->is_abstract;
    out->is_association = bound->is_association;
    out->has_hosts = bound->has_hosts;
    out->hosts = mbd_html_of_text(maker, bound->hosts);
    out->has_link = bound->has_page;
    out->link = mbd_html_of_text(maker, bound->page);
    out->has_notes = bound->has_deprecation;
    out->notes = mbd_html_of_text(maker, bound->deprecation);
    out->doc = mbd_doc_of(maker, element);
    out->has_doc = out->doc.count != 0;
    out->brief = draft->link.brief;
    out->has_brief = draft->link.has_brief;
    mbd_make_hierarchy(maker, out);
    mbd_make_properties(maker, out);
    mbd_make_methods(maker, out);
    mbd_make_relations(maker, out);
}

/** All classes by name. */
static mbb_list alphabet_of(mbd_maker *maker)
{
    const mbb_class *bound = maker->unit->library->classes.items;
    const size_t count = maker->unit->library->classes.count;
    mbd_link *links = mb_arena_array(maker->arena, count, sizeof *links);

    for (size_t i = 0; i < count; i++) {
        links[i] = mbd_link_to(maker, bound[i].cls);
    }
    qsort(links, count, sizeof *links, compare_links);
    return (mbb_list){links, count};
}

static mbb_list files_of(mbd_maker *maker)
{
    const mbb_doc_line *mofs = maker->unit->library->mofs.items;
    const size_t count = maker->unit->library->mofs.count;
    mbd_paragraph *files = mb_arena_array(maker->arena, count, sizeof *files);

    for (size_t i = 0; i < count; i++) {
        files[i].text = mbd_html_of_text(maker, mofs[i].text);
    }
    return (mbb_list){files, count};
}

/** What all units add to for the search. */
typedef struct found {
    mbd_growing classes;
    mbd_growing members;
    mbd_growing codes;
} found;

static void make_library(mbd_maker *maker, const struct mbd_theme_list *themes, found *all, mbd_library *out)
{
    const mbb_library *bound = maker->unit->library;
    const mbb_class *classes = bound->classes.items;

    maker->library = out;
    maker->names = (mb_c_names){.library = bound};
    out->name = bound->name;
    out->prefix = bound->prefix;
    out->namespace_name = mbd_html_of_text(maker, bound->namespace_text);
    out->class_count = bound->class_count;
    out->method_count = bound->method_count;
    out->property_count = bound->property_count;
    out->files = files_of(maker);
    find_classes(maker);
    mbd_gather_subclasses(maker);
    mbd_gather_relations(maker);
    mbd_make_themes(maker, themes);
    for (size_t i = 0; i < bound->classes.count; i++) {
        make_class(maker, &classes[i]);
    }
    out->tree = mbd_whole_tree(maker);
    out->alphabet = alphabet_of(maker);
    mbd_add_found(maker, &all->classes, &all->members);
    mbd_make_numbers(maker, &all->codes);
}

/** "root\a and root\b". */
static mbd_html title_of(mbd_maker *maker, const mbd_library *libraries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mb_buffer_puts(&maker->scratch, i == 0 ? "" : i + 1 == count ? " and " : ", ");
        mb_buffer_puts(&maker->scratch, libraries[i].namespace_name);
    }
    return mbd_take(maker, &maker->scratch);
}

bool mbd_make(const mbd_input *input, mb_heap *heap, mb_arena *arena, mb_diag *diag, mbd_site **out)
{
    mbd_maker maker = {.input = input, .heap = heap, .arena = arena, .diag = diag};
    mbd_library *libraries = mb_arena_array(arena, input->unit_count, sizeof *libraries);
    mbd_site *site = mb_arena_zalloc(arena, sizeof *site);
    found all = {
        {.size = sizeof(mbd_found_class)}, {.size = sizeof(mbd_found_member)}, {.size = sizeof(mbd_found_code)}};
    struct mbd_theme_list *themes = NULL;

    mb_buffer_init(&maker.scratch, heap);
    mb_buffer_init(&maker.words, heap);
    maker.excerpt = mb_excerpt_new(heap, arena);
    maker.graphs = input->has_diagrams ? mbd_graphs_new(input->dot, heap, arena) : NULL;
    maker.site = *out = site;
    bool good = mbd_read_themes(&maker, input->themes, &themes);
    for (size_t i = 0; i < input->unit_count; i++) {
        maker.unit = &input->units[i];
        maker.library_number = (uint32_t)i;
        make_library(&maker, themes, &all, &libraries[i]);
        site->class_count += libraries[i].class_count;
    }
    site->root = "";
    site->title = title_of(&maker, libraries, input->unit_count);
    site->is_single = input->unit_count == 1;
    site->libraries = (mbb_list){libraries, input->unit_count};
    site->found_classes = mbd_list_of(&all.classes);
    site->found_members = mbd_list_of(&all.members);
    site->found_codes = mbd_list_of(&all.codes);
    good = good && (maker.graphs == NULL || mbd_graphs_draw(maker.graphs, diag));
    site->has_diagrams = good && maker.graphs != NULL;
    mb_buffer_release(&maker.scratch);
    mb_buffer_release(&maker.words);
    return good;
}
