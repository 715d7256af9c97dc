/**
 * @file
 * Starting and stopping, and what requests share.
 */
#define _XOPEN_SOURCE 700

#include "mock/mock_internal.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static uint32_t or_default(uint32_t given, uint32_t otherwise)
{
    return given != 0 ? given : otherwise;
}

/* WinRM's defaults. */
static mbm_limits complete_limits(const mbm_limits *given)
{
    mbm_limits limits;
    limits.max_envelope = or_default(given->max_envelope, 500 * 1024);
    limits.max_timeout_ms = or_default(given->max_timeout_ms, 60000);
    limits.max_items = or_default(given->max_items, 32000);
    limits.max_contexts = or_default(given->max_contexts, 1500);
    limits.connections = or_default(given->connections, 300);
    limits.enumeration_ms = or_default(given->enumeration_ms, 240000);
    limits.retrieval_ms = or_default(given->retrieval_ms, 120000);
    return limits;
}

/* What a client says behind `Basic` that has this user and this password: compared as a whole, so nothing is decoded. */
static char *make_authorization(const char *user, const char *password)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t user_length = strlen(user);
    size_t length = user_length + 1 + strlen(password);
    char *plain = wmi_alloc(length + 3); /* zeros where a group of three is not full */
    char *made = wmi_alloc((length + 2) / 3 * 4 + 1);
    char *at = made;
    size_t i;
    if (plain != NULL && made != NULL) {
        memcpy(plain, user, user_length);
        plain[user_length] = ':';
        memcpy(plain + user_length + 1, password, length - user_length - 1);
        memset(plain + length, 0, 3);
        for (i = 0; i < length; i += 3) {
            unsigned group = (unsigned)(unsigned char)plain[i] << 16 | (unsigned)(unsigned char)plain[i + 1] << 8 |
                             (unsigned)(unsigned char)plain[i + 2];
            *at++ = digits[group >> 18];
            *at++ = digits[group >> 12 & 63];
            *at++ = i + 1 < length ? digits[group >> 6 & 63] : '=';
            *at++ = i + 2 < length ? digits[group & 63] : '=';
        }
        *at = '\0';
    } else {
        wmi_free(made);
        made = NULL;
    }
    if (plain != NULL && made != NULL) {
        wmip_wsman_wipe(plain, length);
    }
    wmi_free(plain);
    return made;
}

static bool seed_random(uint64_t random[2])
{
    FILE *file = fopen("/dev/urandom", "rb");
    bool done = file != NULL && fread(random, sizeof random[0], 2, file) == 2;
    if (file != NULL) {
        (void)fclose(file);
    }
    return done;
}

static const char *name_machine(wmi_memory **memory)
{
    char name[256] = "";
    if (gethostname(name, sizeof name - 1) != 0 || name[0] == '\0' || !wmip_xml_can_hold_text(name)) {
        (void)snprintf(name, sizeof name, "localhost");
    }
    return wmi_memory_text(memory, name, strlen(name));
}

/* Something like `en` or `zh-Hans-CN` (BCP 47). */
static bool is_language(const char *text)
{
    size_t length = strlen(text);
    return length > 1 && length < 36 && text[0] != '-' && text[length - 1] != '-' &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == length;
}

static wmi_status check_server_options(const mbm_server_options *options, const mbm_host *host, wmi_error *error)
{
    if (options == NULL || host == NULL || host->loopback == NULL || options->address == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "A server needs options with an address, and a host");
    }
    if (options->locale != NULL && !is_language(options->locale)) {
        return wmi_fail(error, WMI_USAGE, 0, "%s is no language, such as ja-JP", options->locale);
    }
    if ((options->certificate == NULL) != (options->key == NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "A certificate and its key belong together");
    }
    if (options->client_ca != NULL && options->certificate == NULL) {
        return wmi_fail(error, WMI_USAGE, 0, "Certificates of clients need TLS");
    }
    if ((options->user == NULL) != (options->password == NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "A user and a password belong together");
    }
    if (options->user != NULL && (options->user[0] == '\0' || strchr(options->user, ':') != NULL)) {
        return wmi_fail(error, WMI_USAGE, 0, "Basic cannot say a user that is empty or has a colon");
    }
    return WMI_OK;
}

