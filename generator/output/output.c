#include "output/output.h"

#include <errno.h>
#include <string.h>

#include "diag/report.h"
#include "output/interrupts.h"
#include "output/output_list.h"

enum { SCRATCH_SIZE = 64 * 1024 };

static const mb_span nowhere = {0, 0};

/** A file of the plan. */
typedef struct planned planned;
struct planned {
    mb_rendered_file file; /**< bytes == NULL where there is nothing to write */
    planned *next;
};

/** A file of the old list that is not in the new one. */
typedef struct stale {
    const char *name;
    const char *now; /**< the name in the new list that differs from it in case alone; NULL where there is none */
} stale;

struct mb_output_plan {
    mb_arena *arena;
    mb_diag *diag;
    mb_folder *folder;
    planned *first;
    planned **tail;
    size_t count;
    const mb_output_list *old; /**< what the folder's list names */
    stale *stale;              /**< of these, what is to be removed */
    size_t stale_count;
    mb_text list;    /**< the new list */
    mb_text journal; /**< the old one and the new one together */
    bool list_changed;
    bool was_there; /**< the folder, when the plan was begun */
    char *scratch;  /**< SCRATCH_SIZE bytes to read into */
    mb_output_counts counts;
    bool failed;
};

/* ---- planning ---- */

/** What stands between the folder and a name below it. */
static const char *separator(const mb_output_plan *plan)
{
    const char *path = mb_folder_path(plan->folder);
    const size_t length = strlen(path);

    return length != 0 && path[length - 1] == '/' ? "" : "/";
}

static const char *path_of(const mb_output_plan *plan, const char *name)
{
    return mb_arena_format(plan->arena, "%s%s%s", mb_folder_path(plan->folder), separator(plan), name);
}

static void report(const mb_output_plan *plan, mb_message_of_2 message, const char *name, const char *reason)
{
    mb_report(plan->diag, message, nowhere, path_of(plan, name), reason);
}

static void refuse(mb_output_plan *plan, mb_message_of_2 message, const char *name, const char *reason)
{
    plan->failed = true;
    report(plan, message, name, reason);
}

mb_output_plan *mb_output_plan_new(mb_folder *folder, mb_arena *arena, mb_diag *diag)
{
    mb_output_plan *plan = mb_arena_zalloc(arena, sizeof *plan);

    plan->arena = arena;
    plan->diag = diag;
    plan->folder = folder;
    plan->tail = &plan->first;
    plan->scratch = mb_arena_alloc(arena, SCRATCH_SIZE);
    plan->was_there = mb_folder_open(folder);
    mb_folder_lock(folder);
    plan->old = mb_output_list_read(folder, arena);
    if (plan->old->broken != NULL) {
        refuse(plan, MB_MSG_FILE_UNWRITABLE, plan->old->broken, plan->old->failure);
    }
    return plan;
}

/** Whether mofbind wrote a file that is there. */
static bool is_ours(const mb_output_plan *plan, const char *name)
{
    const char *listed = mb_output_list_find(plan->old, name);

    return listed != NULL && (strcmp(listed, name) == 0 || mb_folder_is_same(plan->folder, listed, name));
}

