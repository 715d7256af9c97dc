/* What makes a description worth reading, as far as a program can tell. */
#ifndef MB_TESTS_WORDS_MANNER_H
#define MB_TESTS_WORDS_MANNER_H

enum { MANNER_LONGEST = 600 };

/**
 * The first fault of a description: too long, not ASCII, not a sentence, an opening or a phrase that says nothing, or nothing but
 * the name over again.
 *
 * @param member Class, Class.Member or Class.Method.Parameter
 * @return what is wrong, in words; NULL where nothing is. It lasts until the next call.
 */
const char *manner_fault(const char *member, const char *text);

/** What is to be spelt of a text: all its words but names, codes and numbers. `out` has room for the whole text. */
void manner_words(const char *text, char *out);

#endif
