/**
 * @file
 * What the backend com hands to WMI, without a server: paths as they are sent, texts on both ways, and blankets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "com/com_internal.h"

#include <string.h>
#include <wchar.h>

/* Paths. */

#define NAMESPACE "root\\virtualization\\v2"
#define REST L"C.K=\"\\\\\\\\hv1\\\\root:x\""
#define REST_UTF8 "C.K=\"\\\\\\\\hv1\\\\root:x\""

/* `sent` NULL = the path as it is. */
static const struct {
    const char *host;   /* of the session */
    const char *server; /* what it is known to call itself */
    const char *path;
    const WCHAR *sent;
} paths[] = {
    {NULL, NULL, REST_UTF8, REST},
    {NULL, NULL, NAMESPACE ":" REST_UTF8, REST},
    {NULL, NULL, "\\\\.\\" NAMESPACE ":" REST_UTF8, REST},
    {NULL, NULL, "//./ROOT/Virtualization/v2:" REST_UTF8, REST},
    {NULL, NULL, "\\\\LocalHost\\" NAMESPACE ":" REST_UTF8, REST},
    {NULL, NULL, "\\\\elsewhere\\" NAMESPACE ":C=@", NULL},
    {NULL, "HV1", "\\\\hv1\\" NAMESPACE ":" REST_UTF8, REST},
    {NULL, "HV1", "\\\\hv\\" NAMESPACE ":C=@", NULL},
    {NULL, "HV1", "\\\\hv11\\" NAMESPACE ":C=@", NULL},
    {"hv1.contoso.com", "HV1", "\\\\hv1\\" NAMESPACE ":" REST_UTF8, REST},
    {"hv1.contoso.com", "HV1", "\\\\HV1.Contoso.com\\" NAMESPACE ":" REST_UTF8, REST},
    {"hv1.contoso.com", "HV1", "\\\\.\\" NAMESPACE ":" REST_UTF8, REST},
    {"hv1.contoso.com", "HV1", "\\\\localhost\\" NAMESPACE ":C=@", NULL}, /* another's localhost */
    {"hv1.contoso.com", NULL, "\\\\hv1\\" NAMESPACE ":C=@", NULL},
    {NULL, NULL, "\\\\.\\root\\virtualization:C=@", NULL},
    {NULL, NULL, "\\\\.\\" NAMESPACE "\\x:C=@", NULL},
    {NULL, NULL, "\\\\.\\root\\cimv2:C=@", NULL},
    {NULL, NULL, "\\\\.", NULL},
    {NULL, NULL, "C.K=\"" NAMESPACE ":C=@\"", NULL},
};

static void only_the_sessions_own_place_is_cut_off(void **state)
{
    size_t i;
    (void)state;
    for (i = 0; i < WMI_COUNT(paths); i++) {
        wmip_com_connection connection;
        BSTR as_it_is = NULL;
        BSTR sent = NULL;
        memset(&connection, 0, sizeof connection);
        connection.ns = (char *)(uintptr_t)NAMESPACE;
        connection.host = (char *)(uintptr_t)paths[i].host;
        connection.server = (char *)(uintptr_t)paths[i].server;
        assert_int_equal(wmip_com_bstr(paths[i].path, "the path", &as_it_is, NULL), WMI_OK);
        assert_int_equal(wmip_com_path(&connection, paths[i].path, &sent, NULL), WMI_OK);
        if (wcscmp(sent, paths[i].sent != NULL ? paths[i].sent : as_it_is) != 0) {
            fail_msg("row %lu: %s is sent as %ls", (unsigned long)i, paths[i].path, sent);
        }
        SysFreeString(as_it_is);
        SysFreeString(sent);
    }
}

/* Texts. */

#define REPLACED "\xEF\xBF\xBD" /* U+FFFD */

static const struct {
    const WCHAR *text;
    size_t length;
    const char *arrives;
} texts[] = {
    {L"", 0, ""},
    {L"a\xE4\x20AC", 3, "a\xC3\xA4\xE2\x82\xAC"},
    {L"\xD83D\xDE00", 2, "\xF0\x9F\x98\x80"},
    {L"\xD800\xDC00\xDBFF\xDFFF", 4, "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"},
    {L"a\xD83D"
     L"b",
     3, "a" REPLACED "b"},
    {L"a\xDE00"
     L"b",
     3, "a" REPLACED "b"},
    {L"\xD83D", 1, REPLACED},
    {L"\xDE00", 1, REPLACED},
    {L"\xDE00\xD83D", 2, REPLACED REPLACED},
    {L"\xD83D\xD83D\xDE00", 3, REPLACED "\xF0\x9F\x98\x80"},
    {L"\xD83D\xDE00", 1, REPLACED}, /* the other half is behind the end */
    {L"\xD7FF\xE000\xFFFD\xFFFF", 4, "\xED\x9F\xBF\xEE\x80\x80" REPLACED "\xEF\xBF\xBF"},
    {L"a\0b", 3, "a" REPLACED "b"},
    {L"ab\0\0", 4, "ab"},
};

static void no_character_is_lost(void **state)
{
    wmi_memory *memory = NULL;
    const char *arrived = "";
    size_t i;
    (void)state;
    for (i = 0; i < WMI_COUNT(texts); i++) {
        assert_true(wmip_com_text(texts[i].text, texts[i].length, &memory, &arrived));
        if (strcmp(arrived, texts[i].arrives) != 0) {
            fail_msg("row %lu arrived as %s", (unsigned long)i, arrived);
        }
        assert_true(wmip_utf8_valid(arrived));
    }
    assert_true(wmip_com_text(NULL, 0, &memory, &arrived));
    assert_null(arrived);
    wmi_memory_clear(&memory);
}

