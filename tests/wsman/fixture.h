/**
 * @file
 * A session over wsman with a server of the test's own.
 */
#ifndef TESTS_WSMAN_FIXTURE_H
#define TESTS_WSMAN_FIXTURE_H

#include "server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <wmi/wmi.h>
#include <wmi/wsman.h>

#define SERVICE "Msvm_VirtualSystemManagementService.CreationClassName=\"Msvm_VirtualSystemManagementService\""
#define V2_URI "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/virtualization/v2/"

typedef struct fixture {
    server *server;
    wmi_wsman *wsman;
    wmi_session *session;
    wmi_error error;
} fixture;

/** Options that reach a server by Basic over http, which is allowed by name. */
static inline wmi_wsman_options plain_options(const server *s)
{
    wmi_wsman_options options = {0};
    options.http = true;
    options.allow_unencrypted = true;
    options.port = server_port(s);
    return options;
}

static inline wmi_status open_with(fixture *f, const wmi_wsman_options *options, uint32_t timeout_ms)
{
    wmi_connect_options connect = {0};
    wmi_status status = wmi_wsman_new(options, &f->wsman, &f->error);
    if (status != WMI_OK) {
        return status;
    }
    connect.backend = wmi_wsman_backend(f->wsman);
    connect.ns = "root\\virtualization\\v2";
    connect.host = "127.0.0.1";
    connect.user = "operator";
    connect.password = "s3cret:word";
    connect.timeout_ms = timeout_ms;
    return wmi_connect(&connect, &f->session, &f->error);
}

/**
 * The times that a test goes through where something must happen within a limit in real time: it begins with one that is short, and has more
 * where that was too little for a machine that is busy, or has stood still meanwhile.
 */
#define UNTIL_FAST_ENOUGH(LIMIT_MS) for (uint32_t LIMIT_MS = 150; LIMIT_MS < 150000; LIMIT_MS *= 2)

/** Starts a server and opens a session with it; where its calls have little time, connecting may have it several times. */
static inline void open_fixture(fixture *f, server_handler handler, void *context, uint32_t timeout_ms)
{
    memset(f, 0, sizeof *f);
    f->server = server_start(handler, context);
    wmi_wsman_options options = plain_options(f->server);
    wmi_status status = open_with(f, &options, timeout_ms);
    for (int tries = 1; status == WMI_TIMEOUT && tries < 100; tries++) {
        wmi_wsman_free(f->wsman);
        status = open_with(f, &options, timeout_ms);
    }
    if (status != WMI_OK) {
        fail_msg("%s", f->error.message);
    }
}

static inline void close_fixture(fixture *f)
{
    wmi_close(f->session);
    wmi_wsman_free(f->wsman);
    if (f->server != NULL) {
        server_stop(f->server);
    }
    wmi_error_clear(&f->error);
}

/** Fails unless the error is of that status and number, and its message has the word. */
static inline void assert_error(const wmi_error *error, wmi_status status, uint32_t number, const char *word)
{
    if (error->status != status || error->number != number || strstr(error->message, word) == NULL) {
        fail_msg("%s, 0x%08lX: %s", wmi_status_name(error->status), (unsigned long)error->number,
                 error->message != NULL ? error->message : "");
    }
}

#endif
