/*
 * Which classes belong together. themes.list, beside the templates, says it of the schemas that it names; of others it follows from
 * UMLPackagePath, or else from what classes derive from.
 *
 *   schema root\a root\b          of which namespaces what follows is
 *   theme Title                   then, indented, patterns of classes: the first theme that fits takes a class
 *   overview Title                then, indented, lines of three: class, association or .method or .property, class
 *   # comment
 */
#include <stdlib.h>
#include <string.h>

#include "diag/report.h"
#include "doc/maker.h"
#include "support/characters.h"

enum { WORDS = 3 };

/** A line of an overview. */
typedef struct listed_edge listed_edge;
struct listed_edge {
    mb_text words[WORDS];
    listed_edge *next;
};

/** Patterns of a theme. */
typedef struct listed_pattern listed_pattern;
struct listed_pattern {
    mb_text text;
    listed_pattern *next;
};

/** A theme or an overview. */
typedef struct listed listed;
struct listed {
    bool is_overview;
    mb_text title;
    mb_text schemas; /**< names of namespaces, with blanks between them */
    listed_pattern *patterns;
    listed_pattern **pattern_tail;
    listed_edge *edges;
    listed_edge **edge_tail;
    listed *next;
};

struct mbd_theme_list {
    listed *first;
    listed **tail;
    listed *open;
    mb_text schemas;
};

/* Reading */

static mb_text take_word(mb_text *line)
{
    mb_text word = {line->bytes, 0};

    while (line->length != 0 && mb_is_space(*line->bytes)) {
        line->bytes++;
        line->length--;
    }
    word.bytes = line->bytes;
    while (word.length < line->length && !mb_is_space(line->bytes[word.length])) {
        word.length++;
    }
    line->bytes += word.length;
    line->length -= word.length;
    while (line->length != 0 && mb_is_space(*line->bytes)) {
        line->bytes++;
        line->length--;
    }
    return word;
}

static mb_text without_end(mb_text line)
{
    while (line.length != 0 && mb_is_space(line.bytes[line.length - 1])) {
        line.length--;
    }
    return line;
}

/** A line that is indented. @return false where it cannot stand there */
static bool read_item(mbd_maker *maker, struct mbd_theme_list *list, mb_text line)
{
    listed *open = list->open;

    if (open == NULL) {
        return false;
    }
    if (!open->is_overview) {
        while (line.length != 0) {
            listed_pattern *pattern = mb_arena_zalloc(maker->arena, sizeof *pattern);
            pattern->text = take_word(&line);
            *open->pattern_tail = pattern;
            open->pattern_tail = &pattern->next;
        }
        return true;
    }
    listed_edge *edge = mb_arena_zalloc(maker->arena, sizeof *edge);
    for (size_t i = 0; i < WORDS; i++) {
        edge->words[i] = take_word(&line);
    }
    *open->edge_tail = edge;
    open->edge_tail = &edge->next;
    return edge->words[WORDS - 1].length != 0 && line.length == 0;
}

/** A line that begins at its first column. @return false where nothing begins so */
static bool read_head(mbd_maker *maker, struct mbd_theme_list *list, mb_text line)
{
    const mb_text word = take_word(&line);

    list->open = NULL;
    if (mb_text_equal(word, mb_text_of("schema"))) {
        list->schemas = line;
        return line.length != 0;
    }
    const bool is_overview = mb_text_equal(word, mb_text_of("overview"));
    if ((!is_overview && !mb_text_equal(word, mb_text_of("theme"))) || line.length == 0 || list->schemas.length == 0) {
        return false;
    }
    listed *added = mb_arena_zalloc(maker->arena, sizeof *added);
    added->is_overview = is_overview;
    added->title = line;
    added->schemas = list->schemas;
    added->pattern_tail = &added->patterns;
    added->edge_tail = &added->edges;
    *list->tail = added;
    list->tail = &added->next;
    list->open = added;
    return true;
}

