/*
 * Reference pages: what MofbindPage names, as an address. Three forms:
 *   msvm-computersystem                            a page of the reference of root\virtualization\v2
 *   previous-versions/windows/desktop/x/y          a path on the same site: it holds a slash
 *   https://example.org/reference/y                an address
 * The pages of root\HyperVCluster\v2 lie in another folder than those of root\virtualization\v2, under the same names,
 * so they are told by their paths. Which folder a namespace has is the MOF's to say: the compiler knows one.
 */
#include <string.h>

#include "schema/resolver.h"
#include "support/characters.h"

static const char SITE[] = "https://learn.microsoft.com/en-us/";
static const char FOLDER[] = "windows/win32/hyperv_v2/";

/** Characters that stand for themselves in an address; of those that could end a comment or a link there are none. */
static bool may_stand_in_address(char c)
{
    return mb_is_word(c) || (c != '\0' && strchr("-.~%/:?#[]@!$&'()+,;=", c) != NULL);
}

static bool begins_with(mb_text text, const char *prefix)
{
    const mb_text wanted = mb_text_of(prefix);
    return text.length > wanted.length && mb_text_equal_nocase((mb_text){text.bytes, wanted.length}, wanted);
}

static bool is_address(mb_text page)
{
    return begins_with(page, "https://") || begins_with(page, "http://");
}

/** The name of the file that a page is made of, which is no part of its address. */
static bool is_file_name(mb_text page)
{
    const mb_text ending = mb_text_of(".md");
    return page.length > ending.length &&
           mb_text_equal_nocase((mb_text){page.bytes + page.length - ending.length, ending.length}, ending);
}

bool mb_is_page(mb_text page)
{
    for (uint32_t i = 0; i < page.length; i++) {
        if (!may_stand_in_address(page.bytes[i])) {
            return false;
        }
    }
    if (is_address(page)) {
        return true;
    }
    return page.length > 0 && page.bytes[0] != '/' && page.bytes[0] != '.' &&
           memchr(page.bytes, ':', page.length) == NULL && !is_file_name(page);
}

const char *mb_element_page(const mb_schema *schema, const mb_element *element, mb_arena *arena)
{
    if (element->kind != MB_ELEMENT_CLASS && element->kind != MB_ELEMENT_METHOD) {
        return NULL;
    }
    const mb_text page = mb_element_text(schema, element, MB_Q_MOFBINDPAGE);
    if (page.bytes == NULL || !mb_is_page(page)) {
        return NULL;
    }
    if (is_address(page)) {
        return mb_arena_text(arena, page.bytes, page.length);
    }
    const bool is_path = memchr(page.bytes, '/', page.length) != NULL;
    const size_t site = sizeof SITE - 1, folder = is_path ? 0 : sizeof FOLDER - 1;
    char *address = mb_arena_alloc(arena, site + folder + page.length + 1);
    memcpy(address, SITE, site);
    memcpy(address + site, FOLDER, folder);
    memcpy(address + site + folder, page.bytes, page.length);
    address[site + folder + page.length] = '\0';
    return address;
}
