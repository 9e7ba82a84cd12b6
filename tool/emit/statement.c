/* statement.c: statements.
 *
 * Statements without an await stay as they are in the source, with two kinds of small changes: pinned locals are
 * written as fields of the frame, and `return x` returns the result struct. A statement with steps is written as the
 * steps, each on lines of its own, then what is left of the statement. emit/loop.c writes loops,
 * emit/cleanup.c the calls of cleanup functions.
 */
#include "emit/statement.h"

#include "passes/conditionals.h"
#include "passes/frame.h"
#include "ir/names.h"
#include "ir/node.h"

#include <stdlib.h>
#include <string.h>

/* A brace may be written <%. */
unsigned brace_length(struct emit *emit, unsigned offset)
{
    return emit->source->text[offset] == '<' ? 2 : 1;
}

/* ---- statements ---- */

const char *indent_of(struct emit *emit, unsigned offset)
{
    const char *text = emit->source->text;
    unsigned begin = offset;
    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    unsigned end = begin;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    return arena_format("%.*s%s", (int)(end - begin), text + begin, emit->shift);
}

/* The column that this indentation leads to. */
static size_t column_after(const char *indent, size_t column)
{
    for (; *indent; indent++)
        column = *indent == '\t' ? (column / 8 + 1) * 8 : column + 1;
    return column;
}

bool lines_up(struct emit *emit, const struct node *body)
{
    if (body->kind != NODE_BLOCK || body->inside || !body->count)
        return false;
    size_t column = column_after(emit->indent, 0);
    for (int i = 0; i <= emit->depth; i++)
        column = column_after(emit->unit_indent, column);
    return column_after(indent_of(emit, body->child[0]->begin), 0) == column;
}

void emit_tail(struct emit *emit, const struct node *node)
{
    if (node->tail)
        emit_source(emit, node->end, node->tail);
}

static bool stands_first(const struct emit *emit, unsigned offset)
{
    const char *text = emit->source->text;
    while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t'))
        offset--;
    return offset == 0 || text[offset - 1] == '\n';
}

/* True if only white space stands between the statement at `begin` and what comes before it, so that a brace can be
 * written there. */
static bool follows_code(const struct emit *emit, unsigned begin)
{
    const char *text = emit->source->text;
    unsigned end = begin;
    while (end > 0 && strchr(" \t\r\n", text[end - 1]))
        end--;
    unsigned line = end;
    while (line > 0 && text[line - 1] != '\n')
        line--;
    for (unsigned i = line; i + 1 < end; i++)
        if (text[i] == '/' && (text[i + 1] == '/' || text[i + 1] == '*'))
            return false;
    struct token first = token_at(text, line, end);
    return end > line && text[end - 1] != '\\' && !token_is(text, first, "#") &&
           !(end > line + 1 && !memcmp(text + end - 2, "*/", 2));
}

enum { MOST_SHIFT = 16 };

/* A statement that is part of another one and becomes more than one. It gets braces, placed in the user's style. */
static void emit_braced(struct emit *emit, const struct node *node)
{
    const char *indent = emit->indent;
    int depth = emit->depth;
    emit->indent = indent_of(emit, node->begin);
    emit->depth = 0;
    const char *shift = emit->shift, *outside = emit->indent;
    size_t length = strlen(outside), unit = strlen(emit->unit_indent);
    if (!stands_first(emit, node->begin)) { /* everything in it is indented further */
        if (strlen(shift) < MOST_SHIFT * unit)
            emit->shift = arena_format("%s%s", shift, emit->unit_indent);
        emit->indent = indent_of(emit, node->begin);
    } else {
        outside = arena_copy(outside, length >= unit ? length - unit : 0);
        bool below = emit->braces_below || !follows_code(emit, node->begin);
        if (below) {
            while (emit->out->length && strchr(" \t", emit->out->text[emit->out->length - 1]))
                emit->out->length--;
        } else {
            emit_trim(emit);
        }
        emit_format(emit, "%s", below ? outside : " ");
    }
    emit_format(emit, "{");
    emit->need_line = true;
    emit_rest(emit);
    emit_statement(emit, node);
    emit->shift = shift;
    if (!node->is_open) {
        emit->indent = outside;
        emit->depth = 0;
        emit_line(emit);
        emit_format(emit, "}");
    }
    emit->need_line = false;
    emit->indent = indent;
    emit->depth = depth;
}

/* Ends the braces of a case after its last item, which ends at `at`, and after a comment on the same line. Returns the
 * place after it. */
static unsigned emit_end_of_case(struct emit *emit, const struct node *first, unsigned at)
{
    const char *text = emit->source->text, *inside = indent_of(emit, first->begin);
    unsigned line = at + (unsigned)strcspn(text + at, "\r\n"), comment = at + (unsigned)strspn(text + at, " \t");
    bool whole = text[comment] == '/' && text[comment + 1] == '/' && text[line - 1] != '\\';
    if (text[comment] == '/' && text[comment + 1] == '*') {
        const char *close = strstr(text + comment + 2, "*/");
        whole = close && close + 2 == text + line;
    }
    if (whole) {
        emit_source(emit, at, line);
        at = line;
    }
    size_t length = strlen(inside), unit = strlen(emit->unit_indent);
    emit_format(emit, "\n%.*s}", (int)(length >= unit ? length - unit : 0), inside);
    return at;
}

