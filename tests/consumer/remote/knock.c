#include <stdio.h>

const char *remote_class(void);

int main(void)
{
    const char *name = remote_class();

    if (name == NULL)
        return 1;
    printf("ready: %s\n", name);
    return 0;
}
