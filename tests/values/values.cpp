/* The same in C++. */
#include "values.c"
