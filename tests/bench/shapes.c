#include "shapes.h"

/** Names that differ in a digit or two. */
void shape_regular_names(FILE *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "class T_Class%u { [Key] string Id; uint16 Prop%u_0; uint16 Prop%u_1; uint32 Method%u_0(); };\n",
                i, i, i, i);
    }
}

void shape_methods_with_tables(FILE *out, unsigned count)
{
    fputs("class T_S { [Key] string Id;\n", out);
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "[ValueMap{\"0\", \"%u\"}, Values{\"Good\", \"Bad %u\"}] uint32 M%u();\n", i + 1, i, i);
    }
    fputs("};\n", out);
}

void shape_properties_with_tables(FILE *out, unsigned count)
{
    fputs("class T_S { [Key] string Id;\n", out);
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "[ValueMap{\"0\", \"%u\"}, Values{\"Good\", \"Bad %u\"}] uint32 P%u;\n", i + 1, i, i);
    }
    fputs("};\n", out);
}

/** Names that C cannot have, and those that they get, which are taken. */
void shape_renamed_properties(FILE *out, unsigned count)
{
    fputs("class T_S { [Key] string Id;\n", out);
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "string \xC3\xBC%u; string u00FC%u;\n", i, i);
    }
    fputs("};\n", out);
}

void shape_renamed_parameters(FILE *out, unsigned count)
{
    fputs("class T_S { [Key] string Id; uint32 M(\n", out);
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "%s[In] string \xC3\xBC%u", i == 0 ? "" : ",\n", i);
    }
    fputs("); };\n", out);
}

void shape_renamed_classes(FILE *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "class T_\xC3\xBC%u { [Key] string Id; };\n", i);
    }
}

void shape_instances(FILE *out, unsigned count)
{
    fputs("class T_S { [Key] string Id; uint32 V; };\n", out);
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "instance of T_S { Id = \"%u\"; V = \"%u\"; };\n", i, i);
    }
}

void shape_warnings(FILE *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "class T_C%u { [Key] string Id; T_Missing%u REF R; };\n", i, i);
    }
}

void shape_subclasses(FILE *out, unsigned count)
{
    fputs("class T_B { [Key] string Id; [Values{\"a\", \"b\"}] uint8 S; uint32 M(); };\n", out);
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "class T_C%u : T_B { uint32 V; };\n", i);
    }
}

void shape_namespaces(FILE *out, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        fprintf(out, "#pragma namespace(\"root\\\\n%u\")\nclass T_C { [Key] string Id; };\n", i);
    }
}

/** Each derives from the one before it, and adds nothing. */
void shape_chain(FILE *out, unsigned count)
{
    fputs("class T_C0 { [Key] string Id; };\n", out);
    for (unsigned i = 1; i < count; i++) {
        fprintf(out, "class T_C%u : T_C%u {};\n", i, i - 1);
    }
}

/** Each adds a property. */
void shape_growing_chain(FILE *out, unsigned count)
{
    fputs("class T_C0 { [Key] string Id; };\n", out);
    for (unsigned i = 1; i < count; i++) {
        fprintf(out, "class T_C%u : T_C%u { string P%u; };\n", i, i - 1, i);
    }
}