static wmi_status fill_server(mbm_server *server, const mbm_server_options *options, wmi_error *error)
{
    const char *locale = options->locale != NULL ? options->locale : "en-US";
    server->limits = complete_limits(&options->limits);
    server->is_secure = options->certificate != NULL;
    server->allow_unencrypted = options->allow_unencrypted;
    server->is_lenient = options->is_lenient;
    server->takes_certificates = options->client_ca != NULL;
    server->takes_anybody = options->user == NULL && options->client_ca == NULL;
    server->locale = wmi_memory_text(&server->memory, locale, strlen(locale));
    server->machine = name_machine(&server->memory);
    server->seen = wmi_memory_alloc(&server->memory, MBM_SEEN_SIZE * sizeof *server->seen);
    if (server->locale == NULL || server->machine == NULL || server->seen == NULL) {
        return wmip_no_memory(error);
    }
    if (!wmip_wsman_classes_new(server->host.schemas, server->host.schema_count, &server->classes)) {
        return wmip_no_memory(error);
    }
    if (options->user != NULL) {
        server->authorization = make_authorization(options->user, options->password);
        if (server->authorization == NULL) {
            return wmip_no_memory(error);
        }
    }
    return seed_random(server->random) ? WMI_OK : wmi_fail(error, WMI_TRANSPORT, 0, "There are no random numbers");
}

static wmi_status start_parts(mbm_server *server, const mbm_server_options *options, wmi_error *error)
{
    server->journal = mbm_journal_new(options->log_kind, options->log, error);
    if (server->journal == NULL) {
        return error != NULL ? error->status : WMI_TRANSPORT;
    }
    return mbm_http_start(server, options, error) ? WMI_OK : error != NULL ? error->status : WMI_TRANSPORT;
}

wmi_status mbm_server_start(const mbm_server_options *options, const mbm_host *host, mbm_server **server,
                            wmi_error *error)
{
    wmi_error own = WMI_ERROR_INIT;
    mbm_server *made;
    wmi_status status = check_server_options(options, host, error);
    if (status != WMI_OK) {
        return status;
    }
    *server = NULL;
    made = wmi_alloc(sizeof *made);
    if (made == NULL) {
        return wmip_no_memory(error);
    }
    memset(made, 0, sizeof *made);
    xmlInitParser();
    made->host = *host;
    if (pthread_mutex_init(&made->mutex, NULL) != 0) {
        wmi_free(made);
        return wmip_no_memory(error);
    }
    if (!mbm_clock_begin(&made->clock, host->loopback)) {
        (void)pthread_mutex_destroy(&made->mutex);
        wmi_free(made);
        return wmip_no_memory(error);
    }
    made->clock.is_timeless = options->is_timeless;
    error = error != NULL ? error : &own;
    status = fill_server(made, options, error);
    if (status == WMI_OK) {
        status = start_parts(made, options, error);
    }
    wmi_error_clear(&own);
    if (status != WMI_OK) {
        mbm_server_stop(made);
        made = NULL;
    }
    *server = made;
    return status;
}

const char *mbm_server_url(const mbm_server *server)
{
    return server->url;
}

const char *mbm_server_journal_url(const mbm_server *server)
{
    return mbm_journal_url(server->journal);
}

void mbm_server_stop(mbm_server *server)
{
    if (server == NULL) {
        return;
    }
    mbm_clock_stop(&server->clock);
    mbm_http_stop(server);
    mbm_contexts_end(server);
    mbm_journal_free(server->journal);
    mbm_clock_end(&server->clock);
    (void)pthread_mutex_destroy(&server->mutex);
    if (server->authorization != NULL) {
        wmip_wsman_wipe(server->authorization, strlen(server->authorization));
        wmi_free(server->authorization);
    }
    wmip_wsman_classes_free(server->classes);
    wmi_memory_clear(&server->memory);
    wmi_free(server);
}

/* Identities. */

/* xorshift128+ (Vigna, "Further scramblings of Marsaglia's xorshift generators"): identities need be different, not secret. */
static uint64_t next_random(uint64_t random[2])
{
    uint64_t a = random[0];
    uint64_t b = random[1];
    random[0] = b;
    a ^= a << 23;
    random[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
    return random[1] + b;
}

void mbm_new_id(mbm_server *server, char id[MBM_ID_SIZE])
{
    uint64_t high;
    uint64_t low;
    (void)pthread_mutex_lock(&server->mutex);
    high = next_random(server->random);
    low = next_random(server->random);
    (void)pthread_mutex_unlock(&server->mutex);
    (void)snprintf(id, MBM_ID_SIZE, "uuid:%08lX-%04X-4%03X-%04X-%04X%08lX", (unsigned long)(high >> 32 & 0xFFFFFFFF),
                   (unsigned)(high >> 16 & 0xFFFF), (unsigned)(high & 0xFFF), (unsigned)(low >> 48 & 0x3FFF) | 0x8000u,
                   (unsigned)(low >> 32 & 0xFFFF), (unsigned long)(low & 0xFFFFFFFF));
}
