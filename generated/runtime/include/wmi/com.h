/**
 * @file
 * The backend com: WMI through COM (DCOM to another host). For Windows; link mofbind::com.
 *
 * COM is not the program's business, and stays the program's own where it is. A session belongs to the apartment of the
 * thread that opened it:
 * - Opened by a thread that has not initialised COM, or in the multithreaded apartment: any such thread may use it, several at once
 *   (an enumeration, its cursor and a wmi_events by one thread at a time). The backend keeps the multithreaded apartment alive until
 *   wmi_close, and initialises no thread.
 * - Opened by a thread of a single-threaded apartment (a user interface): by that thread only. Such a session connects within
 *   WMI's own limit of two minutes, whatever timeout_ms says. (Elsewhere timeout_ms counts, within these two minutes.)
 * A thread of another apartment gets WMI_USAGE. The security of the process (CoInitializeSecurity) is the program's; the backend sets
 * authentication and impersonation on each proxy instead. A program that wants a CoInitializeSecurity of its own calls it before its first
 * wmi_connect: once a proxy has been used, COM answers RPC_E_TOO_LATE.
 * A call from within a message that another thread or process sent to a window (SendMessage) fails with
 * RPC_E_CANTCALLOUT_ININPUTSYNCCALL: call from a message that was posted, or on another thread.
 *
 * Rights. Hyper-V shows its objects to members of Administrators and Hyper-V Administrators of the host. The token of an administrator's
 * program that is not elevated is filtered: such a program, like a user of neither group, connects, gets empty lists without an error,
 * and is refused only when it calls a method. To another host, a local account that is an administrator there is filtered in the same way
 * (E_ACCESSDENIED), unless that host has LocalAccountTokenFilterPolicy = 1
 * (`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`); accounts of a domain are not.
 *
 * With a user, the password is kept in memory as long as the session, because COM refers to it, and wiped by wmi_close.
 * Without one, calls are made in the identity of the calling thread (the connection itself in that of the thread that opens it, as far as
 * the security of the process lets COM take it). WMI takes explicit credentials for other hosts only.
 *
 * Calls are semisynchronous, so that their time and wmi_cancel end the wait for any of them, within a tenth of a second, as long as the
 * host answers at all; what the host has begun goes on there. When a host falls silent in the middle of a remote procedure call, that
 * call is abandoned half a second later by CoCancelCall, where COM has it and does it for that call; else DCOM itself decides when the
 * call has failed. Where a server knows no semisynchronous calls (Wine's), calls are synchronous, and their time is the server's.
 * wmi_connect and wmi_close cannot be cancelled.
 */
#ifndef WMI_COM_H
#define WMI_COM_H

#include <wmi/backend.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The backend for wmi_connect_options.backend; lives for ever. */
WMI_API const wmi_backend *WMI_CALL wmi_com_backend(void);

#ifdef __cplusplus
}
#endif
#endif
