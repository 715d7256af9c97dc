/*
 * What the runtime reads of others: CIM-XML, object paths, datetimes, WQL, numbers in text. What it takes, it writes,
 * and reads again as the same.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "path/path.h"
#include "wql/wql.h"

#include <wmi/wql.h>

static void check_failure(wmi_status status, wmi_status expected, wmi_error *error)
{
    fuzz_check(status == expected && error->status == status, "status %d", (int)status);
    fuzz_check(error->message != NULL && *error->message != '\0', "a failure without a message");
    wmi_error_clear(error);
}

static void read_cimxml(const char *text)
{
    wmi_error error = {0};
    wmi_object *object = NULL;
    wmi_status status = wmi_cimxml_read(text, &object, &error);
    if (status != WMI_OK) {
        fuzz_check(object == NULL, "a failure with an object");
        check_failure(status, WMI_REPLY, &error);
        return;
    }
    char *written = NULL;
    status = wmi_cimxml_write(object, &written, &error);
    fuzz_check(status == WMI_OK, "what was read cannot be written: %s", error.message);
    wmi_object *again = NULL;
    status = wmi_cimxml_read(written, &again, &error);
    fuzz_check(status == WMI_OK, "what was written cannot be read: %s\n%s", error.message, written);
    char *rewritten = NULL;
    status = wmi_cimxml_write(again, &rewritten, &error);
    fuzz_check(status == WMI_OK && strcmp(written, rewritten) == 0, "another text:\n%s\n%s", written, rewritten);
    wmi_free(written);
    wmi_free(rewritten);
    wmi_object_free(again);
    wmi_object_free(object);
}

static void read_path(const char *text)
{
    wmi_error error = {0};
    wmi_path path = {0};
    wmi_status status = wmi_path_parse(text, &path, &error);
    fuzz_check(wmi_path_equal(text, text), "a path that is not equal to itself: %s", text);
    if (status != WMI_OK) {
        check_failure(status, WMI_USAGE, &error);
        return;
    }
    char *written = NULL;
    status = wmi_path_format(&path, &written, &error);
    fuzz_check(status == WMI_OK, "a path that cannot be written: %s", error.message);
    fuzz_check(wmi_path_equal(text, written), "another path:\n%s\n%s", text, written);
    wmi_free(written);
    wmi_path_clear(&path);
}

static void read_datetime(const char *text)
{
    wmi_datetime value;
    wmi_datetime again;
    char written[WMI_DATETIME_TEXT_SIZE];
    char rewritten[WMI_DATETIME_TEXT_SIZE];
    if (!wmi_datetime_parse(text, &value)) {
        return;
    }
    fuzz_check(wmi_datetime_format(&value, written), "a datetime that cannot be written: %s", text);
    fuzz_check(wmi_datetime_parse(written, &again), "what was written cannot be read: %s", written);
    fuzz_check(wmi_datetime_format(&again, rewritten) && strcmp(written, rewritten) == 0, "another datetime: %s, %s",
               written, rewritten);
    int64_t seconds;
    uint64_t microseconds;
    (void)wmi_datetime_to_unix(&value, &seconds);
    (void)wmi_datetime_to_microseconds(&value, &microseconds);
}

static void read_wql(const char *text)
{
    wmi_error error = {0};
    wql_query query;
    for (int is_event = 0; is_event < 2; is_event++) {
        wmi_status status =
            is_event ? wmip_wql_parse_event(text, &query, &error) : wmip_wql_parse(text, &query, &error);
        if (status == WMI_OK) {
            fuzz_check(query.class_name != NULL, "a query of no class");
            wmip_wql_clear(&query);
        } else {
            check_failure(status, WMI_TRANSPORT, &error);
        }
    }
    if (wmip_wql_like_valid(text)) {
        (void)wmip_wql_like(text, text);
        (void)wmip_wql_like("aXb]%_[^-", text);
    }
}

/** A text as a WQL literal is one literal, whatever it says. */
static void quote(const char *text)
{
    wmi_error error = {0};
    char *quoted = NULL;
    if (wmi_wql_quote(text, &quoted, &error) != WMI_OK) {
        wmi_error_clear(&error);
        return;
    }
    static const char start[] = "SELECT * FROM C WHERE P = ";
    char *query_text = malloc(sizeof start + strlen(quoted));
    wql_query query;
    if (query_text == NULL) {
        abort();
    }
    strcpy(query_text, start);
    strcat(query_text, quoted);
    fuzz_check(wmip_wql_parse(query_text, &query, &error) == WMI_OK, "no literal: %s", query_text);
    fuzz_check(query.where->literal.kind == WQL_TEXT && strcmp(query.where->literal.text, text) == 0,
               "another text: %s", query.where->literal.text);
    wmip_wql_clear(&query);
    free(query_text);
    wmi_free(quoted);
}

static void convert(const char *text)
{
    const wmi_value from = wmi_value_string(text);
    for (int type = WMI_TYPE_BOOLEAN; type <= WMI_TYPE_EMBEDDED; type++) {
        for (int is_array = 0; is_array < 2; is_array++) {
            wmi_memory *memory = NULL;
            wmi_value to;
            (void)wmi_value_convert(&from, (wmi_type)type, is_array != 0, &memory, &to);
            wmi_memory_clear(&memory);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL) {
        abort();
    }
    if (size != 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    read_cimxml(text);
    read_path(text);
    read_datetime(text);
    read_wql(text);
    quote(text);
    convert(text);
    free(text);
    return 0;
}
