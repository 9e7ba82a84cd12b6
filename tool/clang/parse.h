/* parse.h: from the source buffer to asyncc's tree, through libclang. */
#ifndef CLANG_PARSE_H
#define CLANG_PARSE_H

#include "base/diag.h"
#include "base/list.h"
#include "ir/tree.h"

struct parser;

/* A parser for this input. `flags` are the compiler's; kept by reference. */
struct parser *parser_new(const char *input, const char *const *flags, int flag_count, struct source *source,
                          struct diag *diag);

/* From now on, adds the names of all headers that are read to this list, each once, from malloc; without system headers
 * unless `of_system`. */
void parser_note_headers(struct parser *parser, struct strings *headers, bool of_system);

/* Says where the parser can get more flags, for the folders in which the compiler finds headers: it calls `ask` once,
 * if libclang does not find a file, or in any case (`always`). */
void parser_search(struct parser *parser, struct strings (*ask)(void *data), void *data, bool always);

/* Parses the current buffer. NULL after a syntax error, which was reported. */
struct unit *parser_run(struct parser *parser);

/* To be called before the buffer is edited and parsed again: from now on libclang does not read the bodies and
 * initialisers that involve nothing async. */
void parser_omit_unchanged(struct parser *parser);

/* Finds the expansions of `count` macro invocations (which begin and end in the buffer, are in order and do not
 * overlap) when all macros except the keywords are replaced: strings in the arena, or NULL where that is unknown. */
bool parser_expansions(struct parser *parser, const struct macro *const *macros, size_t count, const char **texts);

/* Counts the evaluations of __COUNTER__ after the first of these macros that are not in one of them. */
bool parser_counts_elsewhere(struct parser *parser, const struct macro *const *macros, size_t count,
                             unsigned long *elsewhere);

/* Fills counts and counts_before of the #includes after this place. */
bool parser_count_includes(struct parser *parser, struct unit *unit, unsigned from);

/* Evaluates the alignments of locals that are not written as numbers. */
bool parser_alignments(struct parser *parser, struct unit *unit);

/* Fills unit->pragmas. Those of the buffer that name asyncc's warnings become comments. */
bool parser_pragmas(struct parser *parser, struct unit *unit);

/* True if tokens that end and begin with these characters need a space between them. */
bool tokens_touch(char left, char right);

void parser_free(struct parser *parser);

/* Notes that the text of this header is going to replace the #include. */
void parser_note_pasted(struct parser *parser, const struct include *include);

/* Evaluates the #line directives of this file of the source, which the parser has just read. */
void parser_presume(struct parser *parser, size_t number);

/* From now on libclang reads `text` (in the arena) where this file is included. Must not be repeated for a file. */
void parser_remap(struct parser *parser, const struct include *include, const char *text);

/* The same for the file with this path, if it was not done before; the file is pasted where it is included. */
void parser_remap_next(struct parser *parser, const char *path, const char *text);

#endif
