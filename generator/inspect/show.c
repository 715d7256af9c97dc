#include "inspect/show.h"

#include <inttypes.h>
#include <string.h>

#include "diag/report.h"
#include "inspect/mof_text.h"
#include "support/suggest.h"

enum { LABEL = 16, INDENT = 2 };

static const mb_span nowhere = {0, 0};

/* Parts that classes and members have in common */

void mb_show_fact(mb_showing *showing, const char *label, const char *text)
{
    if (*text != '\0') {
        mb_buffer_printf(showing->out, "%*s%-*s", INDENT, "", LABEL, label);
        mb_put_items(showing->out, text, INDENT + LABEL, INDENT + LABEL, showing->input->width);
        mb_buffer_putc(showing->out, '\n');
    }
}

const char *mb_show_place(mb_showing *showing, const mb_element *element)
{
    uint32_t line = 0;
    const mb_source *source = mb_count_line(&showing->lines, mb_element_name_span(element).begin, &line);

    return source != NULL ? mb_arena_format(showing->input->arena, "%s:%" PRIu32,
                                            mb_one_line(mb_text_of(source->path), showing->input->arena), line)
                          : "";
}

void mb_show_description(mb_showing *showing, const mb_element *element)
{
    mb_text description = mb_element_text(showing->unit->schema, element, MB_Q_DESCRIPTION);

    if (description.bytes != NULL && description.length != 0) {
        mb_buffer_putc(showing->out, '\n');
        mb_put_paragraphs(showing->out, description, INDENT, showing->input->width);
    }
}

static bool is_one_of(const mb_symbol *name, const char *const *names)
{
    while (*names != NULL && !mb_equal_names(name->text, *names)) {
        names++;
    }
    return *names != NULL;
}

/** Whether show tells it in another way. */
static bool is_told_otherwise(const mb_symbol *name, bool is_parameter)
{
    static const char *const of_any[] = {"Description", "Units",     "PUnit",         "ValueMap",         "Values",
                                         "BitMap",      "BitValues", "ConventionMap", "ConventionValues", NULL};
    static const char *const of_parameters[] = {"In", "Out", NULL};
    static const char *const of_others[] = {"MofbindSince", "MofbindUntil", "MofbindPage", NULL};

    return is_one_of(name, of_any) || is_one_of(name, is_parameter ? of_parameters : of_others);
}

mb_table *mb_show_qualifier_table(mb_showing *showing, const mb_element *element)
{
    mb_arena *arena = showing->input->arena;
    const mb_qualifier_use *uses = NULL;
    size_t count = mb_element_all_qualifiers(showing->unit->schema, element, arena, &uses);
    mb_table *table = mb_table_new(arena);

    for (size_t i = 0; i < count; i++) {
        if (is_told_otherwise(uses[i].qualifier->name, element->kind == MB_ELEMENT_PARAMETER)) {
            continue;
        }
        mb_mof_put_qualifier(&showing->scratch, uses[i].qualifier);
        const char *text = mb_take_text(&showing->scratch, arena);
        const char *from = uses[i].holder == element ? "" : uses[i].holder->owner->element.name->text;
        MB_ROW(table, text, *from == '\0' ? "" : mb_arena_format(arena, "from %s", from));
    }
    return table;
}

void mb_show_qualifiers(mb_showing *showing, const mb_element *element)
{
    const mb_table *table = mb_show_qualifier_table(showing, element);

    if (!mb_table_is_empty(table)) {
        mb_buffer_puts(showing->out, "\nQualifiers\n");
        mb_table_write(table, INDENT, showing->out);
    }
}

