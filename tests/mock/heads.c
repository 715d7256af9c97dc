/*
 * Before a request is read: who asks, of what path, and what it says that its body is.
 */
#include "endpoint.h"

static endpoint served;

#define GET_MACHINE                                                                                                    \
    .uri = V2 "Msvm_ComputerSystem", .action_uri = ACTION_GET,                                                         \
    .selectors =                                                                                                       \
        "<w:Selector Name=\"CreationClassName\">Msvm_ComputerSystem</w:Selector><w:Selector Name=\"Name\">HV-01</w:Selector>"

static void test_http(void **state)
{
    static const struct {
        const char *what;
        const char *headers;
        int status;
    } cases[] = {
        {"nobody", "Content-Type: application/soap+xml;charset=UTF-8\r\n", 401},
        {"another password", "Authorization: Basic b3BlcmF0b3I6d3Jvbmc=\r\nContent-Type: application/soap+xml\r\n",
         401},
        {"half of the password", "Authorization: Basic b3BlcmF0b3I6czNj\r\nContent-Type: application/soap+xml\r\n",
         401},
        {"Negotiate", "Authorization: Negotiate YII=\r\nContent-Type: application/soap+xml\r\n", 401},
        {"no type", "Authorization: " AUTHORIZATION "\r\n", 415},
        {"another type", "Authorization: " AUTHORIZATION "\r\nContent-Type: text/xml\r\n", 415},
        {"another charset",
         "Authorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xml;charset=ISO-8859-1\r\n", 415},
        {"compressed",
         "Authorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xml\r\nContent-Encoding: gzip\r\n", 415},
        {"Negotiate that says what Basic does",
         "Authorization: Negotiate b3BlcmF0b3I6czNjcmV0OndvcmQ=\r\nContent-Type: application/soap+xml\r\n", 401},
        {"Basic and nothing", "Authorization: Basic \r\nContent-Type: application/soap+xml\r\n", 401},
        {"Basic in another case",
         "Authorization: BASIC b3BlcmF0b3I6czNjcmV0OndvcmQ=\r\nContent-Type: application/soap+xml\r\n", 200},
        {"Basic and two blanks",
         "Authorization: Basic  b3BlcmF0b3I6czNjcmV0OndvcmQ=\r\nContent-Type: application/soap+xml\r\n", 200},
        {"a charset that is a part of another parameter",
         "Authorization: " AUTHORIZATION
         "\r\nContent-Type: application/soap+xml;action=\"a;charset=latin1\"; x-charset=y\r\n",
         200},
        {"a charset behind another parameter",
         "Authorization: " AUTHORIZATION
         "\r\nContent-Type: application/soap+xml; action=\"a\" ; charset = ISO-8859-1\r\n",
         415},
        {"a type that goes on", "Authorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xmlx\r\n", 415},
        {"as it should be", "Authorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xml\r\n", 200},
        {"charset in quotes",
         "Authorization: " AUTHORIZATION "\r\nContent-Type: application/soap+xml; charset=\"utf-8\"\r\n", 200},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *body = write_envelope(&(envelope){GET_MACHINE});
        reply r = post_with(&served, cases[i].headers, body);
        if (r.status != cases[i].status || (r.status != 200 && r.size != 0)) {
            fail_msg("%s: %d", cases[i].what, r.status);
        }
        assert_int_equal(strstr(r.head, "WWW-Authenticate: Basic realm=\"WSMAN\"") != NULL, r.status == 401);
        reply_clear(&r);
        free(body);
    }
}

static void test_other_requests(void **state)
{
    static const char get[] = "GET /wsman HTTP/1.1\r\nHost: h\r\nAuthorization: " AUTHORIZATION "\r\n\r\n";
    static const char elsewhere[] = "POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
    (void)state;
    reply r = send_bytes(served.port, get, sizeof get - 1, false);
    assert_int_equal(r.status, 405);
    assert_non_null(strstr(r.head, "Allow: POST"));
    reply_clear(&r);
    r = send_bytes(served.port, elsewhere, sizeof elsewhere - 1, false);
    assert_int_equal(r.status, 404);
    reply_clear(&r);
    char *body = write_envelope(&(envelope){GET_MACHINE});
    wmip_buffer out = {0};
    wmip_buffer_format(&out,
                       "POST /WsMan?x=y HTTP/1.1\r\nHost: h\r\nAuthorization: " AUTHORIZATION
                       "\r\nContent-Type: application/soap+xml\r\nContent-Length: %zu\r\n\r\n%s",
                       strlen(body), body);
    r = send_bytes(served.port, out.text, out.length, false);
    assert_status(&r, 200);
    reply_clear(&r);
    wmip_buffer_clear(&out);
    free(body);
}

