/**
 * @file
 * The journal: a record of each call, kept in a ring.
 */
#include "loopback/loopback_internal.h"

#include <string.h>

/* A record and all that it points to; the record is first, so that one is found from the other. */
struct wmip_loopback_entry {
    wmi_loopback_record record;
    uint64_t index;
    bool has_ended;
    wmi_memory *memory;
};

static void free_entry(wmip_loopback_entry *entry)
{
    if (entry != NULL) {
        wmi_memory_clear(&entry->memory);
        wmi_free(entry);
    }
}

static wmip_loopback_entry **slot_of(const wmi_loopback *loopback, uint64_t index)
{
    return &loopback->journal[index % WMI_LOOPBACK_KEPT_CALLS];
}

/* Taking down. */

/* The class that a path names, or that stands behind FROM, in the record's memory; NULL where none is to be seen. */
static bool note_class(wmip_loopback_entry *entry)
{
    wmi_loopback_record *record = &entry->record;
    wmi_path path;
    wmi_status status;
    if (record->class_name != NULL || record->path == NULL) {
        return record->wql == NULL || wmip_loopback_class_of_query(record->wql, &entry->memory, &record->class_name);
    }
    status = wmi_path_parse(record->path, &path, NULL);
    if (status == WMI_OK) {
        status = wmip_memory_copy(&entry->memory, path.class_name, &record->class_name) ? WMI_OK : WMI_NO_MEMORY;
        wmi_path_clear(&path);
    }
    return status != WMI_NO_MEMORY;
}

static bool note_object(wmi_memory **memory, const wmi_object *from, const wmi_object **to)
{
    *to = from != NULL ? wmip_object_copy_in(memory, from) : NULL;
    return from == NULL || *to != NULL;
}

static bool note_filter(wmi_memory **memory, const wmi_associator_filter *from, wmi_associator_filter *to)
{
    return wmip_memory_copy(memory, from->association_class, &to->association_class) &&
           wmip_memory_copy(memory, from->result_class, &to->result_class) &&
           wmip_memory_copy(memory, from->role, &to->role) &&
           wmip_memory_copy(memory, from->result_role, &to->result_role);
}

static bool note_asked(wmip_loopback_entry *entry, const wmi_loopback_record *asked)
{
    wmi_loopback_record *record = &entry->record;
    wmi_memory **memory = &entry->memory;
    record->operation = asked->operation;
    record->mode = asked->mode;
    return wmip_memory_copy(memory, asked->ns, &record->ns) &&
           wmip_memory_copy(memory, asked->class_name, &record->class_name) &&
           wmip_memory_copy(memory, asked->method, &record->method) &&
           wmip_memory_copy(memory, asked->path, &record->path) && wmip_memory_copy(memory, asked->wql, &record->wql) &&
           note_filter(memory, &asked->filter, &record->filter) && note_object(memory, asked->in, &record->in) &&
           note_class(entry);
}

/* There is one order of calls, and a place in the ring for those that still run, too: whichever ends when. */
static bool make_journal(wmi_loopback *loopback)
{
    if (loopback->journal == NULL) {
        loopback->journal = wmi_alloc(WMI_LOOPBACK_KEPT_CALLS * sizeof(wmip_loopback_entry *));
        if (loopback->journal != NULL) {
            memset(loopback->journal, 0, WMI_LOOPBACK_KEPT_CALLS * sizeof(wmip_loopback_entry *));
        }
    }
    return loopback->journal != NULL;
}

wmi_loopback_record *wmip_loopback_open_record(wmi_loopback *loopback, const wmi_loopback_record *asked)
{
    wmip_loopback_entry *entry = make_journal(loopback) ? wmi_alloc(sizeof *entry) : NULL;
    wmip_loopback_entry **slot;
    loopback->calls[asked->operation]++; /* it was asked, whatever comes of it */
    loopback->calls[WMI_LOOPBACK_ANY]++;
    if (entry == NULL) {
        return NULL;
    }
    memset(entry, 0, sizeof *entry);
    if (!note_asked(entry, asked)) {
        free_entry(entry);
        return NULL;
    }
    entry->record.started = loopback->now;
    entry->index = loopback->journal_next++;
    slot = slot_of(loopback, entry->index);
    if (*slot != NULL && !(*slot)->has_ended) {
        (*slot)->index = UINT64_MAX; /* its call still runs, and gives it back */
    } else {
        free_entry(*slot);
    }
    *slot = entry;
    return &entry->record;
}