mb_table *mb_show_codes(mb_showing *showing, const mb_element *element, const mbb_code_list *list)
{
    mb_arena *arena = showing->input->arena;
    mb_table *table = mb_table_new(arena);
    const mb_codes codes = mb_element_codes(element), bits = mb_element_bits(element);

    for (size_t i = 0; i < codes.count; i++) {
        const mb_code *code = &codes.items[i];
        MB_ROW(table, mb_code_range(code, arena), mb_one_line(code->name, arena), mb_bound_code(list, code),
               code->is_convention ? "by convention" : "");
    }
    for (size_t i = 0; i < bits.count; i++) {
        const mb_code *bit = &bits.items[i];
        MB_ROW(table, mb_arena_format(arena, "bit %s", mb_code_range(bit, arena)), mb_one_line(bit->name, arena),
               mb_bound_bit(list, bit), "");
    }
    return table;
}

void mb_show_hosts(mb_showing *showing, const mb_element *element)
{
    const mb_schema *schema = showing->unit->schema;
    mb_arena *arena = showing->input->arena;
    const char *page = mb_element_page(schema, element, arena);

    mb_show_fact(showing, "since", mb_one_line(mb_element_text(schema, element, MB_Q_MOFBINDSINCE), arena));
    mb_show_fact(showing, "until", mb_one_line(mb_element_text(schema, element, MB_Q_MOFBINDUNTIL), arena));
    mb_show_fact(showing, "page", page != NULL ? page : "");
}

/* Finding what was asked for */

/** namespace:Class.Member, in its parts. */
typedef struct query {
    const mb_inspect_input *input;
    const char *what;
    mb_text ns;              /**< as written; bytes == NULL: any */
    const mb_symbol *normal; /**< the namespace, normalised; NULL where what is written is none */
    mb_text class_name;
    mb_text member; /**< bytes == NULL: the class itself */
} query;

typedef struct match {
    const mb_inspect_unit *unit;
    const mb_class *cls;
} match;

static query split(const mb_inspect_input *input, const char *what)
{
    query q = {input, what, {NULL, 0}, NULL, mb_text_of(what), {NULL, 0}};
    const char *colon = strrchr(what, ':');

    if (colon != NULL) {
        q.ns = mb_text_of(what);
        q.ns.length = (uint32_t)(colon - what);
        q.normal = mb_normalise_namespace(input->symbols, input->arena, q.ns);
        q.class_name = mb_text_of(colon + 1);
    }
    const char *dot = memchr(q.class_name.bytes, '.', q.class_name.length);
    if (dot != NULL) {
        q.member = mb_text_of(dot + 1);
        q.class_name.length = (uint32_t)(dot - q.class_name.bytes);
    }
    return q;
}

/** Whether a namespace was asked for by its whole name. */
static bool is_exact(const query *q, const mb_namespace *ns)
{
    return q->normal != NULL && mb_equal_names(q->normal->text, ns->name);
}

/** Whether a namespace was asked for: by its name, by the last parts of it, or as any. */
static bool is_namespace(const query *q, const mb_namespace *ns)
{
    const mb_text name = mb_text_of(ns->name);

    if (q->ns.bytes == NULL || q->normal == NULL) {
        return q->ns.bytes == NULL;
    }
    if (q->normal->length > name.length) {
        return false;
    }
    const mb_text wanted = {q->normal->text, q->normal->length};
    const mb_text end = {name.bytes + name.length - wanted.length, wanted.length};
    return mb_text_equal_nocase(end, wanted) && (end.bytes == name.bytes || end.bytes[-1] == '\\');
}

/** @return how many there are; at most `room` are in `found` */
static size_t find_in(const query *q, bool (*is_wanted)(const query *q, const mb_namespace *ns), match *found,
                      size_t room)
{
    const mb_symbol *name = mb_symbols_find(q->input->symbols, q->class_name.bytes, q->class_name.length);
    size_t count = 0;

    for (size_t i = 0; name != NULL && i < q->input->unit_count; i++) {
        const mb_schema *schema = q->input->units[i].schema;
        for (const mb_namespace *ns = schema->namespaces; ns != NULL; ns = ns->next) {
            const mb_class *cls = is_wanted(q, ns) ? mb_schema_find_class(ns, name) : NULL;
            if (cls != NULL) {
                if (count < room) {
                    found[count] = (match){&q->input->units[i], cls};
                }
                count++;
            }
        }
    }
    return count;
}