/** Whether a file has to be written. */
static bool compare(mb_output_plan *plan, const mb_rendered_file *file)
{
    switch (mb_folder_compare(plan->folder, file->path, file->bytes, file->length, plan->scratch, SCRATCH_SIZE)) {
    case MB_FILE_BROKEN:
        if (!plan->failed) { /* mostly all files have the reason that the first one has */
            refuse(plan, MB_MSG_FILE_UNWRITABLE, file->path, mb_folder_failure(plan->folder));
        }
        return false;
    case MB_FILE_DIFFERENT:
        if (plan->old->broken != NULL) { /* whose it is, is not known */
            return false;
        }
        if (!is_ours(plan, file->path)) {
            plan->failed = true;
            mb_report(plan->diag, MB_MSG_FILE_FOREIGN, nowhere, path_of(plan, file->path));
            return false;
        }
        break;
    case MB_FILE_THERE:
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
    if (mb_equal_names(file->path, MB_OUTPUT_LIST)) {
        plan->failed = true;
        mb_report(plan->diag, MB_MSG_FILE_RESERVED, nowhere, file->path);
        return;
    }
    planned *added = mb_arena_zalloc(plan->arena, sizeof *added);
    added->file.path = file->path;
    if (compare(plan, file)) {
        added->file.bytes = mb_arena_text(plan->arena, file->bytes, file->length);
        added->file.length = file->length;
    }
    *plan->tail = added;
    plan->tail = &added->next;
    plan->count++;
}

/** What the old list names and the new one does not. A file whose name differs in case from a new one is no file of its own
 * where the file system takes the two for the same. */
static void find_stale(mb_output_plan *plan, const mb_output_list *now)
{
    plan->stale = mb_arena_array(plan->arena, plan->old->count, sizeof *plan->stale);
    for (size_t i = 0; i < plan->old->count; i++) {
        const char *name = plan->old->names[i];
        const char *same = mb_output_list_find(now, name);
        if (same != NULL && strcmp(same, name) == 0) {
            continue;
        }
        const stale found = {name, same};
        plan->stale[plan->stale_count++] = found;
        if (mb_folder_is_open(plan->folder) && !mb_folder_can_remove(plan->folder, name)) {
            refuse(plan, MB_MSG_FILE_UNREMOVABLE, name, mb_folder_failure(plan->folder));
        }
    }
    plan->counts.removed = plan->stale_count;
}

bool mb_output_plan_finish(mb_output_plan *plan)
{
    const char **names = mb_arena_array(plan->arena, plan->count + plan->old->count, sizeof *names);
    size_t count = 0;

    for (const planned *each = plan->first; each != NULL; each = each->next) {
        names[count++] = each->file.path;
    }
    const mb_output_list *now = mb_output_list_new(names, count, plan->arena);
    find_stale(plan, now);
    plan->list = mb_output_list_text(now, NULL, plan->arena);
    plan->list_changed = plan->old->interrupted || !mb_text_equal(plan->list, plan->old->text);
    for (size_t i = 0; i < plan->stale_count; i++) {
        names[count++] = plan->stale[i].name;
    }
    plan->journal = mb_output_list_text(mb_output_list_new(names, count, plan->arena),
                                        mb_folder_temporary(plan->folder), plan->arena);
    return !plan->failed;
}

void mb_output_plan_visit(const mb_output_plan *plan, void (*visit)(void *context, const char *path), void *context)
{
    for (const planned *each = plan->first; each != NULL; each = each->next) {
        visit(context, each->file.path);
    }
}

mb_output_counts mb_output_plan_counts(const mb_output_plan *plan)
{
    return plan->counts;
}

static void describe(const mb_output_plan *plan, const char *what, const char *name, mb_buffer *out)
{
    mb_buffer_puts(out, what);
    mb_buffer_puts(out, mb_folder_path(plan->folder));
    mb_buffer_puts(out, separator(plan));
    mb_buffer_puts(out, name);
    mb_buffer_putc(out, '\n');
}

void mb_output_plan_describe(const mb_output_plan *plan, mb_buffer *out)
{
    for (const planned *each = plan->first; each != NULL; each = each->next) {
        if (each->file.bytes != NULL) {
            describe(plan, "write ", each->file.path, out);
        }
    }
    for (size_t i = 0; i < plan->stale_count; i++) {
        describe(plan, "remove ", plan->stale[i].name, out);
    }
}

/* ---- writing ---- */

/** What is known of a failure until it may be reported: that allocates. */
typedef struct writing {
    const mb_output_plan *plan;
    bool has_failed;
    mb_message_of_2 message;
    const char *name;
    char reason[512];
} writing;

static bool fail(writing *w, mb_message_of_2 message, const char *name)
{
    if (!w->has_failed) {
        const char *reason = mb_folder_failure(w->plan->folder);
        const size_t length = strlen(reason);
        const size_t kept = length < sizeof w->reason ? length : sizeof w->reason - 1;
        memcpy(w->reason, reason, kept);
        w->reason[kept] = '\0';
        w->has_failed = true;
        w->message = message;
        w->name = name;
    }
    return false;
}

/** What a run that was ended by force has left, beside any of the files that it knew of. */
static void remove_temporaries(const mb_output_plan *plan)
{
    const char *temporary = plan->old->temporary;

    for (size_t i = 0; temporary != NULL && i < plan->old->count; i++) {
        mb_folder_remove_temporary(plan->folder, plan->old->names[i], temporary);
    }
    if (temporary != NULL) {
        mb_folder_remove_temporary(plan->folder, MB_OUTPUT_LIST, temporary);
    }
}

/** Where there are no locks, another run may do the same at this time. */
static bool begin_journal(writing *w)
{
    enum { TRIES = 10 };
    const mb_output_plan *plan = w->plan;

    for (int i = 0; i < TRIES; i++) {
        if (!mb_folder_remove(plan->folder, MB_OUTPUT_JOURNAL)) {
            break;
        }
        if (mb_folder_create(plan->folder, MB_OUTPUT_JOURNAL, plan->journal.bytes, plan->journal.length)) {
            return true;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return fail(w, MB_MSG_FILE_UNWRITABLE, MB_OUTPUT_LIST);
}

static bool write_files(writing *w)
{
    for (const planned *each = w->plan->first; each != NULL; each = each->next) {
        const mb_rendered_file *file = &each->file;
        if (file->bytes == NULL) {
            continue;
        }
        if (mb_is_interrupted()) {
            errno = EINTR;
            return fail(w, MB_MSG_FILE_UNWRITABLE, file->path);
        }
        if (!mb_folder_write(w->plan->folder, file->path, file->bytes, file->length)) {
            return fail(w, MB_MSG_FILE_UNWRITABLE, file->path);
        }
    }
    return true;
}

/** Removes a file and the folders that it leaves empty; or gives it its new name. */
static bool remove_stale(writing *w, const stale *each)
{
    mb_folder *folder = w->plan->folder;

    if (each->now != NULL && mb_folder_is_same(folder, each->name, each->now)) {
        return mb_folder_recase(folder, each->name, each->now) || fail(w, MB_MSG_FILE_UNWRITABLE, each->now);
    }
    if (!mb_folder_remove(folder, each->name)) {
        return fail(w, MB_MSG_FILE_UNREMOVABLE, each->name);
    }
    mb_folder_prune(folder, each->name);
    return true;
}

static bool finish(writing *w)
{
    const mb_output_plan *plan = w->plan;

    if (plan->list_changed && !mb_folder_write(plan->folder, MB_OUTPUT_LIST, plan->list.bytes, plan->list.length)) {
        return fail(w, MB_MSG_FILE_UNWRITABLE, MB_OUTPUT_LIST);
    }
    return mb_folder_remove(plan->folder, MB_OUTPUT_JOURNAL) || fail(w, MB_MSG_FILE_UNREMOVABLE, MB_OUTPUT_JOURNAL);
}

static void write_protected(void *argument)
{
    writing *w = argument;
    const mb_output_plan *plan = w->plan;

    remove_temporaries(plan);
    if (!begin_journal(w)) {
        return;
    }
    bool good = write_files(w);
    for (size_t i = 0; good && i < plan->stale_count; i++) {
        good = remove_stale(w, &plan->stale[i]);
    }
    if (!(good && finish(w))) {
        /* what was written before the failure is ours, and the next run must know it */
        (void)mb_folder_rename(plan->folder, MB_OUTPUT_JOURNAL, MB_OUTPUT_LIST);
    }
}

/** Whether a folder that was not there when the plan was made has got a list by now. */
static bool has_list(mb_folder *folder)
{
    size_t size = 0;

    return mb_folder_look(folder, MB_OUTPUT_LIST, &size) != MB_FILE_MISSING ||
           mb_folder_look(folder, MB_OUTPUT_JOURNAL, &size) != MB_FILE_MISSING;
}

static bool open_folder(writing *w)
{
    mb_folder *folder = w->plan->folder;

    if (!mb_folder_make(folder)) {
        return fail(w, MB_MSG_FILE_UNWRITABLE, MB_OUTPUT_LIST);
    }
    mb_folder_lock(folder);
    return true;
}

mb_output_result mb_output_write(const mb_output_plan *plan)
{
    writing w = {.plan = plan};

    if (plan->was_there && plan->counts.written + plan->counts.removed == 0 && !plan->list_changed) {
        return MB_OUTPUT_DONE;
    }
    if (plan->was_there || open_folder(&w)) {
        if (!plan->was_there && has_list(plan->folder)) {
            return MB_OUTPUT_AGAIN;
        }
        mb_uninterrupted(write_protected, &w);
    }
    if (w.has_failed) {
        report(plan, w.message, w.name, w.reason);
    }
    return w.has_failed ? MB_OUTPUT_FAILED : MB_OUTPUT_DONE;
}
