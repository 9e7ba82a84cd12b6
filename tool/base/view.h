/* view.h: what the user's compiler makes of the source.
 *
 * libclang reads the source to build a tree, but the output is compiled by another compiler, or another clang: its
 * predefined macros differ, and so do the branches of #if that it takes. Its preprocessor has been run over the source
 * (driver/preprocess.c). The view is what its output shows: the predefined macros, which files it read, and which of
 * their lines are live. */
#ifndef BASE_VIEW_H
#define BASE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

struct view_macro {
    const char *name;
    const char *definition; /* what follows the name: " 12", "(a, b) a + b"; NULL: #undef */
};

struct view_macros {
    struct view_macro *items;
    size_t count, room;
};

/* One reading of a file. A file that is included twice has two. */
struct view_inclusion {
    const char *path;
    int parent;      /* the inclusion with the #include; -1: the main file, and what -include names */
    unsigned line;   /* of that #include */
    bool is_system;  /* it belongs to the C library or the compiler … */
    bool is_library; /* … or is another header that the compiler calls a system header */
    bool lost;       /* because of #line, it is not known which lines are live */
    struct {
        unsigned *items; /* the numbers of the live lines, ascending */
        size_t count, room;
    } live;
};

struct view {
    bool expanded; /* the compiler cannot leave macros alone: a line whose macros vanish leaves no trace */
    bool counts;   /* a file of the user contains __COUNTER__ */
    struct view_macros predefined;
    struct view_macros given; /* from the command line, in its order */
    struct {
        struct view_inclusion *items; /* the first one is the main file */
        size_t count, room;
    } inclusions;
};

/* Reads the output of a preprocessor that has been run over the file `input`. The view does not refer to `text`
 * afterwards. */
void view_read(struct view *view, const char *input, const char *text, size_t length);

/* The last definition of this name in a list of macros; NULL if there is none. */
const struct view_macro *view_macro(const struct view_macros *macros, const char *name, size_t length);

/* The inclusion at this line of another inclusion; -1 if there is none. */
int view_child(const struct view *view, int parent, unsigned line);

/* Decides the conditionals of a file's text for one inclusion of it. Returns a copy of the same length, in the arena,
 * in which conditions known to hold are 1 and those known not to hold are 0. */
char *view_decide(const struct view *view, int inclusion, const char *text, unsigned length);

/* The same for a header, of which libclang reads one text however often it is included: decides what all inclusions of
 * it have in common. Leaves its guard alone. */
char *view_decide_header(const struct view *view, const char *path, const char *text, unsigned length);

/* True if both names denote the same file. */
bool view_is_same_file(const char *one, const char *other);

#endif