void emit_sub(struct emit *emit, const struct node *node)
{
    if (!node)
        return;
    if (node->is_braced) {
        emit_braced(emit, node);
        return;
    }
    emit_own_line(emit, node->begin);
    emit_statement(emit, node);
    emit_tail(emit, node);
}

/* The position after the opening brace, #pragma STDC and the labels that a block declares; nothing may come before
 * those. */
unsigned first_item(struct emit *emit, const struct node *block)
{
    const char *text = emit->source->text;
    unsigned at = after_pragmas(emit->source, block->begin + brace_length(emit, block->begin), block->end);
    struct token token = token_at(text, at, block->end);
    while (token_is(text, token, "__label__")) {
        while (token.kind != TOKEN_END && !token_is(text, token, ";"))
            token = token_at(text, token.end, block->end);
        at = token.end;
        token = token_at(text, at, block->end);
    }
    return at;
}

void emit_items(struct emit *emit, const struct node *block)
{
    unsigned at = first_item(emit, block);
    unsigned end = block->end - (emit->source->text[block->end - 1] == '>' ? 2 : 1);
    for (unsigned i = 0; i < block->count; i++) {
        const struct node *child = block->child[i];
        if (child->begin < at)
            continue; /* the same macro again */
        emit_source(emit, at, child->begin);
        emit_own_line(emit, child->begin);
        at = child->end;
        if (child->inside) {
            const struct macro *macro = &emit->unit->macros.items[child->macro];
            struct edits edits = {0};
            for (; i < block->count && block->child[i]->inside && block->child[i]->macro == child->macro; i++)
                find_edits(block->child[i], &edits);
            i--;
            emit_macro(emit, macro, &edits);
            at = macro->end;
            continue;
        }
        emit_statement(emit, child);
        if (child->closes)
            at = emit_end_of_case(emit, child->closes, at);
    }
    emit_source(emit, at, end);
    emit_block_cleanups(emit, block);
}

/* Generated text and source text do not share a line. */
void emit_items_below(struct emit *emit, const struct node *block)
{
    const char *text = emit->source->text;
    unsigned at = first_item(emit, block);
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')
        at++;
    if (text[at] != '\n' && text[at] != '}')
        emit_line(emit);
    emit_items(emit, block);
}

