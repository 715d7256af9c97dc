/**
 * @file
 * The backend wsman: WMI through WS-Management (WinRM), from any system. Link mofbind::wsman, which needs libcurl and libxml2.
 *
 * ```c
 * const wmi_schema *schemas[] = {&hv_schema};
 * wmi_wsman_options options = {.schemas = schemas, .schema_count = 1};
 * wmi_wsman_new(&options, &wsman, &error);
 * wmi_connect_options connect = {.backend = wmi_wsman_backend(wsman), .host = "hv01.example", .user = "operator", ...};
 * ```
 *
 * Security. https is the default, and the host's certificate is verified, its name too; there is no switch against that: a certificate of
 * its own is given as ca_file, and pinned_key may narrow it further. Over http all is readable on the way, the password too: that is refused before
 * a byte leaves, unless both `http` and `allow_unencrypted` say so. The host's WinRM refuses it as well, unless its AllowUnencrypted is
 * true. Basic is for accounts of the host itself, not of a domain, and off in WinRM by default (Basic); Certificate maps a client's certificate to
 * such an account. Negotiate (Kerberos, NTLM) is not there yet.
 * The password is wiped by wmi_close, those of a proxy and of a certificate's key by wmi_wsman_free, from all memory of ours, and they are in no
 * message. libcurl keeps copies of them as long as a connection is
 * open (its options, the header that it sends), and gives these back without wiping them; so does the TLS library. The text of requests,
 * which may hold secrets among the parameters, is wiped where it lies when it was sent, not where libxml2 had to move it while it grew.
 * Variables of the environment (http_proxy) have no influence, but for SSLKEYLOGFILE: most builds of libcurl write the keys of TLS to the file
 * that it names. Redirects are not followed.
 *
 * Languages. `locale` of the connect options is a tag (ja-JP) or a number as WMI (MS_411) or Windows (1041, 0x411) has it; a number whose tag is
 * not known here is refused. NULL is en-US. Hosts answer in their own language where they have no other.
 *
 * Threads. Any number may use a session; each call has a connection of its own meanwhile, which is kept for the next one. Each wmi_wsman
 * may serve any number of sessions, and outlives them. The first wmi_wsman_new of a process initialises libcurl and libxml2 and is to
 * be alone in that, unless the program did it.
 *
 * Time. The host is given the time that is left as OperationTimeout; the call itself ends a little later (a tenth of it, at least 0.2 s and at most 5 s),
 * so that an answer that says so still arrives. Looking up a name may take as long as the system takes for it. After an answer that did not come, of a method that was sent, the error says that
 * its outcome is not known; nothing that changes something is sent twice. What is read may be, where a connection was lost or the host
 * was busy.
 *
 * Enumerations. Answers hold up to max_elements objects. Once a program has had more of them than the first answer, the next is asked for while
 * the objects of the last are handed out, on the same time; so one answer more than is in use is in memory, at most max_envelope of it.
 * All answers of one together have at most max_enumeration octets: a list of what a host never ends is an error, not all memory there is.
 * An enumeration that a program leaves early is released on the host, by what the answer under way says: that may take up to 3 s.
 *
 * What WS-Management cannot say: an empty array is a NULL one, and what a property's array holds cannot be taken away, only replaced: a put of an
 * empty array over elements is refused (WMI_E_NOT_SUPPORTED). Texts with control characters are refused, because hosts give them back
 * as question marks. The name of a host in a path is not compared: hosts call themselves by names that need not be the one connected to.
 *
 * Paths. An answer does not say which properties are keys. Of the classes of `schemas` it is known, and what is read without generated types has the
 * declared types. Of others, the host is asked for the reference of each object beside it, and values are texts, which typed calls read all the
 * same.
 *
 * Where properties are named (P_C_list_select, P_C_get_select, P_C_each, wmi_query), hosts answer with columns, and without the class of
 * an object: so class and path are made of the class in FROM and of its keys, which are fetched in any case. Of a superclass, they are the
 * superclass's, and a path that a host need not take: where the true class and path are wanted, name no properties.
 *
 * wmi_subscribe asks for delivery by Pull, after DSP0226; how hosts answer that is not on record. What a host sends to an
 * answer that wmi_cancel gave up is lost.
 */
#ifndef WMI_WSMAN_H
#define WMI_WSMAN_H

#include <wmi/backend.h>
#include <wmi/session.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a session proves its user with. */
typedef enum wmi_wsman_authentication {
    WMI_WSMAN_DEFAULT = 0, /**< the certificate where there is one, else Basic */
    WMI_WSMAN_BASIC,       /**< user and password of the connect options */
    WMI_WSMAN_CERTIFICATE  /**< the client's certificate */
} wmi_wsman_authentication;

/**
 * How hosts are reached. Zero-initialised: by https. All that it points to is the caller's; texts are copied. It may grow as
 * wmi_connect_options does. Threads: only read, and during the call only.
 */
