/* Structs of options are as long as the headers of the program have them: shorter ones of before, longer ones of later. */
#include "fixture.h"

#include <stdlib.h>

/* The first `size` bytes of options, in a block that ends there: reading on is found by sanitizers and valgrind. Longer ones are zero at
 * their end, but for the last byte. */
static void *cut(const void *options, size_t own, size_t size, unsigned char last)
{
    unsigned char *block = malloc(size);
    assert_non_null(block);
    memset(block, 0, size);
    memcpy(block, options, size < own ? size : own);
    if (size > own) {
        block[size - 1] = last;
    }
    return block;
}

static wmi_status connect_with(sample *s, size_t size, unsigned char last)
{
    wmi_connect_options options = {0};
    wmi_session *session = NULL;
    wmi_status status;
    void *block;
    options.backend = wmi_loopback_backend(s->loopback);
    options.ns = S_NAMESPACE;
    block = cut(&options, sizeof options, size, last);
    status = wmi_connect_sized(block, size, &session, &s->error);
    free(block);
    wmi_close(session);
    return status;
}

static void connecting(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {offsetof(wmi_connect_options, host), offsetof(wmi_connect_options, timeout_ms),
                                   offsetof(wmi_connect_options, unreadable), sizeof(wmi_connect_options),
                                   sizeof(wmi_connect_options) + 8};
    size_t i;
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        MUST(s, connect_with(s, sizes[i], 0));
    }
    FAILS(s, connect_with(s, 0, 0), WMI_USAGE, "no backend");
    FAILS(s, connect_with(s, sizeof(wmi_connect_options) + 8, 1), WMI_USAGE,
          "The connect options set something that this runtime (" WMI_VERSION_TEXT ") does not know");
}

static wmi_status WMI_CALLBACK at_once(const wmi_loopback_call *call, const void *in, void *out, wmi_error *error)
{
    s_Sample_Service_Ping_out *answer = out;
    (void)call;
    (void)in;
    (void)error;
    answer->ReturnValue = WMI_UINT32(0);
    return WMI_OK;
}

static wmi_status wait_with(sample *s, size_t size, unsigned char last)
{
    wmi_job_options options = {.timeout_ms = 1000, .poll_ms = 10};
    void *block = cut(&options, sizeof options, size, last);
    wmi_status status = wmi_invoke_wait_sized(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, NULL,
                                              block, size, &s->error);
    free(block);
    return status;
}

static void waiting(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {offsetof(wmi_job_options, poll_ms), offsetof(wmi_job_options, progress),
                                   offsetof(wmi_job_options, outcome), sizeof(wmi_job_options),
                                   sizeof(wmi_job_options) + 8};
    size_t i;
    sample_add_service(s);
    MUST(s, wmi_loopback_on(s->loopback, S_NAMESPACE, "Sample_Service", "Ping", at_once, NULL, &s->error));
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        MUST(s, wait_with(s, sizes[i], 0));
    }
    FAILS(s, wait_with(s, sizeof(wmi_job_options) + 8, 1), WMI_USAGE, "The job options set something");
    MUST(s, wmi_invoke_wait(s->session, NULL, &s_Sample_Service_Ping_info, SERVICE_PATH, NULL, NULL, NULL, &s->error));
}

/* What is selected, and what associations are narrowed by: in each function that takes one. */

static bool WMI_CALLBACK look_away(void *context, const void *instance)
{
    (void)context;
    (void)instance;
    return true;
}

static bool WMI_CALLBACK look_away_of_object(void *context, const wmi_object *object)
{
    (void)context;
    (void)object;
    return true;
}

static wmi_status select_with(sample *s, int function, size_t size, unsigned char last)
{
    static const wmi_class_info *const info = &s_Sample_Service_info;
    wmi_select select = {NULL, NULL};
    void *block = cut(&select, sizeof select, size, last);
    void *items = NULL;
    size_t count = 0;
    s_Sample_Service one = {0};
    wmi_status status;
    if (function == 0) {
        status = wmi_instance_list_select_sized(s->session, info, block, size, &items, &count, &s->error);
    } else if (function == 1) {
        status = wmi_instance_one_sized(s->session, info, block, size, &one, &s->error);
    } else if (function == 2) {
        status = wmi_instance_each_sized(s->session, info, block, size, look_away, NULL, &s->error);
    } else {
        status =
            wmi_instance_related_sized(s->session, info, SERVICE_PATH, NULL, block, size, &items, &count, &s->error);
    }
    wmi_instance_list_free(info, items, count);
    wmi_instance_clear(info, &one);
    free(block);
    return status;
}

static void selecting(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {0, offsetof(wmi_select, where), sizeof(wmi_select), sizeof(wmi_select) + 8};
    sample_add_service(s);
    for (int function = 0; function < 4; function++) {
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            MUST(s, select_with(s, function, sizes[i], 0));
        }
        FAILS(s, select_with(s, function, sizeof(wmi_select) + 8, 1), WMI_USAGE, "of the wmi_select set something");
    }
}

