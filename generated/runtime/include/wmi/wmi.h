/**
 * @file
 * The runtime of the mofbind bindings: everything that the generated headers need. The backends have headers of their own
 * (wmi/loopback.h); a program links only those that it names.
 */
#ifndef WMI_WMI_H
#define WMI_WMI_H

#include <wmi/descriptor.h>
#include <wmi/embedded.h>
#include <wmi/error.h>
#include <wmi/job.h>
#include <wmi/memory.h>
#include <wmi/object.h>
#include <wmi/path.h>
#include <wmi/print.h>
#include <wmi/session.h>
#include <wmi/types.h>
#include <wmi/version.h>
#include <wmi/wql.h>

#endif
