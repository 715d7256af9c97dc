/**
 * @file
 * What the files of this stage share: the making of one mbd_site.
 */
#ifndef MB_DOC_MAKER_H
#define MB_DOC_MAKER_H

#include "doc/doc.h"
#include "doc/graph.h"
#include "doc/html.h"
#include "inspect/c_names.h"
#include "render/excerpt.h"

/** An end of an association at which a class may be. */
typedef struct mbd_draft_tie mbd_draft_tie;
struct mbd_draft_tie {
    const mb_class *association;
    const mb_element *role; /**< that the class is in */
    mbd_draft_tie *next;
};

/** A parameter of a method, or a property, that is of a class. */
typedef struct mbd_draft_use mbd_draft_use;
struct mbd_draft_use {
    const mb_class *cls;      /**< that declares the method or the property */
    const mb_element *method; /**< of a property NULL */
    const mb_element *element;
    mbd_draft_use *next;
};

/** A class of a schema while its unit is made. */
typedef struct mbd_draft_class {
    const mbb_class *bound; /**< NULL: it has no page */
    mbd_class *made;
    mbd_link link;
    mbd_draft_tie *ties; /**< declared for this class */
    mbd_draft_use *uses;
    size_t use_count;
    const mb_class **subclasses; /**< that have pages, by name */
    size_t subclass_count;
    uint32_t found; /**< its number among those of the search */
} mbd_draft_class;

/** A list that grows; the items are of one size. */
typedef struct mbd_growing {
    char *items;
    size_t count;
    size_t capacity;
    size_t size; /**< of an item */
} mbd_growing;

/** A member that the search finds, and its number. */
typedef struct mbd_numbered {
    const mb_element *element;
    uint32_t number;
} mbd_numbered;

typedef struct mbd_maker {
    const mbd_input *input;
    mb_heap *heap;
    mb_arena *arena;
    mb_diag *diag;
    mb_buffer scratch; /**< of html */
    mb_buffer words;
    mb_excerpt *excerpt;
    mbd_graphs *graphs;
    mbd_site *site;
    /* of the unit that is being made */
    const mbd_unit *unit;
    mbd_library *library;
    mbd_draft_class *classes; /**< by number */
    uint32_t library_number;
    mb_c_names names;
    mbd_growing numbered; /**< mbd_numbered, by address */
    /* of the class whose page is being made */
    const mb_class *cls;
    const mbb_class *bound;
    mbd_id root;
} mbd_maker;

/** Room for one more, zeroed. What was returned before may move. */
void *mbd_add(mbd_growing *list, mb_arena *arena);
mbb_list mbd_list_of(const mbd_growing *list);

/* texts.c */

/** What a buffer holds, in the arena; the buffer is empty then. */
const char *mbd_take(mbd_maker *maker, mb_buffer *buffer);
mbd_html mbd_name_html(mbd_maker *maker, const mb_symbol *name);
/** The description of an element; absent where there is none. What is said of a class is not said of those derived from it. */
mb_text mbd_description_of(const mbd_maker *maker, const mb_element *element);
/** The description of an element as paragraphs, with links from the page that is being made. */
mbb_list mbd_doc_of(mbd_maker *maker, const mb_element *element);
/** The first sentence of it, cut where it is long. */
mbd_html mbd_brief_of(mbd_maker *maker, const mb_element *element);
/** Any text as HTML. */
mbd_html mbd_html_of_text(mbd_maker *maker, const char *text);
/** The id of a member on the page of a class that has it: its name, told apart from names in C. */
mbd_id mbd_member_anchor(mbd_maker *maker, const mb_class *cls, const mb_element *member);
mbd_id mbd_parameter_anchor(mbd_maker *maker, const mb_class *cls, const mb_element *method,
                            const mb_element *parameter);

/** How another page speaks of a class, declared or not. */
mbd_link mbd_link_to(const mbd_maker *maker, const mb_class *cls);
mbd_link mbd_link_named(mbd_maker *maker, const mb_symbol *name, const mb_class *cls);
static inline mbd_draft_class *mbd_draft_of(const mbd_maker *maker, const mb_class *cls)
{
    return &maker->classes[cls->number];
}
static inline bool mbd_has_page(const mbd_maker *maker, const mb_class *cls)
{
    return maker->classes[cls->number].bound != NULL;
}

/* page_codes.c */

/** A text that is a code, in quotes, as `show` has it: one that is empty, or blank, is seen. */
mbd_html mbd_code_text(mbd_maker *maker, mb_text text);
/** A number in hexadecimal, as the type of its element has it: of a negative one the bits. "" where it is the same in decimal. */
mbd_html mbd_hex_of(mbd_maker *maker, const mb_element *element, int64_t number);
/** The codes of an element; `list` is what they are called in C, or NULL. */
mbb_list mbd_codes_of(mbd_maker *maker, const mb_element *element, const mbb_code_list *list);
/** Whether one of them is a convention. */
bool mbd_has_conventions(mbb_list codes);

/* page_members.c */

/** Type, class, notes, description and codes of a property or of a parameter. */
void mbd_fill_member(mbd_maker *maker, const mb_element *element, const mbb_member *bound, mbd_member *out);
/** Fills properties. */
void mbd_make_properties(mbd_maker *maker, mbd_class *out);
/** Fills methods. */
void mbd_make_methods(mbd_maker *maker, mbd_class *out);

/* relations.c */

/** Finds what is tied to each class of the unit, and which methods use it. */
void mbd_gather_relations(mbd_maker *maker);
/** Fills the ties, the ends and the uses of a class, and draws them. */
void mbd_make_relations(mbd_maker *maker, mbd_class *out);

/* trees.c */

/** Finds the subclasses of each class of the unit. */
void mbd_gather_subclasses(mbd_maker *maker);
/** Ancestors, the class, and its subclasses; and draws them. */
void mbd_make_hierarchy(mbd_maker *maker, mbd_class *out);
/** All classes of the unit. */
mbb_list mbd_whole_tree(mbd_maker *maker);

/* themes.c */

struct mbd_theme_list;
/** Reads themes.list. @return false, reported, when there were errors */
bool mbd_read_themes(mbd_maker *maker, const mb_source *source, struct mbd_theme_list **out);
/** Fills the themes and the overviews of the library. */
void mbd_make_themes(mbd_maker *maker, const struct mbd_theme_list *list);

/* code_numbers.c */

/** The table of the codes of the unit, and of what the search finds of them. */
void mbd_make_numbers(mbd_maker *maker, mbd_growing *found);

/* found.c */

/** Adds the classes and members of the unit to what the search finds. */
void mbd_add_found(mbd_maker *maker, mbd_growing *classes, mbd_growing *members);
/** The number of a member of the unit among those that the search finds. */
uint32_t mbd_found_number(const mbd_maker *maker, const mb_element *member);

#endif
