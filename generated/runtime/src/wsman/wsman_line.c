/**
 * @file
 * Connections. libcurl speaks HTTP and TLS; how long it may take, how much it may take in, and what is sent how often, is decided here.
 */
#include "wsman/wsman_transport.h"

#include <string.h>

/* What the header of an answer may have in all. */
#define MOST_HEADER 65536

/* An HRESULT for what libcurl could not do: WBEM_E_TRANSPORT_FAILURE. */
#define TRANSPORT_FAILURE UINT32_C(0x80041015)

/* What libcurl calls. */

static size_t take_answer(char *bytes, size_t size, size_t count, void *context)
{
    wmip_wsman_transfer *transfer = context;
    size_t length = size * count;
    if (length > transfer->most - transfer->answer.length) {
        transfer->is_too_large = true;
        return 0;
    }
    wmip_buffer_append(&transfer->answer, bytes, length);
    return transfer->answer.failed ? 0 : length;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    static const char encoding[] = "Content-Encoding:";
    wmip_wsman_transfer *transfer = context;
    size_t length = size * count;
    if (length > MOST_HEADER - transfer->header_size) {
        transfer->is_too_large = true;
        return 0;
    }
    transfer->header_size += length;
    if (length >= sizeof encoding - 1 && wmip_equal_slice(bytes, sizeof encoding - 1, encoding)) {
        transfer->is_encoded = true;
    }
    return length;
}

/*
 * Is called when a connection is there, and nothing is sent yet. libcurl sends a request once more by itself where a connection that was kept
 * ends without a byte of an answer: a host may have carried it out all the same, so that is refused here.
 */
static int begin_to_send(void *context, char *local, char *remote, int local_port, int remote_port)
{
    wmip_wsman_transfer *transfer = context;
    (void)local;
    (void)remote;
    (void)local_port;
    (void)remote_port;
    return transfer->sent++ == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

/* Making. */

static void free_line(const wmip_wsman_connection *connection, wmip_wsman_line *line)
{
    if (line == NULL) {
        return;
    }
    if (line->context != NULL && connection->auth->forget != NULL) {
        connection->auth->forget(line);
    }
    curl_easy_cleanup(line->easy);
    curl_url_cleanup(line->url);
    curl_slist_free_all(line->headers);
    if (line->multi != NULL) {
        (void)curl_multi_cleanup(line->multi);
    }
    wmi_free(line);
}

static bool add_header(wmip_wsman_line *line, const char *text)
{
    struct curl_slist *longer = curl_slist_append(line->headers, text);
    if (longer != NULL) {
        line->headers = longer;
    }
    return longer != NULL;
}

/* Options that libcurl was built without must not be passed over: a pin that is not looked at pins nothing. */
static wmi_status set_option_text(wmip_wsman_line *line, CURLoption option, const char *what, const char *text,
                                  wmi_error *error)
{
    CURLcode result = text != NULL ? curl_easy_setopt(line->easy, option, text) : CURLE_OK;
    if (result == CURLE_OUT_OF_MEMORY) {
        return wmip_no_memory(error);
    }
    return result == CURLE_OK
               ? WMI_OK
               : wmi_fail(error, WMI_USAGE, 0, "This libcurl cannot do with %s: %s", what, curl_easy_strerror(result));
}

static wmi_status set_tls(const wmip_wsman_connection *connection, wmip_wsman_line *line, wmi_error *error)
{
    const wmi_wsman_options *options = &connection->wsman->options;
    wmi_status status = set_option_text(line, CURLOPT_CAINFO, "ca_file", options->ca_file, error);
    /* Otherwise those in a folder of the system, which libcurl was built with, vouch for the host as well. */
    if (options->ca_file != NULL) {
        (void)curl_easy_setopt(line->easy, CURLOPT_CAPATH, NULL);
    }
    if (status == WMI_OK) {
        status = set_option_text(line, CURLOPT_PINNEDPUBLICKEY, "pinned_key", options->pinned_key, error);
    }
    if (status == WMI_OK) {
        status = set_option_text(line, CURLOPT_SSLCERT, "certificate", options->certificate, error);
    }
    if (status == WMI_OK) {
        status = set_option_text(line, CURLOPT_SSLKEY, "certificate_key", options->certificate_key, error);
    }
    if (status == WMI_OK) {
        status =
            set_option_text(line, CURLOPT_KEYPASSWD, "certificate_password", connection->wsman->key_password, error);
    }
    return status;
}

/* Read once, and not again for each request. */
static wmi_status set_url(const wmip_wsman_connection *connection, wmip_wsman_line *line, wmi_error *error)
{
    CURLUcode result = curl_url_set(line->url, CURLUPART_URL, connection->url, 0);
    if (result == CURLUE_OUT_OF_MEMORY ||
        (result == CURLUE_OK && curl_easy_setopt(line->easy, CURLOPT_CURLU, line->url) != CURLE_OK)) {
        return wmip_no_memory(error);
    }
    return result == CURLUE_OK ? WMI_OK
                               : wmi_fail(error, WMI_TRANSPORT, TRANSPORT_FAILURE, "%s: %s; nothing was sent",
                                          connection->url, curl_url_strerror(result));
}

static bool set_http(const wmip_wsman_connection *connection, wmip_wsman_line *line)
{
    const wmip_wsman_proxy *proxy = &connection->wsman->proxy;
    CURL *easy = line->easy;
#if LIBCURL_VERSION_NUM >= 0x075500
    bool good = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
#else
    bool good = curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS)) == CURLE_OK;
