/*
 * Templates: what compiles is rendered. An input is split at lines that hold only "#####": the template, then the
 * partials a, b, c and d.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "../template/fixture.h"

enum { MOST_PARTIALS = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separator[] = "\n#####\n";
    static const char *const names[MOST_PARTIALS] = {"a", "b", "c", "d"};
    test_partial partials[MOST_PARTIALS + 1] = {{NULL, NULL}};
    test_result result;
    char *text = malloc(size + 1);
    if (text == NULL) {
        abort();
    }
    if (size != 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    char *next = text;
    for (size_t i = 0; i < MOST_PARTIALS && (next = strstr(next, separator)) != NULL; i++) {
        *next = '\0';
        next += sizeof separator - 1;
        partials[i].name = names[i];
        partials[i].text = next;
    }
    if (fuzz_is_utf8(text, strlen(text))) { /* else the text is taken for CP1252, which is the decoder's business */
        fuzz_check(test_run(text, partials, NULL, &result), "no memory");
        fuzz_check(result.compiled || *result.messages != '\0', "an error without a message");
        fuzz_check(fuzz_is_printable(result.messages, strlen(result.messages)), "not fit for a terminal:\n%s",
                   result.messages);
        test_result_free(&result);
    }
    free(text);
    return 0;
}
