/**
 * @file
 * Single instances: Get, Put, Create, Delete (WS-Transfer; MS-WSMV 3.1.4.1.18 of fragments).
 */
#include "mock/mock_internal.h"

#include <string.h>

/* The instance at a path; NULL, refused, on a failure. wmi_object_free. */
static wmi_object *fetch(mbm_exchange *x, wmi_connection *connection, const char *path)
{
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    wmi_object *object = NULL;
    wmi_status status = mbm_backend(x->server)->get(connection, path, &object, &limit, &error);
    mbm_clock_settle(&x->server->clock);
    if (status != WMI_OK) {
        (void)mbm_refuse_error(x, &error);
        return NULL;
    }
    return object;
}

/* Fragments: `Name`, or `Name[1]`. */

typedef struct mbm_piece {
    const char *name;
    uint32_t item; /* from 1; 0 = all */
} mbm_piece;

static const wmi_field *field_of(const mbm_exchange *x, const char *name)
{
    const wmi_class_info *info = x->cls.of->info;
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        if (strcmp(info->fields[i].name, name) == 0) {
            return &info->fields[i];
        }
    }
    return NULL;
}

static bool refuse_fragment(mbm_exchange *x)
{
    return mbm_refuse(x, MBM_FAULT_FILTER, NULL, "FragmentTransfer is no path that is supported: %s",
                      x->header.fragment);
}

static bool read_piece(mbm_exchange *x, mbm_piece *piece)
{
    const char *path = x->header.fragment;
    size_t length = strcspn(path, "[");
    const wmi_field *field;
    size_t digits;
    char *name = wmi_memory_text(&x->memory, path, length);
    piece->item = 0;
    piece->name = name;
    if (name == NULL) {
        return mbm_no_memory(x);
    }
    field = field_of(x, name);
    if (field == NULL) {
        return refuse_fragment(x);
    }
    if (path[length] == '\0') {
        return true;
    }
    digits = strspn(path + length + 1, "0123456789");
    if (digits == 0 || digits > 9 || strcmp(path + length + 1 + digits, "]") != 0 ||
        (field->flags & WMI_FIELD_ARRAY) == 0 || !wmip_digits_read(path + length + 1, digits, &piece->item) ||
        piece->item == 0) {
        return refuse_fragment(x);
    }
    return true;
}

/* Answers with an instance, or with the piece of it that is asked for. */
static bool answer_instance(mbm_exchange *x, const char *action, const wmi_object *object, const mbm_piece *piece)
{
    wmip_wsman_writer writer;
    mbm_open_answer(x, &writer, action, true);
    if (piece->name != NULL) {
        mbm_put_fragment(x, &writer, object, piece->name, piece->item);
    } else {
        mbm_put_instance(x, &writer, object, NULL);
    }
    return mbm_close_answer(x, &writer, 200);
}

/* The class and the instance of a request, and the piece of it. */
static bool find_all(mbm_exchange *x, const char **path, mbm_piece *piece)
{
    memset(piece, 0, sizeof *piece);
    return mbm_read_class(x, false) && mbm_read_instance(x, false, path) &&
           (x->header.fragment == NULL || read_piece(x, piece));
}

bool mbm_get(mbm_exchange *x)
{
    const char *path = NULL;
    mbm_piece piece;
    wmi_connection *connection;
    wmi_object *object;
    bool done;
    if (!find_all(x, &path, &piece)) {
        return false;
    }
    connection = mbm_connect(x, x->cls.ns);
    object = connection != NULL ? fetch(x, connection, path) : NULL;
    done = object != NULL && answer_instance(x, MBM_GET "Response", object, &piece);
    wmi_object_free(object);
    mbm_disconnect(x, connection);
    return done;
}

/* Put. */

static bool check_root(mbm_exchange *x)
{
    const wmip_wsman_node *body = x->body;
    const char *name = x->cls.of->info->name;
    if (body == NULL || strcmp(body->name, name) != 0) {
        return mbm_refuse(x, MBM_FAULT_REPRESENTATION, "InvalidValues", "The body holds no %s", name);
    }
    return (body->ns != NULL && wmip_equal_names(body->ns, x->header.resource)) ||
           mbm_refuse(x, MBM_FAULT_REPRESENTATION, "InvalidNamespace",
                      "%s is in another namespace than that of the class", name);
}

