/**
 * @file
 * Asking the journal: counting calls, verifying them, printing.
 */
#include "base/options.h"
#include "loopback/loopback_internal.h"

#include <string.h>

/* What is shown of a text, and how many items of an array. */
#define SHOWN_TEXT 60
#define SHOWN_ITEMS 3

/* Fitting. A pattern's members are told apart, so that a call that fits most of them is known to be near. */

enum { MEMBERS = 7, WHOLE = 2, PARTLY = 1 };

/* How well a call fits. */
typedef struct degree {
    unsigned fits;      /* WHOLE of each member; MEMBERS * WHOLE = the call does */
    bool has_in_common; /* a member that the pattern gives fits, or does so partly */
} degree;

static void weigh(degree *d, bool is_given, unsigned fits)
{
    d->fits += is_given ? fits : WHOLE;
    d->has_in_common = d->has_in_common || (is_given && fits > 0);
}

static unsigned fit_class(const wmi_loopback *loopback, const wmi_loopback_record *record, const char *class_name)
{
    const char *ns = NULL;
    return class_name != NULL && record->class_name != NULL &&
                   wmip_loopback_namespace(loopback, record->ns, &ns, NULL) == WMI_OK &&
                   wmip_loopback_is_a(loopback, ns, record->class_name, class_name)
               ? WHOLE
               : 0;
}

/* Partly: another instance of the class. @param failed set where memory ran out. */
static unsigned fit_path(const wmi_loopback *loopback, const wmi_loopback_record *record, const char *path,
                         bool *failed)
{
    const char *ns = NULL;
    bool same = false;
    bool same_class = false;
    wmi_path parsed;
    wmi_status status;
    if (path == NULL || record->path == NULL || wmip_loopback_namespace(loopback, record->ns, &ns, NULL) != WMI_OK) {
        return 0;
    }
    *failed = wmip_loopback_same_path(loopback, ns, record->path, path, &same, NULL) != WMI_OK || *failed;
    status = wmi_path_parse(path, &parsed, NULL);
    if (status == WMI_OK) {
        same_class = wmip_equal_names(parsed.class_name, record->class_name);
        wmi_path_clear(&parsed);
    }
    *failed = *failed || status == WMI_NO_MEMORY;
    return same ? WHOLE : same_class ? PARTLY : 0;
}

/* Partly: it has another value. */
static unsigned fit_value(const wmi_loopback_record *record, const char *parameter, const char *expected, bool *failed)
{
    const wmi_value *value = parameter != NULL ? wmi_object_get(record->in, parameter) : NULL;
    wmip_buffer text = {NULL, 0, 0, false};
    bool fits = true;
    if (value == NULL || wmip_value_is_null(value)) {
        return 0;
    }
    if (expected != NULL) {
        fits = !value->is_array && wmip_value_text(value, &text);
        wmip_buffer_append(&text, "", 0);
        *failed = *failed || text.failed;
        fits = fits && !text.failed && strcmp(text.text, expected) == 0;
    }
    wmip_buffer_clear(&text);
    return fits ? WHOLE : PARTLY;
}

static degree fit(const wmi_loopback *loopback, const wmi_loopback_pattern *p, const wmi_loopback_record *record,
                  bool *failed)
{
    degree d = {0, false};
    weigh(&d, p->operation != WMI_LOOPBACK_ANY, p->operation == record->operation ? WHOLE : 0);
    weigh(&d, p->class_name != NULL, fit_class(loopback, record, p->class_name));
    weigh(&d, p->method != NULL, wmip_equal_names(p->method, record->method) ? WHOLE : 0);
    weigh(&d, p->path != NULL, fit_path(loopback, record, p->path, failed));
    weigh(&d, p->parameter != NULL || p->value != NULL, fit_value(record, p->parameter, p->value, failed));
    weigh(&d, p->failed, record->status != WMI_OK ? WHOLE : 0);
    if (p->fits == NULL || (d.fits == (MEMBERS - 1) * WHOLE && p->fits(p->context, record))) {
        d.fits += WHOLE;
    }
    return d;
}

/* Writing. */

