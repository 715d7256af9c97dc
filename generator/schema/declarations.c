/*
 * Declarations that are changed before the schema is made of them: by the texts of a language, by overlays. The tree
 * stays as it was written, so the class gets a declaration of its own.
 */
#include "schema/resolver.h"

static mb_feature *copy_features(mb_arena *arena, const mb_feature *list)
{
    mb_feature *first = NULL, **end = &first;
    for (; list != NULL; list = list->next) {
        mb_feature *copy = mb_copy_feature(arena, list);
        *end = copy;
        end = &copy->next;
    }
    return first;
}

mb_feature *mb_copy_feature(mb_arena *arena, const mb_feature *feature)
{
    mb_feature *copy = mb_arena_alloc(arena, sizeof *copy);
    *copy = *feature;
    copy->next = NULL;
    if (copy->kind == MB_FEATURE_METHOD) {
        copy->parameters = copy_features(arena, feature->parameters);
    }
    return copy;
}

mb_production *mb_copy_declaration(mb_arena *arena, const mb_production *declaration)
{
    mb_production *copy = mb_arena_alloc(arena, sizeof *copy);
    *copy = *declaration;
    copy->features = copy_features(arena, declaration->features);
    return copy;
}

mb_qualifier **mb_copy_qualifier(mb_arena *arena, mb_qualifier **end, const mb_qualifier *qualifier)
{
    mb_qualifier *copy = mb_arena_alloc(arena, sizeof *copy);
    *copy = *qualifier;
    copy->next = NULL;
    *end = copy;
    return &copy->next;
}

void mb_suggest_features(mb_suggestion *suggestion, const mb_feature *list, mb_feature_kind kind)
{
    for (; list != NULL; list = list->next) {
        if (list->kind == kind) {
            mb_suggest_try(suggestion, list->name->text, list);
        }
    }
}

const char *mb_feature_kind_name(const mb_feature *feature)
{
    static const char *const names[] = {"property", "method", "parameter", "property"};
    return names[feature->kind];
}
