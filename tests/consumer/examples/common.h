/**
 * @file
 * What the example programs share: on which host they run, and how they tell what went wrong.
 *
 *     list_machines                                                 the small host of hyperv_host.h, in process
 *     list_machines --backend com                                   this host (Windows)
 *     list_machines --backend com --host hv-07 --user CONTOSO\ada   another one
 *     list_machines --backend wsman --host hv-07 --user ada         another one, by WinRM, from any system: https
 *
 * wsman takes besides: --port PORT, --ca FILE (PEM: who vouches for the host), --allow-unencrypted (http; all is readable on the way).
 *
 * The password of --user is read from the first line of --password-file, else from WMI_PASSWORD in the environment:
 * other users see the arguments of a program.
 */
#ifndef EXAMPLES_COMMON_H
#define EXAMPLES_COMMON_H

#include "hyperv_host.h"

#include <wmi/wmi.h>
#ifdef EXAMPLES_WSMAN
#include <wmi/wsman.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** A program on its host. */
typedef struct example {
    wmi_connect_options options; /**< for wmi_connect; what is left to say is `ns` */
    int count;                   /**< of `arguments` */
    char **arguments;            /**< the program's own; the last one is followed by NULL */
    hyperv_host *host;           /**< the host that is played; NULL on a real one */
    char password[256];          /**< of the user */
#ifdef EXAMPLES_WSMAN
    wmi_wsman_options reached; /**< how a host is reached by WinRM */
    wmi_wsman *wsman;          /**< the transport; NULL on another backend */
#endif
} example;

/**
 * Reads the arguments, and makes the host where one is to be played.
 * @param wanted how many arguments of its own the program needs at least
 * @param usage their names
 * @return whether it could; else it has said on stderr why not
 */
bool example_begin(example *self, int argc, char **argv, int wanted, const char *usage);
/** Gives back what example_begin made; after the sessions are closed. */
void example_end(example *self);
/** Tells all that an error holds, on stderr. @return 1, for main to return */
int example_failed(const wmi_error *error);

/** What a program does on its host, with the arguments of its own. @return WMI_OK, or what failed, told in `error` */
typedef wmi_status (*example_work)(wmi_session *session, char **arguments, wmi_error *error);
/** All of main for a program of one session: begin, connect to `ns`, work, tell, close, end. @return main's */
int example_run(int argc, char **argv, int wanted, const char *usage, const char *ns, example_work work);

#ifdef __cplusplus
}
#endif
#endif
