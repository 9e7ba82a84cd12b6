/* parse.h: from the source buffer to our tree, by way of libclang. */
#ifndef CLANG_PARSE_H
#define CLANG_PARSE_H

#include "base/diag.h"
#include "base/list.h"
#include "ir/tree.h"

struct parser;

/* A parser for this input. `flags` are the compiler's; kept by reference. */
struct parser *parser_new(const char *input, const char *const *flags, int flag_count, struct source *source,
                          struct diag *diag);

/* From now on the names of the headers that are read are added to this list, each once, from malloc; without those of
 * the system unless `of_system`. */
void parser_note_headers(struct parser *parser, struct strings *headers, bool of_system);

/* Parses the buffer as it is now. NULL after a syntax error, which was printed. */
struct unit *parser_run(struct parser *parser);

/* What each of `count` macro invocations (begin and end in the buffer, in order, apart from each other) expands to when
 * all macros but our keywords are replaced: strings in the arena, or NULL where that cannot be found out. */
bool parser_expansions(struct parser *parser, const struct macro *const *macros, size_t count, const char **texts);

/* How often is __COUNTER__ evaluated behind the first of these macros otherwise than in them? */
bool parser_counts_elsewhere(struct parser *parser, const struct macro *const *macros, size_t count,
                             unsigned long *elsewhere);

/* Fills counts and counts_before of the #includes behind this place. */
bool parser_count_includes(struct parser *parser, struct unit *unit, unsigned from);

/* Finds out the alignments of locals that are not written as numbers. */
bool parser_alignments(struct parser *parser, struct unit *unit);

/* Fills unit->pragmas. Those of the buffer that name warnings of ours become comments. */
bool parser_pragmas(struct parser *parser, struct unit *unit);

/* Would tokens that end and begin with these characters become others without a space between them? */
bool tokens_touch(char left, char right);

void parser_free(struct parser *parser);

/* Sets what the #line directives of this file of the source mean, which the parser has just read. */
void parser_presume(struct parser *parser, size_t number);

/* From now on libclang reads `text` (in the arena) where this file is included. Not done twice. */
void parser_remap(struct parser *parser, const struct include *include, const char *text);

#endif
