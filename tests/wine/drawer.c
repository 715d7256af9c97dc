/* Stands for Graphviz's dot: draws a picture of each graph on its standard input, if it is called as dot is. */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char line[4096];

    if (argc != 2 || strcmp(argv[1], "-Tsvg") != 0) {
        return 2;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        static const char begin[] = "digraph ";
        if (strncmp(line, begin, sizeof begin - 1) == 0) {
            const char *name = line + sizeof begin - 1;
            printf(
                "<?xml version=\"1.0\"?>\n<svg width=\"9pt\"\n height=\"9pt\"><!-- drawn --><g><text>%.*s</text></g></svg>\n",
                (int)strcspn(name, " "), name);
        }
    }
    return 0;
}
