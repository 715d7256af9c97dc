#include <stdio.h>

#include "driver/driver.h"

static void write_stream(void *context, const char *text, size_t length)
{
    fwrite(text, 1, length, context);
}

int main(int argc, char **argv)
{
    const mb_sink out = {write_stream, stdout};
    const mb_sink err = {write_stream, stderr};

    mb_exit status = mb_run(argc, (const char *const *)argv, NULL, &out, &err);
    return fflush(stdout) == 0 ? (int)status : (int)MB_EXIT_SYSTEM;
}
