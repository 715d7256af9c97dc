/* What the tests put into the classes of served.mof. */
#ifndef MOCK_SERVED_H
#define MOCK_SERVED_H

#include "endpoint.h"

/* Adds an instance of a class with a string as its key. */
static inline void add_instance(const endpoint *e, const char *class_name, const char *key, const char *value)
{
    wmi_object *object = wmi_object_new(class_name);
    wmi_value text = wmi_value_string(value);
    assert_int_equal(wmi_object_set(object, key, &text), WMI_OK);
    assert_int_equal(wmi_loopback_add_object(e->loopback, "root\\served", object, NULL, NULL), WMI_OK);
    wmi_object_free(object);
}

/* Associates two things. */
static inline void add_holding(const endpoint *e, const char *holder, const char *held)
{
    wmi_object *object = wmi_object_new("Holds");
    wmi_value first = wmi_value_reference(holder);
    wmi_value second = wmi_value_reference(held);
    assert_int_equal(wmi_object_set(object, "Holder", &first), WMI_OK);
    assert_int_equal(wmi_object_set(object, "Held", &second), WMI_OK);
    assert_int_equal(wmi_loopback_add_object(e->loopback, "root\\served", object, NULL, NULL), WMI_OK);
    wmi_object_free(object);
}

/* Echo.Say: each Out parameter is what its In parameter was. */
static inline wmi_status WMI_CALLBACK say_again(const wmi_loopback_call *call, wmi_object *out, wmi_error *error)
{
    wmi_value returned = wmi_value_uint32(0);
    (void)error;
    for (size_t i = 0; i < call->in_object->count; i++) {
        char name[64];
        snprintf(name, sizeof name, "Out%s", call->in_object->properties[i].name);
        if (wmi_object_set(out, name, &call->in_object->properties[i].value) != WMI_OK) {
            return WMI_NO_MEMORY;
        }
    }
    return wmi_object_set(out, "ReturnValue", &returned);
}

static inline void play_echo(const endpoint *e)
{
    add_instance(e, "Echo", "Id", "e");
    assert_int_equal(wmi_loopback_on_object(e->loopback, "root\\served", "Echo", "Say", say_again, NULL, NULL), WMI_OK);
    assert_int_equal(wmi_loopback_on_object(e->loopback, "root\\served", "Echo", "Login", say_again, NULL, NULL),
                     WMI_OK);
}

#endif
