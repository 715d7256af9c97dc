/**
 * @file
 * Names of this host, and what credentials mean to WMI: the same for every backend.
 */
#ifndef WMIP_BASE_HOST_H
#define WMIP_BASE_HOST_H

#include <wmi/session.h>

/** Whether a host's name is this computer's: NULL, "", `.`, localhost, a loopback address, one of its own names. */
bool wmip_is_this_host(const char *host);
/** What follows `ntlmdomain:` in an authority; NULL where it names no domain. */
const char *wmip_ntlm_domain(const char *authority);
/** WMI_USAGE for a user on this host, and for one with two domains. */
wmi_status wmip_check_credentials(const wmi_connect_options *options, bool is_this_host, wmi_error *error);

#endif
