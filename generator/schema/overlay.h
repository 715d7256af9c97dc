/**
 * @file
 * Private to overlay*.c: files that add to what the MOF of a host declares.
 *
 *   overlays.c            the files; what was said of them, once in a run
 *   overlay.c             the walk over the classes
 *   overlay_members.c     properties, methods and parameters, inherited ones too
 *   overlay_differences.c types, classes, directions: what the host decides
 *   overlay_qualifiers.c  qualifiers, by rules: what is added, and what is the host's alone
 *   overlay_codes.c       tables of codes, merged code by code
 *   overlay_lists.c       lists of qualifiers, as they are found and left
 */
#ifndef MB_SCHEMA_OVERLAY_H
#define MB_SCHEMA_OVERLAY_H

#include "diag/report.h"
#include "schema/resolver.h"

/** A class that an overlay speaks of. */
typedef struct mb_overlay_class mb_overlay_class;
struct mb_overlay_class {
    const mb_production *production;
    const mb_symbol *ns; /**< NULL: no pragma came before it, and it applies in each namespace */
    mb_overlay_class *next;
};

/** A file, with what it includes. */
typedef struct mb_overlay mb_overlay;
struct mb_overlay {
    const mb_unit *unit;
    bool in_by_default; /**< a parameter is in where nothing is said of that */
    mb_overlay_class *first;
    bool is_for_one; /**< schema: that whose first class is in the namespace of `first` */
    mb_overlay *next;
};

/** The overlays of a resolver, in the order in which they apply; NULL: none. */
const mb_overlay *mb_first_overlay(const mb_overlays *overlays);

/* What is said of overlays is said once, in however many namespaces and schemas they apply. */

/** Takes one from the hints that are left; false: there are none. */
bool mb_overlay_take_hint(const mb_resolver *resolver);
/** Something that this schema lacks: a warning when the run ends, unless another has it. `hint` is a note, or NULL.
 * Texts are copied. */
void mb_overlay_lack(mb_resolver *resolver, const mb_notice *warning, const mb_notice *hint);
/** Something that this schema has. */
void mb_overlay_has(mb_resolver *resolver, mb_message message, mb_span span);
/** Whether the file of a span says that it knows the class not to be declared; the schema then has that pragma, too. */
bool mb_overlay_knows_undeclared(const mb_resolver *resolver, const mb_symbol *name, mb_span span);

/** The declaration of a feature in a class: as the overlay finds it, and as it leaves it. */
typedef struct mb_layer mb_layer;
struct mb_layer {
    const mb_feature *found; /**< what the host says, and the overlays before this one */
    mb_feature *left;        /**< the same with what this overlay adds; NULL where the class is not changed */
    const mb_class_record *owner;
    mb_layer *above; /**< what it overrides; NULL: nothing */
    mb_layer *entered_before;
    mb_name_entry *entry;     /**< in which it is the nearest */
    const mb_feature *cursor; /**< of a method: the parameter that is asked for next if they come in order */
    const mb_feature *spoken; /**< what the overlay says of it here; NULL: nothing */
    bool is_spoken_of;        /**< here, or of something above */
    bool adds_codes;          /**< the overlay gave it, or something above, a table */
};

/** Tables of an overlay's way, each of the list that has the entries' stamp. */
typedef struct mb_overlay_tables {
    mb_name_map qualifiers; /**< of mb_qualifier */
    mb_name_map parameters;
    uint32_t list_count;
} mb_overlay_tables;

/** A class, feature or parameter of the schema of which an overlay speaks. */
typedef struct mb_overlaid {
    mb_resolver *resolver;
    mb_overlay_tables *tables;
    const mb_namespace_record *ns;
    const mb_class_record *record; /**< the class, or that of the feature */
    const mb_symbol *name;
    const mb_symbol *parameter; /**< its name where it is one: `above` are methods; else NULL */
    const mb_feature *declared; /**< NULL: it is a class */
    const mb_qualifier *own;    /**< of its declaration, before the overlay */
    mb_qualifier *changed;      /**< the same, where the overlay has spoken of it before; else NULL */
    mb_layer *above;            /**< what it overrides */
    mb_qualifier *list;         /**< what becomes of `own` */
    mb_qualifier **end;
    uint32_t stamp; /**< of `own` in the table */
    bool is_changed;
    bool adds_codes;
} mb_overlaid;

/** One overlay, on its way through one schema. */
typedef struct mb_overlaying {
    mb_resolver *resolver;
    const mb_overlay *overlay;
    mb_overlay_tables *tables;
    mb_namespace_record *ns;
    mb_name_map properties; /**< of the mb_layer that is nearest to the class at which the walk is */
    mb_name_map methods;
    mb_layer *entered; /**< innermost last */
    mb_class_record *record;
    mb_production *copy;  /**< its declaration, as it is changed */
    mb_feature *last_own; /**< of it that the overlay spoke of last: behind it a new declaration belongs */
} mb_overlaying;

