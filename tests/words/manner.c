#include "manner.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A text that begins so says first what the declaration already says. In small letters. */
static const char *const openings[] = {
    "this property", "this method",   "this class",   "this parameter", "this is",      "the property", "the parameter",
    "the value of",  "property that", "contains the", "specifies",      "represents",   "indicates",    "describes",
    "provides",      "defines",       "used to",      "it is",          "a string",     "an array",     "a boolean",
    "an integer",    "a number that", "a value that", "a reference",    "reference to", "a class",      "a method",
};

/* So begins what makes no sense where a search or an editor shows it alone, or what tells an answer before the question. */
static const char *const lone_openings[] = {
    "that in words", "that rule", "says so", "first of those", "first address of that", "answers 0",
};

/* What can be left out, or stands where something should be said. */
static const char *const filler[] = {
    "simply",
    "basically",
    "obviously",
    "of course",
    "please",
    "note that",
    "in order to",
    "utilize",
    "leverage",
    "various",
    "etc",
    "and so on",
    "and such",
    "as needed",
    "as appropriate",
    "aforementioned",
    "in question",
    "corresponding value",
    "actual value",
    "the fact that",
    "see above",
    "see below",
    "self-explanatory",
    "seamlessly",
    "powerful",
    "robust",
    "todo",
    "tbd",
    "xxx",
};

/* Words that tell nothing about a member. */
static const char *const empty_words[] = {
    "a",      "an",       "and",  "are",    "as",   "at",         "be",     "been",     "by",   "class",
    "each",   "for",      "from", "how",    "id",   "identifier", "in",     "instance", "into", "is",
    "it",     "its",      "name", "no",     "not",  "number",     "object", "of",       "on",   "one",
    "or",     "property", "set",  "string", "than", "that",       "the",    "these",    "this", "to",
    "unique", "value",    "was",  "what",   "when", "which",      "who",    "with",
};

/* Ends of associations: where the class says what it ties, one word more is enough. */
static const char *const roles[] = {
    "Antecedent",       "Dependent",     "GroupComponent", "PartComponent", "ManagedElement",
    "SettingData",      "Capabilities",  "Collection",     "Member",        "AffectedElement",
    "AffectingElement", "OwningElement", "OwnedElement",   "SystemElement", "SameElement",
};

enum { LONGEST_WORD = 48, MOST_WORDS = 32 };

typedef struct word_list {
    char words[MOST_WORDS][LONGEST_WORD];
    size_t count;
} word_list;

static bool is_one_of(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/** Cuts off what English puts behind a word. */
static void cut_ending(char *word)
{
    static const char *const endings[] = {"ing", "ed", "es", "s"};
    size_t length = strlen(word);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending + 3 && strcmp(word + length - ending, endings[i]) == 0) {
            word[length - ending] = '\0';
            return;
        }
    }
}

static void add_word(word_list *list, const char *start, size_t length)
{
    if (length == 0 || length >= LONGEST_WORD || list->count == MOST_WORDS) {
        return;
    }
    char *word = list->words[list->count++];
    for (size_t i = 0; i < length; i++) {
        word[i] = (char)tolower((unsigned char)start[i]);
    }
    word[length] = '\0';
    cut_ending(word);
}

/** Whether a new word begins at name[i]: a capital behind a small letter, or one before a small letter ("VMState"). */
static bool begins_word(const char *name, size_t i)
{
    bool is_capital = isupper((unsigned char)name[i]) != 0;
    return is_capital && (islower((unsigned char)name[i - 1]) || islower((unsigned char)name[i + 1]));
}

static word_list words_of_name(const char *name)
{
    word_list list = {.count = 0};
    size_t start = 0;
    for (size_t i = 0;; i++) {
        bool is_part = isalnum((unsigned char)name[i]) != 0;
        if (!is_part || (i > start && begins_word(name, i))) {
            add_word(&list, name + start, i - start);
            start = is_part ? i : i + 1;
        }
        if (name[i] == '\0') {
            return list;
        }
    }
}

