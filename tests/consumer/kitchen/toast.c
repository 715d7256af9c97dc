/* The program. */
#include "cook.h"

int main(void)
{
    return cook_toast();
}