/* The properties in the body. */
static bool read_representation(mbm_exchange *x, const wmip_wsman_node *root, wmi_object **object)
{
    const wmi_class_info *info = x->cls.of->info;
    *object = wmip_object_new_in(&x->memory, info->name);
    if (*object == NULL) {
        return mbm_no_memory(x);
    }
    x->in = *object;
    return mbm_read_fields(x, root, info->fields, info->field_count, x->header.resource, MBM_FAULT_REPRESENTATION,
                           object);
}

/* A Put is the whole: what is no array has to be there, at least as nil. */
static bool check_complete(mbm_exchange *x, const wmi_object *object)
{
    const wmi_class_info *info = x->cls.of->info;
    uint32_t i;
    for (i = 0; i < info->field_count; i++) {
        if ((info->fields[i].flags & WMI_FIELD_ARRAY) == 0 && wmi_object_get(object, info->fields[i].name) == NULL) {
            return mbm_refuse(x, MBM_FAULT_REPRESENTATION, "MissingValues", "%s is missing", info->fields[i].name);
        }
    }
    return true;
}

/* Whether two values are spelt alike. */
static bool is_same_value(const wmi_value *a, const wmi_value *b, bool *failed)
{
    wmip_buffer left = {0};
    wmip_buffer right = {0};
    bool same;
    if (b == NULL || wmip_value_is_null(a) || wmip_value_is_null(b)) {
        return wmip_value_is_null(a) && (b == NULL || wmip_value_is_null(b));
    }
    wmip_value_spell(a, &left);
    wmip_value_spell(b, &right);
    *failed = *failed || left.failed || right.failed;
    same = left.length == right.length && (left.length == 0 || memcmp(left.text, right.text, left.length) == 0);
    wmip_buffer_clear(&left);
    wmip_buffer_clear(&right);
    return same && a->type == b->type && a->type != WMI_TYPE_OBJECT;
}

/* Only what differs is put: a property that nobody may write is in a whole representation too. */
static bool keep_changes(mbm_exchange *x, wmi_object *object, const wmi_object *stored)
{
    bool failed = false;
    size_t i = 0;
    while (i < object->count) {
        const wmi_property *property = &object->properties[i];
        if (is_same_value(&property->value, wmi_object_get(stored, property->name), &failed)) {
            wmip_object_drop(object, i);
        } else {
            i++;
        }
    }
    return !failed || mbm_no_memory(x);
}

static bool put_changes(mbm_exchange *x, wmi_connection *connection, const char *path, wmi_object *object)
{
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    char *where = NULL;
    wmi_status status;
    if (wmi_object_set_path(object, path) != WMI_OK) {
        return mbm_no_memory(x);
    }
    status = mbm_backend(x->server)->put(connection, object, WMI_PUT_UPDATE, &where, &limit, &error);
    mbm_clock_settle(&x->server->clock);
    wmi_free(where);
    return status == WMI_OK || mbm_refuse_error(x, &error);
}

static bool update(mbm_exchange *x, wmi_connection *connection, const char *path, const wmi_object *read,
                   const mbm_piece *piece)
{
    wmi_object *stored = NULL;
    wmi_object *object = wmi_object_copy(read);
    wmi_error error = WMI_ERROR_INIT;
    bool done = object != NULL || mbm_no_memory(x);
    if (done && wmi_loopback_get_object(x->server->host.loopback, x->cls.ns, path, &stored, &error) != WMI_OK) {
        done = mbm_refuse_error(x, &error);
    }
    done = done && keep_changes(x, object, stored) && put_changes(x, connection, path, object);
    wmi_object_free(stored);
    wmi_object_free(object);
    stored = done ? fetch(x, connection, path) : NULL;
    done = stored != NULL && answer_instance(x, MBM_PUT "Response", stored, piece);
    wmi_object_free(stored);
    return done;
}