static const char *name_of(wmi_loopback_operation operation)
{
    static const char *const names[] = {
        [WMI_LOOPBACK_ANY] = "any call",
        [WMI_LOOPBACK_CONNECT] = "connect",
        [WMI_LOOPBACK_INVOKE] = "invoke",
        [WMI_LOOPBACK_GET] = "get",
        [WMI_LOOPBACK_QUERY] = "query",
        [WMI_LOOPBACK_NEXT] = "next",
        [WMI_LOOPBACK_ASSOCIATORS] = "associators",
        [WMI_LOOPBACK_PUT] = "put",
        [WMI_LOOPBACK_DELETE] = "delete",
        [WMI_LOOPBACK_REFERENCES] = "references",
        [WMI_LOOPBACK_SUBSCRIBE] = "subscribe",
    };
    return (unsigned)operation < WMIP_LOOPBACK_OPERATIONS ? names[operation] : "no operation";
}

/* No character is cut in two, and no line broken. */
static void write_text(wmip_buffer *to, const char *text)
{
    const char *at = text;
    uint32_t code = 0;
    size_t length = wmip_utf8_decode(at, &code);
    wmip_buffer_char(to, '"');
    while (*at != '\0' && length > 0 && (size_t)(at - text) + length <= SHOWN_TEXT) {
        if (code < 0x20) {
            wmip_buffer_char(to, ' ');
        } else {
            wmip_buffer_append(to, at, length);
        }
        at += length;
        length = wmip_utf8_decode(at, &code);
    }
    wmip_buffer_text(to, *at != '\0' ? "...\"" : "\"");
}

static void write_plain_value(wmip_buffer *to, const wmi_value *value)
{
    if (wmip_value_is_null(value)) {
        wmip_buffer_text(to, "NULL");
    } else if (value->type == WMI_TYPE_OBJECT) {
        wmip_buffer_text(to, value->u.object->class_name);
    } else if (wmip_type_is_text(value->type)) {
        write_text(to, value->u.string);
    } else if (!wmip_value_text(value, to)) {
        wmip_buffer_char(to, '?');
    }
}

static void write_value(wmip_buffer *to, const wmi_value *value)
{
    size_t i;
    if (!value->is_array || wmip_value_is_null(value)) {
        write_plain_value(to, value);
        return;
    }
    wmip_buffer_char(to, '{');
    for (i = 0; i < value->u.array.count && i < SHOWN_ITEMS; i++) {
        wmi_value item = wmip_value_item(value, i);
        wmip_buffer_text(to, i > 0 ? ", " : "");
        write_plain_value(to, &item);
    }
    wmip_buffer_text(to, i < value->u.array.count ? ", ...}" : "}");
}

/* `Name = value, ...`; what is NULL is left out. */
static void write_object(wmip_buffer *to, const wmi_object *object)
{
    const char *before = "";
    size_t i;
    for (i = 0; object != NULL && i < object->count; i++) {
        if (!wmip_value_is_null(&object->properties[i].value)) {
            wmip_buffer_format(to, "%s%s = ", before, object->properties[i].name);
            write_value(to, &object->properties[i].value);
            before = ", ";
        }
    }
}

/* In the words of WQL. */
static void write_filter(wmip_buffer *to, const wmi_associator_filter *filter)
{
    const struct {
        const char *word;
        const char *name;
    } all[] = {{"AssocClass", filter->association_class},
               {"ResultClass", filter->result_class},
               {"Role", filter->role},
               {"ResultRole", filter->result_role}};
    const char *before = " WHERE";
    size_t i;
    for (i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].name != NULL) {
            wmip_buffer_format(to, "%s %s = %s", before, all[i].word, all[i].name);
            before = "";
        }
    }
}

/* `invoke Sample_Service.Define on Sample_Service.Name="main" (Mode = 3)` */
static void write_call(wmip_buffer *to, const wmi_loopback_record *record)
{
    static const char *const modes[] = {
        [WMI_PUT_CREATE_OR_UPDATE] = "", [WMI_PUT_CREATE] = " (create)", [WMI_PUT_UPDATE] = " (update)"};
    bool is_next = record->operation == WMI_LOOPBACK_NEXT; /* its object is part of the outcome */
    wmip_buffer_text(to, name_of(record->operation));
    wmip_buffer_text(to, modes[record->mode]);
    if (record->method != NULL) {
        wmip_buffer_format(to, " %s.%s on", record->class_name != NULL ? record->class_name : "?", record->method);
    }
    if (record->path != NULL && !is_next) {
        wmip_buffer_format(to, " %s", record->path);
    } else if (record->wql != NULL) {
        wmip_buffer_format(to, " %s", record->wql);
    } else if (record->class_name != NULL && !is_next) {
        wmip_buffer_format(to, " %s", record->class_name);
    } else if (record->operation == WMI_LOOPBACK_CONNECT && record->ns != NULL) {
        wmip_buffer_format(to, " %s", record->ns);
    }
    write_filter(to, &record->filter);
    if (record->in != NULL) {
        wmip_buffer_text(to, " (");
        write_object(to, record->in);
        wmip_buffer_char(to, ')');
    }
}

