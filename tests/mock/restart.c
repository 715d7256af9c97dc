/*
 * mofbind-mock, a process of its own, is killed and started again at the same address while 16 threads make a thousand calls: no call is
 * carried out twice, of each the caller knows what became of it or is told that nobody does, and the rest goes on. By http and by https.
 * The preset `threads` runs it under ThreadSanitizer.
 */
#define _XOPEN_SOURCE 700
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include <virtualization_v2/Msvm_ImageManagementService.h>
#include <virtualization_v2/schema.h>
#include <wmi/wsman.h>

enum { CALLERS = 16, CALLS = 63, KILLS = 3 };

extern char **environ;

static void pause_ms(long milliseconds)
{
    struct timespec span = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    (void)nanosleep(&span, NULL);
}

/* The endpoint. */

typedef struct mock {
    bool is_secure;
    unsigned port;
    int holder; /* a socket, of the port */
    pid_t process;
    char address[256]; /* a file, what it prints */
    char journal[256]; /* a file, a line for each request, of all processes */
} mock;

static char *file_of(const char *name)
{
    static char path[4096];
    (void)snprintf(path, sizeof path, "%s/tests/wsman/tls/%s", MOFBIND_SOURCE_DIR, name);
    return path;
}

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t room = 4 << 20;
    char *text = calloc(1, room);
    assert_non_null(text);
    if (file != NULL) {
        size_t size = fread(text, 1, room - 1, file);
        text[size] = '\0';
        (void)fclose(file);
    }
    return text;
}

/* Whether it serves; false: it has ended, as one does that finds its address taken. */
static bool await_address(mock *m)
{
    for (;;) {
        char *text = read_all(m->address);
        bool done = strchr(text, '\n') != NULL;
        free(text);
        if (done || waitpid(m->process, NULL, WNOHANG) != 0) {
            return done;
        }
        pause_ms(10);
    }
}

static void start_once(mock *m)
{
    posix_spawn_file_actions_t actions;
    char listen[32];
    char mof[4096];
    char certificate[4096];
    char key[4096];
    char *plain[] = {MOCK_PROGRAM, "--listen", listen, "--log-json", "--allow-unencrypted", mof, NULL};
    char *secure[] = {MOCK_PROGRAM, "--listen", listen, "--log-json", "--tls", certificate, key, mof, NULL};
    (void)snprintf(listen, sizeof listen, "127.0.0.1:%u", m->port);
    (void)snprintf(mof, sizeof mof, "%s/mof/WindowsVirtualization.V2.mof", MOFBIND_SOURCE_DIR);
    (void)snprintf(certificate, sizeof certificate, "%s", file_of("server.pem"));
    (void)snprintf(key, sizeof key, "%s", file_of("server.key"));
    (void)remove(m->address);
    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    assert_int_equal(
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, m->address, O_WRONLY | O_CREAT | O_TRUNC, 0600), 0);
    assert_int_equal(
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, m->journal, O_WRONLY | O_CREAT | O_APPEND, 0600), 0);
    assert_int_equal(posix_spawn(&m->process, MOCK_PROGRAM, &actions, NULL, m->is_secure ? secure : plain, environ), 0);
    (void)posix_spawn_file_actions_destroy(&actions);
}

static void start_mock(mock *m)
{
    start_once(m);
    assert_true(await_address(m));
}

static void end_mock(const mock *m, int how)
{
    assert_int_equal(kill(m->process, how), 0);
    assert_int_equal(waitpid(m->process, NULL, 0), m->process);
}

/* The callers. */

typedef struct call {
    wmi_status status;
    bool is_told; /* that nobody knows the outcome */
} call;

typedef struct caller {
    pthread_t thread;
    wmi_session *session;
    unsigned number;
    const char *service;
    char told[512]; /* what makes no sense */
    call calls[CALLS];
} caller;

static atomic_uint answered;

/* Until it is known that it was sent: what was not may be tried again by anybody. */
static void call_once(caller *c, unsigned index)
{
    hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_in in = {0};
    char disk[32];
    (void)snprintf(disk, sizeof disk, "T%uN%u.", c->number, index);
    in.Path = disk;
    for (bool goes_on = true; goes_on;) {
        hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out out = {0};
        wmi_error error = WMI_ERROR_INIT;
        wmi_status status =
            hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData(c->session, c->service, &in, &out, &error);
        const char *message = error.message != NULL ? error.message : "";
        goes_on = status != WMI_OK && strstr(message, "nothing was sent") != NULL;
        c->calls[index].status = status;
        c->calls[index].is_told = strstr(message, "outcome is not known") != NULL;
        if (status != WMI_OK && !goes_on && !c->calls[index].is_told) {
            (void)snprintf(c->told, sizeof c->told, "%s", message);
        }
        hv_Msvm_ImageManagementService_GetVirtualHardDiskSettingData_out_clear(&out);
        wmi_error_clear(&error);
        if (goes_on) {
            pause_ms(20);
        }
    }
    answered++;
}

