// The bindings and the runtime in C++: a path, made of an instance's keys.
#include <cstdio>

#include <kitchen.h>
#include <wmi/loopback.hpp>

int main()
{
    kitchen_Toaster toaster = {};
    wmi::text path;

    toaster.Name = "left";
    try {
        wmi::call(kitchen_Toaster_path, &toaster, path.out());
        std::printf("%s\n", path.get());
        return 0;
    } catch (const wmi::failure &failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
