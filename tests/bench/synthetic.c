#include "synthetic.h"

#include <stdio.h>
#include <stdlib.h>

static void write_property(FILE *file, unsigned class_number, unsigned number)
{
    static const char *const types[] = {"uint16", "uint32", "string", "boolean", "datetime", "uint64"};

    fprintf(file,
            "    [Read, Description (\n"
            "         \"Property %u of class %u: what it means is told in a sentence or two, as schemas do, so that "
            "most of \"\n"
            "         \"the text is string literals in several pieces.\")",
            number, class_number);
    if (number % 6 == 0)
        fputs(
            ",\n     ValueMap { \"0\", \"1\", \"2\", \"3\", \"4..32767\", \"32768..65535\" },\n"
            "     Values { \"Unknown\", \"Other\", \"Enabled\", \"Disabled\", \"DMTF Reserved\", \"Vendor Reserved\" }",
            file);
    fprintf(file, "]\n    %s Property%u_%u;\n\n", types[number % 6], class_number, number);
}

static void write_method(FILE *file, unsigned class_number, unsigned number)
{
    fprintf(file,
            "    [Description (\"Method %u of class %u.\"),\n"
            "     ValueMap { \"0\", \"1\", \"4096\", \"32768..65535\" },\n"
            "     Values { \"Completed with No Error\", \"Not Supported\", \"Job Started\", \"Vendor Specific\" }]\n"
            "    uint32 Method%u_%u(\n"
            "        [In, Description (\"The state to go to.\")] uint16 RequestedState,\n"
            "        [In ( false ), Out, Description (\"The job, if one was started.\")] Bench_Class0 REF Job);\n\n",
            number, class_number, class_number, number);
}

size_t synthetic_write(const char *path, unsigned classes)
{
    FILE *file = fopen(path, "wb");
    long size;

    if (file == NULL) {
        perror(path);
        exit(3);
    }
    fputs("#pragma namespace(\"\\\\\\\\.\\\\root\\\\bench\")\n\n", file);
    for (unsigned i = 0; i < classes; i++) {
        fprintf(file, "// %u of %u\n[Version ( \"2.%u.0\" ), Description (\"Class %u.\")]\nclass Bench_Class%u", i,
                classes, i % 50, i, i);
        /* A forest of trees that are at most six classes deep. */
        if (i % 6 != 0)
            fprintf(file, " : Bench_Class%u", i - 1);
        fputs(" {\n\n", file);
        if (i % 6 == 0)
            fputs("    [Key, Description (\"Names the instance.\")]\n    string InstanceID;\n\n", file);
        for (unsigned p = 0; p < 9; p++)
            write_property(file, i, p);
        for (unsigned m = 0; m < 2; m++)
            write_method(file, i, m);
        fputs("};\n\n", file);
    }
    size = ftell(file);
    if (ferror(file) || fclose(file) != 0 || size < 0) {
        perror(path);
        exit(3);
    }
    return (size_t)size;
}
