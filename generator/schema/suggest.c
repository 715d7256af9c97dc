#include "schema/resolver.h"

const char *mb_suggest_type(const char *name)
{
    /* Words of other languages, which are not near in letters or near to the wrong word. */
    static const char *const foreign[][2] = {
        {"bool", "boolean"}, {"byte", "uint8"},     {"char", "char16"},  {"double", "real64"}, {"dword", "uint32"},
        {"float", "real32"}, {"int", "sint32"},     {"int8", "sint8"},   {"int16", "sint16"},  {"int32", "sint32"},
        {"int64", "sint64"}, {"integer", "sint32"}, {"long", "sint32"},  {"qword", "uint64"},  {"real", "real64"},
        {"short", "sint16"}, {"uint", "uint32"},    {"ulong", "uint32"}, {"ushort", "uint16"}, {"word", "uint16"},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        if (mb_text_equal_nocase(mb_text_of(name), mb_text_of(foreign[i][0]))) {
            return foreign[i][1];
        }
    }
    mb_suggestion suggestion;
    mb_suggest_begin(&suggestion, mb_text_of(name));
    suggestion.distance = suggestion.wanted.length < 4 ? 1 : suggestion.wanted.length < 7 ? 2 : 3;
    for (int type = MB_TYPE_BOOLEAN; type <= MB_TYPE_DATETIME; type++) {
        mb_suggest_try(&suggestion, mb_type_word_name((mb_type_word)type), NULL);
    }
    return suggestion.best;
}

bool mb_take_hint(mb_resolver *resolver)
{
    if (resolver->hints_left == 0) {
        return false;
    }
    resolver->hints_left--;
    return true;
}
