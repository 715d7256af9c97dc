/*
 * check_pages FOLDER: reads all pages of a folder as XML, which they are written to be, and looks whether ids are there once and links
 * lead somewhere: to a file, and to an id in it; and that the contents of a page name each of its sections.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

enum { LONGEST = 4096, LONGEST_PATH = 2 * LONGEST + 2 };

/** A growing list of texts. */
typedef struct texts {
    char **items;
    size_t count;
    size_t capacity;
} texts;

static texts pages;   /* paths of those that were read */
static texts ids;     /* PATH#ID */
static texts links;   /* PATH#ID, or PATH */
static texts sources; /* of each link the page */
static texts jumps;   /* PATH#ID of links that stay on their page */
static size_t failures;

static void *need(void *block)
{
    if (block == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(3);
    }
    return block;
}

static void add(texts *list, const char *text)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 1024 : list->capacity * 2;
        list->items = need(realloc(list->items, list->capacity * sizeof *list->items));
    }
    char *copy = need(malloc(strlen(text) + 1));
    list->items[list->count++] = strcpy(copy, text);
}

static bool begins_with(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

static void clear(texts *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i]);
    }
    free(list->items);
}

static void fail(const char *page, const char *what, const char *detail)
{
    enum { MOST_SHOWN = 20 };
    if (failures++ < MOST_SHOWN) {
        printf("%s: %s: %s\n", page, what, detail);
    }
}

/** Joins a link to the folder of its page, and takes "." and ".." out of it. */
static void resolve(const char *page, const char *link, char path[LONGEST])
{
    char joined[LONGEST_PATH];
    const char *slash = strrchr(page, '/');
    const int folder = link[0] == '#' ? (int)strlen(page) : slash != NULL ? (int)(slash - page) + 1 : 0;
    size_t length = 0;

    snprintf(joined, sizeof joined, "%.*s%s", folder, page, link);
    char *fragment = strchr(joined, '#');
    const size_t end = fragment != NULL ? (size_t)(fragment - joined) : strlen(joined);
    path[0] = '\0';
    for (size_t at = 0; at < end;) {
        const size_t part = strcspn(joined + at, "/#");
        if (part == 2 && strncmp(joined + at, "..", 2) == 0) {
            while (length > 0 && path[--length] != '/') {
            }
        } else if (part != 0 && !(part == 1 && joined[at] == '.')) {
            length += (size_t)snprintf(path + length, LONGEST - length, "%s%.*s", length != 0 ? "/" : "", (int)part,
                                       joined + at);
        }
        path[length] = '\0';
        at += part + (joined[at + part] == '/');
    }
    if (fragment != NULL) {
        snprintf(path + length, LONGEST - length, "%s", fragment);
    }
}

static void add_link(const char *page, const char *link, bool stays)
{
    char path[LONGEST];

    if (begins_with(link, "https://") || begins_with(link, "http://")) {
        return;
    }
    if (strchr(link, ':') != NULL || link[0] == '/' || link[0] == '\0') {
        fail(page, "a link that leads out of the folder", link);
        return;
    }
    resolve(page, link, path);
    add(&links, path);
    add(&sources, page);
    if (stays) {
        add(&jumps, path);
    }
}

static void look_at(const char *page, const xmlNode *node)
{
    for (const xmlAttr *each = node->properties; each != NULL; each = each->next) {
        const char *name = (const char *)each->name;
        xmlChar *value = xmlNodeListGetString(node->doc, each->children, 1);
        const char *text = value != NULL ? (const char *)value : "";
        char path[LONGEST];
        if (strcmp(name, "id") == 0) {
            snprintf(path, sizeof path, "%s#%s", page, text);
            add(&ids, path);
            if (text[0] == '\0' || strpbrk(text, " \t\n") != NULL) {
                fail(page, "an id that is none", text);
            }
        } else if (strcmp(name, "href") == 0 || strcmp(name, "src") == 0) {
            add_link(page, text, text[0] == '#');
        } else if (begins_with(name, "on")) {
            fail(page, "an attribute that is a script", name);
        } else if (strcmp(name, "aria-labelledby") == 0 || strcmp(name, "aria-describedby") == 0 ||
                   strcmp(name, "for") == 0) {
            snprintf(path, sizeof path, "#%s", text);
            add_link(page, path, false);
        }
        xmlFree(value);
    }
}

