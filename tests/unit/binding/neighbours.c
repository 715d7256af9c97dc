/* Neighbours: where the associations of a schema lead from a class. */
#include <stdlib.h>

#include "bound.h"

/** The neighbours of a class as "Association.Role: Class", one a line. */
static void assert_neighbours(const mbb_class *cls, const char *const *expected)
{
    size_t count = 0;

    for (; expected[count] != NULL; count++) {
        char text[256];
        const mbb_neighbour *each = ITEM(mbb_neighbour, cls->neighbours, count);
        snprintf(text, sizeof text, "%s.%s: %s", each->association, each->role, each->class_name);
        assert_string_equal(text, expected[count]);
    }
    assert_int_equal(cls->neighbours.count, count);
    assert_int_equal(cls->has_neighbours, count > 0);
}

#define NEIGHBOURS(cls, ...) assert_neighbours(cls, (const char *const[]){__VA_ARGS__, NULL})
#define NO_NEIGHBOURS(cls) assert_neighbours(cls, (const char *const[]){NULL})

static void associations(void **state)
{
    bound b;
    (void)state;

    bind_text(&b, "[Abstract] class Root { [Key] string Name; }; class Machine : Root {}; class Big : Machine {};"
                  "class Disk : Root {}; [Abstract] class Odd : Machine {};"
                  "[Association, Abstract] class Any { [Key] Root REF One; [Key] Root REF Other; };"
                  "[Association] class Holds : Any { [Override(\"One\")] Machine REF One; [Override(\"Other\")] Disk "
                  "REF Other; };"
                  "[Association] class Peer { [Key] Machine REF Left; [Key] Machine REF Right; };"
                  "[Association] class Of { [Key] Root REF Element; [Key] Big REF Owner; };"
                  "[Association] class Three { [Key] Big REF A; [Key] Disk REF B; [Key] Absent REF C; };");
    /* The nearest first, by name; abstract associations have no instances. */
    NEIGHBOURS(find_class(&b, "Machine"), "Holds.Other: Disk", "Peer.Left: Machine", "Peer.Right: Machine",
               "Of.Owner: Big");
    NEIGHBOURS(find_class(&b, "Big"), "Of.Element: Root", "Three.B: Disk", "Three.C: Absent", "Holds.Other: Disk",
               "Peer.Left: Machine", "Peer.Right: Machine", "Of.Owner: Big");
    NEIGHBOURS(find_class(&b, "Disk"), "Holds.One: Machine", "Three.A: Big", "Three.C: Absent", "Of.Owner: Big");
    /* Of an abstract class, what is declared for it alone. */
    NEIGHBOURS(find_class(&b, "Root"), "Of.Owner: Big");
    NO_NEIGHBOURS(find_class(&b, "Odd"));
    NO_NEIGHBOURS(find_class(&b, "Peer"));
    assert_false(find_class(&b, "Machine")->has_more_neighbours);
    unbind(&b);
}

/** What everything has, by way of the root of all classes, is told in short where it is much. */
static void what_everything_has(void **state)
{
    char text[4096] = "class Root { [Key] string Name; }; class Leaf : Root {};"
                      "[Association] class Own { [Key] Leaf REF Leaf; [Key] Root REF Root; };";
    bound b;
    (void)state;

    for (int i = 0; i < 6; i++) {
        size_t length = strlen(text);
        snprintf(text + length, sizeof text - length,
                 "[Association] class All%d { [Key] Root REF Element; [Key] Root REF Other; };", i);
    }
    bind_text(&b, text);
    const mbb_class *leaf = find_class(&b, "Leaf");
    NEIGHBOURS(leaf, "Own.Root: Root");
    assert_true(leaf->has_more_neighbours);
    assert_string_equal(leaf->root, "Root");
    assert_lines(leaf->more_neighbours, "All0, All1, All2, All3, All4, All5, Own");
    /* The root itself has all of them in full. */
    assert_int_equal(find_class(&b, "Root")->neighbours.count, 13);
    assert_false(find_class(&b, "Root")->has_more_neighbours);
    unbind(&b);
}

/** The methods that are given instances of a class, by way of its ancestors too; those of classes that have instances.
 */
static void takers(void **state)
{
    bound b;
    (void)state;

    bind_text(&b,
              "class Settings { [Key] string Id; }; class Cpu : Settings {}; class Other { uint8 A; };"
              "[Abstract] class Base { [Key] string Name;"
              " uint32 Modify([In, EmbeddedInstance(\"Settings\")] string Items[]);"
              " uint32 Show([In(false), Out, EmbeddedInstance(\"Cpu\")] string Item);"
              " uint32 Swap([In, EmbeddedInstance(\"Cpu\")] string From, [In, EmbeddedInstance(\"Cpu\")] string To); };"
              "class Service : Base { uint32 Add([In] Settings Item, [In, EmbeddedInstance(\"Absent\")] string X); };");
    const mbb_class *cpu = find_class(&b, "Cpu");
    static const char *const methods[] = {"Add", "Modify", "Swap"};
    assert_true(cpu->has_takers);
    assert_int_equal(cpu->takers.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(ITEM(mbb_taker, cpu->takers, i)->class_name, "Service");
        assert_string_equal(ITEM(mbb_taker, cpu->takers, i)->method, methods[i]);
    }
    assert_int_equal(find_class(&b, "Settings")->takers.count, 2);
    assert_false(find_class(&b, "Other")->has_takers);
    unbind(&b);
}

/** A schema where everything is associated with everything is told of in headers that stay small. */
static void many(void **state)
{
    enum { COUNT = 300, EACH = 80 };
    char *text = malloc(COUNT * EACH + 256);
    bound b;
    (void)state;

    assert_non_null(text);
    strcpy(text, "class Top { [Key] string Name; }; class Root : Top {}; class Leaf : Root {};");
    size_t length = strlen(text);
    for (int i = 0; i < COUNT; i++) {
        length += (size_t)snprintf(text + length, EACH,
                                   "[Association] class L%d { [Key] Root REF A; [Key] Root REF B; };", i);
    }
    bind_text(&b, text);
    assert_int_equal(find_class(&b, "Root")->neighbours.count, 100);
    assert_int_equal(find_class(&b, "Leaf")->neighbours.count, 100);
    assert_true(find_class(&b, "Leaf")->has_untold_neighbours);
    assert_false(find_class(&b, "Top")->has_untold_neighbours);
    unbind(&b);
    free(text);
}

/** As many as are told, and one more: that it is left out is said. */
static void one_more(void **state)
{
    enum { TOLD = 40, EACH = 100 };
    (void)state;

    for (int count = TOLD; count <= TOLD + 1; count++) {
        char text[(TOLD + 2) * EACH] = "class Given { [Key] string Name; };";
        size_t length = strlen(text);
        bound b;
        for (int i = 0; i < count; i++) {
            length += (size_t)snprintf(
                text + length, EACH,
                "class S%d { [Key] string Name; uint32 Use([In, EmbeddedInstance(\"Given\")] string One); };", i);
        }
        bind_text(&b, text);
        assert_int_equal(find_class(&b, "Given")->takers.count, TOLD);
        assert_int_equal(find_class(&b, "Given")->has_untold_takers, count > TOLD);
        unbind(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(associations), cmocka_unit_test(what_everything_has),
        cmocka_unit_test(takers),       cmocka_unit_test(many),
        cmocka_unit_test(one_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
