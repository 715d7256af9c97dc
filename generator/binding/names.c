#include <stdio.h>

#include "binding/binder.h"
#include "support/characters.h"

static bool equal_nocase(const char *a, const char *b)
{
    return mb_equal_names(a, b);
}

static bool starts_nocase(const char *text, const char *start)
{
    mb_text head = mb_text_of(text);
    mb_text wanted = mb_text_of(start);

    if (head.length < wanted.length) {
        return false;
    }
    head.length = wanted.length;
    return mb_text_equal_nocase(head, wanted);
}

bool mbb_valid_name(const char *text)
{
    enum { LONGEST = 100 }; /* it names folders, and begins every identifier */
    size_t length = strlen(text);

    if (length == 0 || length > LONGEST || !mb_is_letter(text[0]) || text[length - 1] == '_') {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (!mb_is_word(text[i]) || (text[i] == '_' && text[i + 1] == '_')) {
            return false;
        }
    }
    /* The runtime's own: wmi_..., <wmi/...>, and its folder beside the libraries'. */
    if (equal_nocase(text, "wmi") || equal_nocase(text, "runtime") || starts_nocase(text, "wmi_")) {
        return false;
    }
    const char *why;
    return !mbb_word_is_keyword(text) && !mbb_file_name_taken(text, &why);
}

/** Whether the header of a library of that name would be found in the place of one that is there, such as <security.h>. */
static bool is_header_name(const char *text)
{
    static const char *const names[] = {
#define MB_HEADER_NAME(name) name,
#include "binding/reserved_libraries.def"
#undef MB_HEADER_NAME
    };
    size_t low = 0;
    size_t high = sizeof names / sizeof names[0];
    char lower[64];
    size_t length = 0;

    for (; text[length] != '\0' && length < sizeof lower - 1; length++) {
        lower[length] = mb_lower(text[length]);
    }
    lower[length] = '\0';
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(lower, names[middle]);
        if (order == 0) {
            return text[length] == '\0';
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

bool mbb_valid_library_name(const char *text)
{
    /* CMake targets mofbind::..., and folders beside the libraries'. */
    static const char *const own[] = {"com", "loopback", "wsman", "compiler", "bindings", "runtime", "mofbind"};

    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (equal_nocase(text, own[i])) {
            return false;
        }
    }
    return mbb_valid_name(text) && !is_header_name(text);
}

/** Namespaces whose libraries have short names. */
static const struct {
    const char *ns;
    const char *name;
    const char *prefix;
} known_namespaces[] = {
    {"root\\virtualization\\v2", "virtualization_v2", "hv"},
    {"root\\HyperVCluster\\v2", "hypervcluster_v2", "hvc"},
};

void mbb_default_names(const char *ns, mb_arena *arena, const char **name, const char **prefix)
{
    for (size_t i = 0; i < sizeof known_namespaces / sizeof known_namespaces[0]; i++) {
        if (equal_nocase(ns, known_namespaces[i].ns)) {
            *name = known_namespaces[i].name;
            *prefix = known_namespaces[i].prefix;
            return;
        }
    }

    const char *rest = starts_nocase(ns, "root\\") ? ns + strlen("root\\") : ns;
    char *text = mb_arena_alloc(arena, strlen(rest) + 1);
    size_t length = 0;
    for (; *rest != '\0'; rest++) {
        if (mb_is_word(*rest) && *rest != '_') {
            text[length++] = mb_lower(*rest);
        } else if (length > 0 && text[length - 1] != '_') {
            text[length++] = '_';
        }
    }
    while (length > 0 && text[length - 1] == '_') {
        length--;
    }
    text[length] = '\0';
    /* root\wmi, root\com, root\security and root\default have names that are taken. */
    *name = mbb_valid_library_name(text) ? text : mbb_join(arena, "root_", text, NULL, NULL);
    *prefix = *name;
}

bool mbb_file_name_taken(const char *name, const char **why)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"};

    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        if (equal_nocase(name, devices[i])) {
            *why = "a device of Windows";
            return true;
        }
    }
    if ((starts_nocase(name, "com") || starts_nocase(name, "lpt")) && strlen(name) == 4 && mb_is_digit(name[3])) {
        *why = "a device of Windows";
        return true;
    }
    if (equal_nocase(name, "schema")) {
        *why = "schema.h is the library's own";
        return true;
    }
    return false;
}

