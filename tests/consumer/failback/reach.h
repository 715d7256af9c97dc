/**
 * @file
 * Which host the example works on, by the arguments of the program:
 *
 *     failback                                                        the host of replica_host.c, in process
 *     failback --backend wsman --host hv-07 --user ada                another one, by WinRM, from any system: https
 *
 * wsman takes besides: --port PORT, --ca FILE (PEM: who vouches for the host), --allow-unencrypted (http; all is readable on the way).
 * The password is the first line of --password-file FILE: other users see the arguments of a program.
 */
#ifndef REACH_H
#define REACH_H

#include "replica_host.h"

#include <wmi/wmi.h>
#ifdef FAILBACK_WSMAN /* which is there where libcurl and libxml2 are */
#include <wmi/wsman.h>
#endif

typedef struct reach {
    wmi_connect_options options; /**< for wmi_connect; what is left to say is `ns` */
    replica_host played;         /**< the host that is played; empty on another backend */
    char password[256];          /**< of the user */
#ifdef FAILBACK_WSMAN
    wmi_wsman_options wsman_options;
    wmi_wsman *wsman; /**< the transport; NULL on another backend */
#endif
} reach;

/**
 * Reads the arguments, and makes what they ask for; give it back with reach_end(), also after a failure.
 * @return WMI_OK; WMI_USAGE: the arguments are wrong, or this build has no such backend; or why there is no host
 */
wmi_status reach_begin(reach *self, char **arguments, wmi_error *error);
/** Gives it back, after the sessions. The password is wiped. */
void reach_end(reach *self);

#endif
