/* A program whose headers have other options than the runtime's: EXTRA sets a member that the runtime does not know. In C and C++. */
#include <golden_types.h>
#include <wmi/loopback.h>

#include <stdio.h>

int main(void)
{
    /* The function may be taken the address of, too. */
    wmi_status(WMI_CALL *const connect)(const wmi_connect_options *, wmi_session **, wmi_error *) = wmi_connect;
    const wmi_schema *const schemas[] = {&golden_types_schema};
    wmi_loopback *loopback;
    wmi_session *session;
    wmi_error error = WMI_ERROR_INIT;
    wmi_connect_options options;
    wmi_status status = wmi_loopback_new(schemas, 1, &loopback, &error);
    memset(&options, 0, sizeof options);
    options.backend = wmi_loopback_backend(loopback);
    options.ns = golden_types_NAMESPACE;
#if defined(EXTRA)
    options.later = loopback;
#endif
    if (status == WMI_OK) {
        status = connect(&options, &session, &error);
    }
    if (status == WMI_OK) {
        (void)printf("%s\n", wmi_session_namespace(session));
        wmi_close(session);
    } else {
        (void)printf("%s: %s\n", wmi_status_name(status), error.message);
    }
    wmi_error_clear(&error);
    wmi_loopback_free(loopback);
    return status == WMI_OK ? 0 : 1;
}
