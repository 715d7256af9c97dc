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
    "  mofbind help select                      how to generate only what is wanted\n"
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
    "  --class CLASS            generate this class, with all methods that it has, and what it needs; * and ? are any "
    "characters;\n"
    "                           may be given again, and so are these: `mofbind help select`\n"
    "  --method CLASS.METHOD    generate the class with this method and no other\n"
    "  --select FILE            read what to generate from a file: Class or Class.Method a line; -Class excludes; # "
    "comments\n"
    "  --templates DIR          templates that stand in for the embedded ones of the same names; an outputs.list in "
    "it\n"
    "                           decides which are written, and where\n"
    "  --no-runtime             leave out the runtime\n"
    "  --depfile FILE           write a dependency file for make, ninja or CMake\n"
    "  --depfile-target NAME    what it calls the target; default: DIR/mofbind.files, the list of what was written\n"
    "  --depfile-outputs WHICH  which of the files written stand in it, so that one that is deleted is written again: "
    "none, the\n"
    "                           default; all; unnamed, those whose names do not follow from --parts\n"
    "  --parts N                write mofbind.parts/, too, for a build that compiles N + 1 files of fixed names: part_0.c, "
    "...,\n"
    "                           schemas.c; its folder include/ is the one for programs\n"
    "  --shared MACRO           these parts make a shared library, where MACRO is defined while it is compiled\n"
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
    "  --class CLASS, --method CLASS.METHOD, --select FILE\n"
    "                           check that there is what they select: `mofbind help select`\n"
    "  --syntax-only            look at the grammar of each file alone: open no included file, resolve no name\n"
    "  -W NAME, -W no-NAME      switch a warning on or off: -Wno-class-undeclared; `mofbind help warnings` lists them\n"
    "  -W error[=NAME]          make errors of all warnings, or of one; -W no-error[=NAME]: not so\n"
    "  -w, --no-warnings        show errors only\n"
    "  --max-errors N           show N errors of a file, 0 = all; default: 20\n"
    "  --diagnostics FORMAT     how messages are shown: text, the default; json; sarif\n"
    "  --color[=WHEN]           colours in messages: always; never; auto, the default: on a terminal, unless NO_COLOR is "
    "set\n"
    "  --                       all that follows are files\n";

static const char selecting[] =
    "--class CLASS, --method CLASS.METHOD, --select FILE; each may be given again, and all of them add up.\n"
    "\n"
    "CLASS selects a class with all methods that it has, inherited ones too; CLASS.METHOD the class with that method and no\n"
    "other, declared or inherited. Both may hold * and ?; the case of letters does not matter; a namespace may stand before\n"
    "them: root\\interop:CIM_*. A file holds one a line; # and // begin comments. What stands behind a - is not selected,\n"
    "wherever the line stands; where all do, they are taken out of everything. What names nothing is an error.\n"
    "\n"
    "What is selected brings along what it needs: superclasses; classes of embedded instances and objects in properties and\n"
    "parameters; and, for a method that may start a job, the classes of such jobs with the methods that waiting calls, and\n"
    "Msvm_AffectedJobElement. These come with their properties, codes and instance functions, and without other methods.\n"
    "References are paths and bring nothing along, so neither do associations: select what their ends are read into. Names\n"
    "and files are those of the whole library. The loopback plays the classes that are there.\n"
    "\n"
    "  mofbind list --select FILE X.mof               what is there\n"
    "  mofbind list --why CLASS --select FILE X.mof   and why\n";

const char *mb_help_text(const char *topic)
{
    if (topic != NULL && strcmp(topic, MB_HELP_SELECT) == 0) {
        return selecting;
    }
    if (topic != NULL && strcmp(topic, "generate") == 0) {
        return generate;
    }
    if (topic != NULL && strcmp(topic, "check") == 0) {
        return check;
    }
    const char *inspecting = topic != NULL ? mb_inspect_help(topic) : NULL;
    return inspecting != NULL ? inspecting : general;
}