typedef struct wmi_wsman_options {
    const wmi_schema *const *schemas;        /**< known classes; must outlive the wmi_wsman; NULL = none */
    size_t schema_count;                     /**< how many there are */
    wmi_wsman_authentication authentication; /**< how the user is proved */
    bool http;                               /**< http instead of https; needs allow_unencrypted */
    bool allow_unencrypted;                  /**< all, the password too, may be readable on the way */
    uint16_t port;                           /**< 0 = 5986, over http 5985 */
    uint32_t max_envelope;     /**< octets of an answer; 0 = 512000, as hosts have it (MaxEnvelopeSizekb) */
    uint32_t max_elements;     /**< objects of an answer; 0 = 200 */
    uint32_t idle_connections; /**< of a session that are kept; 0 = 16 */
    uint32_t max_enumeration;  /**< octets of all answers of one enumeration; 0 = 1073741824 (1 GiB) */
    const char *path;          /**< the URLPrefix of the host; NULL = wsman */
    const char *ca_file;       /**< PEM: who may vouch for the host, and nobody else; NULL = whom the system trusts */
    const char *
        pinned_key; /**< the host's key, besides: `sha256//` and its hash in base64, or a file (CURLOPT_PINNEDPUBLICKEY); NULL = any */
    const char *certificate;          /**< PEM: the client's own; NULL = none */
    const char *certificate_key;      /**< PEM: the key of that; NULL = in the same file */
    const char *certificate_password; /**< of that key; NULL = none */
    const char
        *proxy; /**< URL of a proxy, with a user where it wants one; NULL = none, whatever the environment says */
} wmi_wsman_options;

/** The transport. Threads: any number of sessions may use it at the same time; wmi_wsman_free is the last call. */
typedef struct wmi_wsman wmi_wsman;

/** What wmi_wsman_new calls. `size` is that of the options as the program's headers have them: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_wsman_new_sized(const wmi_wsman_options *options, size_t size, wmi_wsman **out,
                                                wmi_error *error);
/**
 * Makes one; NULL for the options is all zero. `*wsman` is the caller's: wmi_wsman_free.
 * @return WMI_OK; WMI_USAGE where an option makes no sense; WMI_TRANSPORT where libcurl or the system's random numbers fail;
 *         WMI_NO_MEMORY
 */
static inline wmi_status WMI_CALL wmi_wsman_new(const wmi_wsman_options *options, wmi_wsman **wsman, wmi_error *error)
{
    return wmi_wsman_new_sized(options, sizeof *options, wsman, error);
}
/** The backend for wmi_connect_options.backend, as long as the wmi_wsman is there; NULL of NULL. */
WMI_API const wmi_backend *WMI_CALL wmi_wsman_backend(wmi_wsman *wsman);
/** Gives it back, after its sessions. NULL is allowed. */
WMI_API void WMI_CALL wmi_wsman_free(wmi_wsman *wsman);

/** What a host says of itself. Threads: several may read one; who gives it back has it alone. */
typedef struct wmi_wsman_identity {
    const char *product_vendor; /**< Windows: `Microsoft Corporation`; NULL = it does not say */
    const char *
        product_version; /**< `OS: 10.0.20348 SP: 0.0 Stack: 3.0`, with zeros to whom it does not know; NULL likewise */
    const char *const *protocol_versions; /**< the namespace of WS-Management, once for each version that it speaks */
    size_t protocol_version_count;        /**< how many there are */
    const char *const
        *security_profiles; /**< URIs of what it takes as proof of a user; newer hosts say so, to whom they know */
    size_t security_profile_count; /**< how many there are */
    wmi_memory *memory;            /**< private: what all of it lies in */
} wmi_wsman_identity;

/** What wmi_wsman_identify calls. `size` is that of the options as the program's headers have them: what is behind is as if it were zero. */
WMI_API wmi_status WMI_CALL wmi_wsman_identify_sized(wmi_wsman *wsman, const wmi_connect_options *options, size_t size,
                                                     wmi_wsman_identity **identity, wmi_error *error);
/**
 * Asks a host what it is (DSP0226, Identify), without a session: whether there is a WS-Management service, of whom, and whether it takes the
 * user. Of the options `host`, `user`, `password`, `locale` and `timeout_ms` count (0 = 60 s); without a user, and without a
 * certificate in the wmi_wsman_options, it is asked by nobody, which hosts answer (`WSMANIDENTIFY: unauthenticated`). Over http, as for
 * wmi_connect, `http` and `allow_unencrypted` are needed. `*identity` is the caller's: wmi_wsman_identity_free.
 * @return WMI_OK; as wmi_connect where there is no such service, it does not take the user, or its certificate is not accepted
 */
static inline wmi_status WMI_CALL wmi_wsman_identify(wmi_wsman *wsman, const wmi_connect_options *options,
                                                     wmi_wsman_identity **identity, wmi_error *error)
{
    return wmi_wsman_identify_sized(wsman, options, sizeof *options, identity, error);
}
/** Gives an identity back. NULL is allowed. */
WMI_API void WMI_CALL wmi_wsman_identity_free(wmi_wsman_identity *identity);

#ifdef __cplusplus
}
#endif
#endif
