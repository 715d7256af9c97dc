/* Tells how many properties a jar has: as this file was compiled, and as the library was. */
#include <stdio.h>

#include <No/Jar.h>
#include <No/Lid.h>
#include <No/Label.h>

#if defined(OWN_TEMPLATE)
#define OWN ", of an own template"
#else
#define OWN ""
#endif

int main(void)
{
    const int fits = sizeof(off_Jar) == off_Jar_info.size && sizeof(off_Lid) == off_Lid_info.size &&
                     sizeof(off_Label) == off_Label_info.size;

    printf("%s: jar %u, lid %u, label %u" OWN "\n", fits ? "fits" : "stale", (unsigned)off_Jar_info.field_count,
           (unsigned)off_Lid_info.field_count, (unsigned)off_Label_info.field_count);
    return fits ? 0 : 1;
}
