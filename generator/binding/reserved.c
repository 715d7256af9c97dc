#include "binding/reserved.h"

#include "binding/binder.h"

static const char *line_at(size_t at)
{
    return (const char *)mbb_reserved_words + at;
}

/** Where the line begins that holds a byte. */
static size_t begin_of(size_t at)
{
    while (at > 0 && mbb_reserved_words[at - 1] != '\n') {
        at--;
    }
    return at;
}

/** Where the next line begins. */
static size_t next_of(size_t at)
{
    const void *end = memchr(line_at(at), '\n', mbb_reserved_size - at);

    return (size_t)((const char *)end - line_at(0)) + 1;
}

static size_t word_length(size_t at)
{
    return strcspn(line_at(at), " \n");
}

/** How a line's word stands to another: as strcmp(). */
static int compare(size_t at, const char *word, size_t length)
{
    const size_t own = word_length(at);
    const int order = memcmp(line_at(at), word, own < length ? own : length);

    return order != 0 ? order : (own > length) - (own < length);
}

/** The first line whose word is not before another. */
static size_t find(const char *word, size_t length)
{
    size_t low = 0;
    size_t high = mbb_reserved_size;

    while (low < high) {
        const size_t middle = begin_of(low + (high - low) / 2);
        if (compare(middle, word, length) < 0) {
            low = next_of(middle);
        } else {
            high = middle;
        }
    }
    return low;
}

/** What stands in a line behind the word; NULL where it is not taken. */
static const char *find_taker(const char *word)
{
    const size_t length = strlen(word);
    const size_t at = find(word, length);

    return at < mbb_reserved_size && compare(at, word, length) == 0 ? line_at(at) + length + 1 : NULL;
}

static bool is_by(const char *taker, const char *by)
{
    const size_t length = strlen(by);

    return strncmp(taker, by, length) == 0 && (taker[length] == '\n' || taker[length] == ' ');
}

bool mbb_word_is_keyword(const char *word)
{
    const char *taker = find_taker(word);

    return taker != NULL && (is_by(taker, "C") || is_by(taker, "C++"));
}

mbb_identifiers *mbb_words_new(mb_arena *arena)
{
    enum { LINE = 16 }; /* about as long as each is */
    mbb_identifiers *words = mbb_identifiers_new(arena, mbb_reserved_size / LINE);

    for (size_t at = 0; at < mbb_reserved_size;) {
        const size_t next = next_of(at);
        const char *blank = memchr(line_at(at), ' ', next - at);
        const char *end = blank != NULL ? blank : line_at(next - 1);
        (void)mbb_identifiers_add(words, line_at(at), (size_t)(end - line_at(at)));
        at = next;
    }
    return words;
}

const char *mbb_word_taken(const mbb_identifiers *taken, const char *word, mb_arena *arena)
{
    static const char *const reasons[][2] = {{"C", "a keyword of C"},
                                             {"C++", "a keyword of C++"},
                                             {"library", "a macro of the C library"},
                                             {"windows", "a macro of <windows.h>"}};
    const char *taker = mbb_identifiers_has(taken, word, strlen(word)) ? find_taker(word) : NULL;

    if (taker == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (is_by(taker, reasons[i][0])) {
            return reasons[i][1];
        }
    }
    const char *header = strchr(taker, ' ') + 1;
    return mb_arena_format(arena, "a macro of <%s>", mb_arena_text(arena, header, strcspn(header, "\n")));
}

size_t mbb_words_that_begin(const char *begin, mb_arena *arena, const char ***out)
{
    const size_t length = strlen(begin);
    const size_t first = find(begin, length);
    size_t count = 0;

    for (size_t at = first; at < mbb_reserved_size && strncmp(line_at(at), begin, length) == 0; at = next_of(at)) {
        count++;
    }
    *out = mb_arena_array(arena, count, sizeof **out);
    count = 0;
    for (size_t at = first; at < mbb_reserved_size && strncmp(line_at(at), begin, length) == 0; at = next_of(at)) {
        (*out)[count++] = mb_arena_text(arena, line_at(at), word_length(at));
    }
    return count;
}
