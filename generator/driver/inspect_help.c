/* What --help says on list, show and dump. */
#include <string.h>

#include "driver/help.h"

#define READING                                                                                                        \
    "  -I, --include-dir DIR    where to look for what the files include; may be given again\n"                        \
    "  --overlay FILE           a MOF that adds to the others: see `mofbind help check`; may be given again\n"         \
    "  --namespace NAMESPACE    of what stands before any #pragma namespace; default: root\\default\n"                 \
    "  --dialect DIALECT        dmtf, wmi or auto: see `mofbind help check`\n"                                         \
    "  --locale LOCALE          whose texts are taken where there are several; default: MS_409\n"                      \
    "  --class CLASS, --method CLASS.METHOD, --select FILE\n"                                                             \
    "                           print only what they select, and what that needs: see `mofbind help select`\n"          \
    "  -W NAME, -w, --max-errors N, --diagnostics FORMAT, --color[=WHEN]\n"                                                            \
    "                           messages, which go to standard error: see `mofbind help check`\n"                      \
    "  --                       all that follows are files\n"

static const char list[] =
    "mofbind list [options] FILE.mof...\n"
    "\n"
    "Prints the classes, one a line: namespace, class, superclass (- where it has none), kind, and how many "
    "properties\n"
    "and methods an instance has, inherited ones included. Superclasses come before their subclasses, else it is the\n"
    "order of the files.\n"
    "\n"
    "  --methods                print the methods instead, each at the class that declares it: namespace, "
    "Class.Method,\n"
    "                           what it returns, parameters\n"
    "  --why CLASS              print why --class, --method or --select bring a class in: one step a line\n" READING;

static const char show[] =
    "mofbind show [options] WHAT FILE.mof...\n"
    "mofbind show --renamed [options] FILE.mof...\n"
    "\n"
    "Prints everything about WHAT, which is Class, Class.Method or Class.Property, in any case of letters: what it\n"
    "inherits and from where, qualifiers in force, values and what they mean, parameters, return codes, names in C.\n"
    "Where several namespaces have the class, WHAT begins with one: root\\interop:CIM_Dependency.\n"
    "\n"
    "  --renamed                print the names that are others in C than in the MOF, one a line: whose it is, the\n"
    "                           name, the name in C, the reason. Where there is none, nothing is printed.\n"
    "  --name NAME              name of the library, as for generate\n"
    "  --prefix PREFIX          what C names begin with, as for generate\n" READING;

static const char dump[] =
    "mofbind dump --json [options] FILE.mof...\n"
    "mofbind dump --mof [options] FILE.mof...\n"
    "\n"
    "Prints the schema: what the files mean, includes, localised texts and overlays put in their places, what was\n"
    "updated or deleted as it is in the end. Comments are not in it, nor pragmas other than namespace.\n"
    "\n"
    "  --json                   as JSON, with names in C. Its form is described in generator/inspect/README.md and in\n"
    "                           dump.schema.json, which is installed as share/mofbind/dump.schema.json.\n"
    "                           Integers beyond 2^53 - 1 are strings, so that no reader rounds them.\n"
    "  --name NAME              name of the library, as for generate\n"
    "  --prefix PREFIX          what C names begin with, as for generate\n"
    "  --no-positions           leave out where in which file each declaration stands\n"
    "  --mof                    as MOF, from which, with the same options, the same schema is read again. Files of\n"
    "                           several namespaces that generate would make several libraries of are "
    "refused.\n" READING;

const char *mb_inspect_help(const char *topic)
{
    return strcmp(topic, "list") == 0   ? list
           : strcmp(topic, "show") == 0 ? show
           : strcmp(topic, "dump") == 0 ? dump
                                        : NULL;
}
