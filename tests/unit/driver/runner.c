#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runner.h"

enum { MOST_ARGUMENTS = 20 };

capture printed;
capture messages;

mb_exit run_with(const mb_allocator *allocator, const char *const *arguments)
{
    const mb_sink out = {capture_append, &printed, NULL};
    const mb_sink err = {capture_append, &messages, NULL};
    const char *argv[MOST_ARGUMENTS + 1] = {"mofbind"};
    int argc = 1;

    for (; *arguments != NULL; arguments++) {
        assert_true(argc < MOST_ARGUMENTS);
        argv[argc++] = *arguments;
    }
    capture_begin(&printed);
    capture_begin(&messages);
    return mb_run(argc, argv, allocator, &out, &err);
}

void expect_message(const char *phrase)
{
    if (strstr(messages.text, phrase) == NULL) {
        fail_msg("expected '%s' in:\n%s", phrase, messages.text);
    }
}

int set_up(void **state)
{
    if (disk_clear(state) != 0) {
        return -1;
    }
    disk_put("one.mof",
             "#pragma namespace(\"\\\\\\\\.\\\\root\\\\alpha\")\nclass A_One { [key] string Name; uint32 Go(); };\n");
    disk_put("two.mof", "#pragma namespace(\"//./root/ALPHA\")\nclass A_Two : A_One { uint16 Size; };\n");
    disk_put("beta.mof", "#pragma namespace(\"root\\\\beta\")\nclass B_One { [key] string Name; };\n");
    disk_put("none.mof", "class N_One { [key] string Name; };\n");
    disk_put("bare.mof", "// nothing\n");
    disk_put("bad.mof", "class B_Bad { uint32 }\n");
    disk_put("t/outputs.list", "run all.txt all.mustache\nclass {{library}}/{{id}}.txt one.mustache\n");
    disk_put("t/all.mustache", "{{#libraries}}\n{{name}}:{{#classes}} {{{namespace_name}}}:{{{mof_name}}}{{/classes}}"
                               " from{{#mofs}} {{{text}}}{{/mofs}}\n{{/libraries}}\n");
    disk_put("t/one.mustache", "{{{mof_name}}}\n");
    return 0;
}

void put_amended(void)
{
    disk_put("a.mof", "#pragma namespace(\"root\\a\")\nclass A_One { [key] string Name; };\n"
                      "#pragma namespace(\"root\\b\")\nclass B_One { [key] string Name; };\n");
    disk_put("a.mfl",
             "#pragma namespace(\"\\\\\\\\.\\\\root\\\\a\")\ninstance of __namespace{ name=\"MS_409\";};\n"
             "#pragma namespace(\"\\\\\\\\.\\\\root\\\\a\\\\ms_409\")\n"
             "[Description(\"One\") : Amended, AMENDMENT, LOCALE(0x409)] class A_One { [key] string Name; };\n");
    disk_put("b.mfl", "#pragma namespace(\"root\\b\\MS_409\")\nclass B_One { [key] string Nmae; };\n");
}
