/**
 * @file
 * A host, a session on it, and what the tests of it ask again and again.
 */
#ifndef HOST_FIXTURE_H
#define HOST_FIXTURE_H

#include "hyperv_host.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_ImageManagementService.h>
#include <virtualization_v2/Msvm_ReplicationService.h>
#include <virtualization_v2/Msvm_VirtualEthernetSwitchManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemManagementService.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>
#include <virtualization_v2/Msvm_VirtualSystemSnapshotService.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    hyperv_host *host;
    wmi_loopback *loopback;
    wmi_session *session;
    wmi_error error;
} fixture;

/** cmocka fixtures: *state becomes a fixture. */
int host_setup(void **state);
int host_teardown(void **state);

#define HOST_TEST(f) cmocka_unit_test_setup_teardown(f, host_setup, host_teardown)

#define MUST(F, CALL)                                                                                                  \
    do {                                                                                                               \
        wmi_status status_ = (CALL);                                                                                   \
        if (status_ != WMI_OK) {                                                                                       \
            fail_msg("%s: %s: %s", #CALL, wmi_status_name(status_), (F)->error.message);                               \
        }                                                                                                              \
    } while (0)

/** A _wait that ends with this return code. */
#define RETURNS(F, CALL, CODE)                                                                                         \
    do {                                                                                                               \
        assert_int_equal((CALL), WMI_RETURN_CODE);                                                                     \
        assert_int_equal((F)->error.number, (CODE));                                                                   \
    } while (0)

/** A _wait whose job fails, with this part of its Msvm_Error's message. */
#define JOB_FAILS(F, CALL, PART)                                                                                       \
    do {                                                                                                               \
        assert_int_equal((CALL), WMI_JOB);                                                                             \
        assert_int_equal((F)->error.record_count, 1);                                                                  \
        if (strstr((F)->error.records[0].message, (PART)) == NULL) {                                                   \
            fail_msg("\"%s\" is not in: %s", (PART), (F)->error.records[0].message);                                   \
        }                                                                                                              \
    } while (0)

/** Paths, in static memory: of services, machines and their settings, the switch. */
#define SERVICE_KEYS(CLASS, NAME)                                                                                      \
    "\\\\.\\root\\virtualization\\v2:" CLASS ".CreationClassName=\"" CLASS "\",Name=\"" NAME                           \
    "\",SystemCreationClassName=\"Msvm_ComputerSystem\",SystemName=\"" HYPERV_HOST_NAME "\""
#define MANAGEMENT SERVICE_KEYS("Msvm_VirtualSystemManagementService", "vmms")
#define SNAPSHOTS SERVICE_KEYS("Msvm_VirtualSystemSnapshotService", "vssnapsvc")
#define IMAGES SERVICE_KEYS("Msvm_ImageManagementService", "vhdsvc")
#define SWITCHES SERVICE_KEYS("Msvm_VirtualEthernetSwitchManagementService", "nvspwmi")
#define REPLICATION SERVICE_KEYS("Msvm_ReplicationService", "replicasvc")
#define MACHINE(ID)                                                                                                    \
    "\\\\.\\root\\virtualization\\v2:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"" ID "\""
#define SETTINGS(ID) "\\\\.\\root\\virtualization\\v2:Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:" ID "\""
#define THE_SWITCH                                                                                                     \
    "\\\\.\\root\\virtualization\\v2:Msvm_VirtualEthernetSwitch.CreationClassName=\"Msvm_VirtualEthernetSwitch\","     \
    "Name=\"" HYPERV_SWITCH_ID "\""
#define WEB MACHINE(HYPERV_WEB_ID)
#define DB MACHINE(HYPERV_DB_ID)
#define NOBODY MACHINE("00000000-0000-0000-0000-000000000000")

/** How many instances of a class are associated with the object at `path`. @param first receives the path of the first,
 * or NULL. */
size_t count_related(fixture *f, const char *path, const char *association, const char *result_class, char **first);
/** How many instances a query finds. */
size_t count_found(fixture *f, const char *wql);
/** EnabledState of a machine. */
unsigned state_of(fixture *f, const char *machine);
/** Starts or stops a machine, and waits. */
wmi_status request(fixture *f, const char *machine, uint16_t state);
/** Defines a machine, and waits. @param path receives its path, the caller's: wmi_free. */
void define_machine(fixture *f, const char *name, const char *subtype, char **path);
/** The path of the settings of a machine, the caller's: wmi_free. */
char *settings_of(fixture *f, const char *machine);

#endif
