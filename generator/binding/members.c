#include <stdlib.h>

#include "binding/binder.h"

#define uthash_malloc(size) mb_arena_alloc(binder->arena, (size))
#define uthash_free(pointer, size) ((void)0)
/* A key is an address. Its bits are spread by a product, of which the upper half depends on all of them. */
#define HASH_FUNCTION(key, size, hash)                                                                                 \
    ((hash) = (unsigned)((uint64_t)(uintptr_t) * (const void *const *)(key)*UINT64_C(0x9E3779B97F4A7C15) >> 32))
#define HASH_KEYCMP(a, b, size) (*(const void *const *)(a) != *(const void *const *)(b))
#include <uthash.h>

typedef struct mbb_element_entry {
    mbb_draft_element info;
    UT_hash_handle hh; /* by info.element */
} mbb_element_entry;

static const mb_cim_type *type_of(const mb_element *element)
{
    static const mb_cim_type embedded = {"string",       MB_KIND_STRING,       0,
                                         "wmi_embedded", "wmi_array_embedded", "WMI_TYPE_EMBEDDED"};

    return element->is_embedded ? &embedded : &mb_cim_types[element->type];
}

void mbb_fill_type(mbb_binder *binder, const mb_element *element, mbb_member *member)
{
    const mb_cim_type *type = type_of(element);

    member->type = type->c_name;
    member->type_word = type->c_name + strlen("WMI_TYPE_");
    member->c_type = element->is_array ? type->c_array : type->c_type;
    if (!element->is_array && !element->is_embedded) {
        member->is_pointer = element->type == MB_TYPE_STRING || element->type == MB_TYPE_REFERENCE;
        member->is_object = element->type == MB_TYPE_OBJECT;
    }
    member->class_name = element->class_name == NULL ? "NULL" : mbb_name_literal(binder, element->class_name);
    member->mof_type = mbb_mof_type(binder, element);
}

unsigned mbb_member_flags(const mb_element *element)
{
    unsigned flags = element->is_array ? MBB_FIELD_ARRAY : 0;

    if (mb_element_flag(element, MB_Q_REQUIRED)) {
        flags |= MBB_FIELD_REQUIRED;
    }
    if (mb_element_flag(element, MB_Q_OPTIONAL)) {
        flags |= MBB_FIELD_OPTIONAL;
    }
    if (element->kind == MB_ELEMENT_PROPERTY) {
        if (mb_element_flag(element, MB_Q_KEY)) {
            flags |= MBB_FIELD_KEY;
        }
        if (mb_element_flag(element, MB_Q_WRITE)) {
            flags |= MBB_FIELD_WRITE;
        }
    }
    return flags;
}

/**
 * Read-only is what a host ignores in a put, or refuses; yet methods are handed instances with such properties set. Of
 * a key, whose note begins otherwise, neither is a question.
 */
static mbb_comment remarks_of(mbb_binder *binder, mbb_comment notes)
{
    static const char read_only[] = "read-only";
    const mbb_comment rest = notes + sizeof read_only - 1;

    if (strncmp(notes, read_only, sizeof read_only - 1) != 0) {
        return mbb_doc_text(binder, notes);
    }
    return mbb_join(binder->arena, "read-only in a put", mbb_doc_text(binder, rest), NULL, NULL);
}

void mbb_set_flags(mbb_binder *binder, mbb_member *member, unsigned flags)
{
    member->flag_set = flags;
    member->flags = mbb_flags_literal(binder, MBB_FLAGS_OF_FIELD, flags);
}

static void fill_member(mbb_binder *binder, const mb_element *element, mbb_member *member)
{
    mbb_fill_type(binder, element, member);
    member->element = element;
    member->name = mbb_name_literal(binder, element->name);
    member->mof_name = mbb_comment_name(binder, element->name);
    mbb_set_flags(binder, member, mbb_member_flags(element));
    member->units = mbb_element_units(binder, element);
    member->has_units = member->units[0] != '\0';
    member->notes = mbb_element_notes(binder, element, member->units);
    member->has_notes = member->notes[0] != '\0';
    member->remarks = remarks_of(binder, member->notes);
    member->has_remarks = member->has_notes;
    member->doc = mbb_doc_lines(binder, mb_element_text(binder->schema, element, MB_Q_DESCRIPTION));
    member->has_doc = member->doc.count > 0;
    member->values = "";
    member->declared_in = element->owner == NULL ? "" : mbb_comment_name(binder, element->owner->element.name);
    member->codes = "";
}

void mbb_call_member(mbb_member *member, mbb_identifier name)
{
    const size_t length = strlen(name);

    member->member = name;
    member->is_plain = strcmp(member->class_name, "NULL") == 0 && strlen(member->name) == length + 2 &&
                       strncmp(member->name + 1, name, length) == 0;
}

bool mbb_is_short(const mbb_member *member)
{
    enum { LONGEST = 108 };
    const mbb_doc_line *lines = member->doc.items;
    size_t length = strlen(member->mof_type) + strlen(member->remarks) + strlen(member->values);

    if (member->has_values) {
        length += strlen("; values: _*");
    }
    return member->doc.count == 0 || (member->doc.count == 1 && length + strlen(lines[0].text) <= LONGEST);
}

