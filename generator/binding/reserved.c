#include "binding/binder.h"

typedef struct reserved_word {
    const char *word;
    mb_taken_by taken;
} reserved_word;

static const reserved_word words[] = {
#define R(word, by) {word, MB_TAKEN_##by},
#include "binding/reserved.def"
#undef R
};

mb_taken_by mb_word_taken(const char *word)
{
    size_t low = 0;
    size_t high = sizeof words / sizeof words[0];

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(word, words[middle].word);
        if (order == 0) {
            return words[middle].taken;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return MB_TAKEN_NOT;
}

const char *mb_taken_reason(mb_taken_by taken)
{
    switch (taken) {
    case MB_TAKEN_C:
        return "a keyword of C";
    case MB_TAKEN_CPLUSPLUS:
        return "a keyword of C++";
    case MB_TAKEN_LIBRARY:
        return "a macro of the C library";
    case MB_TAKEN_WINDOWS:
        return "a macro of <windows.h>";
    case MB_TAKEN_NOT:
        break;
    }
    return NULL;
}
