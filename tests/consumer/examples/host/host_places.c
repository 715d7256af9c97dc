/**
 * @file
 * Where a resource goes that is added to a machine, and by what identifier it is then found.
 */
#include "host_internal.h"

#include <stdlib.h>
#include <string.h>

/* ResourceType. */
enum { IDE = 5, SCSI = 6, PORT = 10, DVD_DRIVE = 16, DISK_DRIVE = 17, DISK = 31, CONNECTION = 33 };

/* A resource that is to be added, with what is known of where it goes. */
typedef struct placing {
    hyperv_host *host;
    wmi_object *object;
    wmi_memory *memory;
    hv_Msvm_VirtualSystemSettingData settings;
    wmi_object *parent; /* NULL = it names none */
    int64_t type;
    int64_t parent_type;
    bool off;
} placing;

static wmi_status set_text(placing *p, const char *name, const char *text, wmi_error *error)
{
    wmi_value value = wmi_value_string(text);
    return text != NULL && wmi_object_set(p->object, name, &value) == WMI_OK ? WMI_OK : hyperv_no_memory(error);
}

/* Where it goes. */

static bool is_in(const char *text, const char *of)
{
    return text != NULL && strstr(text, of) != NULL;
}

static wmi_status find_parent(placing *p, uint32_t *code, wmi_error *error)
{
    const char *path = wmi_object_string(p->object, "Parent");
    bool exists = false;
    wmi_status status = hyperv_exists(p->host, path, &exists, error);
    if (status != WMI_OK || path == NULL) {
        return status;
    }
    if (exists) {
        status = wmi_loopback_get_object(p->host->loopback, hv_NAMESPACE, path, &p->parent, error);
    }
    if (status == WMI_OK && (p->parent == NULL ||
                             !is_in(wmi_object_string(p->parent, "InstanceID"), p->settings.VirtualSystemIdentifier))) {
        *code = HYPERV_INVALID_PARAMETER; /* it is another machine's, or nobody's */
    } else if (status == WMI_OK) {
        p->parent_type = wmi_object_integer(p->parent, "ResourceType", 0);
        status = set_text(p, "Parent", p->parent->path, error);
    }
    return status;
}

