/* statement.h: shared by the files that write the statements of function bodies. */
#ifndef EMIT_STATEMENT_H
#define EMIT_STATEMENT_H

#include "emit/emit.h"

/* ---- emit/statement.c ---- */

/* The indentation of the line that contains this position. */
const char *indent_of(struct emit *emit, unsigned offset);

/* True if the first statement of a block stands where a line that is indented once more would stand, as if it belonged
 * to the `if` that is being written: compilers warn about that (-Wmisleading-indentation). */
bool lines_up(struct emit *emit, const struct node *body);

/* The length of a block's opening brace, which may be written <%. */
unsigned brace_length(struct emit *emit, unsigned offset);

/* The position after the opening brace, #pragma STDC and the labels that a block declares; nothing may come before
 * those. */
unsigned first_item(struct emit *emit, const struct node *block);

/* The contents of a block between its braces, from its first item on. */
void emit_items(struct emit *emit, const struct node *block);

/* The same after a generated line. */
void emit_items_below(struct emit *emit, const struct node *block);

/* A statement that is part of another one. */
void emit_sub(struct emit *emit, const struct node *node);

/* The semicolon after a statement that is a macro. */
void emit_tail(struct emit *emit, const struct node *node);

/* ---- emit/loop.c ---- */

void emit_while(struct emit *emit, const struct node *node);
void emit_do(struct emit *emit, const struct node *node);

void emit_for(struct emit *emit, const struct node *node);

/* The label at the end of a loop's body that its `continue` jumps to. */
const char *continue_label(struct emit *emit, const struct node *loop);

/* ---- emit/cleanup.c ---- */

/* The cleanups before a jump, each followed by a new line. */
void emit_cleanups(struct emit *emit, const struct node *jump);

/* The cleanups at the end of a block, and of a for whose head declares variables. */
void emit_block_cleanups(struct emit *emit, const struct node *block);
void emit_for_cleanups(struct emit *emit, const struct node *node);

#endif
