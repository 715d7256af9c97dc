#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#endif

#include "output/folder_parts.h"

#if defined(_WIN32)

#include <direct.h>
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

/*
 * Windows opens no name relative to a handle, but nobody can rename, remove or replace what is held open without
 * FILE_SHARE_DELETE. So each folder on the way to a file is opened as itself, looked at, and held for as long as the path
 * through it is used.
 */

enum { DEEPEST = 64, LONGEST_PATH = 32767 };

struct mb_folder_handles {
    HANDLE root;
    HANDLE mutex;
    HANDLE chain[DEEPEST]; /**< of the folder below it that was used last, the outermost first */
    size_t depth;
    char parent_name[MB_LONGEST_NAME];
    size_t parent_length;
    wchar_t path[LONGEST_PATH + 1]; /**< of the folder, as it was found, with a separator; room for a name behind it */
    size_t root_length;
    wchar_t other[LONGEST_PATH + 1];
};

mb_folder_handles *mb_handles_new(mb_arena *arena)
{
    mb_folder_handles *handles = mb_arena_zalloc(arena, sizeof *handles);

    handles->root = INVALID_HANDLE_VALUE;
    return handles;
}

bool mb_system_is_separator(char c)
{
    return c == '/' || c == '\\';
}

/** Names are UTF-8 where the program's manifest says so (driver/mofbind.manifest). */
int mb_system_make_folder(const char *path)
{
    return _mkdir(path) == 0 || errno == EEXIST ? 0 : errno;
}

void mb_system_own_numbers(unsigned long *process, unsigned long *time)
{
    LARGE_INTEGER now;

    QueryPerformanceCounter(&now);
    *process = GetCurrentProcessId();
    *time = now.LowPart;
}

/** Says in errno what Windows says. @return false */
static bool fail(void)
{
    static const struct {
        DWORD code;
        /* clang-format off */
        int error;
    } known[] = {
        {ERROR_FILE_NOT_FOUND, ENOENT},     {ERROR_PATH_NOT_FOUND, ENOENT},         {ERROR_ACCESS_DENIED, EACCES},
        {ERROR_SHARING_VIOLATION, EACCES},  {ERROR_FILE_EXISTS, EEXIST},            {ERROR_ALREADY_EXISTS, EEXIST},
        {ERROR_DIRECTORY, ENOTDIR},         {ERROR_DISK_FULL, ENOSPC},              {ERROR_HANDLE_DISK_FULL, ENOSPC},
        {ERROR_WRITE_PROTECT, EROFS},       {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG}, {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
        {ERROR_INVALID_NAME, ENOENT},       {ERROR_BAD_PATHNAME, ENOENT},
    };
    /* clang-format on */
    const DWORD code = GetLastError();

    errno = EIO;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].code == code) {
            errno = known[i].error;
        }
    }
    return false;
}

/* ---- The folder ---- */

/** The path by which the folder was found, without links: it begins with \\?\, which lifts the limit of 260 characters. */
static bool find_path(mb_folder_handles *handles)
{
    DWORD length = GetFinalPathNameByHandleW(handles->root, handles->path, LONGEST_PATH - 1, FILE_NAME_NORMALIZED);

    if (length == 0 || length >= LONGEST_PATH - 1) {
        return fail();
    }
    if (handles->path[length - 1] != L'\\') {
        handles->path[length++] = L'\\';
    }
    handles->path[length] = L'\0';
    handles->root_length = length;
    return true;
}

/** Opens a folder, to hold it. FILE_LIST_DIRECTORY: less would not keep others from removing it. */
static HANDLE hold(const wchar_t *path, DWORD flags)
{
    return CreateFileW(path, FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES | SYNCHRONIZE,
                       FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags,
                       NULL);
}