int32_t mbb_utf8_next(const char **at, const char *end)
{
    const unsigned char *p = (const unsigned char *)*at;
    const unsigned char *stop = (const unsigned char *)end;

    while (p < stop) {
        unsigned lead = *p++;
        if (lead < 0x80) {
            *at = (const char *)p;
            return (int32_t)lead;
        }
        unsigned more = lead >= 0xF0 && lead <= 0xF4 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
        if (lead > 0xF4 || more == 0 || (size_t)(stop - p) < more) {
            continue;
        }
        int32_t point = (int32_t)(lead & (0x3Fu >> more));
        unsigned i = 0;
        for (; i < more && !mb_begins_character((char)p[i]); i++) {
            point = (int32_t)((uint32_t)point << 6 | (p[i] & 0x3Fu));
        }
        static const int32_t smallest[] = {0, 0x80, 0x800, 0x10000};
        if (i == more && point >= smallest[more] && point <= 0x10FFFF && !(point >= 0xD800 && point <= 0xDFFF)) {
            *at = (const char *)(p + more);
            return point;
        }
    }
    *at = end;
    return -1;
}

const char *mbb_spell_name(mbb_binder *binder, const mb_symbol *name, bool *changed)
{
    const char *at = name->text;
    const char *end = at + name->length;

    *changed = false;
    for (const char *p = at; p < end; p++) {
        if (!mb_is_word(*p)) {
            *changed = true;
        }
    }
    if (!*changed) {
        return name->text;
    }
    mb_buffer_clear(&binder->scratch);
    mb_buffer_puts(&binder->scratch, "");
    while (at < end) {
        int32_t point = mbb_utf8_next(&at, end);
        if (point >= 0x80 || (point >= 0 && !mb_is_word((char)point))) {
            mb_buffer_printf(&binder->scratch, "u%04X", (unsigned)point);
        } else if (point >= 0) {
            mb_buffer_putc(&binder->scratch, (char)point);
        }
    }
    return mb_arena_text(binder->arena, binder->scratch.text, binder->scratch.length);
}

/** Punctuation, blanks and symbols outside ASCII; what is left counts as letters. */
static bool is_separator(int32_t point)
{
    static const struct {
        int32_t first;
        int32_t last;
    } ranges[] = {
        {0x80, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},     {0xBB, 0xBF},     {0xD7, 0xD7},
        {0xF7, 0xF7},     {0x2000, 0x206F}, {0x20A0, 0x20CF}, {0x2190, 0x245F}, {0x2500, 0x2BFF}, {0x2E00, 0x2E7F},
        {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0xE000, 0xF8FF}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE6F},
        {0xFEFF, 0xFEFF}, {0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFFF0, 0xFFFF},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (point >= ranges[i].first && point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

#define LONGEST_CODE_NAME 100

const char *mbb_spell_code(mbb_binder *binder, mb_text name)
{
    char text[LONGEST_CODE_NAME + 1];
    size_t length = 0;
    bool gap = false;
    const char *at = name.bytes;
    const char *end = at + name.length;

    while (at < end) {
        char part[16];
        size_t part_length = 1;
        /* ASCII without detour: this runs for every code of every table. */
        if ((unsigned char)*at < 0x80) {
            part[0] = *at++;
            if (!mb_is_word(part[0]) || part[0] == '_') {
                gap = true;
                continue;
            }
        } else {
            int32_t point = mbb_utf8_next(&at, end);
            if (point < 0 || is_separator(point)) {
                gap = true;
                continue;
            }
            if (point < 0x80) {
                at--;
                continue;
            }
            part_length = (size_t)snprintf(part, sizeof part, "u%04X", (unsigned)point);
        }
        gap = gap && length > 0;
        if (length + gap + part_length > LONGEST_CODE_NAME) {
            break;
        }
        if (gap) {
            text[length++] = '_';
            gap = false;
        }
        memcpy(text + length, part, part_length);
        length += part_length;
    }
    return mb_arena_text(binder->arena, text, length);
}