static void emit_return(struct emit *emit, const struct node *node)
{
    if (returns_void(emit)) {
        if (node->count && !node->child[0]->is_spent) {
            emit_expression(emit, node->child[0]);
            emit_format(emit, ";");
            emit_line(emit);
        }
        emit_cleanups(emit, node);
        emit_format(emit, "return %s;", emit->null);
        return;
    }
    emit_mark(emit, node->begin);
    bool cleans = node->cleanups.count > 0; /* they run after the value is computed */
    if (cleans) {
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
        emit_format(emit, "%s %s = {", result_struct(emit), emit->result_name);
    } else {
        emit_format(emit, "return (%s){", result_struct(emit));
    }
    if (node->count) {
        emit_format(emit, ".async_value = ");
        emit_operand(emit, node->child[0], false);
    } else {
        emit_format(emit, ".async_wait = %s", emit->null);
    }
    emit_format(emit, "};");
    if (cleans) {
        emit_line(emit);
        emit_cleanups(emit, node);
        emit_format(emit, "return %s;", emit->result_name);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
}

/* ---- the statement ---- */

static void emit_without_else(struct emit *emit, unsigned end, struct token word, const struct node *otherwise)
{
    emit_source(emit, end, word.begin);
    emit_trim(emit);
    emit_line(emit);
    if (token_at(emit->source->text, word.end, otherwise->begin).kind == TOKEN_END) {
        unsigned at = word.end;
        while (strchr(" \t", emit->source->text[at]))
            at++;
        emit_source(emit, at, otherwise->begin);
        emit_trim(emit);
        emit_line(emit);
    }
    emit_statement(emit, otherwise);
}

static void emit_branches(struct emit *emit, const struct node *node)
{
    if (node->is_wrapped) {
        emit_format(emit, "{");
        emit->depth++;
        emit->need_line = true;
    }
    emit_steps_here(emit, node->steps);
    emit_rest(emit);
    emit_range(emit, node->begin, node->child[1]->begin, node->child, 1);
    emit_sub(emit, node->child[1]);
    if (node->count > 2) {
        unsigned end = node->child[1]->tail ? node->child[1]->tail : node->child[1]->end;
        struct token word = token_at(emit->source->text, end, node->child[2]->begin);
        if (node->drops_else) {
            emit_without_else(emit, end, word, node->child[2]);
            return;
        }
        if (node->child[1]->is_braced && !emit->braces_below && follows_code(emit, word.begin)) {
            emit_format(emit, " "); /* } else */
            end = word.begin;
        }
        emit_source(emit, end, node->child[2]->begin);
        emit_sub(emit, node->child[2]);
    }
    if (node->is_wrapped) {
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
        emit->need_line = false;
    }
}

/* What follows the steps of an expression statement. */
static void emit_value(struct emit *emit, const struct node *node)
{
    switch (node->rest) {
    case REST_NOTHING:
        emit->need_line = false;
        break;
    case REST_SET:
        emit_rest(emit);
        emit_set(emit, node->var, node->child[0]);
        break;
    case REST_DROP:
        emit_rest(emit);
        emit_format(emit, "(void)(");
        emit_expression(emit, node->child[0]);
        emit_format(emit, ");");
        break;
    case REST_EXPRESSION:
        emit_rest(emit);
        emit_range(emit, node->begin, node->end, node->child, node->count);
        break;
    }
}

static void emit_jump(struct emit *emit, const struct node *node)
{
    const struct node *loop = node->kind == NODE_CONTINUE ? node->target : NULL;
    emit_cleanups(emit, node);
    if (loop && loop->loop && loop->loop->label)
        emit_format(emit, "goto %s;", continue_label(emit, loop));
    else
        emit_source(emit, node->begin, node->end);
}

/* A statement that keeps its text, in which parts may change. */
static void emit_kept(struct emit *emit, const struct node *node)
{
    const struct node *last = node->count ? node->child[node->count - 1] : NULL;
    switch (node->kind) {
    case NODE_BLOCK:
        emit_source(emit, node->begin, first_item(emit, node));
        emit_items(emit, node);
        emit_source(emit, node->end - (emit->source->text[node->end - 1] == '>' ? 2 : 1), node->end);
        break;
    case NODE_DECLARATION:
        emit_range(emit, node->begin, node->end, node->child, node->count);
        emit_aliases_after(emit, node);
        break;
    case NODE_IF:
    case NODE_SWITCH:
        emit_branches(emit, node);
        break;
    case NODE_DO:
        emit_source(emit, node->begin, node->child[0]->begin);
        emit_sub(emit, node->child[0]);
        emit_range(emit, node->child[0]->tail ? node->child[0]->tail : node->child[0]->end, node->end, node->child + 1,
                   1);
        break;
    case NODE_WHILE:
    case NODE_FOR:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_ATTRIBUTED: /* a statement is the last part */
        if (!last) {
            emit_source(emit, node->begin, node->end);
            break;
        }
        emit_range(emit, node->begin, last->begin, node->child, node->count - 1);
        emit_sub(emit, last);
        break;
    case NODE_VAR:
    case NODE_TYPE:
    case NODE_EXPRESSION:
    case NODE_GOTO:
    case NODE_COMPUTED_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_RETURN:
    case NODE_ASM:
    case NODE_EMPTY:
    case EXPRESSION_KINDS:
        emit_range(emit, node->begin, node->end, node->child, node->count);
        break;
    }
}

/* A statement that does not keep its text. */
static void emit_planned(struct emit *emit, const struct node *node)
{
    switch (node->kind) {
    case NODE_DECLARATION:
        emit_declaration(emit, node);
        break;
    case NODE_EXPRESSION:
        emit_steps_here(emit, node->steps);
        emit_value(emit, node);
        break;
    case NODE_IF:
    case NODE_SWITCH:
        emit_branches(emit, node);
        break;
    case NODE_WHILE:
        emit_while(emit, node);
        break;
    case NODE_DO:
        emit_do(emit, node);
        break;
    case NODE_FOR:
        emit_for(emit, node);
        break;
    case NODE_RETURN:
        emit_steps_here(emit, node->steps);
        emit_rest(emit);
        emit_return(emit, node);
        break;
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
        emit_jump(emit, node);
        break;
    case NODE_COMPUTED_GOTO:
        emit_steps_here(emit, node->steps);
        emit_rest(emit);
        if (emit->func->pins) {
            emit_format(emit, "goto *async_label(");
            emit_operand(emit, node->child[0], false);
            emit_format(emit, ");");
        } else {
            emit_range(emit, node->begin, node->end, node->child, node->count);
        }
        break;
    case NODE_BLOCK:
    case NODE_VAR:
    case NODE_TYPE:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
    case EXPRESSION_KINDS: /* they are never planned so */
        break;
    }
}

void emit_statement(struct emit *emit, const struct node *node)
{
    if (node->inside) {
        struct edits edits = {0};
        find_edits(node, &edits);
        const struct macro *macro = &emit->unit->macros.items[node->macro];
        emit_macro(emit, macro, &edits);
        return;
    }
    const char *indent = emit->indent;
    int depth = emit->depth;
    if (node->kind != NODE_BLOCK) {
        const char *text = emit->source->text;
        unsigned begin = node->begin;
        while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
            begin--;
        if (begin == 0 || text[begin - 1] == '\n') {
            emit->indent = indent_of(emit, node->begin);
            emit->depth = 0;
        }
    }
    if (node->plan == PLAN_KEEP)
        emit_kept(emit, node);
    else
        emit_planned(emit, node);
    emit->indent = indent;
    emit->depth = depth;
}
