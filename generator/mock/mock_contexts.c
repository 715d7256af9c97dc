/**
 * @file
 * What enumerations and subscriptions have open. Each pull gets a new identity, and one that is not pulled from is forgotten.
 */
#include "mock/mock_internal.h"

#include <string.h>

/* The lock is held. */
static mbm_context **place_of(mbm_server *server, const char *id)
{
    mbm_context **place = &server->contexts;
    while (*place != NULL && strcmp((*place)->id, id) != 0) {
        place = &(*place)->next;
    }
    return place;
}

static void take_out(mbm_server *server, mbm_context **place)
{
    *place = (*place)->next;
    server->context_count--;
}

void mbm_context_free(mbm_server *server, mbm_context *context)
{
    const wmi_backend *backend = mbm_backend(server);
    if (context->cursor != NULL) {
        backend->close_cursor(context->cursor);
    }
    if (context->connection != NULL) {
        backend->close(context->connection);
    }
    wmi_object_free(context->ahead);
    wmi_memory_clear(&context->memory);
    wmi_free(context);
}

/* Takes out what has been idle for too long, and nobody is pulling from. */
static mbm_context *take_expired(mbm_server *server)
{
    uint64_t now = mbm_clock_now();
    mbm_context **place = &server->contexts;
    mbm_context *expired = NULL;
    while (*place != NULL) {
        mbm_context *context = *place;
        if (context->is_busy || context->expires > now) {
            place = &context->next;
        } else {
            take_out(server, place);
            context->next = expired;
            expired = context;
        }
    }
    return expired;
}

static void free_all(mbm_server *server, mbm_context *context)
{
    while (context != NULL) {
        mbm_context *next = context->next;
        mbm_context_free(server, context);
        context = next;
    }
}

static bool admit(mbm_server *server)
{
    mbm_context *expired;
    bool has_room;
    (void)pthread_mutex_lock(&server->mutex);
    expired = take_expired(server);
    has_room = server->context_count < server->limits.max_contexts;
    (void)pthread_mutex_unlock(&server->mutex);
    free_all(server, expired);
    return has_room;
}

mbm_context *mbm_context_new(mbm_exchange *x)
{
    mbm_context *context;
    if (!admit(x->server)) {
        (void)mbm_refuse(x, MBM_FAULT_QUOTA, NULL, NULL);
        return NULL;
    }
    context = wmi_alloc(sizeof *context);
    if (context == NULL) {
        (void)mbm_no_memory(x);
        return NULL;
    }
    memset(context, 0, sizeof *context);
    context->ns = wmi_memory_text(&context->memory, x->cls.ns, strlen(x->cls.ns));
    context->connection = context->ns != NULL ? mbm_connect(x, x->cls.ns) : NULL;
    if (context->connection == NULL) {
        if (context->ns == NULL) {
            (void)mbm_no_memory(x);
        }
        mbm_context_free(x->server, context);
        return NULL;
    }
    return context;
}

static void renew(mbm_server *server, mbm_context *context)
{
    context->expires = mbm_clock_now() + server->limits.enumeration_ms;
}

void mbm_context_publish(mbm_server *server, mbm_context *context, char id[MBM_ID_SIZE])
{
    mbm_new_id(server, id);
    memcpy(context->id, id, MBM_ID_SIZE);
    (void)pthread_mutex_lock(&server->mutex);
    renew(server, context);
    context->next = server->contexts;
    server->contexts = context;
    server->context_count++;
    (void)pthread_mutex_unlock(&server->mutex);
}

mbm_context *mbm_context_take(mbm_exchange *x, const char *id)
{
    mbm_server *server = x->server;
    mbm_context *expired;
    mbm_context *context;
    bool is_busy;
    (void)pthread_mutex_lock(&server->mutex);
    expired = take_expired(server);
    context = *place_of(server, id);
    is_busy = context != NULL && context->is_busy;
    if (context != NULL && !is_busy) {
        context->is_busy = true;
    }
    (void)pthread_mutex_unlock(&server->mutex);
    free_all(server, expired);
    if (context == NULL) {
        (void)mbm_refuse(x, MBM_FAULT_CONTEXT, NULL, NULL);
    } else if (is_busy) {
        (void)mbm_refuse(x, MBM_FAULT_PULL_RUNS, NULL, NULL);
        context = NULL;
    }
    return context;
}

void mbm_context_return(mbm_server *server, mbm_context *context, mbm_outcome outcome, char id[MBM_ID_SIZE])
{
    bool is_over;
    mbm_new_id(server, id);
    (void)pthread_mutex_lock(&server->mutex);
    is_over = outcome == MBM_CONTEXT_OVER || context->is_released;
    if (is_over) {
        take_out(server, place_of(server, context->id));
    } else {
        if (outcome == MBM_CONTEXT_RENEWED) {
            memcpy(context->id, id, MBM_ID_SIZE);
        }
        context->is_busy = false;
        renew(server, context);
    }
    (void)pthread_mutex_unlock(&server->mutex);
    if (is_over) {
        mbm_context_free(server, context);
    }
}

bool mbm_context_drop(mbm_server *server, const char *id, const char *identifier)
{
    mbm_context **place = &server->contexts;
    mbm_context *context;
    bool is_found;
    (void)pthread_mutex_lock(&server->mutex);
    while (*place != NULL &&
           strcmp(id != NULL ? (*place)->id : (*place)->identifier, id != NULL ? id : identifier) != 0) {
        place = &(*place)->next;
    }
    context = *place;
    is_found = context != NULL && !context->is_released;
    if (is_found && context->is_busy) {
        context->is_released = true;
        context = NULL;
    } else if (is_found) {
        take_out(server, place);
    }
    (void)pthread_mutex_unlock(&server->mutex);
    if (is_found && context != NULL) {
        mbm_context_free(server, context);
    }
    return is_found;
}

void mbm_contexts_end(mbm_server *server)
{
    free_all(server, server->contexts);
    server->contexts = NULL;
    server->context_count = 0;
}