bool mbd_read_themes(mbd_maker *maker, const mb_source *source, struct mbd_theme_list **out)
{
    struct mbd_theme_list *list = mb_arena_zalloc(maker->arena, sizeof *list);
    bool good = true;

    list->tail = &list->first;
    *out = list;
    if (source == NULL) {
        return true;
    }
    const char *end = source->text + source->length;
    for (const char *at = source->text; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *behind = newline != NULL ? newline : end;
        const mb_text line = without_end((mb_text){at, (uint32_t)(behind - at)});
        const bool is_item = mb_is_space(*at);
        mb_text rest = line;
        const mb_text first = take_word(&rest);
        if (first.length != 0 && first.bytes[0] != '#' &&
            !(is_item ? read_item(maker, list, line) : read_head(maker, list, line))) {
            const mb_position begin = source->base + (mb_position)(at - source->text);
            const mb_span span = {begin, begin + line.length};
            mb_report(maker->diag, MB_MSG_THEMES_LINE, span);
            good = false;
        }
        at = newline != NULL ? newline + 1 : end;
    }
    return good;
}

/* Which of it is of a schema */

static bool is_of(const listed *each, const mb_namespace *ns)
{
    mb_text schemas = each->schemas;

    while (schemas.length != 0) {
        if (mb_text_equal_nocase(take_word(&schemas), mb_text_of(ns->name))) {
            return true;
        }
    }
    return false;
}

/** The namespace that the library is called after. */
static const mb_namespace *main_namespace(const mbd_maker *maker)
{
    const mbb_space *spaces = maker->unit->library->spaces.items;
    return spaces[0].ns;
}

static bool fits(const listed *theme, const mb_class *cls)
{
    for (const listed_pattern *each = theme->patterns; each != NULL; each = each->next) {
        if (mb_glob(each->text, (mb_text){cls->element.name->text, cls->element.name->length})) {
            return true;
        }
    }
    return false;
}

/* Themes */

/** A class and what it is listed under. */
typedef struct placed {
    const mb_class *cls;
    size_t rank; /**< of a theme that is listed; others come behind, by title */
    const char *title;
} placed;

static int compare_placed(const void *left, const void *right)
{
    const placed *a = left;
    const placed *b = right;
    int order = (a->rank > b->rank) - (a->rank < b->rank);

    order = order != 0 ? order : strcmp(a->title, b->title);
    order = order != 0 ? order : strcmp(a->cls->element.name->text, b->cls->element.name->text);
    return order != 0 ? order : strcmp(a->cls->ns->name, b->cls->ns->name);
}

/** CIM::Core::Service as "Core: Service"; "" where nothing is said. */
static const char *package_of(const mbd_maker *maker, const mb_class *cls)
{
    mb_text path = mb_element_text(maker->unit->schema, &cls->element, MB_Q_UMLPACKAGEPATH);
    mb_buffer out;

    mb_buffer_init(&out, maker->heap);
    const char *inner = path.length > 2 ? strstr(mb_arena_text(maker->arena, path.bytes, path.length), "::") : NULL;
    for (const char *at = inner != NULL ? inner + 2 : ""; *at != '\0'; at++) {
        if (at[0] == ':' && at[1] == ':') {
            mb_buffer_puts(&out, ": ");
            at++;
        } else {
            mb_buffer_putc(&out, *at);
        }
    }
    const char *text = out.length == 0 ? "" : mb_arena_text(maker->arena, out.text, out.length);
    mb_buffer_release(&out);
    return text;
}

/** The theme of a class that follows from the schema alone. */
static const char *derived_theme(const mbd_maker *maker, const mb_class *cls)
{
    const char *package = package_of(maker, cls);
    const mb_class *top = cls;

    if (*package != '\0') {
        return package;
    }
    /* Below a root of many classes, its subclasses are what tells them apart. */
    while (top->super != NULL && top->super->super != NULL) {
        top = top->super;
    }
    if (top->super == NULL && mbd_draft_of(maker, top)->subclass_count == 0) {
        const char *name = top->element.name->text;
        const char *end = strchr(name, '_');
        return end != NULL && end != name
                   ? mb_arena_format(maker->arena, "Classes of their own: %.*s", (int)(end - name), name)
                   : "Classes of their own";
    }
    const bool is_leaf = top->super != NULL && mbd_draft_of(maker, top)->subclass_count == 0;
    return mb_arena_format(maker->arena, "%s", (is_leaf ? top->super : top)->element.name->text);
}

