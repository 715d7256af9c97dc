/*
 * What a call costs beside COM written by hand: the same methods of Wine's own WMI, in one process, in rounds that take
 * turns. a  the fastest client by hand: it keeps the signature, and its texts are UTF-16 already b  the usual one: it
 * asks for class and signature at each call c  the generated function through the backend com: UTF-8, typed structs,
 * errors told Not a test: no test fails on a clock.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hand.h"

#include <wmi/com.h>

#include <cimv2.h>

enum { ROUNDS = 301, CALLS = 40, MANNERS = 3 };
#define LOCAL_MACHINE ((LONG)0x80000002)

static wmi_session *session;
static IWbemServices *services;

static void stop(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

/* A method, in three manners; each returns whether the result was right. */
typedef struct subject {
    const char *name;
    const WCHAR *class_name;
    const WCHAR *method;
    const WCHAR *out_name;
    VARTYPE out_type;
    const hand_text *texts;
    bool (*generated)(void);
    hand_signature signature;
} subject;

static bool is_right(const subject *s, HRESULT result, uint32_t code, VARIANT *value)
{
    bool right = SUCCEEDED(result) && code == 0 && V_VT(value) == s->out_type;

    VariantClear(value);
    return right;
}

static bool fastest(const subject *s)
{
    uint32_t code = 1;
    VARIANT value;
    HRESULT result;

    VariantInit(&value);
    result = hand_call(services, &s->signature, LOCAL_MACHINE, s->texts, s->out_name, &code, &value);
    return is_right(s, result, code, &value);
}

static bool usual(const subject *s)
{
    uint32_t code = 1;
    VARIANT value;
    HRESULT result;

    VariantInit(&value);
    result = hand_call_plainly(services, s->class_name, s->method, LOCAL_MACHINE, s->texts, s->out_name, &code, &value);
    return is_right(s, result, code, &value);
}

static bool generated(const subject *s)
{
    return s->generated();
}

/* The methods. */

#define KEY "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
#define WIDE_KEY L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"

static bool get_string_value(void)
{
    cim_StdRegProv_GetStringValue_in in = {WMI_SINT32(LOCAL_MACHINE), KEY, "ProductName"};
    cim_StdRegProv_GetStringValue_out out;
    bool right = cim_StdRegProv_GetStringValue(session, NULL, &in, &out, NULL) == WMI_OK &&
                 out.ReturnValue.value == 0 && out.sValue != NULL;

    cim_StdRegProv_GetStringValue_out_clear(&out);
    return right;
}

static bool enum_key(void)
{
    cim_StdRegProv_EnumKey_in in = {WMI_SINT32(LOCAL_MACHINE), KEY};
    cim_StdRegProv_EnumKey_out out;
    bool right = cim_StdRegProv_EnumKey(session, NULL, &in, &out, NULL) == WMI_OK && out.ReturnValue.value == 0 &&
                 out.sNames.count > 0;

    cim_StdRegProv_EnumKey_out_clear(&out);
    return right;
}

static bool get_sd(void)
{
    cim___SystemSecurity_GetSD_out out;
    bool right = cim___SystemSecurity_GetSD(session, NULL, NULL, &out, NULL) == WMI_OK && out.ReturnValue.value == 0 &&
                 out.SD.count > 0;

    cim___SystemSecurity_GetSD_out_clear(&out);
    return right;
}

static const hand_text value_texts[] = {{L"sSubKeyName", WIDE_KEY}, {L"sValueName", L"ProductName"}, {0}};
static const hand_text key_texts[] = {{L"sSubKeyName", WIDE_KEY}, {0}};
static const hand_text no_texts[] = {{0}};

static subject subjects[] = {
    {"GetStringValue", L"StdRegProv", L"GetStringValue", L"sValue", VT_BSTR, value_texts, get_string_value, {0}},
    {"EnumKey", L"StdRegProv", L"EnumKey", L"sNames", VT_ARRAY | VT_BSTR, key_texts, enum_key, {0}},
    {"GetSD", L"__SystemSecurity", L"GetSD", L"SD", VT_ARRAY | VT_UI1, no_texts, get_sd, {0}},
};

/* Measuring. */

static double microseconds(void)
{
    LARGE_INTEGER now;
    LARGE_INTEGER frequency;

    (void)QueryPerformanceCounter(&now);
    (void)QueryPerformanceFrequency(&frequency);
    return (double)now.QuadPart * 1e6 / (double)frequency.QuadPart;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

static void measure(subject *s)
{
    static bool (*const manners[MANNERS])(const subject *) = {fastest, usual, generated};
    static double times[MANNERS][ROUNDS];
    double middle[MANNERS];

    for (int round = 0; round < ROUNDS; round++) {
        for (int turn = 0; turn < MANNERS; turn++) {
            int manner = (round + turn) % MANNERS;
            double start = microseconds();

            for (int i = 0; i < CALLS; i++) {
                if (!manners[manner](s))
                    stop(s->name);
            }
            times[manner][round] = (microseconds() - start) / CALLS;
        }
    }
    for (int manner = 0; manner < MANNERS; manner++)
        middle[manner] = median(times[manner]);
    printf("| %-14s | %7.2f | %7.2f | %7.2f | %5.3f | %5.3f | %5.3f |\n", s->name, middle[0], middle[1], middle[2],
           middle[2] / middle[0], middle[2] / middle[1], middle[0] / middle[1]);
    (void)fflush(stdout);
}

int main(void)
{
    wmi_connect_options options = {.backend = wmi_com_backend(), .ns = cim_NAMESPACE};
    wmi_error error = {0};

    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        stop("COM cannot be initialised");
    services = hand_connect(L"root\\cimv2");
    if (services == NULL)
        stop("no connection by hand");
    if (wmi_connect(&options, &session, &error) != WMI_OK)
        stop(error.message);
    printf("Microseconds a call, medians of %d rounds of %d calls\n", ROUNDS, CALLS);
    printf("| method         |       a |       b |       c |  c/a  |  c/b  |  a/b  |\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        if (FAILED(hand_learn(services, subjects[i].class_name, subjects[i].method, &subjects[i].signature)))
            stop(subjects[i].name);
        measure(&subjects[i]);
        hand_forget(&subjects[i].signature);
    }
    wmi_close(session);
    IWbemServices_Release(services);
    CoUninitialize();
    return 0;
}
