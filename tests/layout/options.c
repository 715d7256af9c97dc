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

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(connecting), TEST(waiting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
