/**
 * @file
 * Values in WQL, so that no text can end its literal early.
 */
#ifndef WMI_WQL_H
#define WMI_WQL_H

#include <wmi/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Makes WQL: `wmi_wql(&where, "ElementName = %Q AND EnabledState <> %u", name, UINT64_C(3))`. In `format`
 *
 * - `%%Q` is a `const char *`, written as a literal with its quotes;
 * - `%%L` is a `const char *`, written as a pattern for LIKE with its quotes: it means itself, `%%`, `_` and `[` in it too, and no wildcard is
 *   added (one that is to follow: `LIKE %%L` cannot have it; write the pattern and `%%Q`);
 * - `%%u` is a `uint64_t`, `%%d` an `int64_t`: of that very type, so cast what is narrower;
 * - `%%b` is an `int` or a `bool`, written TRUE or FALSE;
 * - `%%%%` is `%%`.
 *
 * `*text` is the caller's: wmi_free; NULL after a failure.
 * @return WMI_OK; WMI_USAGE where the format holds anything else behind `%%`, a text is NULL or not UTF-8, or an argument of this function is
 *         NULL; WMI_NO_MEMORY
 */
WMI_API wmi_status WMI_CALL wmi_wql(char **text, const char *format, ...);

/**
 * A value as it stands in a WQL literal, with its quotes: backslash and quotes escaped.
 * `*text` is the caller's: wmi_free; NULL after a failure.
 * @return WMI_OK; WMI_USAGE where the value is NULL or not UTF-8; WMI_NO_MEMORY
 */
WMI_API wmi_status WMI_CALL wmi_wql_quote(const char *value, char **text, wmi_error *error);

#ifdef __cplusplus
}
#endif
#endif
