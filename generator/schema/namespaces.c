#include <string.h>

#include "schema/resolver.h"

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

static bool may_stand_in_namespace(const char *at, const char *end)
{
    return *at != '\0' && strchr("\":*?<>|'", *at) == NULL && mb_command_length(at, end) == 0;
}

/** Where the component that begins at `at` ends. */
static uint32_t component_end(mb_text text, uint32_t at)
{
    while (at < text.length && !is_separator(text.bytes[at])) {
        at++;
    }
    return at;
}

static uint32_t skip_separators(mb_text text, uint32_t at)
{
    while (at < text.length && is_separator(text.bytes[at])) {
        at++;
    }
    return at;
}

/** Behind \\server\ or \\.\ ; \\root is a slip of escaping and no server, \server\root another and one. */
static uint32_t skip_server(mb_text text)
{
    uint32_t begin = skip_separators(text, 0);
    uint32_t end = component_end(text, begin);
    mb_text first = {text.bytes + begin, end - begin};
    uint32_t next = skip_separators(text, end);
    mb_text second = {text.bytes + next, component_end(text, next) - next};
    bool is_root = mb_text_equal_nocase(first, mb_text_of("root"));
    bool is_server = mb_text_equal(first, mb_text_of(".")) || (begin >= 2 && !is_root) ||
                     (begin == 1 && !is_root && mb_text_equal_nocase(second, mb_text_of("root")));
    return is_server ? next : begin;
}

const mb_symbol *mb_normalise_namespace(mb_symbols *symbols, mb_arena *scratch, mb_text written)
{
    if (written.bytes == NULL || written.length == 0) {
        return NULL;
    }
    char *name = mb_arena_alloc(scratch, (size_t)written.length + 1);
    size_t length = 0;
    for (uint32_t at = skip_server(written); at < written.length;) {
        uint32_t end = component_end(written, at);
        mb_text component = {written.bytes + at, end - at};
        if (mb_text_equal(component, mb_text_of(".")) || mb_text_equal(component, mb_text_of(".."))) {
            return NULL;
        }
        if (length > 0) {
            name[length++] = '\\';
        }
        for (; at < end; at++) {
            if (!may_stand_in_namespace(written.bytes + at, written.bytes + end)) {
                return NULL;
            }
            name[length++] = written.bytes[at];
        }
        at = skip_separators(written, end);
    }
    return length > 0 ? mb_intern(symbols, name, length) : NULL;
}

/** The locale that the first `length` bytes of a name end with; 0 where there is none. `*above` is the length before it. */
static uint32_t last_locale(const mb_symbol *name, uint32_t length, uint32_t *above)
{
    uint32_t last = length;
    while (last > 0 && !is_separator(name->text[last - 1])) {
        last--;
    }
    mb_text component = {name->text + last, length - last};
    *above = last > 0 ? last - 1 : 0;
    return last > 0 ? mb_locale_id(component) : 0;
}

/** Where the name is that of a namespace ms_<lcid>, finds out whose texts it holds: however many stand in one another. */
static void set_locale(mb_resolver *resolver, mb_namespace_record *record, const mb_symbol *name)
{
    uint32_t length = name->length, above = 0;
    record->locale = last_locale(name, length, &above);
    if (record->locale == 0) {
        return;
    }
    do {
        length = above;
    } while (last_locale(name, length, &above) != 0);
    record->localises = mb_use_namespace(resolver, mb_intern(resolver->symbols, name->text, length));
}

mb_namespace_record *mb_use_namespace(mb_resolver *resolver, const mb_symbol *name)
{
    mb_name_entry *entry = mb_name_map_at(&resolver->namespaces.by_name, name);
    if (entry->value != NULL) {
        return entry->value;
    }
    mb_namespace_record *record = mb_arena_zalloc(resolver->arena, sizeof *record);
    entry->value = record;
    record->ns.name = name->text;
    mb_name_map_init(&record->classes, resolver->arena);
    mb_name_map_init(&record->deleted, resolver->arena);
    if (resolver->namespaces.last == NULL) {
        resolver->namespaces.first = record;
        resolver->record->written.all_namespaces = &record->ns;
    } else {
        resolver->namespaces.last->next_used = record;
    }
    resolver->namespaces.last = record;
    set_locale(resolver, record, name);
    return record;
}

void mb_list_namespaces(mb_resolver *resolver)
{
    mb_schema *schema = &resolver->record->schema;
    mb_namespace **end = &schema->namespaces;
    for (mb_namespace_record *record = resolver->namespaces.first_declaring; record != NULL;
         record = record->next_declaring) {
        if (record->ns.class_count > 0) {
            *end = &record->ns;
            end = &record->ns.next;
            for (mb_class *cls = record->ns.first; cls != NULL; cls = cls->next) {
                cls->number = schema->class_count++;
            }
        }
    }
}

/** The first namespace with a class is the one that a library is named after. */
static void enlist(mb_resolver *resolver, mb_namespace_record *ns)
{
    if (ns->is_declaring) {
        return;
    }
    ns->is_declaring = true;
    if (resolver->namespaces.last_declaring == NULL) {
        resolver->namespaces.first_declaring = ns;
    } else {
        resolver->namespaces.last_declaring->next_declaring = ns;
    }
    resolver->namespaces.last_declaring = ns;
}

mb_class_record *mb_enter_class(mb_resolver *resolver, mb_namespace_record *ns, const mb_production *production,
                                bool *is_new)
{
    mb_name_entry *entry = mb_name_map_at(&ns->classes, production->name);
    *is_new = entry->value == NULL;
    if (!*is_new) {
        return mb_class_record_of(entry->value);
    }
    mb_class_record *record = mb_arena_zalloc(resolver->arena, sizeof *record);
    mb_class *cls = &record->cls;
    record->production = production;
    cls->element.kind = MB_ELEMENT_CLASS;
    cls->element.name = production->name;
    cls->element.owner = cls;
    cls->ns = &ns->ns;
    if (ns->last == NULL) {
        ns->ns.first = cls;
    } else {
        ns->last->next = cls;
    }
    ns->last = cls;
    ns->ns.class_count++;
    enlist(resolver, ns);
    entry->value = cls;
    return record;
}
