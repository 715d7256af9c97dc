/**
 * @file
 * The HRESULTs that the runtime can name.
 */
#ifndef WMIP_BASE_HRESULT_H
#define WMIP_BASE_HRESULT_H

#include <stddef.h>
#include <stdint.h>

typedef struct wmip_hresult {
    uint32_t code;
    const char *name;
    const char *sentence; /* what it means and what one can do; NULL = see the family */
} wmip_hresult;

extern const wmip_hresult wmip_hresults[];
extern const size_t wmip_hresult_count;

#endif
