#include "driver/help.h"

#include <string.h>

static const char general[] =
    "mofbind: C bindings for WMI schemas\n"
    "\n"
    "  mofbind generate [options] FILE.mof...   write bindings\n"
    "  mofbind check [options] FILE.mof...      report errors, write nothing\n"
    "  mofbind list [options] FILE.mof...       the classes, or the methods, one a line\n"
    "  mofbind show [options] WHAT FILE.mof...  a class, a method or a property, and what it is called in C\n"
    "  mofbind dump [options] FILE.mof...       the schema as JSON or as MOF\n"
    "  mofbind help [COMMAND]                   this, or the options of a command\n"
    "  mofbind help warnings                    the warnings, and what -W calls them\n"
    "  mofbind help MESSAGE                     what a message means: MOF331, or class-undeclared\n"
    "  mofbind --version, mofbind -V\n"
    "\n"
    "FILE.mof may be -, which is standard input. A long option may be cut short where no other begins so.\n"
    "\n"
    "Exit status: 0 good; 1 errors in the MOF or in templates; 2 usage; 3 a file could not be read or written, or out\n"
    "of memory.\n";

static const char generate[] =
    "mofbind generate [options] FILE.mof...\n"
    "\n"
    "Writes C bindings: a library for each namespace, and the runtime that they call. A file belongs to the namespace "
    "that\n"
    "it declares its first class in; files of one namespace make one library. Only what changed is written; what was\n"
    "generated before and no longer is, is removed.\n"
    "\n"
    "  -o, --output DIR         where to write; default: generated\n"
    "  -I, --include-dir DIR    where to look for what the files include; may be given again\n"
    "  --overlay FILE           a MOF that adds to the classes of the others what they do not say: embedded classes, "
    "codes\n"
    "                           and their names, descriptions, units, pages; may be given again. What is wrong with "
    "one is a\n"
    "                           warning: -Wno-overlay\n"
    "  --name NAME              name of the library; default: from the namespace, root\\virtualization\\v2 gives\n"
    "                           virtualization_v2\n"
    "  --prefix PREFIX          what C names begin with; default: from the namespace\n"
    "  --namespace NAMESPACE    of what stands before any #pragma namespace; default: root\\default\n"
    "  --dialect DIALECT        dmtf: DSP0004; wmi: Microsoft's; auto, the default: the one that the files show. They "
    "differ\n"
    "                           in whether [Out] alone is in, too, and in classes declared twice; and only where it is "
    "given is\n"
    "                           an error what that dialect's own compilers refuse and real files hold\n"
    "  --locale LOCALE          whose texts are taken where there are several, such as those of a .mfl; default: "
    "MS_409\n"
    "  --templates DIR          templates that stand in for the embedded ones of the same names; an outputs.list in "
    "it\n"
    "                           decides which are written, and where\n"
    "  --no-runtime             leave out the runtime\n"
    "  --depfile FILE           write a dependency file for make, ninja or CMake\n"
    "  --depfile-target NAME    what it calls the target; default: DIR/mofbind.files, the list of what was written\n"
    "  --summary                say what was generated\n"
    "  -n, --dry-run            say what would be written and removed, and do nothing of it\n"
    "  -W NAME, -W no-NAME      switch a warning on or off: -Wno-class-undeclared; `mofbind help warnings` lists them\n"
    "  -W error[=NAME]          make errors of all warnings, or of one; -W no-error[=NAME]: not so\n"
    "  -w, --no-warnings        show errors only\n"
    "  --max-errors N           show N errors of a file, 0 = all; default: 20\n"
    "  --diagnostics FORMAT     how messages are shown: text, the default; json; sarif\n"
    "  --color[=WHEN]           colours in messages: always; never; auto, the default: on a terminal, unless NO_COLOR is "
    "set\n"
    "  --                       all that follows are files\n";

static const char check[] =
    "mofbind check [options] FILE.mof...\n"
    "\n"
    "Reads the files and resolves what they declare, reports errors and warnings, and writes nothing.\n"
    "\n"
    "  -I, --include-dir DIR    where to look for what the files include; may be given again\n"
    "  --overlay FILE           a MOF that adds to the classes of the others what they do not say: embedded classes, "
    "codes\n"
    "                           and their names, descriptions, units, pages; may be given again. What is wrong with "
    "one is a\n"
    "                           warning: -Wno-overlay\n"
    "  --namespace NAMESPACE    of what stands before any #pragma namespace; default: root\\default\n"
    "  --dialect DIALECT        dmtf: DSP0004; wmi: Microsoft's; auto, the default: the one that the files show. They "
    "differ\n"
    "                           in whether [Out] alone is in, too, and in classes declared twice; and only where it is "
    "given is\n"
    "                           an error what that dialect's own compilers refuse and real files hold\n"
    "  --locale LOCALE          whose texts are taken where there are several, such as those of a .mfl; default: "
    "MS_409\n"
    "  --syntax-only            look at the grammar of each file alone: open no included file, resolve no name\n"
    "  -W NAME, -W no-NAME      switch a warning on or off: -Wno-class-undeclared; `mofbind help warnings` lists them\n"
    "  -W error[=NAME]          make errors of all warnings, or of one; -W no-error[=NAME]: not so\n"
    "  -w, --no-warnings        show errors only\n"
    "  --max-errors N           show N errors of a file, 0 = all; default: 20\n"
    "  --diagnostics FORMAT     how messages are shown: text, the default; json; sarif\n"
    "  --color[=WHEN]           colours in messages: always; never; auto, the default: on a terminal, unless NO_COLOR is "
    "set\n"
    "  --                       all that follows are files\n";

const char *mb_help_text(const char *topic)
{
    if (topic != NULL && strcmp(topic, "generate") == 0) {
        return generate;
    }
    if (topic != NULL && strcmp(topic, "check") == 0) {
        return check;
    }
    const char *inspecting = topic != NULL ? mb_inspect_help(topic) : NULL;
    return inspecting != NULL ? inspecting : general;
}