static wmi_status filter_with(sample *s, bool by_host, size_t size, unsigned char last)
{
    wmi_associator_filter filter = {NULL, NULL, NULL, NULL};
    void *block = cut(&filter, sizeof filter, size, last);
    wmi_status status =
        by_host ? wmi_loopback_related_sized(s->loopback, S_NAMESPACE, SERVICE_PATH, block, size, look_away_of_object,
                                             NULL, &s->error)
                : wmi_associators_sized(s->session, SERVICE_PATH, block, size, look_away_of_object, NULL, &s->error);
    free(block);
    return status;
}

static void filtering(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {0, offsetof(wmi_associator_filter, role), sizeof(wmi_associator_filter),
                                   sizeof(wmi_associator_filter) + 8};
    sample_add_service(s);
    for (int by_host = 0; by_host < 2; by_host++) {
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            MUST(s, filter_with(s, by_host != 0, sizes[i], 0));
        }
        FAILS(s, filter_with(s, by_host != 0, sizeof(wmi_associator_filter) + 8, 1), WMI_USAGE,
              "of the wmi_associator_filter set something");
    }
}

/* What tests fill in for the loopback. */

static wmi_status start_with(sample *s, const wmi_loopback_job *job, size_t size, unsigned char last)
{
    void *block = cut(job, sizeof *job, size, last);
    const char *path = NULL;
    wmi_status status = wmi_loopback_start_job_sized(s->loopback, S_NAMESPACE, block, size, &path, &s->error);
    assert_true((status == WMI_OK) == (path != NULL));
    free(block);
    return status;
}

static void starting(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {offsetof(wmi_loopback_job, caption), offsetof(wmi_loopback_job, change),
                                   sizeof(wmi_loopback_job), sizeof(wmi_loopback_job) + 8};
    wmi_loopback_job job = {.class_name = "Msvm_ConcreteJob"};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        MUST(s, start_with(s, &job, sizes[i], 0));
    }
    FAILS(s, start_with(s, &job, 0, 0), WMI_USAGE, "NULL");
    FAILS(s, start_with(s, &job, sizeof job + 8, 1), WMI_USAGE, "of the wmi_loopback_job set something");
}

static wmi_status verify_with(sample *s, const wmi_loopback_pattern *pattern, size_t size, unsigned char last)
{
    void *block = cut(pattern, sizeof *pattern, size, last);
    size_t counted = wmi_loopback_count_calls_sized(s->loopback, block, size);
    wmi_status status = wmi_loopback_verify_sized(s->loopback, block, size, 1, SIZE_MAX, &s->error);
    assert_true((status == WMI_OK) == (counted > 0));
    free(block);
    return status;
}

static void verifying(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {0, offsetof(wmi_loopback_pattern, class_name), offsetof(wmi_loopback_pattern, fits),
                                   sizeof(wmi_loopback_pattern), sizeof(wmi_loopback_pattern) + 8};
    wmi_loopback_pattern pattern = {.operation = WMI_LOOPBACK_CONNECT};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        MUST(s, verify_with(s, &pattern, sizes[i], 0));
    }
    FAILS(s, verify_with(s, &pattern, sizeof pattern + 8, 1), WMI_USAGE, "of the wmi_loopback_pattern set something");
}

static wmi_status WMI_CALLBACK refuse(void *context, wmi_loopback *loopback, const wmi_loopback_record *asked,
                                      uint32_t *delay_ms, wmi_error *error)
{
    (void)context;
    (void)loopback;
    (void)asked;
    (void)delay_ms;
    return wmi_fail(error, WMI_TRANSPORT, WMI_E_FAILED, "Refused by who watches");
}

static void watching(void **state)
{
    sample *s = *state;
    static const size_t sizes[] = {offsetof(wmi_loopback_watch, after), sizeof(wmi_loopback_watch),
                                   sizeof(wmi_loopback_watch) + 8};
    wmi_loopback_watch watch = {refuse, NULL, NULL};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        void *block = cut(&watch, sizeof watch, sizes[i], 0);
        wmi_loopback_set_watch_sized(s->loopback, block, sizes[i]);
        FAILS(s, wmi_instance_delete(s->session, SERVICE_PATH, &s->error), WMI_TRANSPORT, "Refused by who watches");
        wmi_loopback_set_watch_sized(s->loopback, block, 0);
        FAILS(s, wmi_instance_delete(s->session, SERVICE_PATH, &s->error), WMI_TRANSPORT, "main");
        free(block);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(connecting), TEST(waiting),   TEST(selecting), TEST(filtering),
                                       TEST(starting),   TEST(verifying), TEST(watching)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
