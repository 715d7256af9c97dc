/*
 * Types that are none: `int32 a`.
 */
#include "schema/resolver.h"

bool mb_suggest_type(const char *name, mb_type_word *meant)
{
    /* Words of other languages, which are not near in letters or near to the wrong word. */
    static const struct {
        const char *word;
        mb_type_word type;
    } foreign[] = {
        {"bool", MB_TYPE_BOOLEAN}, {"byte", MB_TYPE_UINT8},   {"char", MB_TYPE_CHAR16},   {"double", MB_TYPE_REAL64},
        {"dword", MB_TYPE_UINT32}, {"float", MB_TYPE_REAL32}, {"int", MB_TYPE_SINT32},    {"int8", MB_TYPE_SINT8},
        {"int16", MB_TYPE_SINT16}, {"int32", MB_TYPE_SINT32}, {"int64", MB_TYPE_SINT64},  {"integer", MB_TYPE_SINT32},
        {"long", MB_TYPE_SINT32},  {"qword", MB_TYPE_UINT64}, {"real", MB_TYPE_REAL64},   {"short", MB_TYPE_SINT16},
        {"uint", MB_TYPE_UINT32},  {"ulong", MB_TYPE_UINT32}, {"ushort", MB_TYPE_UINT16}, {"word", MB_TYPE_UINT16},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        if (mb_equal_names(name, foreign[i].word)) {
            *meant = foreign[i].type;
            return true;
        }
    }
    mb_suggestion suggestion;
    mb_type_word types[MB_TYPE_DATETIME + 1];
    mb_suggest_begin(&suggestion, mb_text_of(name));
    suggestion.distance = suggestion.wanted.length < 4 ? 1 : suggestion.wanted.length < 7 ? 2 : 3;
    for (int type = MB_TYPE_BOOLEAN; type <= MB_TYPE_DATETIME; type++) {
        types[type] = (mb_type_word)type;
        mb_suggest_try(&suggestion, mb_type_word_name(types[type]), &types[type]);
    }
    if (suggestion.best != NULL) {
        *meant = *(const mb_type_word *)suggestion.subject;
    }
    return suggestion.best != NULL;
}
