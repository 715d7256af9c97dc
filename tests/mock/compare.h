/* Two schemas, descriptor by descriptor. */
#ifndef MOCK_COMPARE_H
#define MOCK_COMPARE_H

#include <wmi/descriptor.h>

/** Fails the test where two schemas differ in anything that a descriptor says; pointers may, and what is behind them may not. */
void compare_schemas(const wmi_schema *made, const wmi_schema *generated);

#endif
