/**
 * @file
 * The steps of typed_steps.c.
 */
#ifndef TYPED_STEPS_H
#define TYPED_STEPS_H

#include "fake_scenario.h"

wmi_status fake_find_one(fake_scenario *s, wmi_error *error);
wmi_status fake_get_some(fake_scenario *s, wmi_error *error);
wmi_status fake_find_related(fake_scenario *s, wmi_error *error);
wmi_status fake_find_related_where(fake_scenario *s, wmi_error *error);
wmi_status fake_take_typed_event(fake_scenario *s, wmi_error *error);

#endif
