// The bindings and the runtime in C++: a path, made of an instance's keys.
#include <cstdio>

#include <kitchen.h>
#include <wmi/loopback.h>

int main()
{
    kitchen_Toaster toaster = {};
    wmi_error error = {};
    char *path = nullptr;

    toaster.Name = "left";
    if (kitchen_Toaster_path(&toaster, &path, &error) != WMI_OK) {
        std::fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    std::printf("%s\n", path);
    wmi_free(path);
    return 0;
}