/** The same; root\a alone where it was asked for, although there is x\root\a, too. */
static size_t find_classes(const query *q, match *found, size_t room)
{
    size_t count = find_in(q, is_exact, found, room);

    return count != 0 ? count : find_in(q, is_namespace, found, room);
}

static const char *text_in(const query *q, mb_text text)
{
    return mb_arena_text(q->input->arena, text.bytes, text.length);
}

/** Class.Member, where there is no class of that name but a member of one: the first such. */
static const char *find_member(const query *q, const mb_symbol *name)
{
    for (size_t i = 0; i < q->input->unit_count; i++) {
        for (const mb_namespace *ns = q->input->units[i].schema->namespaces; ns != NULL; ns = ns->next) {
            for (const mb_class *cls = is_namespace(q, ns) ? ns->first : NULL; cls != NULL; cls = cls->next) {
                const mb_element *member = mb_class_find_method(cls, name);
                member = member != NULL ? member : mb_class_find_property(cls, name);
                if (member != NULL) {
                    return mb_arena_format(q->input->arena, "%s.%s", cls->element.name->text, member->name->text);
                }
            }
        }
    }
    return NULL;
}

static void report_no_class(const query *q, mb_diag *diag)
{
    mb_suggestion classes, namespaces;
    bool has_namespace = false;

    mb_suggest_begin(&classes, q->class_name);
    mb_suggest_begin(&namespaces, q->ns);
    for (size_t i = 0; i < q->input->unit_count; i++) {
        for (const mb_namespace *ns = q->input->units[i].schema->namespaces; ns != NULL; ns = ns->next) {
            mb_suggest_try(&namespaces, ns->name, ns);
            has_namespace = has_namespace || is_namespace(q, ns);
            for (const mb_class *cls = is_namespace(q, ns) ? ns->first : NULL; cls != NULL; cls = cls->next) {
                mb_suggest_try(&classes, cls->element.name->text, cls);
            }
        }
    }
    if (q->ns.bytes != NULL && !has_namespace) {
        mb_report(diag, MB_MSG_SHOW_NO_NAMESPACE, nowhere, text_in(q, q->ns),
                  mb_did_you_mean(namespaces.best, q->input->arena));
    } else {
        const mb_symbol *name = mb_symbols_find(q->input->symbols, q->class_name.bytes, q->class_name.length);
        const char *member = name != NULL && q->member.bytes == NULL ? find_member(q, name) : NULL;
        classes.best = member != NULL ? member : classes.best;
        mb_report(diag, MB_MSG_SHOW_NO_CLASS, nowhere, text_in(q, q->class_name),
                  mb_did_you_mean(classes.best, q->input->arena));
    }
}

static bool same_namespace(const match *a, const match *b)
{
    return mb_equal_names(a->cls->ns->name, b->cls->ns->name);
}

static void report_ambiguous(const query *q, const match *found, size_t count, mb_diag *diag)
{
    const char *all = "";

    for (size_t i = 0; i < count; i++) {
        bool is_new = true;
        for (size_t k = 0; k < i; k++) {
            is_new = is_new && !same_namespace(&found[k], &found[i]);
        }
        if (is_new) {
            all = mb_arena_format(q->input->arena, "%s%s%s:%s", all, i == 0 ? "" : ", ", found[i].cls->ns->name,
                                  found[i].cls->element.name->text);
        }
    }
    mb_report(diag, MB_MSG_SHOW_AMBIGUOUS, nowhere, text_in(q, q->class_name), all);
}

static void report_no_member(const query *q, const mb_class *cls, mb_diag *diag)
{
    mb_suggestion suggestion;
    const mb_element **all = NULL;
    size_t count = mb_class_all_methods(cls, q->input->arena, &all);

    mb_suggest_begin(&suggestion, q->member);
    for (size_t i = 0; i < count; i++) {
        mb_suggest_try(&suggestion, all[i]->name->text, all[i]);
    }
    count = mb_class_all_properties(cls, q->input->arena, &all);
    for (size_t i = 0; i < count; i++) {
        mb_suggest_try(&suggestion, all[i]->name->text, all[i]);
    }
    mb_report(diag, MB_MSG_SHOW_NO_MEMBER, nowhere, cls->element.name->text, text_in(q, q->member),
              mb_did_you_mean(suggestion.best, q->input->arena));
}