static placed place(const mbd_maker *maker, const struct mbd_theme_list *list, const mb_class *cls)
{
    size_t rank = 0;
    bool has_themes = false;

    for (const listed *each = list->first; each != NULL; each = each->next) {
        if (each->is_overview || !is_of(each, main_namespace(maker))) {
            continue;
        }
        if (fits(each, cls)) {
            return (placed){cls, rank, mb_arena_text(maker->arena, each->title.bytes, each->title.length)};
        }
        has_themes = true;
        rank++;
    }
    return (placed){cls, rank, has_themes ? "Other classes" : derived_theme(maker, cls)};
}

/** A title as a part of an id: blanks become hyphens. */
static mbd_id slug_of(const mbd_maker *maker, mb_text title)
{
    mbd_id id = "";

    while (title.length != 0) {
        id = mb_arena_format(maker->arena, "%s-%s", id, mbd_id_of(take_word(&title), maker->arena));
    }
    return id;
}

static void make_themes(mbd_maker *maker, const struct mbd_theme_list *list)
{
    const mbb_class *classes = maker->unit->library->classes.items;
    const size_t count = maker->unit->library->classes.count;
    placed *all = mb_arena_array(maker->arena, count, sizeof *all);
    mbd_growing themes = {.size = sizeof(mbd_theme)};
    mbd_link *links = mb_arena_array(maker->arena, count, sizeof *links);

    for (size_t i = 0; i < count; i++) {
        all[i] = place(maker, list, classes[i].cls);
    }
    qsort(all, count, sizeof *all, compare_placed);
    for (size_t i = 0; i < count; i++) {
        links[i] = mbd_link_to(maker, all[i].cls);
        mbd_theme *last = themes.count != 0 ? (mbd_theme *)(void *)themes.items + themes.count - 1 : NULL;
        if (i == 0 || strcmp(all[i].title, all[i - 1].title) != 0) {
            last = mbd_add(&themes, maker->arena);
            last->title = mbd_html_of_text(maker, all[i].title);
            last->anchor = mb_arena_format(maker->arena, "%s-theme%s", maker->library->name,
                                           slug_of(maker, mb_text_of(all[i].title)));
            last->classes.items = &links[i];
        }
        last->classes.count++;
        last->count++;
    }
    maker->library->themes = mbd_list_of(&themes);
}

/* Overviews */

static const mb_class *class_named(const mbd_maker *maker, mb_text name)
{
    const mb_symbol *symbol = mb_symbols_find(maker->input->symbols, name.bytes, name.length);
    const mb_class *cls = symbol != NULL ? mb_schema_find_class(main_namespace(maker), symbol) : NULL;

    return cls != NULL && mbd_has_page(maker, cls) ? cls : NULL;
}

/** Whether an association can tie two classes together: each is, derives from, or is derived from the class of a role. */
static bool can_tie(const mbd_maker *maker, const mb_class *association, const mb_class *a, const mb_class *b)
{
    const mb_element **all = NULL;
    const size_t count = mb_class_all_properties(association, maker->arena, &all);
    size_t fitting_a = 0, fitting_b = 0, fitting = 0;

    for (size_t i = 0; i < count; i++) {
        const mb_class *target = all[i]->type == MB_TYPE_REFERENCE ? all[i]->target : NULL;
        const bool fits_a = target != NULL && (mb_class_is_a(a, target) || mb_class_is_a(target, a));
        const bool fits_b = target != NULL && (mb_class_is_a(b, target) || mb_class_is_a(target, b));
        fitting_a += fits_a;
        fitting_b += fits_b;
        fitting += fits_a || fits_b;
    }
    return fitting_a != 0 && fitting_b != 0 && fitting > 1;
}

/** Whether pages tell of a property or a method: of methods only those that are selected. */
static bool is_told(const mbd_maker *maker, const mb_element *member)
{
    const mbb_class *bound = mbd_draft_of(maker, member->owner)->bound;
    const mbb_method *methods = bound != NULL ? bound->methods.items : NULL;

    for (size_t i = 0; methods != NULL && i < bound->methods.count; i++) {
        if (methods[i].element == member) {
            return true;
        }
    }
    return member->kind == MB_ELEMENT_PROPERTY;
}