/** What a heading of the page or of a row says. */
static void look_at_heading(const char *page, const xmlNode *node)
{
    const char *name = (const char *)node->name;

    if ((name[0] == 'h' && name[1] >= '1' && name[1] <= '6') || strcmp(name, "th") == 0) {
        xmlChar *text = xmlNodeGetContent(node);
        if (text == NULL || text[strspn((const char *)text, " \t\n")] == '\0') {
            fail(page, "a heading that says nothing", name);
        }
        xmlFree(text);
    }
}

/** All elements, one after the other. */
static void walk(const char *page, const xmlNode *root)
{
    size_t scripts = 0;

    for (const xmlNode *at = root; at != NULL;) {
        if (at->type == XML_ELEMENT_NODE) {
            look_at(page, at);
            look_at_heading(page, at);
            scripts += strcmp((const char *)at->name, "script") == 0;
        }
        if (at->children != NULL) {
            at = at->children;
            continue;
        }
        while (at != root && at->next == NULL) {
            at = at->parent;
        }
        at = at == root ? NULL : at->next;
    }
    if (scripts != 1) {
        fail(page, "more scripts than its own, or none", "");
    }
}

static void read_page(const char *folder, const char *page)
{
    char path[LONGEST_PATH];

    snprintf(path, sizeof path, "%s/%s", folder, page);
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE);
    add(&pages, page);
    if (document == NULL) {
        fail(page, "is not well-formed", "");
        return;
    }
    walk(page, xmlDocGetRootElement(document));
    xmlFreeDoc(document);
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static void read_folder(const char *folder, const char *name)
{
    char path[LONGEST_PATH];

    snprintf(path, sizeof path, "%s%s%s", folder, name[0] != '\0' ? "/" : "", name);
    DIR *open = opendir(path);
    if (open == NULL) {
        fail(path, "cannot be read", "");
        return;
    }
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        struct stat about;
        char below[LONGEST];
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(below, sizeof below, "%s%s%s", name, name[0] != '\0' ? "/" : "", entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, below);
        if (stat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
            read_folder(folder, below);
        } else if (ends_with(below, ".html")) {
            read_page(folder, below);
        }
    }
    closedir(open);
}

static int compare(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool has(const texts *list, const char *text)
{
    return bsearch(&text, list->items, list->count, sizeof *list->items, compare) != NULL;
}

static void check_links(const char *folder)
{
    for (size_t i = 0; i < links.count; i++) {
        char path[LONGEST_PATH];
        struct stat about;
        const size_t length = strcspn(links.items[i], "#");
        snprintf(path, sizeof path, "%s/%.*s", folder, (int)length, links.items[i]);
        if (links.items[i][length] == '#' && !has(&ids, links.items[i])) {
            fail(sources.items[i], "a link to an id that is not there", links.items[i]);
        } else if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) {
            fail(sources.items[i], "a link to a file that is not there", links.items[i]);
        }
    }
}

/** A section that the contents do not name is found by scrolling alone. */
static void check_sections(void)
{
    for (size_t i = 0; i < ids.count; i++) {
        if (begins_with(strchr(ids.items[i], '#'), "#section-") && !has(&jumps, ids.items[i])) {
            fail(ids.items[i], "a section that the contents do not name", "");
        }
    }
}

/** Sorts what is looked up. */
static void sort(texts *list)
{
    if (list->count != 0) {
        qsort(list->items, list->count, sizeof *list->items, compare);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: check_pages FOLDER\n");
        return 2;
    }
    read_folder(argv[1], "");
    sort(&ids);
    sort(&jumps);
    for (size_t i = 1; i < ids.count; i++) {
        if (strcmp(ids.items[i - 1], ids.items[i]) == 0) {
            fail(ids.items[i], "an id that is there twice", "");
        }
    }
    check_links(argv[1]);
    check_sections();
    printf("%lu pages, %lu ids, %lu links, %lu failures\n", (unsigned long)pages.count, (unsigned long)ids.count,
           (unsigned long)links.count, (unsigned long)failures);
    const bool good = failures == 0 && pages.count != 0 && links.count != 0;
    clear(&pages);
    clear(&ids);
    clear(&links);
    clear(&sources);
    clear(&jumps);
    xmlCleanupParser();
    return good ? 0 : 1;
}