/* What is put in place of a piece: all of the property, since a host takes no item of an array. */
static bool read_piece_put(mbm_exchange *x, const mbm_piece *piece, wmi_object **object)
{
    if (!wmip_wsman_is(x->body, WMIP_NS_WSMAN, "XmlFragment")) {
        return mbm_refuse(x, MBM_FAULT_REPRESENTATION, "InvalidValues", "The body holds no XmlFragment");
    }
    if (piece->item != 0) {
        return refuse_fragment(x);
    }
    if (!read_representation(x, x->body, object)) {
        return false;
    }
    return ((*object)->count == 1 && strcmp((*object)->properties[0].name, piece->name) == 0) ||
           mbm_refuse(x, MBM_FAULT_REPRESENTATION, "InvalidValues", "XmlFragment does not hold %s alone", piece->name);
}

bool mbm_put(mbm_exchange *x)
{
    const char *path = NULL;
    mbm_piece piece;
    wmi_connection *connection;
    wmi_object *object = NULL;
    bool done;
    if (!find_all(x, &path, &piece)) {
        return false;
    }
    done = piece.name != NULL ? read_piece_put(x, &piece, &object)
                              : check_root(x) && read_representation(x, x->body, &object) &&
                                    (x->header.names_modified || check_complete(x, object));
    if (!done) {
        return false;
    }
    connection = mbm_connect(x, x->cls.ns);
    done = connection != NULL && update(x, connection, path, object, &piece);
    mbm_disconnect(x, connection);
    return done;
}

/* Create and Delete. */

static bool answer_created(mbm_exchange *x, const char *path)
{
    wmip_wsman_writer writer;
    mbm_open_answer(x, &writer, MBM_CREATE "Response", true);
    wmip_wsman_open(&writer, "x:ResourceCreated");
    wmip_wsman_put_reference(&writer, x->codec.classes, x->codec.ns, path);
    wmip_wsman_close(&writer);
    return mbm_close_answer(x, &writer, 200);
}

static bool create_in(mbm_exchange *x, wmi_connection *connection, const wmi_object *object)
{
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    char *path = NULL;
    wmi_status status = mbm_backend(x->server)->put(connection, object, WMI_PUT_CREATE, &path, &limit, &error);
    bool done;
    mbm_clock_settle(&x->server->clock);
    if (status != WMI_OK) {
        return mbm_refuse_error(x, &error);
    }
    x->path = mbm_text(x, "%s", path);
    done = answer_created(x, path);
    wmi_free(path);
    return done;
}

bool mbm_create(mbm_exchange *x)
{
    wmi_connection *connection;
    wmi_object *object = NULL;
    bool done;
    if (!mbm_read_class(x, false)) {
        return false;
    }
    if (x->header.selector_count > 0) {
        return mbm_refuse(x, MBM_FAULT_SELECTORS_UNKNOWN, "UnexpectedSelectors",
                          "What is created has no selectors yet");
    }
    if (x->header.fragment != NULL) {
        return mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "FragmentLevelAccess", "No piece of an instance can be created");
    }
    if (!check_root(x) || !read_representation(x, x->body, &object)) {
        return false;
    }
    connection = mbm_connect(x, x->cls.ns);
    done = connection != NULL && create_in(x, connection, object);
    mbm_disconnect(x, connection);
    return done;
}

static bool remove_from(mbm_exchange *x, wmi_connection *connection, const char *path)
{
    wmi_limit limit = mbm_limit(x);
    wmi_error error = WMI_ERROR_INIT;
    wmip_wsman_writer writer;
    wmi_status status = mbm_backend(x->server)->remove(connection, path, &limit, &error);
    mbm_clock_settle(&x->server->clock);
    if (status != WMI_OK) {
        return mbm_refuse_error(x, &error);
    }
    mbm_open_answer(x, &writer, MBM_DELETE "Response", true);
    return mbm_close_answer(x, &writer, 200);
}

bool mbm_delete(mbm_exchange *x)
{
    const char *path = NULL;
    wmi_connection *connection;
    bool done;
    if (!mbm_read_class(x, false)) {
        return false;
    }
    if (x->header.fragment != NULL) {
        return mbm_refuse(x, MBM_FAULT_UNSUPPORTED, "FragmentLevelAccess", "No piece of an instance can be deleted");
    }
    if (!mbm_read_instance(x, false, &path)) {
        return false;
    }
    connection = mbm_connect(x, x->cls.ns);
    done = connection != NULL && remove_from(x, connection, path);
    mbm_disconnect(x, connection);
    return done;
}