/** The class, or its property and its method of that name. */
static bool show_match(const query *q, const match *found, mb_diag *diag, mb_buffer *out)
{
    mb_showing showing = {.input = q->input,
                          .unit = found->unit,
                          .cls = found->cls,
                          .names = {.library = found->unit->library},
                          .lines = {.sources = q->input->sources},
                          .out = out};
    const mb_element *property = NULL, *method = NULL;
    bool is_left_out = false;

    if (!mb_is_selected(found->unit->selection, found->cls)) {
        mb_report(diag, MB_MSG_SHOW_UNSELECTED, nowhere, found->cls->element.name->text);
        return false;
    }

    mb_buffer_init(&showing.scratch, out->heap);
    showing.bound = mb_bound_class(&showing.names, found->cls);
    if (q->member.bytes == NULL) {
        mb_show_class(&showing);
        mb_buffer_release(&showing.scratch);
        return true;
    }
    const mb_symbol *name = mb_symbols_find(q->input->symbols, q->member.bytes, q->member.length);
    if (name != NULL) {
        property = mb_class_find_property(found->cls, name);
        method = mb_class_find_method(found->cls, name);
    }
    if (method != NULL && !mb_is_method_selected(found->unit->selection, found->cls, method)) {
        is_left_out = property == NULL;
        method = NULL;
    }
    if (property != NULL) {
        mb_show_property(&showing, property);
    }
    if (method != NULL) {
        mb_buffer_puts(out, property != NULL ? "\n" : "");
        mb_show_method(&showing, method);
    }
    mb_buffer_release(&showing.scratch);
    if (is_left_out) {
        mb_report(diag, MB_MSG_SHOW_UNSELECTED, nowhere,
                  mb_arena_format(q->input->arena, "%s.%s", found->cls->element.name->text, name->text));
    } else if (property == NULL && method == NULL) {
        report_no_member(q, found->cls, diag);
    }
    return property != NULL || method != NULL;
}

bool mb_show(const mb_inspect_input *input, const char *what, mb_diag *diag, mb_buffer *out)
{
    enum { MOST = 8 };
    match found[MOST];
    const query q = split(input, what);
    size_t count = find_classes(&q, found, MOST);
    size_t kept = count < MOST ? count : MOST;
    const size_t begin = out->length;
    bool good = true;

    if (mb_is_code(what)) {
        return mb_show_code(input, what, diag, out);
    }
    if (count == 0) {
        report_no_class(&q, diag);
        return false;
    }
    for (size_t i = 1; i < kept; i++) {
        if (!same_namespace(&found[0], &found[i])) {
            report_ambiguous(&q, found, kept, diag);
            return false;
        }
    }
    /* Units that declare it in one and the same namespace cannot be told apart by a name: all are shown. */
    for (size_t i = 0; i < kept; i++) {
        mb_buffer_puts(out, i != 0 ? "\n" : "");
        good = show_match(&q, &found[i], diag, out) && good;
    }
    mb_buffer_disarm(out, begin);
    return good;
}

void mb_show_renamed(const mb_inspect_input *input, mb_buffer *out)
{
    mb_table *table = mb_table_new(input->arena);

    for (size_t i = 0; i < input->unit_count; i++) {
        const mbb_library *library = input->units[i].library;
        const mbb_renamed *renamed = library != NULL ? library->renamed.items : NULL;
        for (size_t k = 0; renamed != NULL && k < library->renamed.count; k++) {
            MB_ROW(table, renamed[k].where, renamed[k].from, "->", renamed[k].to, renamed[k].why);
        }
    }
    const size_t begin = out->length;
    mb_table_write(table, 0, out);
    mb_buffer_disarm(out, begin);
}