void wmip_loopback_close_record(wmi_loopback *loopback, wmi_loopback_record *record, wmi_status status,
                                const wmi_object *out, const wmi_error *error)
{
    wmip_loopback_entry *entry = (wmip_loopback_entry *)(void *)record;
    record->status = status;
    record->ended = loopback->now;
    if (status != WMI_OK && error != NULL) { /* what there is no memory for is left out: the call has had its effect */
        record->number = error->number;
        (void)wmip_memory_copy(&entry->memory, error->message, &record->message);
    }
    if (record->operation == WMI_LOOPBACK_INVOKE) {
        (void)note_object(&entry->memory, out, &record->out);
    } else if (out != NULL) { /* of an enumeration: which object it was is enough */
        (void)wmip_memory_copy(&entry->memory, out->class_name, &record->class_name);
        (void)wmip_memory_copy(&entry->memory, out->path, &record->path);
    }
}

void wmip_loopback_keep_record(wmi_loopback_record *record)
{
    wmip_loopback_entry *entry = (wmip_loopback_entry *)(void *)record;
    entry->has_ended = true;
    if (entry->index == UINT64_MAX) {
        free_entry(entry);
    }
}

void wmip_loopback_forget_records(wmi_loopback *loopback)
{
    size_t i;
    for (i = 0; loopback->journal != NULL && i < WMI_LOOPBACK_KEPT_CALLS; i++) {
        wmip_loopback_entry *entry = loopback->journal[i];
        if (entry != NULL && !entry->has_ended) {
            entry->index = UINT64_MAX;
        } else {
            free_entry(entry);
        }
        loopback->journal[i] = NULL;
    }
    wmi_free(loopback->journal);
    loopback->journal = NULL;
    loopback->journal_next = 0;
    memset(loopback->calls, 0, sizeof loopback->calls);
}

void WMI_CALL wmi_loopback_clear_calls(wmi_loopback *loopback)
{
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        wmip_loopback_forget_records(loopback);
        wmip_loopback_unlock(loopback);
    }
}

/* Reading. */

const wmi_loopback_record *wmip_loopback_record_at(const wmi_loopback *loopback, uint64_t index)
{
    const wmip_loopback_entry *entry = NULL;
    if (index < loopback->journal_next && loopback->journal_next - index <= WMI_LOOPBACK_KEPT_CALLS) {
        entry = *slot_of(loopback, index);
    }
    return entry != NULL && entry->has_ended ? &entry->record : NULL;
}

uint64_t wmip_loopback_first_record(const wmi_loopback *loopback)
{
    return loopback->journal_next > WMI_LOOPBACK_KEPT_CALLS ? loopback->journal_next - WMI_LOOPBACK_KEPT_CALLS : 0;
}

const wmi_loopback_record *WMI_CALL wmi_loopback_call_at(const wmi_loopback *loopback, size_t index)
{
    const wmi_loopback_record *record = NULL;
    if (loopback != NULL) {
        wmip_loopback_lock(loopback);
        record = wmip_loopback_record_at(loopback, index);
        wmip_loopback_unlock(loopback);
    }
    return record;
}

/* `name` is a method, a class, or both with a dot between. */
static bool is_named(const wmi_loopback_record *record, const char *name)
{
    const char *dot = strchr(name, '.');
    if (dot != NULL) {
        return record->class_name != NULL && wmip_equal_slice(name, (size_t)(dot - name), record->class_name) &&
               wmip_equal_names(record->method, dot + 1);
    }
    return wmip_equal_names(record->operation == WMI_LOOPBACK_INVOKE ? record->method : record->class_name, name);
}

uint32_t WMI_CALL wmi_loopback_calls_of(const wmi_loopback *loopback, wmi_loopback_operation operation,
                                        const char *name)
{
    uint32_t count = 0;
    size_t i;
    if (name == NULL) {
        return wmi_loopback_calls(loopback, operation);
    }
    if (loopback == NULL) {
        return 0;
    }
    wmip_loopback_lock(loopback);
    for (i = 0; loopback->journal != NULL && i < WMI_LOOPBACK_KEPT_CALLS; i++) {
        const wmip_loopback_entry *entry = loopback->journal[i];
        if (entry != NULL && (operation == WMI_LOOPBACK_ANY || entry->record.operation == operation) &&
            is_named(&entry->record, name)) {
            count++;
        }
    }
    wmip_loopback_unlock(loopback);
    return count;
}

uint32_t WMI_CALL wmi_loopback_calls(const wmi_loopback *loopback, wmi_loopback_operation operation)
{
    uint32_t count = 0;
    if (loopback != NULL && (unsigned)operation < WMIP_LOOPBACK_OPERATIONS) {
        wmip_loopback_lock(loopback);
        count = loopback->calls[operation];
        wmip_loopback_unlock(loopback);
    }
    return count;
}