static bool starts_with(const char *text, const char *start, char next)
{
    size_t length = strlen(start);

    return strncmp(text, start, length) == 0 && text[length] == next;
}

/** Why a member cannot have a name. In C++ it must not be that of its struct, nor hide a type that a later member has.
 */
static const char *why_taken(mbb_binder *binder, const mb_element *element, const char *spelled)
{
    const char *taken = mbb_word_taken(binder->taken, spelled, binder->arena);

    if (taken != NULL) {
        return taken;
    }
    if (strcmp(spelled, "wmi") == 0 || starts_with(spelled, "wmi", '_') || starts_with(spelled, "WMI", '_')) {
        return "a name of the runtime";
    }
    if (starts_with(spelled, binder->library->prefix, '_') || starts_with(spelled, binder->library->guard, '_')) {
        return "a name of the library";
    }
    if (element->kind == MB_ELEMENT_PARAMETER && strcmp(spelled, "ReturnValue") == 0) {
        return "the member of the return value";
    }
    return NULL;
}

mbb_draft_element *mbb_element_info(mbb_binder *binder, const mb_element *element)
{
    mbb_element_entry *entry = NULL;

    HASH_FIND_PTR(binder->elements, &element, entry);
    if (entry != NULL) {
        return &entry->info;
    }
    entry = mb_arena_zalloc(binder->arena, sizeof *entry);
    entry->info.element = element;
    entry->info.spelled = mbb_spell_name(binder, element->name, &entry->info.changed);
    if (element->kind != MB_ELEMENT_METHOD) {
        entry->info.is_key = element->kind == MB_ELEMENT_PROPERTY && mb_element_flag(element, MB_Q_KEY);
        entry->info.taken = why_taken(binder, element, entry->info.spelled);
        fill_member(binder, element, &entry->info.member);
        entry->info.brief = mbb_short_lines(binder, element, &entry->info.member.doc);
    }
    HASH_ADD_PTR(binder->elements, info.element, entry);
    return &entry->info;
}

static int compare_names(const void *left, const void *right)
{
    const mbb_draft_name *a = *(const mbb_draft_name *const *)left;
    const mbb_draft_name *b = *(const mbb_draft_name *const *)right;

    return strcmp(a->info->element->name->text, b->info->element->name->text);
}

/** Names one member after all that need no change, and after those before it in the order of their MOF names. */
static void name_changed(mbb_binder *binder, mbb_identifiers *used, mbb_draft_name *name, const mbb_where *where)
{
    const mbb_draft_element *info = name->info;
    const char *underscored = mbb_join(binder->arena, info->spelled, "_", NULL, NULL);
    const char *first = info->taken == NULL ? info->spelled : underscored;
    const char *why = info->taken == NULL ? "not ASCII" : info->taken;
    const char *member = first;

    /* THIS_ is a macro, too */
    const char *taken = mbb_word_taken(binder->taken, member, binder->arena);
    for (unsigned n = 1; taken != NULL || !mbb_identifiers_add(used, member, strlen(member)); n++) {
        why = taken != NULL ? why : "another member is called so";
        member = n == 1 ? underscored : mb_arena_format(binder->arena, "%s%u_", underscored, n);
        taken = mbb_word_taken(binder->taken, member, binder->arena);
    }
    name->member = member;
    if (where->cls == info->element->owner || member != first) {
        mbb_note_renamed(binder, mbb_comment_name(binder, info->element->name), member, where, why);
    }
}

void mbb_name_members(mbb_binder *binder, mbb_draft_name *names, size_t count, const mb_class *cls,
                      const mb_symbol *method)
{
    size_t changed = 0;

    for (size_t i = 0; i < count; i++) {
        bool fits = names[i].info->taken == NULL && !names[i].info->changed;
        names[i].member = fits ? names[i].info->spelled : NULL;
        changed += !fits;
    }
    if (changed == 0) {
        return;
    }
    mb_arena *scratch = mb_arena_new(mb_arena_heap(binder->arena));
    mbb_identifiers *used = mbb_identifiers_new(scratch, count);
    mbb_draft_name **rest = mb_arena_array(scratch, changed, sizeof *rest);
    changed = 0;
    for (size_t i = 0; i < count; i++) {
        if (names[i].member == NULL) {
            rest[changed++] = &names[i];
        } else {
            mbb_identifiers_add(used, names[i].member, strlen(names[i].member));
        }
    }
    qsort(rest, changed, sizeof(mbb_draft_name *), compare_names);
    for (size_t i = 0; i < changed; i++) {
        const mb_symbol *name = rest[i]->info->element->name;
        mbb_where where = {cls, method == NULL ? "property" : "method", method == NULL ? name : method,
                           method == NULL ? NULL : name};
        name_changed(binder, used, rest[i], &where);
    }
    mb_arena_free(scratch);
}