static bool is_known(const word_list *list, const char *word)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/** How many words of a text are neither empty nor of the name. */
static size_t words_beyond(const char *name, const char *text)
{
    word_list own = words_of_name(name);
    size_t count = 0;
    while (*text != '\0') {
        size_t length = 0;
        char word[LONGEST_WORD];
        while (isalnum((unsigned char)*text) || *text == '_' || *text == '\'') {
            if (*text != '\'' && length + 1 < sizeof word) {
                word[length++] = (char)tolower((unsigned char)*text);
            }
            text++;
        }
        word[length] = '\0';
        if (length > 0 && !is_one_of(empty_words, sizeof empty_words / sizeof *empty_words, word)) {
            cut_ending(word);
            count += is_known(&own, word) ? 0 : 1;
        }
        text += length > 0 || *text == '\0' ? 0 : 1;
    }
    return count;
}

/** Whether `low` has the phrase at `at`, as whole words. */
static bool phrase_at(const char *low, size_t at, const char *phrase)
{
    size_t length = strlen(phrase);
    return strncmp(low + at, phrase, length) == 0 && !isalnum((unsigned char)low[at + length]) &&
           (at == 0 || !isalnum((unsigned char)low[at - 1]));
}

static const char *empty_phrase(const char *low)
{
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (phrase_at(low, 0, openings[i])) {
            return openings[i];
        }
    }
    for (size_t i = 0; i < sizeof lone_openings / sizeof *lone_openings; i++) {
        if (phrase_at(low, 0, lone_openings[i])) {
            return lone_openings[i];
        }
    }
    for (size_t i = 0; i < sizeof filler / sizeof *filler; i++) {
        for (size_t at = 0; low[at] != '\0'; at++) {
            if (phrase_at(low, at, filler[i])) {
                return filler[i];
            }
        }
    }
    return NULL;
}

const char *manner_fault(const char *member, const char *text)
{
    static char fault[128];
    char low[MANNER_LONGEST + 1];
    size_t length = strlen(text);
    const char *last = strrchr(member, '.');
    const char *name = last != NULL ? last + 1 : member;

    if (length == 0 || length > MANNER_LONGEST) {
        snprintf(fault, sizeof fault, "%zu characters, not 1 to %d", length, MANNER_LONGEST);
        return fault;
    }
    for (size_t i = 0; i <= length; i++) {
        low[i] = (char)tolower((unsigned char)text[i]);
        if (i < length && (text[i] < ' ' || text[i] > '~')) {
            return "a character that is not printable ASCII";
        }
    }
    if (strstr(text, "  ") != NULL || strstr(text, " . ") != NULL || strstr(text, " ,") != NULL ||
        (length > 1 && text[length - 2] == ' ')) {
        return "a blank too many";
    }
    if (text[length - 1] != '.' && text[length - 1] != ')') {
        return "no full stop at its end";
    }
    const char *phrase = empty_phrase(low);
    if (phrase != NULL) {
        snprintf(fault, sizeof fault, "\"%s\"", phrase);
        return fault;
    }
    bool is_role = last != NULL && is_one_of(roles, sizeof roles / sizeof *roles, name);
    return words_beyond(name, text) < (is_role ? 1U : 2U) ? "nothing that its name does not say" : NULL;
}

/**
 * Whether a word is a name: it has a digit, an underscore, a backslash, a dot within ("a.b"), or a capital within that begins a word of
 * its own ("VmName", "OSName", but not "VLANs").
 */
static bool is_name(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bool is_capital = i > 0 && isupper((unsigned char)word[i]);
        if (isdigit((unsigned char)word[i]) || word[i] == '_' || word[i] == '\\' ||
            (word[i] == '.' && i > 0 && i + 1 < length) || (is_capital && islower((unsigned char)word[i - 1])) ||
            (is_capital && i + 2 < length && islower((unsigned char)word[i + 1]) &&
             islower((unsigned char)word[i + 2]) && word[i - 1] != '-')) {
            return true;
        }
    }
    return false;
}

void manner_words(const char *text, char *out)
{
    while (*text != '\0') {
        size_t length = strcspn(text, " \t,;:()[]{}<>\"/|*=+");
        if (!is_name(text, length)) {
            memcpy(out, text, length);
            out += length;
        }
        text += length;
        if (*text != '\0') {
            *out++ = ' ';
            text++;
        }
    }
    *out = '\0';
}
