/*
 * ExecMethod: the path, the method and the parameters against the schema; then the world carries it out.
 */
#include "fake_services.h"

#include <string.h>

/* A method of the wrong kind of path is refused as the loopback refuses it; what WMI itself says is not documented. */
static HRESULT check_kind(const fake_target *target, const mb_element *method)
{
    bool is_static = mb_element_flag(method, MB_Q_STATIC);
    return is_static == target->is_class ? S_OK : FAKE_HRESULT(WBEM_E_INVALID_METHOD_PARAMETERS);
}

static HRESULT find_method(const fake_target *target, const char *name, const mb_element **out)
{
    *out = NULL;
    if (target->cls == NULL) {
        return FAKE_HRESULT(WBEM_E_INVALID_CLASS);
    }
    *out = fake_find_method(target->cls, name);
    return *out != NULL ? check_kind(target, *out) : FAKE_HRESULT(WBEM_E_INVALID_METHOD);
}

static HRESULT ask_world(const fake_services *self, const fake_target *target, const mb_element *method,
                         const wmi_object *in, wmi_object **out)
{
    static const wmi_code_table no_codes = {NULL, 0, 0, 0};
    wmi_method_info info; /* the world looks it up by its name */
    wmi_call call;
    wmi_error error;
    wmi_status status;
    memset(&info, 0, sizeof info);
    memset(&call, 0, sizeof call);
    memset(&error, 0, sizeof error);
    info.name = method->name->text;
    info.class_name = target->cls->element.name->text;
    info.codes = &no_codes;
    call.path = target->relative;
    call.class_name = info.class_name;
    call.method = &info;
    call.in = in;
    fake_lock_world();
    status = self->link->world->invoke(self->link->connection, &call, out, &fake_no_limit, &error);
    fake_unlock_world();
    return fake_world_result(status, &error, "ExecMethod");
}

/* What the client handed over, as an object; an empty one where it handed nothing over and nothing is needed. */
static HRESULT read_parameters(const fake_target *target, const mb_element *method, IWbemClassObject *in,
                               wmi_object **out)
{
    HRESULT result;
    *out = NULL;
    if (in != NULL && !fake_is_class_object(in)) {
        fake_violate("The in-parameters are no class object of this WMI");
        return FAKE_HRESULT(WBEM_E_INVALID_PARAMETER);
    }
    result = fake_read_parameters(target->cls, method, in, out);
    if (result == S_OK && *out == NULL) {
        *out = wmi_object_new("__PARAMETERS");
        result = *out != NULL ? S_OK : FAKE_HRESULT(WBEM_E_OUT_OF_MEMORY);
    }
    return result;
}

static HRESULT call_method(const fake_services *self, const fake_target *target, const mb_element *method,
                           IWbemClassObject *in, IWbemClassObject **out)
{
    wmi_object *parameters = NULL;
    wmi_object *reply = NULL;
    HRESULT result = read_parameters(target, method, in, &parameters);
    if (result == S_OK) {
        result = ask_world(self, target, method, parameters, &reply);
    }
    if (result == S_OK) {
        result = fake_make_reply(target->cls, method, reply, out);
    }
    wmi_object_free(reply);
    wmi_object_free(parameters);
    return result;
}

void fake_exec_method(const fake_services *self, const char *path, const char *method, IWbemClassObject *in,
                      fake_answer *answer)
{
    const mb_element *element = NULL;
    fake_target target;
    answer->kind = FAKE_ANSWER_OBJECT;
    answer->result = fake_target_read(self, path, &target);
    if (answer->result == S_OK) {
        answer->result = find_method(&target, method, &element);
    }
    if (answer->result != S_OK) {
        (void)fake_error(answer->result, "ExecMethod", path, NULL);
    } else {
        answer->result = call_method(self, &target, element, in, &answer->object);
    }
    fake_target_clear(&target);
}