static void write_outcome(wmip_buffer *to, const wmi_loopback_record *record)
{
    if (record->status == WMI_OK) {
        wmip_buffer_text(to, "ok");
    } else {
        wmip_buffer_format(to, "%s: %s", wmi_status_name(record->status),
                           record->message != NULL ? record->message : "(no message)");
    }
    if (record->operation == WMI_LOOPBACK_INVOKE && record->out != NULL) {
        wmip_buffer_text(to, ", ");
        write_object(to, record->out);
    } else if (record->operation == WMI_LOOPBACK_NEXT && record->status == WMI_OK) {
        wmip_buffer_format(to, ", %s",
                           record->path != NULL         ? record->path
                           : record->class_name != NULL ? record->class_name
                                                        : "the end");
    }
}

void WMI_CALL wmi_loopback_print(const wmi_loopback *loopback, FILE *to)
{
    uint64_t index;
    if (loopback == NULL || to == NULL) {
        return;
    }
    wmip_loopback_lock(loopback);
    for (index = wmip_loopback_first_record(loopback); index < loopback->journal_next; index++) {
        const wmi_loopback_record *record = wmip_loopback_record_at(loopback, index);
        wmip_buffer line = {NULL, 0, 0, false};
        if (record != NULL) {
            wmip_buffer_format(&line, "%4lu %8lu ms  ", (unsigned long)index, (unsigned long)record->started);
            write_call(&line, record);
            wmip_buffer_text(&line, " -> ");
            write_outcome(&line, record);
        }
        wmip_buffer_char(&line, '\n');
        if (record != NULL) {
            (void)fputs(!line.failed ? line.text : "(no memory to print a call)\n", to);
        }
        wmip_buffer_clear(&line);
    }
    wmip_loopback_unlock(loopback);
}

/* Counting and verifying. The test's own function may ask the loopback, and runs without the lock. */

typedef struct tally {
    size_t fitting;
    uint64_t nearest[WMIP_LOOPBACK_NEAREST]; /* indices of those that fit less, nearest first */
    unsigned fits[WMIP_LOOPBACK_NEAREST];
    size_t near_count;
    bool failed; /* memory ran out: the count is not sure */
} tally;

static void offer_record(tally *t, uint64_t index, unsigned fits)
{
    size_t at = t->near_count;
    size_t end;
    while (at > 0 && fits > t->fits[at - 1]) {
        at--;
    }
    if (at == WMIP_LOOPBACK_NEAREST) {
        return;
    }
    for (end = t->near_count < WMIP_LOOPBACK_NEAREST ? t->near_count++ : WMIP_LOOPBACK_NEAREST - 1; end > at; end--) {
        t->nearest[end] = t->nearest[end - 1];
        t->fits[end] = t->fits[end - 1];
    }
    t->nearest[at] = index;
    t->fits[at] = fits;
}

/* Locked to its end: a call that another thread makes meanwhile may take the place of the oldest that is kept. */
static tally take_tally(const wmi_loopback *loopback, const wmi_loopback_pattern *pattern)
{
    tally t;
    uint64_t index;
    uint64_t end;
    memset(&t, 0, sizeof t);
    wmip_loopback_lock(loopback);
    index = wmip_loopback_first_record(loopback);
    end = loopback->journal_next;
    for (; index < end; index++) {
        const wmi_loopback_record *record = wmi_loopback_call_at(loopback, (size_t)index);
        degree d = {0, false};
        if (record != NULL) {
            d = fit(loopback, pattern, record, &t.failed);
        }
        if (d.fits == MEMBERS * WHOLE) {
            t.fitting++;
        } else if (d.has_in_common) {
            offer_record(&t, index, d.fits);
        }
    }
    wmip_loopback_unlock(loopback);
    return t;
}

