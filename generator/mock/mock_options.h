/**
 * @file
 * The command line of mofbind-mock.
 */
#ifndef MBM_MOCK_OPTIONS_H
#define MBM_MOCK_OPTIONS_H

#include "driver/options.h"
#include "support/text.h"

typedef struct mbm_options {
    mb_options compiler; /**< files, and how they are read: those of `mofbind check` */
    const char *listen;
    const char *tls; /**< a certificate, and its key; NULL = http */
    const char *tls_2;
    const char *client_ca;
    const char *user;
    const char *password_file;
    const char *scenario;
    const char *locale;
    bool listen_anywhere;
    bool allow_unencrypted;
    bool allow_writes;
    bool lenient;
    bool log;
    bool log_json;
    bool help;
    bool version;
} mbm_options;

/**
 * Reads the arguments behind the program's name. Options and files may be mixed; `--` ends the options; a value may be an argument of its own
 * or stand behind a `=`. @return NULL, or what is wrong, as the end of "mofbind-mock: error: ..."
 */
const char *mbm_options_parse(int argc, const char *const *argv, mb_arena *arena, mbm_options *options);
/** The text of --help. */
void mbm_options_help(mb_buffer *out);

/** Where to listen. */
typedef struct mbm_place {
    const char *address; /**< without brackets */
    uint16_t port;
    bool is_loopback;
} mbm_place;

/** Reads `127.0.0.1:5985`, `localhost:0`, `[::1]:5985`. @return whether it is one */
bool mbm_place_read(const char *text, mb_arena *arena, mbm_place *place);

#endif
