#ifndef COOK_H
#define COOK_H

#if defined(__cplusplus)
extern "C" {
#endif

/** Makes toast of rye and prints how it went: 0, or 1 with what failed on stderr. */
int cook_toast(void);

#if defined(__cplusplus)
}
#endif

#endif
