/* The collection of machines: both schemas in one host. */
#include "host_fixture.h"

#include <hypervcluster_v2.h>
#include <hypervcluster_v2/Msvm_CollectionReplicationService.h>
#include <hypervcluster_v2/Msvm_CollectionReplicationSettingData.h>
#include <hypervcluster_v2/Msvm_VirtualSystemCollection.h>

#define PATH(ID) "\\\\.\\root\\HyperVCluster\\v2:Msvm_VirtualSystemCollection.CollectionID=\"" ID "\""
#define COLLECTION PATH(HYPERV_COLLECTION_ID)

static int setup(void **state)
{
    fixture *f = test_calloc(1, sizeof *f);
    wmi_connect_options options;
    MUST(f, hyperv_host_new_with_cluster(&f->host, &f->error));
    memset(&options, 0, sizeof options);
    options.backend = hyperv_host_backend(f->host);
    options.ns = hvc_NAMESPACE;
    MUST(f, wmi_connect(&options, &f->session, &f->error));
    *state = f;
    return 0;
}

#define OPERATE(F, METHOD, WHICH)                                                                                      \
    hvc_Msvm_CollectionReplicationService_##METHOD##_wait(                                                             \
        (F)->session, SERVICE("Msvm_CollectionReplicationService"),                                                    \
        &(hvc_Msvm_CollectionReplicationService_##METHOD##_in){.Collection = (WHICH)}, NULL, NULL, &(F)->error)
#define SERVICE(CLASS)                                                                                                 \
    "\\\\.\\root\\HyperVCluster\\v2:" CLASS ".CreationClassName=\"" CLASS                                              \
    "\",Name=\"replicasvc\",SystemCreationClassName=\"Msvm_ComputerSystem\",SystemName=\"" HYPERV_HOST_NAME "\""

static void assert_collection(fixture *f, unsigned state, unsigned mode)
{
    hvc_Msvm_VirtualSystemCollection collection;
    MUST(f, hvc_Msvm_VirtualSystemCollection_get(f->session, COLLECTION, &collection, &f->error));
    assert_int_equal(collection.ReplicationState.value, state);
    assert_int_equal(collection.ReplicationMode.value, mode);
    hvc_Msvm_VirtualSystemCollection_clear(&collection);
}

static void a_collection_is_failed_over(void **state)
{
    fixture *f = *state;
    hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship_in in;
    hvc_Msvm_CollectionReplicationSettingData settings;
    assert_collection(f, 3, 2);
    RETURNS(f, OPERATE(f, CommitFailover, COLLECTION), 32775);
    RETURNS(f, OPERATE(f, InitiateFailover, NULL), 32773);
    RETURNS(f, OPERATE(f, InitiateFailover, PATH("none")), 32777);
    MUST(f, OPERATE(f, InitiateFailover, COLLECTION));
    assert_collection(f, 5, 2);
    MUST(f, OPERATE(f, RevertFailover, COLLECTION));
    assert_collection(f, 3, 2);
    MUST(f, OPERATE(f, InitiateFailover, COLLECTION));
    MUST(f, OPERATE(f, CommitFailover, COLLECTION));
    MUST(f, OPERATE(f, PrepareForReverseReplication, COLLECTION));
    assert_collection(f, 6, 2);
    memset(&in, 0, sizeof in);
    memset(&settings, 0, sizeof settings);
    settings.RecoveryConnectionPoint = HYPERV_DEAD_SERVER;
    in.Collection = COLLECTION;
    in.CollectionReplicationSettingData = WMI_EMBED(hvc_Msvm_CollectionReplicationSettingData, &settings);
    JOB_FAILS(f,
              hvc_Msvm_CollectionReplicationService_ReverseReplicationRelationship_wait(
                  f->session, SERVICE("Msvm_CollectionReplicationService"), &in, NULL, NULL, &f->error),
              HYPERV_DEAD_SERVER);
    assert_collection(f, 6, 2);
    MUST(f, OPERATE(f, ReverseReplicationRelationship, COLLECTION));
    assert_collection(f, 3, 1);
}

static void behaviours_of_the_cluster_have_names(void **state)
{
    size_t count = 0;
    (void)state;
    while (hyperv_cluster_behaviour_at(count) != NULL) {
        assert_int_equal(strncmp(hyperv_cluster_behaviour_at(count)->name, "hypervcluster.", 14), 0);
        count++;
    }
    assert_int_equal(count, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_collection_is_failed_over, setup, host_teardown),
        cmocka_unit_test(behaviours_of_the_cluster_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
