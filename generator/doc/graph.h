/**
 * @file
 * Pictures of graphs. They are written down one after the other, drawn all at once by dot, Graphviz's program, and put where they
 * belong as SVG. Nothing in the SVG depends on when, where or by which version it was made but the places of things.
 */
#ifndef MB_DOC_GRAPH_H
#define MB_DOC_GRAPH_H

#include "doc/site.h"

typedef struct mbd_graphs mbd_graphs;

/** @param dot see mbd_input */
mbd_graphs *mbd_graphs_new(const char *dot, mb_heap *heap, mb_arena *arena);

/** Begins a graph; `title` and `text` say in words what it shows. @param is_wide from left to right, else from top to bottom */
void mbd_graph_begin(mbd_graphs *graphs, mbd_html title, mbd_html text, bool is_wide);
/** A class. @param id what edges call it @param kind its class in CSS: "self", "class", "association" */
void mbd_graph_node(mbd_graphs *graphs, uint32_t id, const mbd_link *cls, mbd_id root, const char *kind);
/** An edge; `label` may be empty. @param kind its class in CSS: "inherits", "tie", "use" */
void mbd_graph_edge(mbd_graphs *graphs, uint32_t from, uint32_t to, mbd_html label, const char *kind);
/** Ends it. `out` gets the picture, where there will be one. */
void mbd_graph_end(mbd_graphs *graphs, mbd_diagram *out);
/** Draws all. @return false after an error, which is reported; without an error no program was found, which is told, too */
bool mbd_graphs_draw(mbd_graphs *graphs, mb_diag *diag);

#endif
