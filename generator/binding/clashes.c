/*
 * Names that two namespaces would give to different things because the prefix of one begins with that of the other: class
 * x_Y under hv, and class Y under hv_x. Within a namespace the later name is changed; here nobody would know to which it
 * belongs, so that is an error.
 */
#include <stdlib.h>

#include "binding/binder.h"
#include "diag/report.h"
#include "support/characters.h"

/** Whose a name is. */
typedef struct owner {
    const void *key; /**< the same for all names of one class, or of one library */
    const mb_namespace *ns;
    mb_span span;
    const char *text; /**< "class 'Y' of root\x" */
} owner;

/** A name that two have. */
typedef struct clash {
    owner first;
    owner second;
    const char *name;
    size_t order;
} clash;

/** What a class is called, and the guard of its header. */
typedef struct named {
    const char *text;
    const mbb_class *cls;
} named;

/** All of a library, sorted. */
typedef struct names {
    const mbb_library *library;
    named *items;
    size_t count;
} names;

static int compare_named(const void *a, const void *b)
{
    return strcmp(((const named *)a)->text, ((const named *)b)->text);
}

static names names_of(const mbb_library *library, mb_arena *arena)
{
    const mbb_class *classes = library->classes.items;
    names all = {library, mb_arena_array(arena, library->classes.count * 2, sizeof(named)), 0};

    for (size_t i = 0; i < library->classes.count; i++) {
        all.items[all.count++] = (named){classes[i].id, &classes[i]};
        all.items[all.count++] = (named){classes[i].guard, &classes[i]};
    }
    if (all.count > 1) {
        qsort(all.items, all.count, sizeof *all.items, compare_named);
    }
    return all;
}

static owner owner_of_class(const mb_class *cls, mb_arena *arena)
{
    return (owner){cls, cls->ns, mb_element_name_span(&cls->element),
                   mb_arena_format(arena, "class '%s' of %s", cls->element.name->text, cls->ns->name)};
}

/** Names of a class begin with what it is called: the longest that is there. What is no class's is the library's own. */
static owner find_owner(const names *all, const char *name, mb_arena *arena)
{
    char *part = mb_arena_text(arena, name, strlen(name));
    const mbb_space *spaces = all->library->spaces.items;

    for (char *end = part + strlen(part); end != NULL; end = strrchr(part, '_')) {
        *end = '\0';
        const named wanted = {part, NULL};
        const named *found =
            all->count == 0 ? NULL : bsearch(&wanted, all->items, all->count, sizeof wanted, compare_named);
        if (found != NULL) {
            return owner_of_class(found->cls->cls, arena);
        }
    }
    for (size_t i = 0; i < all->library->spaces.count; i++) {
        if (strcmp(spaces[i].macro, name) == 0) {
            return (owner){
                &spaces[i], spaces[i].ns, {0, 0}, mb_arena_format(arena, "namespace %s", spaces[i].ns->name)};
        }
    }
    return (owner){all->library, spaces[0].ns, {0, 0}, mb_arena_format(arena, "library '%s'", all->library->name)};
}

/* ---- Reports ---- */

static int compare_keys(const owner *a, const owner *b)
{
    return a->span.begin != b->span.begin ? (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin)
                                          : strcmp(a->text, b->text);
}

static int compare_clashes(const void *left, const void *right)
{
    const clash *a = left;
    const clash *b = right;
    int order = compare_keys(&a->second, &b->second);

    order = order != 0 ? order : compare_keys(&a->first, &b->first);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/** Of each pair the first name that both have. */
static void report(clash *clashes, size_t count, mb_diag *diag)
{
    if (count > 1) {
        qsort(clashes, count, sizeof *clashes, compare_clashes);
    }
    for (size_t i = 0; i < count; i++) {
        const clash *each = &clashes[i];
        if (i > 0 && each->first.key == each[-1].first.key && each->second.key == each[-1].second.key) {
            continue;
        }
        mb_report(diag, MB_MSG_NAME_CLASH, each->second.span, each->second.text, each->first.text, each->name);
        if (each->first.span.begin != 0) {
            mb_report_note(diag, MB_MSG_FIRST_HERE, each->first.span);
        }
    }
}

static clash clash_of(owner a, owner b, const char *name, size_t order)
{
    return a.span.begin <= b.span.begin ? (clash){a, b, name, order} : (clash){b, a, name, order};
}

/* ---- Within a library ---- */

void mbb_note_clash(mbb_binder *binder, const mb_class *cls, const char *taken, const char *shown)
{
    if (binder->space_count > 1) {
        mbb_clash *added = mb_arena_alloc(binder->arena, sizeof *added);
        added->cls = cls;
        added->taken = taken;
        added->shown = shown;
        added->next = binder->clashes;
        binder->clashes = added;
        binder->clash_count++;
    }
}

bool mbb_report_clashes(mbb_binder *binder, mb_diag *diag)
{
    clash *clashes = mb_arena_array(binder->arena, binder->clash_count, sizeof *clashes);
    size_t count = 0;

    if (binder->clashes == NULL) {
        return true;
    }
    const names all = names_of(binder->library, binder->arena);
    for (const mbb_clash *each = binder->clashes; each != NULL; each = each->next) {
        const owner holder = find_owner(&all, each->taken, binder->arena);
        if (holder.ns != each->cls->ns) {
            clashes[count] = clash_of(owner_of_class(each->cls, binder->arena), holder, each->shown, count);
            count++;
        }
    }
    report(clashes, count, diag);
    return count == 0;
}

/* ---- Between libraries ---- */

/** Whether one begins with the other and an underscore, in any case of letters: guards are in capitals. */
static bool is_related(const char *a, const char *b)
{
    const size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
    const mb_text start = {a, (uint32_t)length};
    const mb_text other = {b, (uint32_t)length};
    const char *longer = strlen(a) < strlen(b) ? b : a;

    return mb_text_equal_nocase(start, other) && (longer[length] == '_' || longer[length] == '\0');
}

/** The name of a class comes before those that begin with it, that of its guard in capitals included. */
static int compare_texts(const void *left, const void *right)
{
    const char *a = *(const char *const *)left;
    const char *b = *(const char *const *)right;
    size_t i = 0;

    while (a[i] != '\0' && mb_lower(a[i]) == mb_lower(b[i])) {
        i++;
    }
    const int order = (unsigned char)mb_lower(a[i]) - (unsigned char)mb_lower(b[i]);
    return order != 0 ? order : strcmp(a, b);
}

static bool check_pair(const mbb_library *a, const mbb_library *b, mb_arena *arena, mb_diag *diag)
{
    const char **common = NULL;
    const size_t count = mbb_identifiers_common(a->identifiers, b->identifiers, arena, &common);
    clash *clashes = mb_arena_array(arena, count, sizeof *clashes);

    if (count == 0) {
        return true;
    }
    qsort(common, count, sizeof *common, compare_texts);
    const names of_a = names_of(a, arena);
    const names of_b = names_of(b, arena);
    for (size_t i = 0; i < count; i++) {
        clashes[i] = clash_of(find_owner(&of_a, common[i], arena), find_owner(&of_b, common[i], arena), common[i], i);
    }
    report(clashes, count, diag);
    return false;
}

bool mbb_check_clashes(const mbb_library *libraries, size_t count, mb_arena *arena, mb_diag *diag)
{
    bool is_good = true;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const mbb_library *a = &libraries[j];
            const mbb_library *b = &libraries[i];
            if (is_related(a->prefix, b->prefix) || is_related(a->name, b->name)) {
                is_good = check_pair(a, b, arena, diag) && is_good;
            }
        }
    }
    return is_good;
}
