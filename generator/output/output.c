#include "output/output.h"

#include <string.h>

#include "output/files.h"
#include "output/list.h"

enum { SCRATCH_SIZE = 64 * 1024 };

static const mb_span nowhere = {0, 0};

/** A file of the plan. */
typedef struct planned planned;
struct planned {
    mb_rendered_file file; /**< bytes == NULL where there is nothing to write */
    planned *next;
};

struct mb_output_plan {
    mb_arena *arena;
    mb_diag *diag;
    const char *folder;
    planned *first;
    planned **tail;
    size_t count;
    const mb_output_list *old; /**< what the folder's list names */
    const char **stale;        /**< of these, what is to be removed */
    size_t stale_count;
    mb_text list;    /**< the new list */
    mb_text journal; /**< the old one and the new one together; bytes == NULL where the old one names all */
    bool list_changed;
    char *path;      /**< room for the path of any file, */
    char *temporary; /**< and for its temporary name */
    size_t room;     /**< bytes in each */
    char *scratch;   /**< SCRATCH_SIZE bytes to read into */
    mb_output_counts counts;
    bool failed;
};

/** Makes room for the path of a file, and for its temporary name. */
static void make_room(mb_output_plan *plan, const char *name)
{
    size_t needed = strlen(plan->folder) + 1 + strlen(name) + sizeof MB_OUTPUT_TEMPORARY;

    if (needed > plan->room) {
        plan->room = needed * 2;
        plan->path = mb_arena_alloc(plan->arena, plan->room);
        plan->temporary = mb_arena_alloc(plan->arena, plan->room);
    }
}

/** The path of a file in the output folder. */
static const char *path_of(const mb_output_plan *plan, const char *name)
{
    size_t length = strlen(plan->folder);

    memcpy(plan->path, plan->folder, length);
    if (length != 0 && plan->folder[length - 1] != '/') {
        plan->path[length++] = '/';
    }
    memcpy(plan->path + length, name, strlen(name) + 1);
    return plan->path;
}

/** Its temporary name; a later call of path_of() leaves it alone. */
static const char *temporary_of(const mb_output_plan *plan, const char *name)
{
    size_t length = strlen(path_of(plan, name));

    memcpy(plan->temporary, plan->path, length);
    memcpy(plan->temporary + length, MB_OUTPUT_TEMPORARY, sizeof MB_OUTPUT_TEMPORARY);
    return plan->temporary;
}

/* ---- planning ---- */

mb_output_plan *mb_output_plan_new(const char *folder, mb_arena *arena, mb_diag *diag)
{
    mb_output_plan *plan = mb_arena_zalloc(arena, sizeof *plan);

    plan->arena = arena;
    plan->diag = diag;
    plan->folder = folder;
    plan->tail = &plan->first;
    plan->scratch = mb_arena_alloc(arena, SCRATCH_SIZE);
    plan->old = mb_output_list_read(folder, arena);
    make_room(plan, MB_OUTPUT_LIST);
    for (size_t i = 0; i < plan->old->count; i++) {
        make_room(plan, plan->old->names[i]);
    }
    return plan;
}

static void refuse(mb_output_plan *plan, mb_message message, const char *path, const char *reason)
{
    plan->failed = true;
    mb_report(plan->diag, message, nowhere, path, reason, NULL);
}

/** Whether a file has to be written. */
static bool compare(mb_output_plan *plan, const mb_rendered_file *file)
{
    const char *path = path_of(plan, file->path);

    switch (mb_file_compare(path, file->bytes, file->length, plan->scratch, SCRATCH_SIZE)) {
    case MB_FILE_BROKEN:
        if (!plan->failed) { /* mostly all files have the reason that the first one has */
            refuse(plan, MB_MSG_WRITE, path, mb_file_failure());
        }
        return false;
    case MB_FILE_DIFFERENT:
        if (!mb_output_list_has(plan->old, file->path)) {
            refuse(plan, MB_MSG_FOREIGN_FILE, path, NULL);
            return false;
        }
        break;
    case MB_FILE_MISSING:
        break;
    case MB_FILE_SAME:
        plan->counts.unchanged++;
        return false;
    }
    plan->counts.written++;
    return true;
}

