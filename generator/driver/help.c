#include "driver/help.h"

#include <string.h>

static const char general[] =
    "mofbind: C bindings for WMI schemas\n"
    "\n"
    "  mofbind generate [options] FILE.mof...   write bindings\n"
    "  mofbind check [options] FILE.mof...      report errors, write nothing\n"
    "  mofbind help [COMMAND]                   this, or the options of a command\n"
    "  mofbind --version\n"
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
    "  --name NAME              name of the library; default: from the namespace, root\\virtualization\\v2 gives\n"
    "                           virtualization_v2\n"
    "  --prefix PREFIX          what C names begin with; default: from the namespace\n"
    "  --namespace NAMESPACE    of what stands before any #pragma namespace; default: root\\default\n"
    "  --templates DIR          templates that stand in for the embedded ones of the same names; an outputs.list in "
    "it\n"
    "                           decides which are written, and where\n"
    "  --no-runtime             leave out the runtime\n"
    "  --depfile FILE           write a dependency file for make, ninja or CMake\n"
    "  --depfile-target NAME    what it calls the target; default: DIR/mofbind.files, the list of what was written\n"
    "  --summary                say what was generated\n"
    "  -w, --no-warnings        show errors only\n"
    "  --                       all that follows are files\n";

static const char check[] =
    "mofbind check [options] FILE.mof...\n"
    "\n"
    "Reads the files and resolves what they declare, reports errors and warnings, and writes nothing.\n"
    "\n"
    "  -I, --include-dir DIR    where to look for what the files include; may be given again\n"
    "  --namespace NAMESPACE    of what stands before any #pragma namespace; default: root\\default\n"
    "  -w, --no-warnings        show errors only\n"
    "  --                       all that follows are files\n";

const char *mb_help_text(const char *topic)
{
    if (topic != NULL && strcmp(topic, "generate") == 0) {
        return generate;
    }
    if (topic != NULL && strcmp(topic, "check") == 0) {
        return check;
    }
    return general;
}
