/**
 * @file
 * The words in which the tables of views are written: a row for each member of a struct. For the files of tables alone.
 */
#ifndef MB_RENDER_VIEW_ROWS_H
#define MB_RENDER_VIEW_ROWS_H

#include "binding/binding.h"
#include "render/view.h"

#define FIELD(owner, member, kind)                                                                                     \
    {                                                                                                                  \
#member, MB_VIEW_##kind, offsetof(owner, member), NULL, MBB_NAME_NONE                                          \
    }
/* An identifier that templates make names of: {{id}}_get. */
#define NAME(owner, member, what)                                                                                      \
    {                                                                                                                  \
#member, MB_VIEW_IDENTIFIER, offsetof(owner, member), NULL, MBB_NAME_##what                                    \
    }
#define LIST(owner, member, view)                                                                                      \
    {                                                                                                                  \
#member, MB_VIEW_LIST, offsetof(owner, member), &(view), MBB_NAME_NONE                                         \
    }
#define RECORD(owner, member, view)                                                                                    \
    {                                                                                                                  \
#member, MB_VIEW_RECORD, offsetof(owner, member), &(view), MBB_NAME_NONE                                       \
    }
#define VIEW(name, owner, fields)                                                                                      \
    {                                                                                                                  \
        name, fields, sizeof(fields) / sizeof((fields)[0]), sizeof(owner)                                              \
    }

#endif
