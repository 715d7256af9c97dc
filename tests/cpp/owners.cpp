// Owners at work, over the examples' host on the loopback: what they own is given back once, whichever way a scope ends. Compiled with
// exceptions and without; every block of the runtime is counted here, and valgrind looks too.
#include <virtualization_v2/Msvm_ComputerSystem.h>
#include <virtualization_v2/Msvm_SettingsDefineState.h>
#include <virtualization_v2/Msvm_VirtualSystemSettingData.h>
#include <wmi/loopback.hpp>

#include <hyperv_host.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using computer = hv_Msvm_ComputerSystem;
using settings = hv_Msvm_VirtualSystemSettingData;
using state_change = hv_Msvm_ComputerSystem_RequestStateChange_out;
using host = wmi::owner<hyperv_host, hyperv_host_free>;

static_assert(std::is_nothrow_move_constructible_v<wmi::session> && std::is_nothrow_move_assignable_v<wmi::session>);
static_assert(std::is_nothrow_move_constructible_v<wmi::error> && std::is_nothrow_move_assignable_v<wmi::error>);
static_assert(std::is_nothrow_move_constructible_v<wmi::paths> && std::is_nothrow_move_assignable_v<wmi::paths>);
static_assert(std::is_nothrow_move_constructible_v<wmi::list<computer>> &&
              std::is_nothrow_move_assignable_v<wmi::list<computer>>);
static_assert(std::is_nothrow_move_constructible_v<wmi::instance<computer>> &&
              std::is_nothrow_move_assignable_v<wmi::out<state_change>>);
static_assert(std::is_nothrow_swappable_v<wmi::list<computer>> && std::is_nothrow_swappable_v<wmi::instance<computer>>);
static_assert(!std::is_copy_constructible_v<wmi::session> && !std::is_copy_assignable_v<wmi::session>);
static_assert(!std::is_copy_constructible_v<wmi::error> && !std::is_copy_assignable_v<wmi::error>);
static_assert(!std::is_copy_constructible_v<wmi::paths> && !std::is_copy_assignable_v<wmi::paths>);
static_assert(!std::is_copy_constructible_v<wmi::list<computer>> && !std::is_copy_assignable_v<wmi::list<computer>>);
static_assert(!std::is_copy_constructible_v<wmi::instance<computer>> &&
              !std::is_copy_assignable_v<wmi::instance<computer>>);
static_assert(sizeof(wmi::session) == sizeof(wmi_session *) && sizeof(wmi::instance<computer>) == sizeof(computer));

namespace
{

int failures = 0;

void expect(bool truth, const char *what, int line)
{
    if (!truth) {
        std::fprintf(stderr, "owners.cpp:%d: %s\n", line, what);
        failures++;
    }
}
#define NO_MACHINE "Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"none\""
#define EXPECT(truth) expect((truth), #truth, __LINE__)

// The runtime's memory: which blocks there are, and the allocation that fails.
struct counted {
    std::set<void *> blocks;
    std::size_t left = SIZE_MAX;
    bool failed = false;
};

void *WMI_CALLBACK allocate(void *context, std::size_t size)
{
    counted &memory = *static_cast<counted *>(context);
    if (memory.left == 0) {
        memory.failed = true;
        return nullptr;
    }
    if (memory.left != SIZE_MAX) {
        memory.left--;
    }
    return *memory.blocks.insert(std::malloc(size)).first;
}

void WMI_CALLBACK give_back(void *context, void *block)
{
    counted &memory = *static_cast<counted *>(context);
    EXPECT(memory.blocks.erase(block) == 1); // else twice, or of nobody
    std::free(block);
}

counted memory;

// A host, and a session on it. Members end in the reverse of their order.
struct fixture {
    wmi::error error;
    host played;
    wmi::session session;

