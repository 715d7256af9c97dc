/**
 * @file
 * A proxy that was asked for. libcurl quotes what it cannot read of one in what it says, the password too, and goes without a proxy where
 * that password is none that it takes: so it is read here, by libcurl's own reader of URLs, and handed over in parts.
 */
#include "wsman/wsman_transport.h"

#include <string.h>

/* A part of a URL, decoded where that is wanted; `*text` stays NULL where there is none. */
static CURLUcode take_part_of_url(CURLU *url, CURLUPart part, unsigned flags, CURLUcode none, char **text)
{
    char *found = NULL;
    CURLUcode result = curl_url_get(url, part, &found, flags);
    if (result != CURLUE_OK) {
        return result == none ? CURLUE_OK : result;
    }
    *text = wmi_copy_text(found);
    wmip_wsman_wipe(found, strlen(found));
    curl_free(found);
    return *text != NULL ? CURLUE_OK : CURLUE_OUT_OF_MEMORY;
}

static bool is_proxy_scheme(CURLU *url)
{
    static const char *const schemes[] = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    char *scheme = NULL;
    bool known = false;
    size_t i;
    if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK) {
        return false;
    }
    for (i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        known = known || wmip_equal_names(scheme, schemes[i]);
    }
    curl_free(scheme);
    return known;
}

static CURLUcode split_proxy(CURLU *url, const char *text, wmip_wsman_proxy *proxy)
{
    CURLUcode result = curl_url_set(url, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME);
    if (result == CURLUE_OK && !is_proxy_scheme(url)) {
        result = CURLUE_UNSUPPORTED_SCHEME;
    }
    if (result == CURLUE_OK) {
        result = take_part_of_url(url, CURLUPART_USER, CURLU_URLDECODE, CURLUE_NO_USER, &proxy->user);
    }
    if (result == CURLUE_OK) {
        result = take_part_of_url(url, CURLUPART_PASSWORD, CURLU_URLDECODE, CURLUE_NO_PASSWORD, &proxy->password);
    }
    if (result == CURLUE_OK) {
        result = curl_url_set(url, CURLUPART_USER, NULL, 0);
    }
    if (result == CURLUE_OK) {
        result = curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
    }
    return result != CURLUE_OK ? result : take_part_of_url(url, CURLUPART_URL, 0, CURLUE_OK, &proxy->url);
}

wmi_status wmip_wsman_proxy_read(const char *text, wmip_wsman_proxy *proxy, wmi_error *error)
{
    wmip_buffer whole = {0};
    CURLU *url;
    CURLUcode result = CURLUE_OUT_OF_MEMORY;
    memset(proxy, 0, sizeof *proxy);
    if (text == NULL) {
        return WMI_OK;
    }
    wmip_buffer_format(&whole, "%s%s", strstr(text, "://") == NULL ? "http://" : "", text);
    url = curl_url();
    if (url != NULL && !whole.failed) {
        result = split_proxy(url, whole.text, proxy);
    }
    if (whole.text != NULL) {
        wmip_wsman_wipe(whole.text, whole.length);
    }
    wmip_buffer_clear(&whole);
    curl_url_cleanup(url);
    if (result == CURLUE_OUT_OF_MEMORY) {
        return wmip_no_memory(error);
    }
    return result == CURLUE_OK
               ? WMI_OK
               : wmi_fail(
                     error, WMI_USAGE, 0,
                     "The proxy of the wmi_wsman_options is no URL of one, such as http://user:password@proxy.example:3128; "
                     "besides http there are https, socks4, socks4a, socks5 and socks5h");
}

void wmip_wsman_proxy_clear(wmip_wsman_proxy *proxy)
{
    wmi_free(proxy->url);
    wmi_free(proxy->user);
    wmip_wsman_wipe_text(proxy->password);
}