WMIP_OPTIONS_END_WITH(wmi_loopback_pattern, context);

static wmi_status read_pattern(const wmi_loopback_pattern *pattern, size_t size, wmi_loopback_pattern *own,
                               wmi_error *error)
{
    return wmip_options_read("members of the wmi_loopback_pattern", pattern, size, own, sizeof *own, error);
}

size_t WMI_CALL wmi_loopback_count_calls_sized(const wmi_loopback *loopback, const wmi_loopback_pattern *pattern,
                                               size_t size)
{
    wmi_loopback_pattern own;
    return loopback != NULL && pattern != NULL && read_pattern(pattern, size, &own, NULL) == WMI_OK
               ? take_tally(loopback, &own).fitting
               : 0;
}

static void write_pattern(wmip_buffer *to, const wmi_loopback_pattern *p)
{
    wmip_buffer_text(to, name_of(p->operation));
    if (p->class_name != NULL || p->method != NULL) {
        wmip_buffer_format(to, " %s%s%s", p->class_name != NULL ? p->class_name : "",
                           p->class_name != NULL && p->method != NULL ? "." : "", p->method != NULL ? p->method : "");
    }
    if (p->path != NULL) {
        wmip_buffer_format(to, " on %s", p->path);
    }
    if (p->parameter != NULL) {
        wmip_buffer_format(to, " with %s%s%s", p->parameter, p->value != NULL ? " = " : "",
                           p->value != NULL ? p->value : "");
    }
    wmip_buffer_text(to, p->failed ? " that failed" : "");
    wmip_buffer_text(to, p->fits != NULL ? " that fits the test's function" : "");
}

static void write_range(wmip_buffer *to, size_t at_least, size_t at_most)
{
    if (at_most == SIZE_MAX) {
        wmip_buffer_format(to, "%lu or more", (unsigned long)at_least);
    } else if (at_least == at_most) {
        wmip_buffer_format(to, "%lu", (unsigned long)at_least);
    } else {
        wmip_buffer_format(to, "%lu to %lu", (unsigned long)at_least, (unsigned long)at_most);
    }
}

static wmi_status verify_calls(const wmi_loopback *loopback, const wmi_loopback_pattern *pattern, size_t at_least,
                               size_t at_most, wmi_error *error)
{
    wmip_buffer text = {NULL, 0, 0, false};
    wmi_status status;
    tally t;
    size_t i;
    if (pattern->value != NULL && pattern->parameter == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The pattern has the value %s, and does not say of which parameter",
                        pattern->value);
    }
    t = take_tally(loopback, pattern);
    if (t.failed) {
        return wmip_no_memory(error);
    }
    if (t.fitting >= at_least && t.fitting <= at_most) {
        return wmip_succeed(error);
    }
    wmip_buffer_text(&text, "Expected ");
    write_range(&text, at_least, at_most);
    wmip_buffer_text(&text, " of: ");
    write_pattern(&text, pattern);
    wmip_buffer_format(&text, "; there were %lu", (unsigned long)t.fitting);
    wmip_loopback_lock(loopback);
    for (i = 0; i < t.near_count && t.fitting < at_least; i++) {
        const wmi_loopback_record *record = wmi_loopback_call_at(loopback, (size_t)t.nearest[i]);
        wmip_buffer_format(&text, "%s#%lu ", i == 0 ? "; nearest: " : ", ", (unsigned long)t.nearest[i]);
        if (record != NULL) {
            write_call(&text, record);
        }
    }
    wmip_loopback_unlock(loopback);
    status = text.failed ? wmip_no_memory(error) : wmi_fail(error, WMI_USAGE, 0, "%s", text.text);
    wmip_buffer_clear(&text);
    return status;
}

wmi_status WMI_CALL wmi_loopback_verify_sized(const wmi_loopback *loopback, const wmi_loopback_pattern *pattern,
                                              size_t size, size_t at_least, size_t at_most, wmi_error *error)
{
    wmi_loopback_pattern own;
    wmi_status status;
    if (loopback == NULL || pattern == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "The loopback or the pattern is NULL");
    }
    status = read_pattern(pattern, size, &own, error);
    return status == WMI_OK ? verify_calls(loopback, &own, at_least, at_most, error) : status;
}
