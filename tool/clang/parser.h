/* parser.h: what the files of this folder know of one translation unit while they read it. */
#ifndef CLANG_PARSER_H
#define CLANG_PARSER_H

#include "base/diag.h"
#include "base/dialect.h"
#include "base/list.h"
#include "ir/tree.h"
#include "base/util.h"

#include <clang-c/Index.h>

struct binding {
    CXCursor cursor;
    void *value;
};

/* A file whose text is part of a function, because it is included inside of it. */
struct foreign {
    const char *path;
    const struct func *func;
};

/* A keyword in a header. */
struct far_keyword {
    CXFile file;
    unsigned offset;
};

/* A macro definition, in any file. */
struct named_definition {
    const char *name;
    CXCursor cursor;
};

/* An included file; see clang/includes.c. */
struct known_file {
    CXFileUniqueID id;
    CXFile file; /* from the last run */
    enum { ONCE_UNREAD, ONCE, NOT_ONCE } once;
    bool has_code, remapped;
    bool pasted; /* it has code, and its text has replaced an #include */
    bool needed; /* has to be pasted, or includes a file that has to be */
};

/* A type that was converted; see clang/types.c. */
struct known_type {
    const void *key; /* clang's identity of it */
    struct type *type;
};

/* A type declared in a function. */
struct known_local {
    CXCursor declaration;
    struct local_type *local;
};

/* The first declaration that leads to a type without a name: a variable, a typedef, a member; or the type itself, if
 * its members count as members of the enclosing type. See clang/anonymous.c. */
struct leader {
    unsigned hash; /* the record's hash */
    CXCursor record, declaration, around;
};

struct parser {
    const char *input;
    const char *name; /* the name of the buffer for libclang; see run_clang_on_buffer */
    bool includes_itself;
    bool told_of_header;     /* the missing #include of asyncc.h was reported */
    struct strings *headers; /* see parser_note_headers */
    bool system_headers;
    const char *const *flags;
    int flag_count;
    struct {
        struct strings (*ask)(void *data); /* see parser_search; NULL once it was called */
        void *data;
        bool always;
    } search;
    struct dialect dialect;
    struct source *source;
    struct diag *diag;
    CXIndex index;
    CXTranslationUnit tu;
    CXFile file;
    struct file_text {
        CXFile file;
        const char *text;
        size_t size;
    } texts[64]; /* see text_of_file */
    struct unit *unit;
    struct func *function;       /* the function that is being built */
    struct node *scope;          /* the innermost block */
    unsigned declaration_begin;  /* the start of the local declaration that is being read */
    unsigned tag_begin, tag_end; /* the last type defined at file scope */
    struct {
        struct foreign *items;
        size_t count, room;
    } foreign;
    struct {
        struct far_keyword *items;
        size_t count, room;
    } keywords;
    struct {
        struct CXUnsavedFile *items;
        size_t count, room;
    } remapped; /* see parser_remap */
    struct {
        struct CXUnsavedFile *items;
        size_t count, room;
    } decided;                     /* headers as libclang reads them; see clang/decided.c */
    struct words named, redefined; /* reserved names in the user's files; those that the files define themselves */
    struct view_macros predefined; /* macros for which libclang has other values; see clang/predefined.c */
    bool predefined_known;
    struct {
        struct value_switch {
            unsigned at;
            bool begins;
        } * items;
        size_t count, room;
    } switches;              /* places in the buffer that switch between the compiler's values and libclang's … */
    const char *switches_of; /* … valid while this is the buffer's text */
    struct {
        struct known_file *items;
        size_t count, room;
    } known;
    struct {
        struct inclusion {
            unsigned in, file;
            bool entered;
        } * items;
        size_t count, room;
    } inclusions;             /* #includes in headers */
    struct words relevant;    /* words that make an ordinary function relevant; see clang/relevant.c */
    struct words macros_read; /* the names in unit->definitions */
    struct words lost;        /* macros with invocations that libclang did not record; see note_lost */
    bool lost_more;
    struct {
        struct inserted {
            unsigned at;         /* in the buffer */
            unsigned begin, end; /* in the text that libclang reads */
        } * items;
        size_t count, room;
    } inserted; /* see text_with_lines */
    struct {
        struct asked_selection {
            unsigned begin, end; /* of a _Generic */
            unsigned count;      /* of its associations */
            unsigned chosen;     /* 1: the first one; 0: unknown */
        } * items;
        size_t count, room;
    } selections; /* see clang/selection.c */
    bool selections_unasked;
    bool copies;           /* the buffer has the word `copy` … */
    const char *copies_of; /* … valid while this is the buffer's text */
    struct next_includes nexts;
    bool presumed;                           /* parser_presume was called for the user's file */
    struct words counting;                   /* macros that lead to __COUNTER__; see clang/macros.c */
    struct words making_pragmas, about_code; /* macros that lead to _Pragma, and to the names of pragmas about code */
    bool names_warnings;                     /* a macro's definition contains the name of one of asyncc's warnings */
    struct words making_diagnostics;         /* macros that lead to the word "diagnostic" */
    struct words making_keywords;            /* macros that lead to keywords */
    struct words making_operators;           /* … except async and await */
    struct {
        struct named_definition *items;
        size_t count, room;
    } definitions; /* macro definitions; sorted by name if definitions_sorted */
    bool definitions_sorted;
    struct words definitions_read; /* names that were already looked up for unit->definitions */
    bool odd_headers;              /* headers have bytes that diagnostics do not print unchanged */
    struct binding *bindings;      /* declarations: struct var, struct func; open addressing */
    struct {
        struct known_type *items;
        size_t count, room;
    } types; /* open addressing */
    struct {
        struct known_local *items;
        size_t count, room;
    } local_types;
    struct {
        struct leader *items;
        size_t count, room;
    } leaders;
    bool leaders_sought;
    struct {
        struct unchanged {
            unsigned begin, end, at;  /* at: of its name */
            bool is_array, is_scalar; /* a variable; its elements are neither structs nor arrays */
            long long count;          /* of its elements */
        } * items;
        size_t count, room;
    } unchanged;         /* definitions in the buffer that involve nothing async; see clang/omit.c */
    bool declares_async; /* an async function was declared, perhaps only by asyncc.h */
    size_t binding_count, binding_room;
};

struct cursors {
    CXCursor *items;
    size_t count, room;
};

struct nodes {
    struct node **items;
    size_t count, room;
};

/* The annotations of a declaration. */
struct marks {
    bool async, own;
    bool join;
    enum leaf_kind leaf;
    const char *blocking; /* see struct func */
    CXFile file;
    unsigned begin, end;
};

#endif
