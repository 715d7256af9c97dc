/**
 * @file
 * Whose a class is, and where its MOF is to be had.
 */
#ifndef MB_SCHEMA_HOMES_H
#define MB_SCHEMA_HOMES_H

#include "support/text.h"

/** Whether WMI itself has a class: __Win32Provider, __ExtrinsicEvent. No MOF declares those. */
bool mb_is_system_name(const mb_symbol *name);
/** Whether WMI, or Windows, has the class without that a MOF of the unit declares it. */
bool mb_is_system_class(const mb_symbol *name);
/** Whether a class is of a schema of the DMTF's or of Microsoft's, or one of those classes of Windows that have none. */
bool mb_is_of_known_schema(const mb_symbol *name);
/** Whether it is of the DMTF's. */
bool mb_is_of_dmtf(const mb_symbol *name);
/** Where a class that Windows has for others to derive from has its MOF; NULL for one that is in no list. */
const char *mb_home_of_system_class(const mb_symbol *name);
/** The namespace in which a host has a class of a schema that is known; NULL for a class of another. */
const char *mb_home_of_class(const mb_symbol *name, const char *ns);
/** Whether a home is the MOF of PowerShell DSC, which is a file and no namespace. */
bool mb_is_home_of_dsc(const char *home);

#endif