#endif
    good = good && curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_PROXY, proxy->url != NULL ? proxy->url : "") == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, proxy->user) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_PROXYPASSWORD, proxy->password) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_NOPROXY, proxy->url != NULL ? "" : "*") == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
    return good;
}

static bool set_rest(wmip_wsman_line *line)
{
    CURL *easy = line->easy;
    bool good = curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, line->said) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_answer) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK;
    good = good && curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, begin_to_send) == CURLE_OK;
    good = good && add_header(line, "Content-Type: application/soap+xml;charset=UTF-8");
    good = good && add_header(line, "User-Agent: mofbind");
    return good && add_header(line, "Expect:");
}

static wmi_status make_line(const wmip_wsman_connection *connection, wmip_wsman_line **out, wmi_error *error)
{
    wmip_wsman_line *line = wmi_alloc(sizeof *line);
    wmi_status status;
    if (line == NULL) {
        return wmip_no_memory(error);
    }
    memset(line, 0, sizeof *line);
    line->easy = curl_easy_init();
    line->url = curl_url();
    line->multi = line->easy != NULL ? curl_multi_init() : NULL;
    status = line->multi != NULL && line->url != NULL &&
                     curl_multi_setopt(line->multi, CURLMOPT_MAXCONNECTS, 1L) == CURLM_OK &&
                     set_http(connection, line) && set_rest(line)
                 ? WMI_OK
                 : wmip_no_memory(error);
    if (status == WMI_OK) {
        status = set_url(connection, line, error);
    }
    if (status == WMI_OK) {
        status = set_tls(connection, line, error);
    }
    if (status == WMI_OK) {
        status = connection->auth->prepare(connection, line, error);
    }
    if (status == WMI_OK && curl_easy_setopt(line->easy, CURLOPT_HTTPHEADER, line->headers) != CURLE_OK) {
        status = wmip_no_memory(error);
    }
    if (status != WMI_OK) {
        free_line(connection, line);
        return status;
    }
    *out = line;
    return WMI_OK;
}

/* The pool. */

static wmi_status take_line(wmip_wsman_connection *connection, wmip_wsman_line **out, wmi_error *error)
{
    wmip_wsman_lock(connection->mutex);
    *out = connection->idle;
    if (*out != NULL) {
        connection->idle = (*out)->next;
        connection->idle_count--;
    }
    wmip_wsman_unlock(connection->mutex);
    return *out != NULL ? WMI_OK : make_line(connection, out, error);
}

static void give_line(wmip_wsman_connection *connection, wmip_wsman_line *line)
{
    wmip_wsman_lock(connection->mutex);
    if (connection->idle_count < connection->wsman->options.idle_connections) {
        line->next = connection->idle;
        connection->idle = line;
        connection->idle_count++;
        line = NULL;
    }
    wmip_wsman_unlock(connection->mutex);
    free_line(connection, line);
}

void wmip_wsman_lines_clear(wmip_wsman_connection *connection)
{
    while (connection->idle != NULL) {
        wmip_wsman_line *line = connection->idle;
        connection->idle = line->next;
        free_line(connection, line);
    }
    connection->idle_count = 0;
}

/* Sending. */

static bool set_transfer(wmip_wsman_line *line, wmip_wsman_transfer *transfer)
{
    CURL *easy = line->easy;
    return curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->body) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->size) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK &&
           curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer) == CURLE_OK;
}

static CURLcode result_of(wmip_wsman_line *line)
{
    int left = 0;
    CURLMsg *message = curl_multi_info_read(line->multi, &left);
    return message != NULL && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
}

