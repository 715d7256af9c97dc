/* Writes MESSAGES.md: each message with what it means, a case of it, and what mofbind says there. Run in
 * tests/messages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include "case.h"

#include "diag/report.h"

enum { MOST_LINES = 24, LINES_AT_ENDS = 4, MOST_FILES = 64, FILES_SHOWN = 4, LONGEST_PATH = 256 };

typedef struct file_list {
    char paths[MOST_FILES][LONGEST_PATH];
    size_t count;
} file_list;

static case_text text;

/** A text of messages.def as Markdown: what would mean something there is escaped, but for `code`. */
static void write_prose(FILE *out, const char *prose)
{
    bool is_code = false;

    for (; *prose != '\0'; prose++) {
        is_code = is_code != (*prose == '`');
        if (prose[0] == '%' && prose[1] == 's') {
            fputs("...", out);
            prose++;
            continue;
        }
        if (!is_code && strchr("\\*_<>|{}[]", *prose) != NULL) {
            fputc('\\', out);
        }
        fputc(*prose, out);
    }
}

static bool is_utf8(const case_text *of)
{
    size_t expected = 0;

    for (size_t i = 0; i < of->length; i++) {
        unsigned char c = (unsigned char)of->bytes[i];
        bool is_tail = (c & 0xC0) == 0x80;
        if (c == 0 || is_tail != (expected != 0)) {
            return false;
        }
        expected = is_tail ? expected - 1 : c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    }
    return expected == 0;
}

/** A fenced block; of many lines the first and the last. Bytes that are no text are shown as \xFC. */
static void write_block(FILE *out, const char *language, const case_text *of)
{
    bool shows_bytes = !is_utf8(of);
    size_t lines = 0;

    for (size_t i = 0; i < of->length; i++) {
        lines += of->bytes[i] == '\n';
    }
    bool is_long = lines > MOST_LINES;
    fprintf(out, "```%s\n", language);
    for (size_t i = 0, line = 0; i < of->length; i++) {
        unsigned char c = (unsigned char)of->bytes[i];
        if (is_long && line >= LINES_AT_ENDS && line < lines - LINES_AT_ENDS) {
            if (line == LINES_AT_ENDS && of->bytes[i - 1] == '\n') {
                fputs("...\n", out);
            }
        } else if (shows_bytes && c != '\n' && (c < ' ' || c > '~')) {
            fprintf(out, "\\x%02X", (unsigned)c);
        } else {
            fputc(c, out);
        }
        line += c == '\n';
    }
    if (of->length == 0 || of->bytes[of->length - 1] != '\n') {
        fputc('\n', out);
    }
    fputs("```\n", out);
}

static void list_files(const char *folder, file_list *files)
{
    DIR *open = opendir(folder);
    const struct dirent *each;

    while (open != NULL && (each = readdir(open)) != NULL) {
        char path[LONGEST_PATH];
        if (each->d_name[0] == '.' || strlen(folder) + strlen(each->d_name) + 2 > sizeof path) {
            continue;
        }
        strcat(strcat(strcpy(path, folder), "/"), each->d_name);
        DIR *below = opendir(path);
        if (below != NULL) {
            closedir(below);
            list_files(path, files);
        } else if (files->count < MOST_FILES) {
            strcpy(files->paths[files->count++], path);
        }
    }
    if (open != NULL) {
        closedir(open);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/** The files of a case beside its MOF. */
static void write_files(FILE *out, mb_message message)
{
    static file_list files;
    char folder[32];

    files.count = 0;
    list_files(case_name(message, "", folder), &files);
    qsort(files.paths, files.count, sizeof files.paths[0], by_name);
    size_t shown = files.count > 2 * FILES_SHOWN ? FILES_SHOWN : files.count;
    for (size_t i = 0; i < shown && case_read(files.paths[i], &text); i++) {
        fprintf(out, "\n`%s`:\n\n", files.paths[i]);
        write_block(out, "", &text);
    }
    if (shown != files.count) {
        fprintf(out, "\nand %lu more files.\n", (unsigned long)(files.count - shown));
    }
}

static bool write_example(FILE *out, mb_message message)
{
    case_command command;
    char name[32];

    if (!case_command_of(message, &command) || !case_read(case_name(message, ".mof", name), &text)) {
        return false;
    }
    fputs("\n", out);
    write_block(out, "mof", &text);
    write_files(out, message);
    fputs("\n`", out);
    for (int i = 0; i < command.argc; i++) {
        fprintf(out, "%s%s", i != 0 ? " " : "", command.argv[i]);
    }
    fputs("` says:\n\n", out);
    if (!case_read(case_name(message, ".expected", name), &text)) {
        return false;
    }
    write_block(out, "text", &text);
    return true;
}

static void write_table(FILE *out)
{
    fputs("| number | name | severity | text |\n|---|---|---|---|\n", out);
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        const mb_message_info *info = mb_message_about((mb_message)i);
        fprintf(out, "| [MOF%03d](#mof%03d-%s) | %s | %s | ", info->number, info->number, info->name, info->name,
                mb_severity_name(info->severity));
        write_prose(out, info->text);
        fputs(" |\n", out);
    }
}

static bool write_messages(FILE *out)
{
    for (int i = 0; i < MB_MESSAGE_COUNT; i++) {
        const mb_message message = (mb_message)i;
        const mb_message_info *info = mb_message_about(message);
        const case_elsewhere *where = case_is_elsewhere(message);
        fprintf(out, "\n## MOF%03d %s\n\n%s: ", info->number, info->name, mb_severity_name(info->severity));
        write_prose(out, info->text);
        fputs("\n\n", out);
        write_prose(out, info->explanation);
        fputs("\n", out);
        if (where != NULL) {
            fprintf(out, "\nNo file brings it about; `%s` of %s does.\n", where->function, where->file);
        } else if (!write_example(out, message)) {
            printf("MOF%03d has no case\n", info->number);
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv)
{
    FILE *out = argc == 2 ? fopen(argv[1], "wb") : NULL;

    if (out == NULL) {
        printf("usage: document MESSAGES.md\n");
        return 2;
    }
    fputs(
        "# The messages of mofbind\n\n"
        "Written by the target `update_messages` from diag/messages.def and tests/messages: not to be "
        "edited.\n`mofbind help MOF331` and `mofbind help class-undeclared` say the same. A warning is switched off by "
        "`-Wno-` and its name, and\nmade an error by `-Werror=` and its name.\n\n",
        out);
    write_table(out);
    bool good = write_messages(out);
    return fclose(out) == 0 && good ? 0 : 1;
}