    fixture()
    {
        EXPECT(hyperv_host_new(played.out(), error) == WMI_OK);
        EXPECT(connect(session) == WMI_OK);
    }
    wmi_status connect(wmi::session &to)
    {
        wmi_connect_options options = {};
        options.backend = hyperv_host_backend(played);
        options.ns = hv_NAMESPACE;
        return wmi_connect(&options, to.out(), error);
    }
    wmi_status list(wmi::list<computer> &machines)
    {
        return hv_Msvm_ComputerSystem_list(session, "Caption = 'Virtual Machine'", machines.out(), machines.out_count(),
                                           error);
    }
    // The runtime's blocks, without those of the loopback's journal and of the last error.
    std::size_t blocks()
    {
        wmi_loopback_clear_calls(hyperv_host_loopback(played));
        error.reset();
        return memory.blocks.size();
    }
    wmi::list<computer> machines()
    {
        wmi::list<computer> all;
        EXPECT(list(all) == WMI_OK && all.size() == 2);
        return all;
    }
};

template <class T> T &itself(T &value)
{
    return value;
}

void lists_are_ranges(fixture &f)
{
    std::string names;
    wmi::list<computer> machines;
    EXPECT(machines.empty() && machines.begin() == machines.end());
    machines = f.machines();
    for (const computer &machine : machines) {
        names += machine.ElementName;
        for (std::uint16_t status : wmi::items(machine.OperationalStatus)) {
            names += std::to_string(status);
        }
    }
    EXPECT(names == "web-012db-012");
    EXPECT(std::strcmp(machines[1].ElementName, HYPERV_DB_NAME) == 0);
    EXPECT(wmi::items(wmi_array_uint16()).empty());
    EXPECT(f.list(machines) == WMI_OK && machines.size() == 2); // what was there is given back
    EXPECT(hv_Msvm_ComputerSystem_list(f.session, "Nonsense = 1", machines.out(), machines.out_count(), f.error) !=
           WMI_OK);
    EXPECT(machines.empty() && machines.begin() == nullptr);
    EXPECT(f.error->message != nullptr && f.error->status != WMI_OK);
}

void lists_move(fixture &f)
{
    wmi::list<computer> first = f.machines();
    wmi::list<computer> second(std::move(first));
    EXPECT(second.size() == 2 && first.empty()); // NOLINT(bugprone-use-after-move): an empty one is what is promised
    first = std::move(second);
    first = std::move(itself(first));
    EXPECT(first.size() == 2 && second.empty()); // NOLINT(bugprone-use-after-move)
    second = f.machines();
    computer *items = second.begin();
    swap(first, second);
    EXPECT(first.begin() == items);
    first = std::move(second);
    const auto [released, count] = first.release();
    EXPECT(first.empty() && count == 2);
    hv_Msvm_ComputerSystem_list_free(released, count);
    const auto again = f.machines().release();
    const wmi::list<computer> adopted(again.first, again.second);
    EXPECT(adopted.size() == 2 && std::strcmp(adopted[0].ElementName, HYPERV_WEB_NAME) == 0);
}

void instances_move(fixture &f)
{
    wmi::list<computer> machines = f.machines();
    std::vector<wmi::instance<computer>> kept; // which moves them as it grows
    for (std::size_t i = 0; i < machines.size(); i++) {
        kept.push_back(machines.take(i));
        EXPECT(machines[i].ElementName == nullptr && machines[i].wmi.memory == nullptr);
    }
    machines.reset();
    kept.emplace_back();
    EXPECT(hv_Msvm_ComputerSystem_get(f.session, kept[1]->wmi.path, kept[2].out(), f.error) == WMI_OK);
    EXPECT(std::strcmp(kept[0]->ElementName, HYPERV_WEB_NAME) == 0 &&
           std::strcmp(kept[2]->ElementName, HYPERV_DB_NAME) == 0);
    kept[0] = std::move(kept[2]);
    kept[0] = std::move(itself(kept[0]));
    EXPECT(std::strcmp((*kept[0]).ElementName, HYPERV_DB_NAME) == 0 && kept[2]->ElementName == nullptr);
    swap(kept[0], kept[2]);
    EXPECT(kept[0]->ElementName == nullptr);

    computer released = kept[2].release();
    EXPECT(kept[2]->ElementName == nullptr && std::strcmp(released.ElementName, HYPERV_DB_NAME) == 0);
    wmi::instance<computer> adopted(released);
    wmi::text path;
    EXPECT(hv_Msvm_ComputerSystem_path(adopted, path.out(), f.error) == WMI_OK);
    EXPECT(hv_Msvm_ComputerSystem_path(adopted, path.out(), f.error) == WMI_OK); // the first is given back
    EXPECT(wmi_path_equal(path, adopted->wmi.path));
    EXPECT(hv_Msvm_ComputerSystem_get(f.session, NO_MACHINE, adopted.out(), f.error) == WMI_TRANSPORT);
    EXPECT(adopted->ElementName == nullptr);
}

void results_are_owned(fixture &f)
{
    const wmi::list<computer> machines = f.machines();
    wmi::out<state_change> changed;
    wmi::job_outcome outcome;
    hv_Msvm_ComputerSystem_RequestStateChange_in in = {};
    wmi_job_options waiting = {};
    in.RequestedState = WMI_UINT16(2);
    waiting.outcome = outcome.get();
    for (int i = 0; i < 2; i++) { // the second time the machine runs already, and what the first gave is given back
        (void)hv_Msvm_ComputerSystem_RequestStateChange_wait(f.session, machines[0].wmi.path, &in, changed.out(),
                                                             &waiting, f.error);
        EXPECT(changed->ReturnValue.has);
    }
    EXPECT(hv_Msvm_ComputerSystem_RequestStateChange(f.session, machines[1].wmi.path, &in, changed.out(), f.error) ==
           WMI_OK);
    wmi::out<state_change> moved(std::move(changed));
    EXPECT(moved->ReturnValue.has && !changed->ReturnValue.has); // NOLINT(bugprone-use-after-move)
    outcome = wmi::job_outcome();
    EXPECT(outcome->path == nullptr);
}

void objects_events_and_paths(fixture &f)
{
    wmi::events events;
    wmi::object object;
    wmi::path path;
    wmi::paths paths;
    wmi::list<computer> machines = f.machines();
    EXPECT(wmi_subscribe(
               f.session,
               "SELECT * FROM __InstanceModificationEvent WITHIN 1 WHERE TargetInstance ISA 'Msvm_ComputerSystem'",
               events.out(), f.error) == WMI_OK);
    EXPECT(wmi_events_next(events, 0, object.out(), f.error) == WMI_TIMEOUT && object == nullptr);
    EXPECT(wmi_object_fetch(f.session, machines[0].wmi.path, object.out(), f.error) == WMI_OK);
    EXPECT(wmi_object_fetch(f.session, machines[1].wmi.path, object.out(), f.error) == WMI_OK);
    EXPECT(std::strcmp(wmi_object_string(object, "ElementName"), HYPERV_DB_NAME) == 0 && object->count > 3);
    EXPECT(wmi_path_parse(object->path, path.out(), f.error) == WMI_OK && path->key_count == 2);
    EXPECT(hv_Msvm_SettingsDefineState_SettingData(f.session, machines[0].wmi.path, paths.out(), paths.out_count(),
                                                   f.error) == WMI_OK);
    EXPECT(paths.size() == 1 && std::strstr(paths[0], "Msvm_VirtualSystemSettingData") != nullptr);
    for (const char *each : paths) {
        wmi::instance<settings> found;
        EXPECT(hv_Msvm_VirtualSystemSettingData_get(f.session, each, found.out(), f.error) == WMI_OK);
    }
    EXPECT(hv_Msvm_SettingsDefineState_SettingData(f.session, "no path", paths.out(), paths.out_count(), f.error) !=
           WMI_OK);
    EXPECT(paths.empty() && paths.begin() == paths.end());
    EXPECT(hv_Msvm_SettingsDefineState_SettingData(f.session, machines[1].wmi.path, paths.out(), paths.out_count(),
                                                   f.error) == WMI_OK);
    paths.reset();
    EXPECT(paths.empty());
    EXPECT(hv_Msvm_SettingsDefineState_SettingData(f.session, machines[1].wmi.path, paths.out(), paths.out_count(),
                                                   f.error) == WMI_OK);
    wmi::paths moved(std::move(paths));
    EXPECT(moved.size() == 1 && paths.empty() && paths.begin() == paths.end()); // NOLINT(bugprone-use-after-move)
    moved = std::move(itself(moved));
    swap(moved, paths);
    paths = wmi::paths();
    EXPECT(paths.empty() && moved.release().first == nullptr);
    wmi_object *raw = object.release();
    object = wmi::object(raw);
    object = std::move(itself(object));
    EXPECT(object.get() == raw);
    wmi::text quoted;
    EXPECT(wmi_wql_quote("a'b", quoted.out(), f.error) == WMI_OK);
    EXPECT(std::string(quoted) == "'a\\'b'");
}

void visitors_are_lambdas(fixture &f)
{
    const wmi::list<computer> machines = f.machines();
    std::string names;
    int seen = 0;
    EXPECT(wmi::each(
               hv_Msvm_ComputerSystem_each, f.session, nullptr,
               [&](const computer &machine) { names += machine.ElementName; }, f.error) == WMI_OK);
    EXPECT(names == HYPERV_HOST_NAME HYPERV_WEB_NAME HYPERV_DB_NAME);
    EXPECT(wmi::each(
               wmi_query, f.session, "SELECT * FROM Msvm_ComputerSystem", [&](const wmi_object &) { seen++; },
               f.error) == WMI_OK);
    EXPECT(seen == 3);
    const auto first = [&](const wmi_object &object) {
        seen += object.path != nullptr ? 10 : 100;
        return false;
    };
    EXPECT(wmi::each(wmi_query, f.session, "SELECT * FROM Msvm_ComputerSystem", first, f.error) == WMI_OK &&
           seen == 13);
    EXPECT(wmi::each(wmi_associators, f.session, machines[0].wmi.path, nullptr, first, f.error) == WMI_OK &&
           seen == 23);
    EXPECT(wmi::each(wmi_references, f.session, machines[0].wmi.path, nullptr, nullptr, first, f.error) == WMI_OK &&
           seen == 33);
    EXPECT(wmi::each(wmi_query, f.session, "SELECT", first, f.error) != WMI_OK && seen == 33);
}

// Each way out of it gives back what was owned until then.
wmi_status early(fixture &f, int way)
{
    wmi::list<computer> machines;
    wmi::instance<computer> machine;
    if (way == 0) {
        return WMI_OK;
    }
    wmi_status status = f.list(machines);
    if (status != WMI_OK || way == 1) {
        return status;
    }
    machine = machines.take(0);
    if (way == 2) {
        return WMI_OK;
    }
    machine = machines.take(1);
    return hv_Msvm_ComputerSystem_get(f.session, "no path", machine.out(), f.error);
}

void scopes_end_early(fixture &f)
{
    for (int way = 0; way < 4; way++) {
        const std::size_t before = f.blocks();
        EXPECT((early(f, way) == WMI_OK) == (way < 3));
        EXPECT(f.blocks() == before);
    }
}

// The first, the second, ... allocation fails, until none does.
void allocations_fail(fixture &f)
{
    std::size_t failing = 0;
    for (bool failed = true; failed; failing++) {
        const std::size_t before = f.blocks();
        memory.left = failing;
        memory.failed = false;
        const wmi_status status = early(f, 2);
        failed = memory.failed;
        memory.left = SIZE_MAX;
        EXPECT(status == (failed ? WMI_NO_MEMORY : WMI_OK));
        EXPECT(f.blocks() == before);
    }
    EXPECT(failing > 20);
}

#if WMI_EXCEPTIONS
void failures_are_thrown(fixture &f)
{
    const wmi::failure *kept = nullptr;
    std::vector<wmi::failure> copies;
    try {
        wmi::list<computer> machines = f.machines();
        wmi::instance<computer> machine = machines.take(0);
        wmi::check(hv_Msvm_ComputerSystem_get(f.session, machines[1].wmi.path, machine.out(), f.error), f.error);
        wmi::call(hv_Msvm_ComputerSystem_get, f.session, NO_MACHINE, machine.out());
        EXPECT(false);
    } catch (const wmi::failure &failure) {
        EXPECT(failure.status() == WMI_TRANSPORT && failure.why().number == WMI_E_NOT_FOUND);
        EXPECT(std::strcmp(failure.what(), failure.why().message) == 0 &&
               std::strcmp(failure.why().operation, "get") == 0);
        copies.push_back(failure);
        kept = &copies[0];
    }
    EXPECT(kept != nullptr && std::strstr(kept->what(), "none") != nullptr); // as long as there is a copy
    try {
        wmi::check(WMI_TIMEOUT);
        EXPECT(false);
    } catch (const std::exception &failure) {
        EXPECT(std::strcmp(failure.what(), "timeout") == 0);
    }
    wmi::check(WMI_OK);
}

void visitors_throw(fixture &f)
{
    int seen = 0;
    try {
        (void)wmi::each(
            wmi_query, f.session, "SELECT * FROM Msvm_ComputerSystem",
            [&](const wmi_object &) {
                seen++;
                throw 42;
            },
            f.error);
        EXPECT(false);
    } catch (int thrown) {
        EXPECT(thrown == 42 && seen == 1);
    }
    EXPECT(f.machines().size() == 2); // the session goes on
}

struct half_made {
    wmi::list<computer> machines;
    wmi::instance<computer> machine;
    explicit half_made(fixture &f) : machines(f.machines()), machine(machines.take(1))
    {
        wmi::call(hv_Msvm_ComputerSystem_get, f.session, "no path", machine.out());
    }
};

void constructors_throw(fixture &f)
{
    const std::size_t before = f.blocks();
    try {
        const half_made never(f);
        EXPECT(false);
    } catch (const wmi::failure &failure) {
        EXPECT(failure.status() == WMI_USAGE || failure.status() == WMI_TRANSPORT);
    }
    EXPECT(f.blocks() == before);
}
#endif

void loopbacks_are_owned()
{
    wmi::error error;
    wmi::loopback loopback;
    wmi::session session;
    const wmi_schema *schemas[] = {&hv_schema};
    EXPECT(wmi_loopback_new(schemas, 1, loopback.out(), error) == WMI_OK);
    wmi_connect_options options = {};
    options.backend = wmi_loopback_backend(loopback);
    options.ns = hv_NAMESPACE;
    EXPECT(wmi_connect(&options, session.out(), error) == WMI_OK);
    EXPECT(wmi_connect(&options, session.out(), error) == WMI_OK); // the first is closed
    const wmi_session *open = session;
    wmi::session other(std::move(session));
    EXPECT(other == open && session == nullptr && !session); // NOLINT(bugprone-use-after-move)
    swap(other, session);
    session = std::move(itself(session));
    EXPECT(session == open);
    session.reset();
    EXPECT(session == nullptr);
}

} // namespace

int main()
{
    const wmi_allocator allocator = {allocate, give_back, &memory};
    wmi_allocator_set(&allocator);
    loopbacks_are_owned();
    {
        fixture f;
        for (const auto test : {lists_are_ranges, lists_move, instances_move, results_are_owned,
                                objects_events_and_paths, visitors_are_lambdas, scopes_end_early, allocations_fail}) {
            test(f);
        }
#if WMI_EXCEPTIONS
        for (const auto test : {failures_are_thrown, visitors_throw, constructors_throw}) {
            test(f);
        }
#endif
    }
    EXPECT(memory.blocks.empty());
    return failures == 0 ? 0 : 1;
}