void mb_output_plan_add(mb_output_plan *plan, const mb_rendered_file *file)
{
    if (mb_text_equal_nocase(mb_text_of(file->path), mb_text_of(MB_OUTPUT_LIST))) {
        refuse(plan, MB_MSG_RESERVED_FILE, file->path, NULL);
        return;
    }
    planned *added = mb_arena_zalloc(plan->arena, sizeof *added);
    make_room(plan, file->path);
    added->file.path = file->path;
    if (compare(plan, file)) {
        added->file.bytes = mb_arena_text(plan->arena, file->bytes, file->length);
        added->file.length = file->length;
    }
    *plan->tail = added;
    plan->tail = &added->next;
    plan->count++;
}

bool mb_output_plan_finish(mb_output_plan *plan)
{
    const char **names = mb_arena_array(plan->arena, plan->count + plan->old->count, sizeof *names);
    bool all_known = true;
    size_t count = 0;

    for (const planned *each = plan->first; each != NULL; each = each->next) {
        names[count++] = each->file.path;
        all_known = all_known && mb_output_list_has(plan->old, each->file.path);
    }
    const mb_output_list *now = mb_output_list_new(names, count, plan->arena);
    plan->stale = names + count;
    for (size_t i = 0; i < plan->old->count; i++) {
        if (!mb_output_list_has(now, plan->old->names[i])) {
            plan->stale[plan->stale_count++] = plan->old->names[i];
        }
    }
    plan->counts.removed = plan->stale_count;
    plan->list = mb_output_list_text(now, plan->arena);
    plan->list_changed = plan->old->interrupted || !mb_text_equal(plan->list, plan->old->text);
    if (!all_known) {
        plan->journal =
            mb_output_list_text(mb_output_list_new(names, count + plan->stale_count, plan->arena), plan->arena);
    }
    return !plan->failed;
}

mb_output_counts mb_output_plan_counts(const mb_output_plan *plan)
{
    return plan->counts;
}

/* ---- writing ---- */

static bool fail(mb_diag *diag, mb_message message, const char *path)
{
    mb_report(diag, message, nowhere, path, mb_file_failure(), NULL);
    return false;
}

static bool write_temporary(const mb_output_plan *plan, const char *name, const char *bytes, size_t length,
                            mb_diag *diag)
{
    return mb_file_write(temporary_of(plan, name), bytes, length) || fail(diag, MB_MSG_WRITE, plan->path);
}

/** Gives a file that was written to its temporary name the name that it is to have. */
static bool reveal(const mb_output_plan *plan, const char *name, mb_diag *diag)
{
    return mb_file_replace(temporary_of(plan, name), plan->path) || fail(diag, MB_MSG_WRITE, plan->path);
}

static bool write_files(const mb_output_plan *plan, mb_diag *diag)
{
    for (const planned *each = plan->first; each != NULL; each = each->next) {
        const mb_rendered_file *file = &each->file;
        if (file->bytes == NULL) {
            continue;
        }
        if (!write_temporary(plan, file->path, file->bytes, file->length, diag) || !reveal(plan, file->path, diag)) {
            return false;
        }
    }
    return true;
}

/** Removes a file and the folders that it leaves empty. */
static bool remove_stale(const mb_output_plan *plan, const char *name, mb_diag *diag)
{
    const char *path = path_of(plan, name);

    if (!mb_file_remove(path)) {
        return fail(diag, MB_MSG_REMOVE, path);
    }
    char *relative = plan->path + (strlen(path) - strlen(name));
    for (char *slash = strrchr(relative, '/'); slash != NULL; slash = strrchr(relative, '/')) {
        *slash = '\0';
        if (!mb_folder_remove(plan->path)) {
            break;
        }
    }
    return true;
}

static bool write_list(const mb_output_plan *plan, mb_diag *diag)
{
    return write_temporary(plan, MB_OUTPUT_LIST, plan->list.bytes, plan->list.length, diag) &&
           reveal(plan, MB_OUTPUT_LIST, diag);
}

bool mb_output_write(const mb_output_plan *plan, mb_diag *diag)
{
    const bool has_journal = plan->journal.bytes != NULL;

    if (has_journal && !write_temporary(plan, MB_OUTPUT_LIST, plan->journal.bytes, plan->journal.length, diag)) {
        return false;
    }
    bool good = write_files(plan, diag);
    for (size_t i = 0; good && i < plan->stale_count; i++) {
        good = remove_stale(plan, plan->stale[i], diag);
    }
    if (good) {
        return !plan->list_changed || write_list(plan, diag);
    }
    if (has_journal) {
        reveal(plan, MB_OUTPUT_LIST,
               diag); /* what was written before the failure is ours, and the next run must know it */
    }
    return false;
}