static void *call_often(void *context)
{
    caller *c = context;
    for (unsigned i = 0; i < CALLS; i++) {
        call_once(c, i);
    }
    return NULL;
}

/* How often the journals tell of a call with that parameter. */
static unsigned carried_out(const char *journal, unsigned number, unsigned index)
{
    char disk[32];
    unsigned count = 0;
    (void)snprintf(disk, sizeof disk, "\"T%uN%u.\"", number, index);
    for (const char *at = strstr(journal, disk); at != NULL; at = strstr(at + 1, disk)) {
        count++;
    }
    return count;
}

static void judge(const mock *m, const caller *callers)
{
    char *journal = read_all(m->journal);
    unsigned good = 0;
    unsigned unknown = 0;
    for (unsigned c = 0; c < CALLERS; c++) {
        assert_string_equal(callers[c].told, "");
        for (unsigned i = 0; i < CALLS; i++) {
            const call *made = &callers[c].calls[i];
            unsigned count = carried_out(journal, c, i);
            if (made->status == WMI_OK ? count != 1 : count > 1) {
                fail_msg("call %u of %u was carried out %u times: %s", i, c, count, wmi_status_name(made->status));
            }
            good += made->status == WMI_OK;
            unknown += made->is_told;
        }
    }
    print_message("%u calls, %u of unknown outcome\n", good + unknown, unknown);
    assert_int_equal(good + unknown, CALLERS * CALLS);
    assert_true(good > CALLERS * CALLS / 2);
    free(journal);
}

static void open_session(const mock *m, wmi_wsman **wsman, wmi_session **session)
{
    static const wmi_schema *const schemas[] = {&hv_schema};
    wmi_wsman_options options = {.schemas = schemas, .schema_count = 1, .port = (uint16_t)m->port};
    wmi_connect_options connect = {.ns = hv_NAMESPACE, .user = "u", .password = "p"};
    wmi_error error = WMI_ERROR_INIT;
    connect.host = m->is_secure ? "localhost" : "127.0.0.1"; /* whom the certificate is of */
    options.http = options.allow_unencrypted = !m->is_secure;
    options.ca_file = file_of("ca.pem");
    assert_int_equal(wmi_wsman_new(&options, wsman, &error), WMI_OK);
    connect.backend = wmi_wsman_backend(*wsman);
    if (wmi_connect(&connect, session, &error) != WMI_OK) {
        fail_msg("%s", error.message);
    }
}

static void kill_and_restart(mock *m)
{
    caller *callers = calloc(CALLERS, sizeof *callers);
    wmi_wsman *wsman = NULL;
    wmi_session *session = NULL;
    assert_non_null(callers);
    answered = 0;
    start_mock(m);
    open_session(m, &wsman, &session);
    for (unsigned i = 0; i < CALLERS; i++) {
        callers[i].session = session;
        callers[i].number = i;
        callers[i].service = "Msvm_ImageManagementService.CreationClassName=\"Msvm_ImageManagementService\"";
        assert_int_equal(pthread_create(&callers[i].thread, NULL, call_often, &callers[i]), 0);
    }
    for (unsigned i = 1; i <= KILLS; i++) {
        while (answered < CALLERS * CALLS * i / (KILLS + 1)) {
            pause_ms(1);
        }
        end_mock(m, SIGKILL);
        start_mock(m);
    }
    for (unsigned i = 0; i < CALLERS; i++) {
        assert_int_equal(pthread_join(callers[i].thread, NULL), 0);
    }
    end_mock(m, SIGTERM);
    (void)close(m->holder);
    judge(m, callers);
    wmi_close(session);
    wmi_wsman_free(wsman);
    free(callers);
}

/*
 * A socket that has the port, and does not listen: so the port stays the test's while nobody listens there, and calls come neither to
 * another program nor, by a port of their own that is this one, to themselves. @return the socket
 */
static int reserve_port(unsigned *port)
{
    int on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int holder = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(holder >= 0);
    assert_int_equal(setsockopt(holder, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), 0);
    assert_int_equal(bind(holder, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(holder, (struct sockaddr *)&address, &size), 0);
    *port = ntohs(address.sin_port);
    return holder;
}

static void begin(mock *m, bool is_secure)
{
    memset(m, 0, sizeof *m);
    m->is_secure = is_secure;
    m->holder = reserve_port(&m->port);
    (void)mkdir("restart.tmp", 0700);
    (void)snprintf(m->address, sizeof m->address, "restart.tmp/address-%ld-%d", (long)getpid(), (int)is_secure);
    (void)snprintf(m->journal, sizeof m->journal, "restart.tmp/journal-%ld-%d", (long)getpid(), (int)is_secure);
    (void)remove(m->journal);
}

static void test_by_http(void **state)
{
    mock m;
    (void)state;
    begin(&m, false);
    kill_and_restart(&m);
}

static void test_by_https(void **state)
{
    mock m;
    (void)state;
    begin(&m, true);
    kill_and_restart(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_by_http), cmocka_unit_test(test_by_https)};
    (void)signal(SIGPIPE, SIG_IGN);
    return chdir(MOFBIND_SCRATCH_DIR) == 0 ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
