#include "com/com_internal.h"

#include <string.h>

/* CoIncrementMTAUsage came with Windows 8, and the import library of ole32 that mingw has for 32 bits lacks it: it is
 * looked up. */
typedef HRESULT(WINAPI *increment_function)(CO_MTA_USAGE_COOKIE *cookie);
typedef HRESULT(WINAPI *decrement_function)(CO_MTA_USAGE_COOKIE cookie);
/* By way of this type, a FARPROC becomes another function's type without a warning. */
typedef void (*any_function)(void);

static any_function of_ole32(const char *name)
{
    HMODULE module = GetModuleHandleW(L"ole32.dll"); /* linked in, so it is there */
    return module != NULL ? (any_function)GetProcAddress(module, name) : NULL;
}

/* What the keeping thread is told by its maker, and tells it. The maker waits for `ready`. */
typedef struct keeper {
    HANDLE ready;
    HANDLE leave;
    HRESULT result;
} keeper;

static DWORD WINAPI keep_by_staying(LPVOID parameter)
{
    keeper *told = parameter;
    HANDLE leave = told->leave;
    HRESULT result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    told->result = result;
    SetEvent(told->ready); /* from here on `told` is gone */
    if (SUCCEEDED(result)) {
        WaitForSingleObject(leave, INFINITE);
        CoUninitialize();
    }
    return 0;
}

static HRESULT last_error(void)
{
    return HRESULT_FROM_WIN32(GetLastError());
}

HRESULT wmip_com_mta_keep_by_thread(wmip_com_mta *mta)
{
    keeper told = {NULL, NULL, S_OK};
    memset(mta, 0, sizeof *mta);
    told.ready = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (told.ready == NULL) {
        return last_error();
    }
    told.leave = CreateEventW(NULL, TRUE, FALSE, NULL);
    mta->leave = told.leave;
    mta->thread = told.leave != NULL ? CreateThread(NULL, 0, keep_by_staying, &told, 0, NULL) : NULL;
    if (mta->thread != NULL) {
        WaitForSingleObject(told.ready, INFINITE);
    } else {
        told.result = last_error();
    }
    CloseHandle(told.ready);
    if (FAILED(told.result)) {
        wmip_com_mta_release(mta);
    }
    return told.result;
}

HRESULT wmip_com_mta_keep(wmip_com_mta *mta)
{
    increment_function increment = (increment_function)of_ole32("CoIncrementMTAUsage");
    HRESULT result;
    if (increment == NULL) {
        return wmip_com_mta_keep_by_thread(mta);
    }
    memset(mta, 0, sizeof *mta);
    result = increment(&mta->usage);
    if (FAILED(result)) {
        mta->usage = NULL;
    }
    return result;
}

void wmip_com_mta_release(wmip_com_mta *mta)
{
    decrement_function decrement = mta->usage != NULL ? (decrement_function)of_ole32("CoDecrementMTAUsage") : NULL;
    if (decrement != NULL) {
        decrement(mta->usage);
    }
    if (mta->thread != NULL) {
        SetEvent(mta->leave);
        WaitForSingleObject(mta->thread, INFINITE); /* its code is in this module, which may be unloaded next */
        CloseHandle(mta->thread);
    }
    if (mta->leave != NULL) {
        CloseHandle(mta->leave);
    }
    memset(mta, 0, sizeof *mta);
}
