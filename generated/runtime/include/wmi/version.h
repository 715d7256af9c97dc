/**
 * @file
 * Versions: of the runtime, and of what it has in common with generated files.
 */
#ifndef WMI_VERSION_H
#define WMI_VERSION_H

#include <wmi/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WMI_VERSION_MAJOR 0 /**< of these headers */
#define WMI_VERSION_MINOR 1 /**< of these headers */
#define WMI_VERSION_PATCH 0 /**< of these headers */

/** The version of these headers, to be compared by \#if: 0.1.0 is WMI_VERSION_NUMBER(0, 1, 0). */
#define WMI_VERSION WMI_VERSION_NUMBER(WMI_VERSION_MAJOR, WMI_VERSION_MINOR, WMI_VERSION_PATCH)
/** A version as a number that is larger for a later one. */
#define WMI_VERSION_NUMBER(major, minor, patch) ((major)*10000 + (minor)*100 + (patch))
/** The version of these headers as text: "0.1.0". */
#define WMI_VERSION_TEXT                                                                                               \
    WMI_VERSION_QUOTED(WMI_VERSION_MAJOR)                                                                              \
    "." WMI_VERSION_QUOTED(WMI_VERSION_MINOR) "." WMI_VERSION_QUOTED(WMI_VERSION_PATCH)
#define WMI_VERSION_QUOTED(x) WMI_VERSION_QUOTE(x) /**< of WMI_VERSION_TEXT */
#define WMI_VERSION_QUOTE(x) #x                    /**< of WMI_VERSION_TEXT */

/** The version of the runtime that the program runs with: WMI_VERSION_TEXT of its headers, and what `mofbind --version` says. */
WMI_API const char *WMI_CALL wmi_version(void);

/**
 * What generated files, programs and the runtime have in common: the structs and flags of wmi/descriptor.h, wmi/types.h and wmi/embedded.h,
 * and the structs that the runtime fills in or that generated functions hand on, such as wmi_error and wmi_select. Another
 * number is another layout: a generated header refuses the headers of such a runtime, and an object that was generated for one does not
 * link. Structs of options (wmi_connect_options, wmi_job_options, wmi_wsman_options) are not part of it: they grow at their end, and the
 * calls that take them hand on how long the caller knows them.
 */
#define WMI_LAYOUT 1
#define WMI_LAYOUT_JOIN(a, b) a##b /**< of WMI_LAYOUT_OF */
/** The function that only a runtime of that layout has. */
#define WMI_LAYOUT_OF(number) WMI_LAYOUT_JOIN(wmi_layout_, number)

#if defined(_WIN32) && !defined(WMI_BUILDING)
/** As below, not imported: in C such a function has no constant address. */
void(WMI_CALL wmi_layout_1)(void);
#else
/** What WMI_LAYOUT_OF(WMI_LAYOUT) is, for descriptors: it does nothing. */
WMI_API void WMI_CALL wmi_layout_1(void);
#endif

#ifdef __cplusplus
}
#endif
#endif
