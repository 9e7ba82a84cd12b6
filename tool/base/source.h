/* source.h: the text that is compiled, and where each byte of it came from.
 *
 * The buffer starts as the author's file. Headers that define async functions are pasted into it, and macros that hide
 * a rewrite are written out in it (expand.c); a list of segments keeps the way back, so that diagnostics and #line
 * always name what the author wrote. All other passes speak of offsets into the buffer. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/lex.h"
#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>

/* A run of the buffer. */
struct segment {
    unsigned begin;  /* in the buffer; it ends where the next one begins */
    int file;        /* index into files */
    unsigned offset; /* where the run begins in that file */
    bool expansion;  /* text of a macro: all of it stands at `offset` */
};

struct source_file {
    const char *name;
    unsigned number; /* of a header, the same for all its paths; from 1 */
    int inclusion;   /* in the view; -1 if that does not know it */
    const char *text;
    unsigned length;
    unsigned *lines; /* offset of each line's first byte */
    unsigned line_count;
    struct {
        struct directive {
            unsigned line, presumed; /* behind this line comes one that is called so … */
            const char *name;        /* … of this file */
        } * items;
        size_t count, room;
    } directives; /* #line */
};

struct source {
    unsigned lead;      /* lines before the first one of the source file: #includes for what -include asks for */
    bool may_lead;      /* there can be such lines: `forced` is wanted … */
    const char *forced; /* … a header of -include that has to be a part of the text */
    bool trigraphs;     /* ??< is a brace */
    char *text;         /* the buffer, NUL-terminated */
    unsigned length;
    const struct view *view; /* NULL: libclang decides the conditionals */
    char *decided; /* the buffer as libclang reads it, with the conditionals that the view decides; NULL: as it is */
    struct {
        struct segment *items;
        size_t count, room;
    } segments;
    struct {
        struct source_file *items;
        size_t count, room;
    } files; /* files[0] is the author's */
};

/* A place as a person names it. */
struct place {
    int file;
    const char *name;
    unsigned line, column; /* from 1 */
    const char *line_text; /* not NUL-terminated … */
    unsigned line_length;  /* … without the line's end */
    unsigned at;           /* the offset in the buffer, or 0 */
};

/* Adds a file; `text` must live as long as the source. Gives its index. */
int source_add_file(struct source *source, const char *name, const char *text, unsigned length);

/* Replaces the trigraphs of a file, if they mean something. Gives the new length. */
unsigned source_read_trigraphs(const struct source *source, char *text, unsigned length);

/* Starts with the file of index 0 as the whole buffer. */
void source_begin(struct source *source);

/* What takes the place of [begin, end) of the buffer: the text of a file, or what a macro there expands to. */
struct edit {
    unsigned begin, end;
    const char *text;
    unsigned length;
    int file;
    bool expansion;
};

/* Makes all of these edits. They stand in the order of the text, and none overlaps another. Each call copies the
 * buffer, so what is edited in one go costs the buffer's size once. */
void source_edit(struct source *source, const struct edit *edits, size_t count);

/* Replaces [begin, end) of the buffer: by the text of a file (expansion false) or by what a macro there expands to. */
void source_replace(struct source *source, unsigned begin, unsigned end, const char *text, unsigned length, int file,
                    bool expansion);

/* What libclang reads for the buffer: as long, and different only in the conditions of #if and its kind. */
const char *source_decided(const struct source *source);

/* Decides the conditionals of a file that has just become a part of the buffer, at `begin`. */
void source_decide(struct source *source, unsigned begin, unsigned length, int inclusion);

struct place source_place(const struct source *source, unsigned offset);

/* The same as the author's own #line directives have it; line_text and column are not set. */
struct place source_presumed(const struct source *source, unsigned offset);

/* Does a macro's expansion stand there? */
bool source_is_expansion(const struct source *source, unsigned offset);

#endif