/* Until it is done, cancelled, or out of time. */
static wmi_status run_transfer(wmip_wsman_line *line, const wmip_wsman_time *time, CURLcode *result, wmi_error *error)
{
    int running = 1;
    for (;;) {
        uint32_t left;
        if (curl_multi_perform(line->multi, &running) != CURLM_OK) {
            *result = CURLE_FAILED_INIT;
            return WMI_OK;
        }
        if (running == 0) {
            *result = result_of(line);
            return WMI_OK;
        }
        if (wmi_is_cancelled(time->cancel)) {
            return wmip_cancelled(error);
        }
        left = wmip_wsman_time_to_arrive(time);
        if (left == 0) {
            return wmi_fail(error, WMI_TIMEOUT, WMI_E_TIMED_OUT, "The host did not answer within %lu ms",
                            (unsigned long)time->timeout_ms);
        }
        (void)curl_multi_poll(line->multi, NULL, 0, (int)wmip_smaller(left, WMIP_CANCEL_SLICE_MS), NULL);
    }
}

/* What there is to do about a certificate that was refused. libcurl says the same of a chain that leads nowhere and of another name. */
static const char *hint_of_certificate(const wmip_wsman_line *line, CURLcode result)
{
    long chain = 0; /* 1, no failure of OpenSSL's own, is what it is before a chain was found good or bad */
    if (result == CURLE_SSL_PINNEDPUBKEYNOTMATCH) {
        return "pinned_key of the wmi_wsman_options is that of another";
    }
    (void)curl_easy_getinfo(line->easy, CURLINFO_SSL_VERIFYRESULT, &chain);
    return result == CURLE_PEER_FAILED_VERIFICATION && chain <= 1
               ? "connect by a name that it has"
               : "ca_file of the wmi_wsman_options names who may vouch for it";
}

/* What a certificate was refused for, libcurl says itself. */
static wmi_status tell_curl(const wmip_wsman_connection *connection, const wmip_wsman_line *line, CURLcode result,
                            const wmip_wsman_transfer *transfer, wmi_error *error)
{
    const char *said = line->said[0] != '\0' ? line->said : curl_easy_strerror(result);
    /* Once something was sent, libcurl says the same of a line of a header that is longer than it takes. */
    if ((result == CURLE_OUT_OF_MEMORY && transfer->sent == 0) || transfer->answer.failed) {
        return wmip_no_memory(error);
    }
    if (transfer->is_too_large) {
        return wmi_fail(
            error, WMI_REPLY, 0,
            "The answer of the host is larger than %lu octets, which is what max_envelope of the wmi_wsman_options allows",
            (unsigned long)transfer->most);
    }
    if (transfer->sent > 1 || (result == CURLE_GOT_NOTHING)) {
        return wmi_fail(error, WMI_TRANSPORT, TRANSPORT_FAILURE, "The host ended the connection without an answer");
    }
    if (result == CURLE_PEER_FAILED_VERIFICATION || result == CURLE_SSL_PINNEDPUBKEYNOTMATCH ||
        result == CURLE_SSL_CACERT_BADFILE) {
        return wmi_fail(error, WMI_TRANSPORT, TRANSPORT_FAILURE, "The certificate of %s is not accepted: %s; %s",
                        connection->url, said, hint_of_certificate(line, result));
    }
    return wmi_fail(error, WMI_TRANSPORT, TRANSPORT_FAILURE, "%s: %s%s", connection->url, said,
                    transfer->sent == 0 ? "; nothing was sent" : "");
}

wmi_status wmip_wsman_post_begin(wmip_wsman_connection *connection, wmip_wsman_transfer *transfer,
                                 wmip_wsman_line **out, wmi_error *error)
{
    wmip_wsman_line *line = NULL;
    wmi_status status = take_line(connection, &line, error);
    *out = NULL;
    if (status != WMI_OK) {
        return status;
    }
    line->said[0] = '\0';
    if (!set_transfer(line, transfer) || curl_multi_add_handle(line->multi, line->easy) != CURLM_OK) {
        free_line(connection, line);
        return wmip_no_memory(error);
    }
    *out = line;
    return WMI_OK;
}

void wmip_wsman_post_go_on(wmip_wsman_line *line)
{
    int running = 0;
    (void)curl_multi_perform(line->multi, &running); /* what becomes of it, the end will see */
}

wmi_status wmip_wsman_post_end(wmip_wsman_connection *connection, wmip_wsman_line *line, wmip_wsman_transfer *transfer,
                               const wmip_wsman_time *time, wmi_error *error)
{
    CURLcode result = CURLE_OK;
    wmi_status status = run_transfer(line, time, &result, error);
    if (status == WMI_OK && result != CURLE_OK) {
        status = tell_curl(connection, line, result, transfer, error);
    }
    (void)curl_easy_getinfo(line->easy, CURLINFO_RESPONSE_CODE, &transfer->status);
    (void)curl_easy_getinfo(line->easy, CURLINFO_HTTPAUTH_AVAIL, &transfer->offered);
    (void)curl_multi_remove_handle(line->multi, line->easy);
    if (status == WMI_OK) {
        give_line(connection, line);
    } else {
        free_line(connection, line);
    }
    return status;
}
