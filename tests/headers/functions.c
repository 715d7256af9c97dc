/*
 * What stands before each function of the public headers, whose names are the arguments: a comment for documentation, which says what a
 * function returns that can fail, and whose what it gives is. Handles say besides what threads may share. Headers whose head says how their
 * functions fail ("fail as", "fail with") need not repeat it.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_FUNCTIONS = 200, LARGEST_HEADER = 1 << 18 };

typedef struct reader {
    const char *file;
    const char *head; /* the first comment */
    size_t functions;
    size_t faults;
} reader;

static void complain(reader *r, const char *item, const char *why)
{
    fprintf(stderr, "%s: %.*s: %s\n", r->file, (int)strcspn(item, "\n{;"), item, why);
    r->faults++;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool holds_one(const char *text, const char *const *parts)
{
    while (*parts != NULL && strstr(text, *parts) == NULL) {
        parts++;
    }
    return *parts != NULL;
}

/* Whether a parameter receives what is then somebody's: a pointer to a pointer. A region, wmi_memory, is the caller's from the start. */
static bool gives(const char *item)
{
    const char *at = strchr(item, '(');
    for (; (at = strstr(at, "**")) != NULL; at += 2) {
        const char *start = at;
        while (start > item && start[-1] != ',' && start[-1] != '(') {
            start--;
        }
        if (!begins(start + strspn(start, " \n"), "wmi_memory")) {
            return true;
        }
    }
    return false;
}

static void judge_function(reader *r, const char *item, const char *comment)
{
    static const char *const returns[] = {"@return", "returns `", "calls", "likewise", NULL};
    static const char *const owners[] = {"the caller's", "lives as long", "calls", "likewise", "as of wmi_", NULL};
    static const char *const heads[] = {"fail as", "fail with", NULL};
    r->functions++;
    if (comment[0] == '\0') {
        complain(r, item, "no comment for documentation stands before it");
        return;
    }
    if (strstr(item, "wmi_status WMI_CALL") != NULL && !holds_one(comment, returns) && !holds_one(r->head, heads)) {
        complain(r, item, "its comment does not say what it returns");
    }
    if (gives(item) && !holds_one(comment, owners)) {
        complain(r, item, "its comment does not say whose that is which it gives");
    }
}

static void judge_handle(reader *r, const char *item, const char *comment)
{
    if (strstr(comment, "Threads:") == NULL && strstr(comment, "Opaque") == NULL) {
        complain(r, item, "its comment does not say what threads may share");
    }
}

/* `item` ends with the ; or { that ends the declaration. */
static void judge(reader *r, const char *item, const char *comment)
{
    const char *brackets = strchr(item, '(');
    if (begins(item, "typedef struct") && strchr(item, '{') == NULL && brackets == NULL) {
        judge_handle(r, item, comment);
    } else if (brackets != NULL && !begins(item, "typedef") && !begins(item, "extern") && !begins(item, "struct") &&
               !begins(item, "_Static_assert")) {
        judge_function(r, item, comment);
    }
}

/* Behind a comment, or a directive with all its lines. */
static const char *skip_comment(const char *at)
{
    const char *end = strstr(at + 2, "*/");
    return end != NULL ? end + 2 : at + strlen(at);
}

static const char *skip_directive(const char *at)
{
    while (*at != '\0' && *at != '\n') {
        at += at[0] == '\\' && at[1] == '\n' ? 2 : 1;
    }
    return at;
}

/* Behind the block that begins at `at`. */
static const char *skip_block(const char *at)
{
    int depth = 0;
    do {
        if (begins(at, "/*")) {
            at = skip_comment(at);
            continue;
        }
        depth += (*at == '{') - (*at == '}');
        at++;
    } while (depth > 0 && *at != '\0');
    return at;
}

/* A declaration without its comments, from its first character to its ; or {. @return behind it */
static const char *take_item(const char *at, char *item)
{
    while (*at != '\0' && *at != ';' && *at != '{') {
        if (begins(at, "/*")) {
            at = skip_comment(at);
        } else {
            *item++ = *at++;
        }
    }
    if (*at != '\0') {
        *item++ = *at;
    }
    *item = '\0';
    return *at == '{' ? skip_block(at) : *at == ';' ? at + 1 : at;
}

/* The text up to `end`. */
static void take(const char *text, const char *end, char *out)
{
    memcpy(out, text, (size_t)(end - text));
    out[end - text] = '\0';
}

static void read_header(reader *r, const char *text)
{
    static char item[LARGEST_HEADER];
    static char comment[LARGEST_HEADER];
    const char *at = text;
    comment[0] = '\0';
    while (*at != '\0') {
        if (isspace((unsigned char)*at) || *at == ';' || *at == '}') {
            at++;
        } else if (begins(at, "/*")) {
            const char *end = skip_comment(at);
            if (begins(at, "/**")) {
                take(at, end, comment);
            } else {
                comment[0] = '\0';
            }
            at = end;
        } else if (*at == '#') {
            at = skip_directive(at);
            comment[0] = '\0';
        } else if (begins(at, "extern \"C\" {")) {
            at += strlen("extern \"C\" {");
        } else {
            at = take_item(at, item);
            judge(r, item, comment);
            comment[0] = '\0';
        }
    }
}

int main(int argc, char **argv)
{
    static char text[LARGEST_HEADER];
    static char head[LARGEST_HEADER];
    reader r = {NULL, head, 0, 0};
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        size_t length = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
        if (file == NULL || length == sizeof text - 1) {
            fprintf(stderr, "%s cannot be read\n", argv[i]);
            return 1;
        }
        (void)fclose(file);
        text[length] = '\0';
        take(text, skip_comment(text), head);
        r.file = argv[i];
        read_header(&r, text);
    }
    if (r.functions < LEAST_FUNCTIONS) {
        fprintf(stderr, "only %lu functions were found\n", (unsigned long)r.functions);
        r.faults++;
    }
    return r.faults == 0 ? 0 : 1;
}
