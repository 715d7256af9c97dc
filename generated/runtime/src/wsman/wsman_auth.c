/**
 * @file
 * What proves the user.
 */
#include "wsman/wsman_transport.h"

#include <string.h>

/* Basic goes with the first request, and every other: a host may answer nothing to one without it. */
static wmi_status prepare_basic(const wmip_wsman_connection *connection, wmip_wsman_line *line, wmi_error *error)
{
    bool done = curl_easy_setopt(line->easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC) == CURLE_OK &&
                curl_easy_setopt(line->easy, CURLOPT_USERNAME, connection->user) == CURLE_OK &&
                curl_easy_setopt(line->easy, CURLOPT_PASSWORD, connection->password) == CURLE_OK;
    return done ? WMI_OK : wmip_no_memory(error);
}

/* The certificate is TLS's own matter; this header is what WinRM wants to see beside it (MS-WSMV 2.2.9.3). */
static wmi_status prepare_certificate(const wmip_wsman_connection *connection, wmip_wsman_line *line, wmi_error *error)
{
    struct curl_slist *longer = curl_slist_append(
        line->headers, "Authorization: http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");
    (void)connection;
    if (longer == NULL) {
        return wmip_no_memory(error);
    }
    line->headers = longer;
    return WMI_OK;
}

/* Who only wants to know what is there need be nobody (MS-WSMV 3.1.4.1.23). */
static wmi_status prepare_nobody(const wmip_wsman_connection *connection, wmip_wsman_line *line, wmi_error *error)
{
    struct curl_slist *longer = curl_slist_append(line->headers, "WSMANIDENTIFY: unauthenticated");
    (void)connection;
    if (longer == NULL) {
        return wmip_no_memory(error);
    }
    line->headers = longer;
    return WMI_OK;
}

static const wmip_wsman_auth basic = {"Basic", prepare_basic, NULL, NULL, NULL};
static const wmip_wsman_auth by_certificate = {"Certificate", prepare_certificate, NULL, NULL, NULL};

static const wmip_wsman_auth nobody = {"nothing", prepare_nobody, NULL, NULL, NULL};

const wmip_wsman_auth *wmip_wsman_auth_nobody(void)
{
    return &nobody;
}

static const wmip_wsman_auth *choose_basic(const wmi_connect_options *connect, wmi_error *error)
{
    if (!wmip_has_text(connect->user) || connect->password == NULL) {
        (void)wmi_fail(error, WMI_USAGE, 0,
                       "Basic needs a user and a password; give both in the connect options, or a certificate in the "
                       "wmi_wsman_options");
        return NULL;
    }
    if (wmip_has_text(connect->domain) || strchr(connect->user, '\\') != NULL || strchr(connect->user, '@') != NULL) {
        (void)wmi_fail(
            error, WMI_USAGE, 0,
            "Basic knows the accounts of the host itself, and %s is one of a domain, which takes Negotiate; that "
            "is not there yet",
            connect->user);
        return NULL;
    }
    if (strchr(connect->user, ':') != NULL) {
        (void)wmi_fail(error, WMI_USAGE, 0, "Basic cannot say a user with a colon: %s", connect->user);
        return NULL;
    }
    return &basic;
}

const wmip_wsman_auth *wmip_wsman_auth_choose(const wmi_wsman_options *options, const wmi_connect_options *connect,
                                              wmi_error *error)
{
    wmi_wsman_authentication how = options->authentication;
    if (how == WMI_WSMAN_DEFAULT) {
        how = options->certificate != NULL ? WMI_WSMAN_CERTIFICATE : WMI_WSMAN_BASIC;
    }
    if (wmip_has_text(connect->authority)) {
        (void)wmi_fail(error, WMI_USAGE, 0, "An authority (%s) belongs to Kerberos or NTLM, which are not there yet",
                       connect->authority);
        return NULL;
    }
    if (how == WMI_WSMAN_BASIC) {
        return choose_basic(connect, error);
    }
    if (options->certificate == NULL || options->http || connect->user != NULL) {
        (void)wmi_fail(error, WMI_USAGE, 0, "The client's certificate %s",
                       options->certificate == NULL ? "is missing"
                       : options->http              ? "needs https"
                                                    : "stands for the user: give no other");
        return NULL;
    }
    return &by_certificate;
}