/* Over http a body that is not sealed is refused, whoever sends it. */
static void test_unsealed(void **state)
{
    mbm_server_options options = endpoint_options();
    endpoint e;
    (void)state;
    options.allow_unencrypted = false;
    endpoint_start(&e, &options);
    reply r = ask(&e, &(envelope){GET_MACHINE});
    assert_int_equal(r.status, 500);
    assert_int_equal(r.size, 0);
    reply_clear(&r);
    char *body = write_envelope(&(envelope){GET_MACHINE});
    r = post_with(&e, "Content-Type: application/soap+xml\r\n", body);
    assert_int_equal(r.status, 401);
    reply_clear(&r);
    free(body);
    endpoint_stop(&e);
}

/* UTF-8 as it stands, or UTF-16 of either order. */
typedef enum bytes { BYTES_UTF8, BYTES_LITTLE, BYTES_BIG } bytes;

static void append_encoded(wmip_buffer *out, const char *text, bytes order)
{
    for (; *text != '\0'; text++) {
        if (order == BYTES_BIG) {
            wmip_buffer_append(out, "", 1);
        }
        wmip_buffer_append(out, text, 1);
        if (order == BYTES_LITTLE) {
            wmip_buffer_append(out, "", 1);
        }
    }
}

/* UTF-16, which requests may be in: with a byte order mark, or where the Content-Type says so without one. */
static void test_encodings(void **state)
{
    static const struct {
        const char *what;
        const char *charset;
        const char *mark;
        const char *declaration;
        bytes order;
        int status;
    } cases[] = {
        {"little, marked", ";charset=UTF-16", "\xFF\xFE", "", BYTES_LITTLE, 200},
        {"big, marked", ";charset=utf-16", "\xFE\xFF", "", BYTES_BIG, 200},
        {"little, by the charset alone", ";charset=\"UTF-16\"", "", "", BYTES_LITTLE, 200},
        {"big, by the charset alone", "; charset=UTF-16", "", "", BYTES_BIG, 200},
        {"little, declared", ";charset=UTF-16", "", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", BYTES_LITTLE, 200},
        {"little, of which nothing is said", "", "\xFF\xFE", "", BYTES_LITTLE, 200},
        {"UTF-8, declared", ";charset=UTF-8", "\xEF\xBB\xBF", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", BYTES_UTF8,
         200},
        {"UTF-8 that is said to be UTF-16", ";charset=UTF-16", "", "", BYTES_UTF8, 415},
        {"UTF-16 that is said to be UTF-8", ";charset=UTF-8", "\xFF\xFE", "", BYTES_LITTLE, 415},
        {"big that is said to be UTF-8", ";charset=UTF-8", "", "", BYTES_BIG, 415},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = write_envelope(&(envelope){GET_MACHINE});
        wmip_buffer body = {0};
        wmip_buffer out = {0};
        wmip_buffer_text(&body, cases[i].mark);
        append_encoded(&body, cases[i].declaration, cases[i].order);
        append_encoded(&body, text, cases[i].order);
        wmip_buffer_format(&out,
                           "POST /wsman HTTP/1.1\r\nHost: h\r\nAuthorization: " AUTHORIZATION
                           "\r\nContent-Type: application/soap+xml%s\r\nContent-Length: %zu\r\n\r\n",
                           cases[i].charset, body.length);
        wmip_buffer_append(&out, body.text, body.length);
        reply r = send_bytes(served.port, out.text, out.length, false);
        if (r.status != cases[i].status || (r.status == 200 && strcmp(text_of(&r, "Name"), "HV-01") != 0)) {
            fail_msg("%s: %d %s", cases[i].what, r.status, r.body);
        }
        reply_clear(&r);
        wmip_buffer_clear(&out);
        wmip_buffer_clear(&body);
        free(text);
    }
}

static int start_heads(void **state)
{
    mbm_server_options options = endpoint_options();
    (void)state;
    endpoint_start(&served, &options);
    return 0;
}

static int stop_heads(void **state)
{
    (void)state;
    endpoint_stop(&served);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_http),
        cmocka_unit_test(test_other_requests),
        cmocka_unit_test(test_unsealed),
        cmocka_unit_test(test_encodings),
    };
    return cmocka_run_group_tests(tests, start_heads, stop_heads);
}
