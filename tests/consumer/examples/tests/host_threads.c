/* Several threads call methods of one host. */
#if !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700 /* pthreads, in a strict C11 */
#endif

#include "host_fixture.h"

#include <pthread.h>

#define THREADS 4
#define MACHINES 5

typedef struct worker {
    fixture *f;
    unsigned failures;
} worker;

static void *work(void *context)
{
    worker *w = context;
    hv_Msvm_VirtualSystemManagementService_DefineSystem_in in;
    unsigned i;
    memset(&in, 0, sizeof in);
    for (i = 0; i < MACHINES; i++) {
        hv_Msvm_VirtualSystemManagementService_DefineSystem_out out;
        wmi_status status =
            hv_Msvm_VirtualSystemManagementService_DefineSystem_wait(w->f->session, MANAGEMENT, &in, &out, NULL, NULL);
        w->failures += status == WMI_OK && out.ResultingSystem != NULL ? 0 : 1;
        hv_Msvm_VirtualSystemManagementService_DefineSystem_out_clear(&out);
    }
    return NULL;
}

static void each_call_is_carried_out_in_one_piece(void **state)
{
    fixture *f = *state;
    pthread_t threads[THREADS];
    worker workers[THREADS];
    size_t i;
    for (i = 0; i < THREADS; i++) {
        workers[i].f = f;
        workers[i].failures = 0;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].failures, 0);
    }
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = 'New Virtual Machine'"),
                     THREADS * MACHINES); /* each of its own */
    assert_int_equal(count_found(f, "SELECT * FROM Msvm_MemorySettingData WHERE VirtualQuantity = 1024 AND "
                                    "Reservation = 1024"),
                     THREADS * MACHINES);
}

static void *start_machine(void *context)
{
    worker *w = context;
    hv_Msvm_ComputerSystem_RequestStateChange_in in;
    hv_Msvm_ComputerSystem_RequestStateChange_out out;
    memset(&in, 0, sizeof in);
    in.RequestedState = WMI_UINT16(2);
    if (hv_Msvm_ComputerSystem_RequestStateChange(w->f->session, WEB, &in, &out, NULL) == WMI_OK) {
        w->failures = out.ReturnValue.value == 4096 ? 0 : 1;
    }
    hv_Msvm_ComputerSystem_RequestStateChange_out_clear(&out);
    return NULL;
}

static void a_machine_is_started_by_one(void **state)
{
    fixture *f = *state;
    pthread_t threads[THREADS];
    worker workers[THREADS];
    size_t started = 0;
    size_t i;
    for (i = 0; i < THREADS; i++) {
        workers[i].f = f;
        workers[i].failures = 1;
        assert_int_equal(pthread_create(&threads[i], NULL, start_machine, &workers[i]), 0);
    }
    for (i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        started += workers[i].failures == 0 ? 1 : 0;
    }
    assert_int_equal(started, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOST_TEST(each_call_is_carried_out_in_one_piece),
        HOST_TEST(a_machine_is_started_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
