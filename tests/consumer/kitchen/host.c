/* Loads the plugin that its argument names, and calls it. */
#include <stdio.h>

#if defined(_WIN32)
#include <windows.h>
#else
#include <dlfcn.h>
#endif

int main(int argc, char **argv)
{
    int (*toast)(void) = NULL;

    if (argc != 2)
        return 2;
#if defined(_WIN32)
    HMODULE plugin = LoadLibraryA(argv[1]);
    FARPROC found = plugin != NULL ? GetProcAddress(plugin, "plugin_toast") : NULL;

    toast = (int (*)(void))(void (*)(void))found;
#else
    void *plugin = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);

    if (plugin == NULL)
        fprintf(stderr, "%s\n", dlerror());
    else
        *(void **)&toast = dlsym(plugin, "plugin_toast");
#endif
    return toast != NULL ? toast() : 1;
}