/** Finds what an edge of the list speaks of. @return false where this schema has it not, or it is not selected */
static bool fill_edge(mbd_maker *maker, const listed_edge *from, mbd_edge *out)
{
    const mb_class *left = class_named(maker, from->words[0]);
    const mb_class *right = class_named(maker, from->words[2]);
    const mb_text middle = from->words[1];

    if (left == NULL || right == NULL) {
        return false;
    }
    out->from = mbd_link_to(maker, left);
    out->to = mbd_link_to(maker, right);
    out->association = (mbd_link){.name = "", .page = "", .brief = ""};
    out->label = out->anchor = "";
    if (middle.bytes[0] != '.') {
        const mb_class *association = class_named(maker, middle);
        out->is_association = association != NULL && can_tie(maker, association, left, right);
        if (out->is_association) {
            out->association = mbd_link_to(maker, association);
        }
        return out->is_association;
    }
    const mb_symbol *name = mb_symbols_find(maker->input->symbols, middle.bytes + 1, middle.length - 1);
    const mb_element *member = name != NULL ? mb_class_find_method(left, name) : NULL;
    member = member != NULL || name == NULL ? member : mb_class_find_property(left, name);
    if (member == NULL || !is_told(maker, member)) {
        return false;
    }
    out->label = mbd_name_html(maker, member->name);
    out->anchor = mbd_member_anchor(maker, left, member);
    return true;
}

/** The number of a class among those of an overview, which is added where it is new. */
static uint32_t node_of(mbd_maker *maker, mbd_growing *nodes, const mbd_link *cls)
{
    const mbd_link *items = (const mbd_link *)(void *)nodes->items;

    for (size_t i = 0; i < nodes->count; i++) {
        if (strcmp(items[i].page, cls->page) == 0) {
            return (uint32_t)i;
        }
    }
    mbd_graph_node(maker->graphs, (uint32_t)nodes->count, cls, "", "class");
    *(mbd_link *)mbd_add(nodes, maker->arena) = *cls;
    return (uint32_t)nodes->count - 1;
}

static void draw_overview(mbd_maker *maker, mbd_overview *out)
{
    const mbd_edge *edges = out->edges.items;
    mbd_growing nodes = {.size = sizeof(mbd_link)};

    if (maker->graphs == NULL) {
        return;
    }
    mbd_graph_begin(
        maker->graphs, out->title,
        "Classes, and the associations and methods that lead from one to the other. The list below says the same.",
        false);
    for (size_t i = 0; i < out->edges.count; i++) {
        const uint32_t from = node_of(maker, &nodes, &edges[i].from);
        const uint32_t to = node_of(maker, &nodes, &edges[i].to);
        mbd_graph_edge(maker->graphs, from, to, edges[i].is_association ? edges[i].association.name : edges[i].label,
                       edges[i].is_association ? "tie" : "use");
    }
    mbd_graph_end(maker->graphs, &out->diagram);
}

static void make_overviews(mbd_maker *maker, const struct mbd_theme_list *list)
{
    mbd_growing overviews = {.size = sizeof(mbd_overview)};

    for (const listed *each = list->first; each != NULL; each = each->next) {
        mbd_growing edges = {.size = sizeof(mbd_edge)};
        if (!each->is_overview || !is_of(each, main_namespace(maker))) {
            continue;
        }
        for (const listed_edge *edge = each->edges; edge != NULL; edge = edge->next) {
            mbd_edge made = {.is_association = false};
            if (fill_edge(maker, edge, &made)) {
                *(mbd_edge *)mbd_add(&edges, maker->arena) = made;
            }
        }
        if (edges.count != 0) {
            mbd_overview *overview = mbd_add(&overviews, maker->arena);
            overview->title = mbd_html_of(each->title, maker->arena);
            overview->anchor =
                mb_arena_format(maker->arena, "%s-overview%s", maker->library->name, slug_of(maker, each->title));
            overview->edges = mbd_list_of(&edges);
        }
    }
    maker->library->overviews = mbd_list_of(&overviews);
    maker->library->has_overviews = overviews.count != 0;
    /* Now they stay where they are. */
    for (size_t i = 0; i < overviews.count; i++) {
        draw_overview(maker, (mbd_overview *)(void *)overviews.items + i);
    }
}

void mbd_make_themes(mbd_maker *maker, const struct mbd_theme_list *list)
{
    make_themes(maker, list);
    make_overviews(maker, list);
}