/** How much of what an overlay says is taken. */
typedef enum mb_overlay_extent {
    MB_OVERLAY_ALL,
    MB_OVERLAY_TEXTS /**< the types differ in kind: what depends on them means something else */
} mb_overlay_extent;

/* overlay_lists.c */

/** The parameter of that name; NULL where the method has none. */
const mb_feature *mb_layer_parameter(mb_layer *method, const mb_symbol *name);
/** Begins with a list, for the functions below; mb_overlay_qualifiers() does so by itself. */
void mb_overlay_begin(mb_overlaid *target);
/** The qualifier in force of any name, as the overlay finds it. */
const mb_qualifier *mb_overlaid_qualifier(const mb_overlaid *target, const mb_symbol *name);
/** Adds a qualifier of an overlay to the list, without the flavors that say nothing of the host. */
void mb_overlay_add(mb_overlaid *target, const mb_qualifier *qualifier);
/** Adds a qualifier as it is, in the place of one of its name. */
void mb_overlay_put(mb_overlaid *target, const mb_qualifier *qualifier);
/** The one that the element itself has. */
const mb_qualifier *mb_overlaid_own_qualifier(const mb_overlaid *target, const mb_symbol *name);
/** From here on the list is one of its own. */
void mb_overlay_copy_own(mb_overlaid *target);

/* overlay_differences.c */

/** Tells of another superclass. */
void mb_overlay_check_superclass(const mb_overlaying *o, const mb_production *overlay);
/** Tells of another type. */
mb_overlay_extent mb_overlay_compare_types(const mb_overlaying *o, const mb_feature *host, const mb_feature *overlay);
/** Tells of another default, where both have one. */
void mb_overlay_check_default(const mb_overlaying *o, const mb_feature *host, const mb_feature *overlay);
/**
 * The class of a reference or an object: given to `left` where the host names none, or one that it derives from.
 * @return whether it was
 */
bool mb_overlay_take_class(const mb_overlaying *o, const mb_overlaid *target, mb_feature *left,
                           const mb_feature *overlay);
/** Tells of another direction of a parameter. */
void mb_overlay_check_direction(const mb_overlaying *o, const mb_overlaid *target, const mb_feature *overlay);

/* overlay_members.c */

/** Enters a declaration of the class at which the walk is into the table of what names mean; takes the last out again.
 */
void mb_overlay_enter(mb_overlaying *o, mb_layer *layer, const mb_feature *found);
void mb_overlay_leave(mb_overlaying *o);
/** A feature to which an overlay may add. `parameter` is its name where it is one. */
mb_overlaid mb_overlay_target(const mb_overlaying *o, const mb_feature *declared, mb_layer *above,
                              const mb_symbol *parameter);
/** Adds what the overlay says of a property or a method. */
void mb_overlay_feature(mb_overlaying *o, const mb_feature *overlay);
/**
 * A declaration of the host that repeats one of which the overlay speaks, where the overlay itself has none. What is
 * not inherited, the classes in parameters before all, or hidden by a bare ValueMap, is added to it: to the overlay the
 * two are one.
 */
void mb_overlay_repeated(const mb_overlaying *o, const mb_layer *layer);

/* overlay_qualifiers.c */

/** Merges the list of an overlay with that of `target`, which is filled but for the list and what follows it. */
void mb_overlay_qualifiers(mb_overlaid *target, const mb_qualifier *overlay, mb_overlay_extent extent);
/** Adds, of the list of an overlay, what `target` would have inherited had the host not declared it again. */
void mb_overlay_inherited_qualifiers(mb_overlaid *target, const mb_qualifier *overlay);
/** Tells of a class that an overlay names, and that the namespace does not declare. */
void mb_overlay_check_class(const mb_overlaid *target, const mb_symbol *name,
                            mb_span span); /** Gives each qualifier its way. */
void mb_init_overlay_ways(mb_resolver *resolver);

/* overlay_codes.c */

/** Merges tables: ValueMap and Values, and their like. */
void mb_overlay_codes(mb_overlaid *target, const mb_qualifier *overlay);
/** Gives the codes that a redeclaration has of its own, and without names, those that the overlay gives them above. */
void mb_overlay_name_codes(mb_overlaid *target, const mb_qualifier *overlay);
/**
 * A redeclaration that has codes of its own without names, or names alone, would now inherit the other list from what
 * the overlay added above: it stays without.
 */
void mb_overlay_guard_codes(mb_overlaid *target);

#endif
