/**
 * @file
 * What enumerations are started with: queries, and associations by their own filter (DSP0227 8.2).
 */
#include "path/path.h"
#include "wsman/wsman_transport.h"

#include <string.h>

static void write_wql(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    (void)codec;
    wmip_wsman_open(writer, "w:Filter");
    wmip_wsman_put_attribute(writer, "Dialect", WMIP_WSMAN_WQL);
    wmip_wsman_put_text(writer, context);
    wmip_wsman_close(writer);
}

/* The next word of a query; a comma is one. */
static wmip_wsman_slice next_word(const char **at)
{
    static const char blanks[] = " \t\r\n";
    wmip_wsman_slice word;
    *at += strspn(*at, blanks);
    word.text = *at;
    word.length = **at == ',' ? 1 : strcspn(*at, " \t\r\n,");
    *at += word.length;
    return word;
}

/* The class in FROM, of a query that names columns; NULL of every other. @return false when there is no memory. */
static bool class_of_columns(const char *wql, wmi_memory **memory, const char **class_name)
{
    const char *at = wql;
    wmip_wsman_slice word = next_word(&at);
    bool names_all = false;
    *class_name = NULL;
    if (!wmip_equal_slice(word.text, word.length, "SELECT")) {
        return true;
    }
    do {
        word = next_word(&at);
        names_all = names_all || wmip_equal_slice(word.text, word.length, "*");
    } while (word.length > 0 && !wmip_equal_slice(word.text, word.length, "FROM"));
    word = next_word(&at);
    if (names_all || word.length == 0) {
        return true;
    }
    *class_name = wmi_memory_text(memory, word.text, word.length);
    return *class_name != NULL;
}

static wmi_status open_query(wmip_wsman_connection *connection, const char *wql, bool is_events,
                             wmip_wsman_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_start start;
    wmi_memory *memory = NULL;
    wmi_status status;
    memset(&start, 0, sizeof start);
    *out = NULL;
    start.text = wql;
    start.is_events = is_events;
    start.write_filter = write_wql;
    start.context = wql;
    status = class_of_columns(wql, &memory, &start.class_name)
                 ? wmip_wsman_open_cursor(connection, &start, out, limit, error)
                 : wmip_no_memory(error);
    wmi_memory_clear(&memory);
    return status;
}

wmi_status wmip_wsman_query(wmip_wsman_connection *connection, const char *wql, wmip_wsman_cursor **out,
                            const wmi_limit *limit, wmi_error *error)
{
    return open_query(connection, wql, false, out, limit, error);
}

wmi_status wmip_wsman_subscribe(wmip_wsman_connection *connection, const char *wql, wmip_wsman_cursor **out,
                                const wmi_limit *limit, wmi_error *error)
{
    return open_query(connection, wql, true, out, limit, error);
}

/* Associations. */

typedef struct wmip_wsman_relation {
    const char *element;
    const char *path;
    wmi_associator_filter filter;
} wmip_wsman_relation;

static void put_clause(wmip_wsman_writer *writer, const char *element, const char *name)
{
    if (name != NULL) {
        wmip_wsman_put_element(writer, element, name);
    }
}

static void write_relation(wmip_wsman_writer *writer, const wmip_wsman_codec *codec, const void *context)
{
    const wmip_wsman_relation *relation = context;
    wmip_wsman_open(writer, "w:Filter");
    wmip_wsman_put_attribute(writer, "Dialect", WMIP_WSMAN_ASSOCIATION);
    wmip_wsman_open(writer, relation->element);
    wmip_wsman_put_attribute(writer, "xmlns:b", WMIP_NS_BINDING);
    wmip_wsman_open(writer, "b:Object");
    wmip_wsman_put_reference(writer, codec->classes, codec->ns, relation->path);
    wmip_wsman_close(writer);
    put_clause(writer, "b:AssociationClassName", relation->filter.association_class);
    put_clause(writer, "b:Role", relation->filter.role);
    put_clause(writer, "b:ResultClassName", relation->filter.result_class);
    put_clause(writer, "b:ResultRole", relation->filter.result_role);
    wmip_wsman_close(writer);
    wmip_wsman_close(writer);
}

static wmi_status check_relation(const wmi_associator_filter *filter, wmi_error *error)
{
    const char *const names[] = {filter->association_class, filter->result_class, filter->role, filter->result_role};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i] != NULL && !wmip_path_is_name(names[i])) {
            return wmi_fail(error, WMI_USAGE, 0, "\"%s\" is no name of a class or a property", names[i]);
        }
    }
    return WMI_OK;
}

static wmi_status open_relation(wmip_wsman_connection *connection, const wmip_wsman_relation *relation,
                                wmip_wsman_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_start start;
    wmi_status status = check_relation(&relation->filter, error);
    *out = NULL;
    if (status != WMI_OK) {
        return status;
    }
    memset(&start, 0, sizeof start);
    start.text = relation->path;
    start.is_relation = true;
    start.write_filter = write_relation;
    start.context = relation;
    return wmip_wsman_open_cursor(connection, &start, out, limit, error);
}

wmi_status wmip_wsman_associators(wmip_wsman_connection *connection, const char *path,
                                  const wmi_associator_filter *filter, wmip_wsman_cursor **out, const wmi_limit *limit,
                                  wmi_error *error)
{
    wmip_wsman_relation relation;
    memset(&relation, 0, sizeof relation);
    relation.element = "b:AssociatedInstances";
    relation.path = path;
    if (filter != NULL) {
        relation.filter = *filter;
    }
    return open_relation(connection, &relation, out, limit, error);
}

wmi_status wmip_wsman_references(wmip_wsman_connection *connection, const char *path, const char *result_class,
                                 const char *role, wmip_wsman_cursor **out, const wmi_limit *limit, wmi_error *error)
{
    wmip_wsman_relation relation;
    memset(&relation, 0, sizeof relation);
    relation.element = "b:AssociationInstances";
    relation.path = path;
    relation.filter.result_class = result_class;
    relation.filter.role = role;
    return open_relation(connection, &relation, out, limit, error);
}
