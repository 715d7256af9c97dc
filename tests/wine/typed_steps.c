/* Steps of the scenario: the functions that every class has, for one, for some properties, for what is associated. */
#include "typed_steps.h"

#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>

static const char *const names[] = {"ElementName", NULL};

static void check(fake_scenario *s, bool holds, const char *what)
{
    if (!holds && s->wrong == NULL)
        s->wrong = what;
}
#define CHECK(S, CONDITION) check((S), (CONDITION), #CONDITION)

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

wmi_status fake_find_one(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    wmi_select select = {names, "Name = 'vm-0'"};
    wmi_status status = hv_Msvm_ComputerSystem_one_select(s->machines, &select, &machine, error);

    if (status == WMI_OK) {
        CHECK(s, machine.ElementName != NULL && same(machine.Name, "vm-0"));
        CHECK(s, machine.wmi.path != NULL && same(machine.wmi.class_name, "Msvm_ComputerSystem"));
        CHECK(s, !machine.OnTimeInMilliseconds.has);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

wmi_status fake_get_some(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    wmi_status status = hv_Msvm_ComputerSystem_get_select(s->machines, s->machine[1], names, &machine, error);

    if (status == WMI_OK) {
        CHECK(s, same(machine.Name, "vm-1") && machine.ElementName != NULL && !machine.OnTimeInMilliseconds.has);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    return status;
}

wmi_status fake_find_related(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData settings;
    wmi_status status = hv_Msvm_VirtualSystemSettingData_related_one(s->machines, s->machine[0],
                                                                     "Msvm_SettingsDefineState", &settings, error);

    if (status == WMI_OK) {
        CHECK(s, settings.InstanceID != NULL && settings.wmi.path != NULL);
    }
    hv_Msvm_VirtualSystemSettingData_clear(&settings);
    return status;
}

wmi_status fake_find_related_where(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_VirtualSystemSettingData *settings;
    wmi_select select = {names, "InstanceID LIKE 'Microsoft:%'"};
    size_t count;
    wmi_status status = hv_Msvm_VirtualSystemSettingData_related_select(s->machines, s->machine[0], NULL, &select,
                                                                        &settings, &count, error);

    if (status == WMI_OK) {
        CHECK(s, count == 1 && settings[0].InstanceID != NULL && settings[0].Notes.items == NULL);
    }
    hv_Msvm_VirtualSystemSettingData_list_free(settings, count);
    return status;
}

wmi_status fake_take_typed_event(fake_scenario *s, wmi_error *error)
{
    hv_Msvm_ComputerSystem machine;
    wmi_object *event = NULL;
    wmi_status status = wmi_events_next(s->events, 1000, &event, error);

    if (status != WMI_OK) {
        return status;
    }
    CHECK(s, same(event->class_name, "__InstanceModificationEvent"));
    if (s->begin_check != NULL)
        s->begin_check(); /* it is no call, and its error would say that it reads */
    status = hv_Msvm_ComputerSystem_from_event(event, "TargetInstance", &machine, error);
    if (s->end_check != NULL)
        s->end_check();
    if (status == WMI_OK) {
        CHECK(s, same(machine.Name, "vm-2") && machine.EnabledState.value == 2);
    }
    hv_Msvm_ComputerSystem_clear(&machine);
    wmi_object_free(event);
    return status;
}