static void text_that_is_not_utf8_is_not_sent(void **state)
{
    static const char *const bad[] = {"\xED\xA0\xBD", "a\xED\xB8\x80", "\xED\xA0\xBD\xED\xB8\x80", "\xC3",
                                      "\xF4\x90\x80\x80"};
    static const char good[] = "\xED\x9F\xBF\xEE\x80\x80\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF";
    wmip_com_name name;
    BSTR text = NULL;
    size_t i;
    (void)state;
    for (i = 0; i < WMI_COUNT(bad); i++) {
        assert_int_equal(wmip_com_bstr(bad[i], "a text", &text, NULL), WMI_USAGE);
        assert_null(text);
        assert_int_equal(wmip_com_name_init(&name, bad[i], NULL), WMI_USAGE);
        wmip_com_name_clear(&name);
    }
    assert_int_equal(wmip_com_bstr(good, "a text", &text, NULL), WMI_OK);
    assert_int_equal(SysStringLen(text), 6);
    assert_int_equal(wcscmp(text, L"\xD7FF\xE000\xD83D\xDE00\xDBFF\xDFFF"), 0);
    SysFreeString(text);
}

/* Blankets. A proxy that records how it is set. */

typedef struct recorder {
    IUnknown unknown;         /* of the interface */
    IUnknown identity;        /* what QueryInterface gives for IUnknown */
    IClientSecurity security; /* what CoSetProxyBlanket speaks to */
    int sets;
    int identity_sets;
    DWORD service;
    DWORD level;
    DWORD impersonation;
    const void *auth;
    DWORD capabilities;
} recorder;

static recorder recorded;

static HRESULT STDMETHODCALLTYPE query(IUnknown *self, REFIID iid, void **out)
{
    (void)self;
    *out = IsEqualIID(iid, &IID_IClientSecurity) ? (void *)&recorded.security
           : IsEqualIID(iid, &IID_IUnknown)      ? (void *)&recorded.identity
                                                 : NULL;
    return *out != NULL ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE count_reference(IUnknown *self)
{
    (void)self;
    return 1;
}

static HRESULT STDMETHODCALLTYPE query_security(IClientSecurity *self, REFIID iid, void **out)
{
    (void)self;
    return query(&recorded.unknown, iid, out);
}

static ULONG STDMETHODCALLTYPE count_security(IClientSecurity *self)
{
    (void)self;
    return 1;
}

static HRESULT STDMETHODCALLTYPE set_blanket(IClientSecurity *self, IUnknown *proxy, DWORD service, DWORD authorization,
                                             OLECHAR *principal, DWORD level, DWORD impersonation, void *auth,
                                             DWORD capabilities)
{
    (void)self;
    (void)authorization;
    (void)principal;
    recorded.sets += proxy == &recorded.unknown ? 1 : 0;
    recorded.identity_sets += proxy == &recorded.identity ? 1 : 0;
    recorded.service = service;
    recorded.level = level;
    recorded.impersonation = impersonation;
    recorded.auth = auth;
    recorded.capabilities = capabilities;
    return S_OK;
}

static void record(const wmi_connect_options *options)
{
    static IUnknownVtbl unknown = {query, count_reference, count_reference};
    static IClientSecurityVtbl security;
    wmip_com_security read;
    security.QueryInterface = query_security;
    security.AddRef = security.Release = count_security;
    security.SetBlanket = set_blanket;
    memset(&recorded, 0, sizeof recorded);
    recorded.unknown.lpVtbl = recorded.identity.lpVtbl = &unknown;
    recorded.security.lpVtbl = &security;
    assert_int_equal(wmip_com_security_init(&read, options, NULL), WMI_OK);
    assert_int_equal(wmip_com_secure(&read, &recorded.unknown), S_OK);
    assert_ptr_equal(recorded.auth, read.identity);
    wmip_com_security_clear(&read);
    assert_int_equal(recorded.sets, 1);
}

/* Without credentials the thread that calls is who it impersonates; with them, the proxy is who they say. */
static void blankets_are_of_who_calls(void **state)
{
    wmi_connect_options options;
    (void)state;
    memset(&options, 0, sizeof options);
    record(&options);
    assert_int_equal(recorded.capabilities, EOAC_DYNAMIC_CLOAKING);
    assert_int_equal(recorded.identity_sets, 0);
    assert_int_equal(recorded.service, RPC_C_AUTHN_WINNT);
    assert_int_equal(recorded.level, RPC_C_AUTHN_LEVEL_CALL);
    assert_int_equal(recorded.impersonation, RPC_C_IMP_LEVEL_IMPERSONATE);
    options.host = "elsewhere";
    record(&options);
    assert_int_equal(recorded.capabilities, EOAC_DYNAMIC_CLOAKING);
    assert_int_equal(recorded.level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
    options.user = "contoso\\admin";
    options.password = "secret";
    record(&options);
    assert_int_equal(recorded.capabilities, EOAC_NONE);
    assert_int_equal(recorded.identity_sets, 1);
    options.authentication_level = WMI_AUTHENTICATION_PACKET_INTEGRITY;
    options.impersonation_level = WMI_IMPERSONATION_DELEGATE;
    record(&options);
    assert_int_equal(recorded.level, RPC_C_AUTHN_LEVEL_PKT_INTEGRITY);
    assert_int_equal(recorded.impersonation, RPC_C_IMP_LEVEL_DELEGATE);
}

static int begin(void **state)
{
    (void)state;
    return SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)) ? 0 : 1;
}

static int end(void **state)
{
    (void)state;
    CoUninitialize();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_sessions_own_place_is_cut_off),
        cmocka_unit_test(no_character_is_lost),
        cmocka_unit_test(text_that_is_not_utf8_is_not_sent),
        cmocka_unit_test(blankets_are_of_who_calls),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
