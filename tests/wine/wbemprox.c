#include "wbemprox.h"

wmi_session *wbemprox_connect(const char *ns)
{
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = ns};
    wmi_session *session = NULL;
    wmi_error error = {0};

    if (wmi_connect(&options, &session, &error) != WMI_OK)
        fail_msg("cannot connect to %s: %s", ns, error.message);
    return session;
}

int wbemprox_setup(void **state)
{
    static wbemprox fixture;

    memset(&fixture, 0, sizeof fixture);
    fixture.session = wbemprox_connect(cim_NAMESPACE);
    *state = &fixture;
    return 0;
}

int wbemprox_teardown(void **state)
{
    wbemprox *t = *state;

    wmi_error_clear(&t->error);
    wmi_close(t->session);
    return 0;
}

bool wbemprox_holds(wmi_array_string array, const char *text)
{
    for (size_t i = 0; i < array.count; i++) {
        if (array.items[i] != NULL && strcmp(array.items[i], text) == 0)
            return true;
    }
    return false;
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool wbemprox_same(const char *a, const char *b)
{
    for (; *a != '\0' && folded(*a) == folded(*b); a++)
        b++;
    return folded(*a) == folded(*b);
}
