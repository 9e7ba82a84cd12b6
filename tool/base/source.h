/* source.h: the text that is compiled, and where each byte of it came from.
 *
 * The buffer starts as the user's file. Headers that define async functions are pasted into it, and macros that hide a
 * rewrite are expanded in it (expand.c). A list of segments maps it back to the files, so that diagnostics and #line
 * always name the user's text. All other passes use offsets into the buffer. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/lex.h"
#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>

/* A range of the buffer that comes from one file. */
struct segment {
    unsigned begin;  /* in the buffer; it ends where the next one begins */
    int file;        /* index into files */
    unsigned offset; /* where the range begins in that file */
    bool expansion;  /* a macro's expansion: all of it maps to `offset` */
};

struct source_file {
    const char *name;
    unsigned number; /* identifies a header, whatever path names it; from 1 */
    int parent;      /* of a header: the file that its #include stood in */
    int inclusion;   /* index into the view; -1 if the view does not have it */
    const char *text;
    unsigned length;
    unsigned *lines; /* the offset of each line's first byte */
    unsigned line_count;
    struct {
        struct directive {
            unsigned line, presumed; /* the line after `line` has this presumed number … */
            const char *name;        /* … in this file */
        } * items;
        size_t count, room;
    } directives; /* #line */
};

struct source {
    unsigned lead; /* lines before the source file's first: an #include for each -include that is part of the text */
    bool may_lead; /* such lines are possible: the caller wants to know `forced` … */
    const char *forced; /* … a header of -include that has to be part of the text */
    bool trigraphs;     /* ??< is a brace */
    char *text;         /* the buffer, NUL-terminated */
    unsigned length;
    const struct view *view; /* NULL: libclang decides the conditionals */
    char *decided; /* the buffer as libclang reads it, with the conditionals that the view decides; NULL: the same as
                      `text` */
    struct {
        struct segment *items;
        size_t count, room;
    } segments;
    struct {
        struct source_file *items;
        size_t count, room;
    } files; /* files[0] is the user's */
};

/* A place as diagnostics name it. */
struct place {
    int file;
    const char *name;
    unsigned line, column; /* from 1 */
    const char *line_text; /* not NUL-terminated … */
    unsigned line_length;  /* … without the line's end */
    unsigned at;           /* the offset in the buffer, or 0 */
};

/* Adds a file; `text` must live as long as the source. Returns its index. */
int source_add_file(struct source *source, const char *name, const char *text, unsigned length);

/* Replaces the trigraphs of a file if the dialect has them. Returns the new length. */
unsigned source_read_trigraphs(const struct source *source, char *text, unsigned length);

/* Makes the file of index 0 the whole buffer. */
void source_begin(struct source *source);

/* A replacement for [begin, end) of the buffer: the text of a file, or a macro's expansion. */
struct edit {
    unsigned begin, end;
    const char *text;
    unsigned length;
    int file;
    bool expansion;
};

/* Applies all of these edits, which are in the order of the text and do not overlap. Each call copies the buffer, so a
 * batch of edits costs one copy. */
void source_edit(struct source *source, const struct edit *edits, size_t count);

/* Replaces [begin, end) of the buffer by the text of a file (`expansion` is false) or by a macro's expansion. */
void source_replace(struct source *source, unsigned begin, unsigned end, const char *text, unsigned length, int file,
                    bool expansion);

/* The text that libclang reads for the buffer: of the same length, and different only in the conditions of #if and its
 * relatives. */
const char *source_decided(const struct source *source);

/* Decides the conditionals of a file that has just become part of the buffer, at `begin`. */
void source_decide(struct source *source, unsigned begin, unsigned length, int inclusion);

struct place source_place(const struct source *source, unsigned offset);

/* The text of the file that a range of the buffer was made of, with the macros that it was written with. False if the
 * range has a part of an expansion, or of several files. */
bool source_written(const struct source *source, unsigned begin, unsigned end, const char **text, unsigned *length);

/* The same place according to the user's own #line directives; line_text and column are not set. */
struct place source_presumed(const struct source *source, unsigned offset);

/* True if a macro's expansion is at this offset. */
bool source_is_expansion(const struct source *source, unsigned offset);

#endif
