/* A plugin, which holds the static libraries: it offers one function, and nothing of theirs. */
#include "cook.h"

#if defined(_WIN32)
#define PLUGIN_API __declspec(dllexport)
#else
#define PLUGIN_API __attribute__((visibility("default")))
#endif

PLUGIN_API int plugin_toast(void);

int plugin_toast(void)
{
    return cook_toast();
}