static bool is_folder(HANDLE handle)
{
    BY_HANDLE_FILE_INFORMATION information;

    return GetFileInformationByHandle(handle, &information) &&
           (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

bool mb_handles_open(mb_folder *folder)
{
    mb_folder_handles *handles = folder->handles;

    if (MultiByteToWideChar(CP_ACP, 0, folder->path, -1, handles->path, LONGEST_PATH) == 0) {
        errno = ENAMETOOLONG;
        return false;
    }
    handles->root = hold(handles->path, 0);
    if (handles->root == INVALID_HANDLE_VALUE) {
        return fail();
    }
    bool is_good = is_folder(handles->root);
    if (!is_good) {
        errno = ENOTDIR;
    } else {
        is_good = find_path(handles);
    }
    if (!is_good) {
        CloseHandle(handles->root);
    }
    return is_good;
}

static void leave(mb_folder_handles *handles)
{
    while (handles->depth > 0) {
        CloseHandle(handles->chain[--handles->depth]);
    }
}

void mb_handles_close(mb_folder *folder)
{
    mb_folder_handles *handles = folder->handles;

    leave(handles);
    if (handles->mutex != NULL) {
        ReleaseMutex(handles->mutex);
        CloseHandle(handles->mutex);
        handles->mutex = NULL;
    }
    CloseHandle(handles->root);
}

/** A mutex that is called after the folder: nothing of it is left where a run is ended. */
void mb_handles_lock(mb_folder *folder)
{
    mb_folder_handles *handles = folder->handles;
    BY_HANDLE_FILE_INFORMATION information;
    wchar_t name[64];

    if (handles->mutex != NULL || !GetFileInformationByHandle(handles->root, &information)) {
        return;
    }
    swprintf(name, sizeof name / sizeof name[0], L"Global\\mofbind-%lx-%lx-%lx", information.dwVolumeSerialNumber,
             information.nFileIndexHigh, information.nFileIndexLow);
    handles->mutex = CreateMutexW(NULL, FALSE, name);
    if (handles->mutex != NULL) {
        (void)WaitForSingleObject(handles->mutex, INFINITE);
    }
}

/* ---- From a name to the folder that it is in ---- */

/** The path of what the first `length` bytes of a name lead to; NULL, and errno, where it is too long. */
static const wchar_t *path_of(const mb_folder_handles *handles, const char *name, size_t length, wchar_t *path)
{
    int room = (int)(LONGEST_PATH - handles->root_length);
    int made = length == 0 ? 0 : MultiByteToWideChar(CP_ACP, 0, name, (int)length, path + handles->root_length, room);

    if (path != handles->path) {
        wmemcpy(path, handles->path, handles->root_length);
    }
    if (length != 0 && made == 0) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    path[handles->root_length + (size_t)made] = L'\0';
    for (wchar_t *at = path + handles->root_length; *at != L'\0'; at++) {
        *at = *at == L'/' ? L'\\' : *at;
    }
    return path;
}

/**
 * Whether what was opened as itself is a link: a symbolic link, a junction, or whatever else stands for another name. Other
 * reparse points, such as those of deduplicated files, are the files themselves. Wine tells of a link only by its path,
 * which cannot change while the handle is held.
 */
static bool is_link(HANDLE handle, const wchar_t *path)
{
    const DWORD attributes = GetFileAttributesW(path);
    FILE_ATTRIBUTE_TAG_INFO tag = {0, 0};

    if (!GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &tag, sizeof tag)) {
        tag.FileAttributes = 0;
    }
    if ((tag.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        return IsReparseTagNameSurrogate(tag.ReparseTag);
    }
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
}

/** Opens a folder on the way; makes it where that is wanted. Another run may remove it in between, while it is empty. */
static HANDLE hold_part(const wchar_t *path, bool make)
{
    enum { TRIES = 10 };
    HANDLE held = hold(path, FILE_FLAG_OPEN_REPARSE_POINT);

    for (int i = 0; make && held == INVALID_HANDLE_VALUE && GetLastError() == ERROR_FILE_NOT_FOUND && i < TRIES; i++) {
        if (!CreateDirectoryW(path, NULL) && GetLastError() != ERROR_ALREADY_EXISTS) {
            break;
        }
        held = hold(path, FILE_FLAG_OPEN_REPARSE_POINT);
    }
    return held;
}

/** Adds the folder that the first `length` bytes of a name lead to. */
static bool enter_part(mb_folder *folder, const char *name, size_t length, bool make)
{
    mb_folder_handles *handles = folder->handles;
    const wchar_t *path = path_of(handles, name, length, handles->path);

    if (handles->depth == DEEPEST) {
        errno = ENAMETOOLONG;
        return false;
    }
    HANDLE held = path != NULL ? hold_part(path, make) : INVALID_HANDLE_VALUE;
    if (held == INVALID_HANDLE_VALUE) {
        return path != NULL && fail();
    }
    handles->chain[handles->depth++] = held;
    if (is_link(held, path)) {
        mb_folder_refuse_link(folder, name, length);
        return false;
    }
    errno = ENOTDIR;
    return is_folder(held);
}

/** Enters the folder that a file is in, and stays there for the next one. */
static bool enter(mb_folder *folder, const char *name, bool make)
{
    mb_folder_handles *handles = folder->handles;
    const char *slash = strrchr(name, '/');
    const size_t length = slash == NULL ? 0 : (size_t)(slash - name);

    if (length == 0 ||
        (handles->depth > 0 && handles->parent_length == length && memcmp(handles->parent_name, name, length) == 0)) {
        return true;
    }
    if (length >= sizeof handles->parent_name) {
        errno = ENAMETOOLONG;
        return false;
    }
    leave(handles);
    for (size_t end = 0; end < length;) {
        end += end != 0;
        end += strcspn(name + end, "/");
        if (!enter_part(folder, name, end, make)) {
            int reason = errno;
            leave(handles);
            errno = reason;
            return false;
        }
    }
    handles->parent_length = length;
    memcpy(handles->parent_name, name, length);
    return true;
}

/** Enters the folder of a file. @return the path of the file, or NULL */
static const wchar_t *enter_file(mb_folder *folder, const char *name, bool make)
{
    return enter(folder, name, make) ? path_of(folder->handles, name, strlen(name), folder->handles->path) : NULL;
}

/* ---- Files ---- */

/** Opens what is there as itself. @return INVALID_HANDLE_VALUE where it is no file */
static HANDLE open_file(mb_folder *folder, const char *name, DWORD access)
{
    const wchar_t *path = enter_file(folder, name, false);
    HANDLE handle = path == NULL ? INVALID_HANDLE_VALUE
                                 : CreateFileW(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING,
                                               FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, NULL);

    if (handle == INVALID_HANDLE_VALUE) {
        (void)(path != NULL && fail());
        return handle;
    }
    if (is_link(handle, path)) {
        mb_folder_refuse_link(folder, name, strlen(name));
    } else if (is_folder(handle)) {
        errno = EISDIR;
    } else if (GetFileType(handle) != FILE_TYPE_DISK) {
        mb_folder_refuse_device(folder);
    } else {
        return handle;
    }
    CloseHandle(handle);
    return INVALID_HANDLE_VALUE;
}

/** The C run-time's descriptor of a handle, which closes it. */
static int descriptor_of(HANDLE handle, int flags)
{
    int file = _open_osfhandle((intptr_t)handle, flags | _O_BINARY | _O_NOINHERIT);

    if (file < 0) {
        CloseHandle(handle);
        errno = EMFILE;
    }
    return file;
}

int mb_handles_open_file(mb_folder *folder, const char *name, uint64_t *size)
{
    HANDLE handle = open_file(folder, name, GENERIC_READ);
    LARGE_INTEGER bytes;

    if (handle == INVALID_HANDLE_VALUE) {
        return -1;
    }
    *size = GetFileSizeEx(handle, &bytes) ? (uint64_t)bytes.QuadPart : 0;
    return descriptor_of(handle, _O_RDONLY);
}

/** Where a process ends, however it ends, a file that is to be removed goes when its handle does. */
static bool mark(HANDLE handle, bool is_to_go)
{
    FILE_DISPOSITION_INFO disposition = {is_to_go};

    return SetFileInformationByHandle(handle, FileDispositionInfo, &disposition, sizeof disposition) || fail();
}

int mb_handles_create_file(mb_folder *folder, const char *name)
{
    HANDLE handle = INVALID_HANDLE_VALUE;

    for (int i = 0; i < 2 && handle == INVALID_HANDLE_VALUE; i++) {
        const wchar_t *path = enter_file(folder, name, true);
        if (path == NULL) {
            return -1;
        }
        handle = CreateFileW(path, GENERIC_WRITE | DELETE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
    }
    if (handle == INVALID_HANDLE_VALUE) {
        (void)fail();
        return -1;
    }
    (void)mark(handle, true);
    return descriptor_of(handle, _O_WRONLY);
}

void mb_handles_discard_new(mb_folder *folder, int file, const char *name)
{
    int reason = errno;

    _close(file);
    (void)mb_handles_remove_file(folder, name);
    errno = reason;
}

bool mb_handles_rename_new(mb_folder *folder, int file, const char *name, const char *to)
{
    if (!mark((HANDLE)_get_osfhandle(file), false)) {
        mb_handles_discard_new(folder, file, name);
        return false;
    }
    if (_close(file) == 0 && (name == to || mb_handles_rename(folder, name, to))) {
        return true;
    }
    int reason = errno;
    (void)mb_handles_remove_file(folder, name);
    errno = reason;
    return false;
}

bool mb_handles_rename(mb_folder *folder, const char *name, const char *to)
{
    mb_folder_handles *handles = folder->handles;
    const char *slash = strrchr(name, '/');
    const char *base = strrchr(to, '/');
    const wchar_t *from = enter_file(folder, name, false);

    if (from == NULL) {
        return false;
    }
    const wchar_t *path = path_of(handles, name, slash == NULL ? 0 : (size_t)(slash + 1 - name), handles->other);
    size_t length = path != NULL ? wcslen(path) : 0;
    base = base == NULL ? to : base + 1;
    /* The first path is in the other array: path_of() has left it alone. */
    if (path == NULL ||
        MultiByteToWideChar(CP_ACP, 0, base, -1, handles->other + length, (int)(LONGEST_PATH - length)) == 0) {
        errno = ENAMETOOLONG;
        return false;
    }
    return MoveFileExW(from, path, MOVEFILE_REPLACE_EXISTING) || fail();
}

bool mb_handles_remove_file(mb_folder *folder, const char *name)
{
    const wchar_t *path = enter_file(folder, name, false);

    return path != NULL && (DeleteFileW(path) || fail());
}

bool mb_handles_remove_folder(mb_folder *folder, const char *name)
{
    leave(folder->handles);
    const wchar_t *path = enter_file(folder, name, false);

    return path != NULL && (RemoveDirectoryW(path) || fail());
}

bool mb_handles_find_file(mb_folder *folder, const char *name, mb_file_identity *identity)
{
    HANDLE handle = open_file(folder, name, FILE_READ_ATTRIBUTES);
    BY_HANDLE_FILE_INFORMATION information;

    if (handle == INVALID_HANDLE_VALUE) {
        return false;
    }
    bool is_known = GetFileInformationByHandle(handle, &information) || fail();
    if (is_known) {
        identity->volume = information.dwVolumeSerialNumber;
        identity->file = (uint64_t)information.nFileIndexHigh << 32 | information.nFileIndexLow;
    }
    CloseHandle(handle);
    return is_known;
}

long mb_system_read(int file, char *bytes, size_t length)
{
    return _read(file, bytes, length > INT_MAX ? (unsigned)INT_MAX : (unsigned)length);
}

int mb_system_close(int file)
{
    return _close(file);
}

#endif