static wmi_status find_settings(placing *p, const char *settings, uint32_t *code, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    const char *path;
    bool exists = false;
    wmi_status status = hyperv_exists(p->host, settings, &exists, error);
    if (status == WMI_OK && exists) {
        status =
            wmi_loopback_get(p->host->loopback, &hv_Msvm_VirtualSystemSettingData_info, settings, &p->settings, error);
    }
    if (status == WMI_REPLY) { /* settings of something else */
        wmi_error_clear(error);
        status = WMI_OK;
    }
    if (status != WMI_OK || p->settings.VirtualSystemIdentifier == NULL ||
        !is_in(p->settings.VirtualSystemType, "System:Realized")) {
        *code = HYPERV_INVALID_PARAMETER;
        return status;
    }
    path = hyperv_machine_path(&p->memory, p->settings.VirtualSystemIdentifier);
    if (path == NULL) {
        return hyperv_no_memory(error);
    }
    status = hyperv_look_at(p->host, path, &machine, code, error);
    if (*code == HYPERV_DONE && hyperv_is_busy(&machine)) {
        *code = HYPERV_IN_USE;
    }
    p->off = machine.EnabledState.value == HYPERV_OFF;
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

/* What may be added while the machine runs: what is on SCSI, and ports of generation 2. */
static bool needs_rest(const placing *p)
{
    bool is_second = is_in(p->settings.VirtualSystemSubType, "SubType:2");
    switch (p->type) {
    case DISK_DRIVE:
    case DVD_DRIVE:
        return p->parent_type == IDE;
    case DISK:
        return is_in(wmi_object_string(p->parent, "InstanceID"), "83F8638B-8DCA-4152-9EDA-2CA8B33039B4");
    case PORT:
        return !is_second;
    case CONNECTION:
        return false;
    default:
        return true;
    }
}

static uint32_t check_kind(const placing *p)
{
    const wmi_value *where = wmi_object_get(p->object, "HostResource");
    bool fits = true;
    switch (p->type) {
    case SCSI:
    case PORT:
        break;
    case DISK_DRIVE:
    case DVD_DRIVE:
        fits = p->parent_type == IDE || p->parent_type == SCSI;
        break;
    case DISK:
        fits = (p->parent_type == DISK_DRIVE || p->parent_type == DVD_DRIVE) && where != NULL && !where->is_null &&
               where->u.array.count == 1;
        break;
    case CONNECTION:
        fits = p->parent_type == PORT;
        break;
    case IDE:
    case 3:
    case 4:
        return HYPERV_INVALID_PARAMETER; /* every machine has its own already */
    default:
        return HYPERV_NOT_SUPPORTED;
    }
    return !fits ? HYPERV_INVALID_PARAMETER : needs_rest(p) && !p->off ? HYPERV_INVALID_STATE : HYPERV_DONE;
}

/* The switch that a connection leads to must be there. */
static wmi_status check_switch(const placing *p, uint32_t *code, wmi_error *error)
{
    const wmi_value *where = wmi_object_get(p->object, "HostResource");
    bool exists = true;
    wmi_status status = WMI_OK;
    if (p->type == CONNECTION && where != NULL && !where->is_null && where->u.array.count > 0) {
        status = hyperv_exists(p->host, ((const char *const *)where->u.array.items)[0], &exists, error);
    }
    *code = exists ? *code : HYPERV_INVALID_PARAMETER;
    return status;
}

/* Identifiers. */

static const char *drive_id(placing *p, unsigned long address)
{
    return hyperv_format(&p->memory, "%s\\%lu\\D", wmi_object_string(p->parent, "InstanceID"), address);
}

/* The address that was asked for, or the first one that is free. */
static wmi_status place_drive(placing *p, const char **id, uint32_t *code, wmi_error *error)
{
    const char *wanted = wmi_object_string(p->object, "AddressOnParent");
    unsigned long most = p->parent_type == IDE ? 2 : 64;
    unsigned long address = wanted != NULL ? strtoul(wanted, NULL, 10) : 0;
    bool taken = true;
    wmi_status status = WMI_OK;
    for (; taken && address < most && status == WMI_OK; address++) {
        const char *path = NULL;
        *id = drive_id(p, address);
        path = *id != NULL ? hyperv_path(&p->memory, "Msvm_ResourceAllocationSettingData", *id) : NULL;
        status = path != NULL ? hyperv_exists(p->host, path, &taken, error) : hyperv_no_memory(error);
        if (taken && wanted != NULL) {
            break;
        }
    }
    if (taken) {
        *code = HYPERV_INVALID_PARAMETER;
        return status;
    }
    return status == WMI_OK ? set_text(p, "AddressOnParent", hyperv_format(&p->memory, "%lu", address - 1), error)
                            : status;
}

/* A disk has the identifier of its drive, with another letter. */
static const char *disk_id(placing *p)
{
    const char *drive = wmi_object_string(p->parent, "InstanceID");
    return hyperv_format(&p->memory, "%.*sL", (int)strlen(drive) - 1, drive);
}

static wmi_status place_port(placing *p, const char **id, wmi_error *error)
{
    const char *own = hyperv_new_id(p->host);
    *id = own != NULL ? hyperv_format(&p->memory, "Microsoft:%s\\%s", p->settings.VirtualSystemIdentifier, own) : NULL;
    return wmi_object_string(p->object, "Address") != NULL
               ? WMI_OK
               : set_text(p, "Address", hyperv_format(&p->memory, "00155D0A%04X", (unsigned)p->host->next_id), error);
}

static wmi_status find_id(placing *p, const char **id, uint32_t *code, wmi_error *error)
{
    const char *own;
    switch (p->type) {
    case SCSI:
        own = hyperv_new_id(p->host);
        *id = own != NULL ? hyperv_format(&p->memory, "Microsoft:%s\\%s\\0", p->settings.VirtualSystemIdentifier, own)
                          : NULL;
        return WMI_OK;
    case PORT:
        return place_port(p, id, error);
    case CONNECTION:
        *id = hyperv_format(&p->memory, "%s\\C", wmi_object_string(p->parent, "InstanceID"));
        return WMI_OK;
    case DISK:
        *id = disk_id(p);
        return WMI_OK;
    default:
        return place_drive(p, id, code, error);
    }
}

static wmi_status place(placing *p, const char *settings, uint32_t *code, wmi_error *error)
{
    const char *id = NULL;
    bool taken = false;
    wmi_status status = find_settings(p, settings, code, error);
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = find_parent(p, code, error);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        *code = check_kind(p);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = check_switch(p, code, error);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = find_id(p, &id, code, error);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = set_text(p, "InstanceID", id, error);
    }
    if (status == WMI_OK && *code == HYPERV_DONE) {
        status = hyperv_exists(p->host, hyperv_place_of(&p->memory, p->object), &taken, error);
        *code = taken ? HYPERV_INVALID_PARAMETER : HYPERV_DONE;
    }
    return status;
}

wmi_status hyperv_place_resource(hyperv_host *host, const char *settings, wmi_object *object, uint32_t *code,
                                 wmi_error *error)
{
    placing p;
    wmi_status status;
    memset(&p, 0, sizeof p);
    p.host = host;
    p.object = object;
    p.type = wmi_object_integer(object, "ResourceType", 0);
    status = place(&p, settings, code, error);
    hv_Msvm_VirtualSystemSettingData_clear(&p.settings);
    wmi_object_free(p.parent);
    wmi_memory_clear(&p.memory);
    return status;
}
