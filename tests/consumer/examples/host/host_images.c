/**
 * @file
 * Virtual hard disks: files on the drives of the host, made, described, resized.
 */
#include "host_internal.h"

#include <virtualization_v2/Msvm_ImageManagementService.h>
#include <virtualization_v2/Msvm_StorageAllocationSettingData.h>
#include <virtualization_v2/Msvm_VirtualHardDiskSettingData.h>
#include <virtualization_v2/Msvm_VirtualHardDiskState.h>

#include <ctype.h>
#include <string.h>

#define FIXED hv_Msvm_VirtualHardDiskSettingData_Type_Fixed
#define DYNAMIC hv_Msvm_VirtualHardDiskSettingData_Type_Dynamic
#define DIFFERENCING hv_Msvm_VirtualHardDiskSettingData_Type_Differencing
#define LEAST_SIZE (UINT64_C(3) << 20)
#define MOST_SIZE (UINT64_C(64) << 40)
#define GIGABYTE (UINT64_C(1) << 30)

/* Files. */

static bool same_name(const char *a, const char *b)
{
    while (*a != '\0' && tolower((unsigned char)*a) == tolower((unsigned char)*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

static hyperv_file *find(const hyperv_host *host, const char *path)
{
    hyperv_file *at = path != NULL ? host->files : NULL;
    while (at != NULL && !same_name(at->path, path)) {
        at = at->next;
    }
    return at;
}

const hyperv_file *hyperv_find_file(const hyperv_host *host, const char *path)
{
    return find(host, path);
}

bool hyperv_add_file(hyperv_host *host, const hyperv_file *file)
{
    hyperv_file *made = wmi_loopback_keep(host->loopback, sizeof *made);
    if (made == NULL) {
        return false;
    }
    *made = *file;
    made->path = hyperv_keep(host, file->path);
    made->parent = hyperv_keep(host, file->parent);
    made->id = file->id != NULL ? hyperv_keep(host, file->id) : hyperv_new_id(host);
    if (made->path == NULL || made->id == NULL || (made->parent == NULL && file->parent != NULL)) {
        return false;
    }
    made->next = host->files;
    host->files = made;
    return true;
}

bool hyperv_has_drive(const char *path)
{
    return (toupper((unsigned char)path[0]) == 'C' || toupper((unsigned char)path[0]) == 'D') && path[1] == ':' &&
           path[2] == '\\';
}

/* A disk of a machine that runs is in use. */
static wmi_status is_in_use(const hyperv_host *host, const char *file, bool *in_use, wmi_error *error)
{
    hyperv_paths disks = {NULL, NULL, 0, 0, false};
    wmi_status status = hyperv_query(host, "SELECT * FROM Msvm_StorageAllocationSettingData", &disks, error);
    size_t i;
    *in_use = false;
    for (i = 0; i < disks.count && status == WMI_OK && !*in_use; i++) {
        hv_Msvm_StorageAllocationSettingData disk;
        status =
            wmi_loopback_get(host->loopback, &hv_Msvm_StorageAllocationSettingData_info, disks.items[i], &disk, error);
        if (status == WMI_OK && disk.HostResource.count > 0 && same_name(disk.HostResource.items[0], file)) {
            const char *path = hyperv_machine_of(&disks.memory, disk.InstanceID);
            hv_Msvm_ComputerSystem machine;
            uint32_t code = HYPERV_DONE;
            status = path != NULL ? hyperv_look_at(host, path, &machine, &code, error) : hyperv_no_memory(error);
            if (path != NULL) {
                *in_use = code == HYPERV_DONE && machine.EnabledState.value != HYPERV_OFF;
                hv_Msvm_ComputerSystem_clear(&machine);
            }
        }
        hv_Msvm_StorageAllocationSettingData_clear(&disk);
    }
    hyperv_paths_clear(&disks);
    return status;
}

/* Creating. */

static wmi_status read_settings(const wmi_embedded *from, hv_Msvm_VirtualHardDiskSettingData *settings, uint32_t *code,
                                wmi_error *error)
{
    wmi_status status = WMI_REPLY;
    memset(settings, 0, sizeof *settings);
    if (wmi_embedded_has(from)) {
        status = WMI_UNEMBED(hv_Msvm_VirtualHardDiskSettingData, from, settings, error);
    }
    if (status == WMI_REPLY) {
        wmi_error_clear(error);
        *code = HYPERV_INVALID_PARAMETER;
        status = WMI_OK;
    }
    return status;
}

static uint32_t check_settings(const hv_Msvm_VirtualHardDiskSettingData *settings)
{
    bool differs = settings->Type.value == DIFFERENCING;
    bool good = settings->Path != NULL && settings->Type.has && settings->Type.value >= FIXED &&
                settings->Type.value <= DIFFERENCING && settings->Format.has && settings->Format.value >= 2 &&
                settings->Format.value <= 4;
    if (good && differs) {
        good = settings->ParentPath != NULL;
    } else if (good) {
        good = settings->MaxInternalSize.value >= LEAST_SIZE && settings->MaxInternalSize.value <= MOST_SIZE &&
               settings->MaxInternalSize.value % 512 == 0;
    }
    return good ? HYPERV_DONE : HYPERV_INVALID_PARAMETER;
}

static wmi_status create(const hyperv_task *task, wmi_error *error)
{
    wmi_embedded text = wmi_embedded_of_text(task->text);
    hv_Msvm_VirtualHardDiskSettingData settings;
    uint32_t code = HYPERV_DONE;
    wmi_status status = read_settings(&text, &settings, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE && find(task->host, settings.Path) == NULL) {
        const hyperv_file *parent = find(task->host, settings.ParentPath);
        hyperv_file file = {settings.Path,
                            settings.ParentPath,
                            settings.VirtualDiskId,
                            settings.Type.value,
                            settings.Format.value,
                            settings.BlockSize.has && settings.BlockSize.value != 0 ? settings.BlockSize.value
                            : settings.Type.value == FIXED                          ? 0u
                                                                                    : 33554432u,
                            parent != NULL ? parent->size : settings.MaxInternalSize.value,
                            NULL};
        status = hyperv_add_file(task->host, &file) ? WMI_OK : hyperv_no_memory(error);
    }
    hv_Msvm_VirtualHardDiskSettingData_clear(&settings);
    return status;
}

static hyperv_failure look_for_failure(const hyperv_host *host, const hv_Msvm_VirtualHardDiskSettingData *settings,
                                       wmi_memory **memory)
{
    hyperv_failure failure = {0, NULL, NULL, NULL};
    if (!hyperv_has_drive(settings->Path)) {
        failure.message = hyperv_format(memory, "'%s': the system cannot find the path. (0x80070003)", settings->Path);
    } else if (find(host, settings->Path) != NULL) {
        failure.message = hyperv_format(memory, "'%s': the file is there already. (0x80070050)", settings->Path);
    } else if (settings->ParentPath != NULL && find(host, settings->ParentPath) == NULL) {
        failure.message = hyperv_format(memory, "The parent '%s' cannot be found. (0x80070002)", settings->ParentPath);
    }
    if (failure.message != NULL) {
        failure.code = HYPERV_FAILED;
        failure.description = "The virtual hard disk could not be created.";
        failure.message_id = "27000";
    }
    return failure;
}

WMI_LOOPBACK_HANDLER(create_disk, hv_Msvm_ImageManagementService_CreateVirtualHardDisk)
{
    hyperv_host *host = call->context;
    hyperv_job job = {.class_name = "Msvm_StorageJob", .caption = "Creating Virtual Hard Disk"};
    hv_Msvm_VirtualHardDiskSettingData settings;
    hyperv_failure failure;
    uint32_t code = HYPERV_DONE;
    wmi_status status = read_settings(&in->VirtualDiskSettingData, &settings, &code, error);
    if (status == WMI_OK && code == HYPERV_DONE) {
        code = check_settings(&settings);
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        wmi_memory *memory = NULL;
        hyperv_task *task = hyperv_task_new(host, create, NULL, NULL);
        failure = look_for_failure(host, &settings, &memory);
        job.failure = failure.code != 0 ? &failure : NULL;
        /* A fixed disk is written: a second for each gigabyte. */
        job.milliseconds = settings.Type.value == FIXED
                               ? 1000u + (uint32_t)(settings.MaxInternalSize.value / GIGABYTE) * 1000u
                               : 1000u;
        if (task != NULL) {
            task->text = hyperv_keep(host, in->VirtualDiskSettingData.text);
            task = task->text != NULL ? task : NULL;
        }
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
        wmi_memory_clear(&memory);
    }
    hv_Msvm_VirtualHardDiskSettingData_clear(&settings);
    return status;
}

/* Describing. */

static uint32_t look_at(const hyperv_host *host, const char *path, const hyperv_file **file)
{
    *file = find(host, path);
    if (path == NULL || (*file != NULL && (*file)->type == 0)) { /* a file that is no virtual hard disk */
        return HYPERV_INVALID_PARAMETER;
    }
    return *file == NULL ? HYPERV_FILE_NOT_FOUND : HYPERV_DONE;
}

WMI_LOOPBACK_HANDLER(get_settings, hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData)
{
    const hyperv_file *file = NULL;
    uint32_t code = look_at(call->context, in->Path, &file);
    (void)error;
    out->ReturnValue = WMI_UINT32(code);
    if (code == HYPERV_DONE) {
        hv_Msvm_VirtualHardDiskSettingData settings;
        memset(&settings, 0, sizeof settings);
        settings.InstanceID = wmi_loopback_text(call, "Microsoft:%s", file->id);
        settings.ElementName = file->path;
        settings.Path = file->path;
        settings.ParentPath = file->parent;
        settings.Type = WMI_UINT16(file->type);
        settings.Format = WMI_UINT16(file->format);
        settings.MaxInternalSize = WMI_UINT64(file->size);
        settings.BlockSize = WMI_UINT32(file->block_size);
        settings.LogicalSectorSize = WMI_UINT32(512);
        settings.PhysicalSectorSize = WMI_UINT32(file->format == 2 ? 512 : 4096);
        settings.VirtualDiskId = file->id;
        out->SettingData = wmi_loopback_embed(call, &hv_Msvm_VirtualHardDiskSettingData_info, &settings);
    }
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(get_state, hv_Msvm_ImageManagementService_GetVirtualHardDiskState)
{
    const hyperv_file *file = NULL;
    uint32_t code = look_at(call->context, in->Path, &file);
    wmi_status status = WMI_OK;
    out->ReturnValue = WMI_UINT32(code);
    if (code == HYPERV_DONE) {
        hv_Msvm_VirtualHardDiskState state;
        bool in_use = false;
        status = is_in_use(call->context, file->path, &in_use, error);
        memset(&state, 0, sizeof state);
        state.FileSize = WMI_UINT64(file->type == FIXED ? file->size : file->size / 4);
        state.MinInternalSize = WMI_UINT64(file->size / 2);
        state.InUse = WMI_BOOLEAN(in_use);
        state.PhysicalSectorSize = WMI_UINT32(4096);
        state.Alignment = WMI_UINT32(1);
        state.FragmentationPercentage = WMI_UINT32(0);
        state.Timestamp = hyperv_now(call->context);
        out->State = wmi_loopback_embed(call, &hv_Msvm_VirtualHardDiskState_info, &state);
    }
    return status;
}

WMI_LOOPBACK_HANDLER(validate, hv_Msvm_ImageManagementService_ValidateVirtualHardDisk)
{
    hyperv_job job = {.class_name = "Msvm_StorageJob", .caption = "Validating Virtual Hard Disk", .milliseconds = 500};
    const hyperv_file *file = NULL;
    uint32_t code = look_at(call->context, in->Path, &file);
    out->ReturnValue = WMI_UINT32(code);
    return code == HYPERV_DONE ? hyperv_start(hyperv_task_new(call->context, NULL, NULL, NULL), &job, &out->Job,
                                              &out->ReturnValue, error)
                               : WMI_OK;
}

/* Resizing. */

static wmi_status resize(const hyperv_task *task, wmi_error *error)
{
    hyperv_file *file = find(task->host, task->subject);
    uint64_t size = 0;
    const char *at;
    (void)error;
    for (at = task->text; *at != '\0'; at++) {
        size = size * 10 + (uint64_t)(*at - '0');
    }
    if (file != NULL) {
        file->size = size;
    }
    return WMI_OK;
}

WMI_LOOPBACK_HANDLER(resize_disk, hv_Msvm_ImageManagementService_ResizeVirtualHardDisk)
{
    hyperv_host *host = call->context;
    hyperv_job job = {.class_name = "Msvm_StorageJob", .caption = "Resizing Virtual Hard Disk", .milliseconds = 1000};
    const hyperv_file *file = NULL;
    uint32_t code = look_at(host, in->Path, &file);
    bool in_use = false;
    wmi_status status = WMI_OK;
    if (code == HYPERV_DONE && (in->MaxInternalSize.value < LEAST_SIZE || in->MaxInternalSize.value > MOST_SIZE)) {
        code = HYPERV_INVALID_PARAMETER;
    } else if (code == HYPERV_DONE) {
        status = is_in_use(host, file->path, &in_use, error);
        code = in_use && in->MaxInternalSize.value < file->size ? HYPERV_INVALID_STATE : code; /* it may only grow */
    }
    out->ReturnValue = WMI_UINT32(code);
    if (status == WMI_OK && code == HYPERV_DONE) {
        hyperv_task *task = hyperv_task_new(host, resize, NULL, NULL);
        if (task != NULL) {
            task->subject = file->path;
            task->text =
                hyperv_keep(host, wmi_loopback_text(call, "%llu", (unsigned long long)in->MaxInternalSize.value));
            task = task->text != NULL ? task : NULL;
        }
        status = hyperv_start(task, &job, &out->Job, &out->ReturnValue, error);
    }
    return status;
}

const hyperv_behaviour hyperv_image_behaviours[] = {
    HYPERV_BEHAVIOUR("CreateVirtualHardDisk", Msvm_ImageManagementService, CreateVirtualHardDisk, create_disk),
    HYPERV_BEHAVIOUR("GetVirtualHardDiskSettingData", Msvm_ImageManagementService, GetVirtualHardDiskSettingData,
                     get_settings),
    HYPERV_BEHAVIOUR("GetVirtualHardDiskState", Msvm_ImageManagementService, GetVirtualHardDiskState, get_state),
    HYPERV_BEHAVIOUR("ValidateVirtualHardDisk", Msvm_ImageManagementService, ValidateVirtualHardDisk, validate),
    HYPERV_BEHAVIOUR("ResizeVirtualHardDisk", Msvm_ImageManagementService, ResizeVirtualHardDisk, resize_disk),
    HYPERV_LAST_BEHAVIOUR,
};
