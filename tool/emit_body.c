/* emit_body.c: function bodies.
 *
 * Statements in which no await stands are the author's text, with two kinds of small changes: pinned locals are
 * written as fields of the frame, and `return x` gives the result struct. A statement with steps is written as the
 * steps, each on lines of its own, then what is left of the statement. Loops whose condition or step awaits become
 * `for (;;)` with the condition inside; their `continue` becomes a goto where it has to run something first.
 */
#include "emit.h"

#include "conditionals.h"
#include "frame.h"
#include "names.h"
#include "node.h"

#include <stdlib.h>
#include <string.h>

static const char *indent_of(struct emit *emit, unsigned offset);

/* ---- cleanup ---- */

/* Has the variable been declared, and not yet gone out of scope, where `node` begins? */
static bool is_active(const struct var *var, const struct node *node)
{
    return var->decl->end <= node->begin && node_is_within(node, var->scope);
}

static bool is_cleaned(const struct var *var)
{
    return var->pinned && var->has_cleanup;
}

/* Is the jump's target the loop in whose head the variable is declared? Its end cleans up, or its next round uses it.
 */
static bool stays_in_loop(const struct var *var, const struct node *from, const struct node *to)
{
    return (from->kind == NODE_BREAK || from->kind == NODE_CONTINUE) && to == var->scope;
}

static void emit_cleanup(struct emit *emit, const struct var *var)
{
    bool is_macro = words_have(&emit->unit->macro_names, var->cleanup, strlen(var->cleanup));
    emit_format(emit, is_macro ? "(%s)(&%s);" : "%s(&%s);", var->cleanup, var_text(emit, var));
}

/* The cleanups of a jump from one place to another (NULL: out of the function), the latest variable first. Only asks
 * if `write` is false. */
static bool emit_cleanups(struct emit *emit, const struct node *from, const struct node *to, bool write)
{
    bool any = false;
    const struct func *func = emit->func;
    for (size_t i = func->cleans ? func->vars.count : 0; i-- > 0;) {
        const struct var *var = func->vars.items[i];
        if (!is_cleaned(var) || !is_active(var, from) || (to && (is_active(var, to) || stays_in_loop(var, from, to))))
            continue;
        any = true;
        if (!write)
            break;
        emit_cleanup(emit, var);
        emit_line(emit);
    }
    return any;
}

struct label_search {
    const void *label;
    struct node *found;
};

static void find_label(struct node *node, void *data)
{
    struct label_search *search = data;
    if (node->kind == NODE_LABEL && node->label == search->label)
        search->found = node;
}

/* Where control is after this statement, as far as scopes matter. */
static const struct node *jump_target(struct emit *emit, const struct node *jump)
{
    if (jump->kind == NODE_GOTO) {
        struct label_search search = {jump->label, NULL};
        node_walk(emit->func->body, find_label, &search);
        return search.found;
    }
    return jump->target;
}

/* The end of a block that control may reach. */
static void emit_block_cleanups(struct emit *emit, const struct node *block)
{
    const struct node *last = block->count ? block->child[block->count - 1] : NULL;
    if (!emit->func || !emit->func->cleans || !last || (last->kind >= NODE_GOTO && last->kind <= NODE_RETURN))
        return;
    bool any = false;
    for (size_t i = emit->func->vars.count; i-- > 0;) {
        const struct var *var = emit->func->vars.items[i];
        if (!is_cleaned(var) || var->scope != block)
            continue;
        if (!any) {
            emit_trim(emit);
            emit->indent = indent_of(emit, last->begin);
            emit->depth = 0;
        }
        any = true;
        emit_line(emit);
        emit_cleanup(emit, var);
    }
    if (any)
        emit_format(emit, "\n%s", indent_of(emit, block->end - 1));
}

/* A brace may be written <%. */
static unsigned brace_length(struct emit *emit, unsigned offset)
{
    return emit->source->text[offset] == '<' ? 2 : 1;
}

/* ---- statements ---- */

static const char *indent_of(struct emit *emit, unsigned offset)
{
    const char *text = emit->source->text;
    unsigned begin = offset;
    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    unsigned end = begin;
    while (text[end] == ' ' || text[end] == '\t')
        end++;
    return arena_copy(text + begin, end - begin);
}

static bool touched_var(const struct node *decl)
{
    const struct var *var = decl->var;
    if (var->alignment_moved)
        return true;
    if (var->is_static)
        return strcmp(var->name, var->out_name) != 0;
    return var->pinned || var->is_coroutine || decl->steps || strcmp(var->name, var->out_name) ||
           (var->needs_init && !decl->has_init) || (var->saved && var->type->deep_const);
}

bool touched_declaration(const struct node *node)
{
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i]->kind == NODE_VAR ? touched_var(node->child[i])
                                             : node->child[i]->func && node->child[i]->func->is_async)
            return true;
    return false;
}

/* Does the statement become more than one? */
static bool is_many(struct emit *emit, const struct node *node)
{
    switch (node->kind) {
    case NODE_EXPRESSION:
    case NODE_IF:
    case NODE_SWITCH:
    case NODE_COMPUTED_GOTO:
        return node->steps != NULL;
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
        return emit->func->cleans && emit_cleanups((struct emit *)emit, node, jump_target(emit, node), false);
    case NODE_RETURN:
        return node->steps || (emit->func->is_async && returns_void(emit) &&
                               (node->count || emit_cleanups((struct emit *)emit, node, NULL, false)));
    case NODE_FOR:
        return node->steps_for[0] != NULL;
    default:
        return false;
    }
}

static void emit_tail(struct emit *emit, const struct node *node)
{
    if (node->tail)
        emit_source(emit, node->end, node->tail);
}

/* A statement that is a part of another one. */
static void emit_sub(struct emit *emit, struct node *node)
{
    if (!node)
        return;
    if (!is_many(emit, node)) {
        emit_own_line(emit, node->begin);
        emit_statement(emit, node, false);
        emit_tail(emit, node);
        return;
    }
    const char *indent = emit->indent;
    int depth = emit->depth;
    emit->indent = indent_of(emit, node->begin);
    const struct node *parent = node->parent;
    bool same_line = parent && !memchr(emit->source->text + parent->begin, '\n', node->begin - parent->begin);
    emit->depth = same_line ? 1 : 0;
    emit_format(emit, "{");
    emit->need_line = true;
    emit_rest(emit);
    emit_statement(emit, node, true);
    emit->depth--;
    if (emit->depth < 0) {
        size_t length = strlen(emit->indent), unit = strlen(emit->unit_indent);
        emit->indent = arena_copy(emit->indent, length >= unit ? length - unit : 0);
        emit->depth = 0;
    }
    emit_line(emit);
    emit_format(emit, "}");
    emit->need_line = false;
    emit->indent = indent;
    emit->depth = depth;
}

/* Behind the opening brace, #pragma STDC, and the labels that a block declares: nothing may come before those. */
static unsigned first_item(struct emit *emit, const struct node *block)
{
    const char *text = emit->source->text;
    unsigned at = behind_pragmas(emit->source, block->begin + brace_length(emit, block->begin), block->end);
    struct token token = token_at(text, at, block->end);
    while (token_is(text, token, "__label__")) {
        while (token.kind != TOKEN_END && !token_is(text, token, ";"))
            token = token_at(text, token.end, block->end);
        at = token.end;
        token = token_at(text, at, block->end);
    }
    return at;
}

/* What stands between the braces of a block, from its first item on. */
static void emit_items(struct emit *emit, struct node *block)
{
    unsigned at = first_item(emit, block);
    unsigned end = block->end - (emit->source->text[block->end - 1] == '>' ? 2 : 1);
    for (unsigned i = 0; i < block->count; i++) {
        struct node *child = block->child[i];
        if (child->begin < at)
            continue; /* the same macro again */
        emit_source(emit, at, child->begin);
        emit_own_line(emit, child->begin);
        at = child->end;
        if (child->inside) {
            const struct macro *macro = &emit->unit->macros.items[child->macro];
            struct edits edits = {0};
            for (; i < block->count && block->child[i]->inside && block->child[i]->macro == child->macro; i++)
                find_edits(emit, block->child[i], &edits);
            i--;
            emit_macro(emit, macro, &edits);
            at = macro->end;
            continue;
        }
        emit_statement(emit, child, true);
    }
    emit_source(emit, at, end);
    emit_block_cleanups(emit, block);
}

/* Generated lines do not share theirs with the author's text. */
static void emit_items_below(struct emit *emit, struct node *block)
{
    const char *text = emit->source->text;
    unsigned at = first_item(emit, block);
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')
        at++;
    if (text[at] != '\n' && text[at] != '}')
        emit_line(emit);
    emit_items(emit, block);
}

/* The body of a loop whose braces are ours. It keeps its own if something follows that must not see its locals, or if
 * types are declared in the loop's head, or in it, which would meet. */
static void emit_loop_body(struct emit *emit, struct node *body, bool last)
{
    bool apart = body->parent->declares != 0;
    if (apart && body->kind != NODE_BLOCK) {
        emit_line(emit);
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
        emit_statement(emit, body, true);
        emit_tail(emit, body);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
        emit->need_line = false;
        return;
    }
    if (!last || apart) {
        emit_line(emit);
        emit_statement(emit, body, body->kind != NODE_BLOCK);
        emit_tail(emit, body);
        emit->need_line = false;
        return;
    }
    unsigned brace = body->begin + brace_length(emit, body->begin);
    bool begins_so = body->kind == NODE_BLOCK && first_item(emit, body) > brace; /* and must go on to do so */
    if (body->kind == NODE_BLOCK && !body->inside && !begins_so) {
        emit->need_line = false;
        emit_items_below(emit, body);
        /* The author's text ends in front of the closing brace; ours goes on there. */
        emit_trim(emit);
        return;
    }
    emit_line(emit);
    const char *indent = emit->indent;
    int depth = emit->depth;
    emit_statement(emit, body, true);
    emit_tail(emit, body);
    emit->indent = indent;
    emit->depth = depth;
    emit->need_line = false;
}

static const char *continue_label(struct emit *emit, const struct node *loop)
{
    return free_name(emit, arena_format("continue_%d", loop->number));
}

static void emit_continue_label(struct emit *emit, struct node *node)
{
    if (!node->continued)
        return;
    emit_line(emit);
    emit_format(emit, "%s:;", continue_label(emit, node));
}

static void emit_unless(struct emit *emit, struct node *condition)
{
    emit_line(emit);
    emit_mark(emit, condition->begin);
    emit_format(emit, "if (!(");
    emit_expression(emit, condition);
    emit_format(emit, ")) {"); /* with braces, whatever the author's indentation makes of what follows */
    emit->depth++;
    emit_line(emit);
    emit_format(emit, "break;");
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void find_continues(struct node *node, void *data)
{
    if (node->kind == NODE_CONTINUE && node->target == data)
        node->target->continued = true;
}

/* From here on `continue` has something to run that it cannot reach by itself. */
static void redirect_continues(struct emit *emit, struct node *loop, struct node *body)
{
    node_walk(body, find_continues, loop);
    if (loop->continued)
        loop->number = ++emit->loops;
}

static void emit_while(struct emit *emit, struct node *node)
{
    if (!node->steps) {
        emit_range(emit, node->begin, node->child[1]->begin, node->child, 1);
        emit_sub(emit, node->child[1]);
        return;
    }
    emit_format(emit, "for (;;) {");
    emit->depth++;
    emit_steps(emit, node->steps);
    emit_unless(emit, node->child[0]);
    emit_directives(emit, node->child[0]->end, node->child[1]->begin);
    emit_loop_body(emit, node->child[1], true);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static void emit_do(struct emit *emit, struct node *node)
{
    struct node *body = node->child[0], *condition = node->child[1];
    if (!node->steps) {
        emit_source(emit, node->begin, body->begin);
        emit_sub(emit, body);
        emit_range(emit, body->tail ? body->tail : body->end, node->end, &condition, 1);
        return;
    }
    redirect_continues(emit, node, body);
    emit_format(emit, "for (;;) {");
    emit->depth++;
    emit_directives(emit, token_at(emit->source->text, node->begin, node->end).end, body->begin);
    emit_loop_body(emit, body, false);
    emit_directives(emit, body->tail ? body->tail : body->end, condition->begin);
    emit_continue_label(emit, node);
    emit_steps(emit, node->steps);
    emit_unless(emit, condition);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* `int i = 0` in the head of a for where i is pinned: frame->i = 0. */
static bool emit_pinned_init(struct emit *emit, struct node *init)
{
    for (unsigned i = 0; i < init->count; i++) {
        const struct node *decl = init->child[i];
        if (decl->kind != NODE_VAR || !decl->var->pinned || !decl->has_init || decl->steps ||
            decl->child[0]->kind == NODE_INIT_LIST || copies_bytes(decl->var->type) || decl->var->is_coroutine)
            return false;
    }
    for (unsigned i = 0; i < init->count; i++) {
        emit_format(emit, "%s%s = ", i ? ", " : "", var_text(emit, init->child[i]->var));
        emit_expression(emit, init->child[i]->child[0]);
    }
    emit_format(emit, ";");
    return true;
}

/* One plain declarator with another name or without its const. */
static bool emit_plain_init(struct emit *emit, struct node *init)
{
    struct node *decl = init->child[0];
    if (init->count != 1 || decl->kind != NODE_VAR || decl->var->pinned || decl->steps || decl->var->is_coroutine ||
        !decl->has_init)
        return false;
    emit_format(emit, "%s = ", type_declare(decl->var->type, decl->var->out_name, true));
    emit_expression(emit, decl->child[0]);
    emit_format(emit, ";");
    return true;
}

static bool for_needs_block(const struct node *node)
{
    const struct node *init = node->child[0];
    return init && init->kind == NODE_DECLARATION && touched_declaration(init);
}

/* The head up to the condition. */
static void emit_for_init(struct emit *emit, struct node *node, bool done)
{
    struct node *init = node->child[0];
    emit_format(emit, "for (");
    if (!init || done)
        emit_format(emit, ";");
    else if (init->kind == NODE_DECLARATION && touched_declaration(init)) {
        if (!emit_pinned_init(emit, init))
            emit_plain_init(emit, init);
    } else {
        emit_expression(emit, init);
        if (init->kind != NODE_DECLARATION)
            emit_format(emit, ";");
    }
}

static bool simple_for_init(struct emit *emit, struct node *init)
{
    struct text *out = emit->out;
    size_t length = out->length, marks = emit->marks.count;
    bool simple = emit_pinned_init(emit, init) || emit_plain_init(emit, init);
    out->length = length; /* it was only asked */
    if (out->text)
        out->text[length] = '\0';
    emit->marks.count = marks;
    return simple;
}

/* The end of a for whose head declares variables with cleanups. Only asks if `write` is false. */
static bool emit_for_cleanups(struct emit *emit, const struct node *node, bool write)
{
    bool any = false;
    for (size_t i = emit->func && emit->func->cleans ? emit->func->vars.count : 0; i-- > 0;) {
        const struct var *var = emit->func->vars.items[i];
        if (!is_cleaned(var) || var->scope != node)
            continue;
        any = true;
        if (!write)
            break;
        emit_line(emit);
        emit_cleanup(emit, var);
    }
    return any;
}

/* The step of a for, as statements that `continue` leads to. */
static void emit_for_step(struct emit *emit, struct node *node)
{
    emit_continue_label(emit, node);
    emit_steps(emit, node->steps_for[2]);
    if (!is_spent(node->child[2])) {
        emit_line(emit);
        emit_expression(emit, node->child[2]);
        emit_format(emit, ";");
    }
}

static void emit_for(struct emit *emit, struct node *node, bool item)
{
    struct node *init = node->child[0], *condition = node->child[1], *step = node->child[2], *body = node->child[3];
    const struct node *part = step ? step : condition ? condition : init;
    unsigned head = part ? part->end : token_at(emit->source->text, node->begin, node->end).end;
    bool block = for_needs_block(node) && !simple_for_init(emit, init);
    bool wrap = block || (node->steps_for[0] && (!item || (node->declares && node->parent->kind == NODE_BLOCK))) ||
                emit_for_cleanups(emit, node, false);
    bool below = node->steps_for[2] || (step && node->steps_for[1] && (node->declares & 6)); /* it may name that type */
    if (!wrap && !node->steps_for[0] && !node->steps_for[1] && !node->steps_for[2] && !for_needs_block(node)) {
        emit_range(emit, node->begin, body->begin, node->child, 3);
        emit_sub(emit, body);
        return;
    }
    if (wrap) {
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
    }
    if (block) {
        emit_declaration(emit, init, true);
        emit->need_line = true;
    } else if (node->steps_for[0]) {
        emit_steps_here(emit, node->steps_for[0]);
    }
    emit_rest(emit);
    emit_for_init(emit, node, block || (node->steps_for[0] && init && is_spent(init)));
    if (condition && !node->steps_for[1]) {
        emit_format(emit, " ");
        emit_expression(emit, condition);
    }
    emit_format(emit, ";");
    if (step && !below) {
        emit_format(emit, " ");
        emit_expression(emit, step);
    }
    emit_format(emit, ") ");
    if (!node->steps_for[1] && !below) {
        emit_directives(emit, head, body->begin);
        emit_sub(emit, body);
    } else {
        emit_format(emit, "{");
        emit->depth++;
        bool early = below && (node->declares & 4);
        node->continued |= early;
        if (below)
            redirect_continues(emit, node, body);
        if (node->steps_for[1]) {
            emit_steps(emit, node->steps_for[1]);
            emit_unless(emit, condition);
        }
        const char *body_label = early ? free_name(emit, arena_format("body_%d", node->number)) : NULL;
        if (early) { /* the body sees the types that it declares */
            emit_line(emit);
            emit_format(emit, "goto %s;", body_label);
            emit_for_step(emit, node);
            emit_line(emit);
            emit_format(emit, "continue;");
            emit_line(emit);
            emit_format(emit, "%s:;", body_label);
        }
        emit_directives(emit, head, body->begin);
        emit_loop_body(emit, body, !below);
        if (early) {
            emit_line(emit);
            emit_format(emit, "goto %s;", continue_label(emit, node));
        } else if (below) {
            emit_for_step(emit, node);
        }
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
    if (wrap) {
        emit_for_cleanups(emit, node, true);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
}

static void emit_return(struct emit *emit, struct node *node)
{
    if (!emit->func->is_async) {
        emit_range(emit, node->begin, node->end, node->child, node->count);
        return;
    }
    if (returns_void(emit)) {
        if (node->count && !is_spent(node->child[0])) {
            emit_expression(emit, node->child[0]);
            emit_format(emit, ";");
            emit_line(emit);
        }
        emit_cleanups(emit, node, NULL, true);
        emit_format(emit, "return NULL;");
        return;
    }
    emit_mark(emit, node->begin);
    bool cleans = emit_cleanups(emit, node, NULL, false); /* they come after the value is computed */
    if (cleans) {
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
        emit_format(emit, "%s %s = {", result_struct(emit), emit->result_name);
    } else {
        emit_format(emit, "return (%s){", result_struct(emit));
    }
    if (node->count) {
        emit_format(emit, ".value = ");
        emit_operand(emit, node->child[0]);
    } else {
        emit_format(emit, ".wait = NULL");
    }
    emit_format(emit, "};");
    if (cleans) {
        emit_line(emit);
        emit_cleanups(emit, node, NULL, true);
        emit_format(emit, "return %s;", emit->result_name);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
}

/* ---- the statement ---- */

/* Is the value of the expression all there is to it? */
static bool drops_value(const struct node *node)
{
    while (node->kind == NODE_PAREN || (node->kind == NODE_CAST && node->count == 1))
        node = node->child[0];
    return node->kind != NODE_CALL && node->kind != NODE_ASSIGN && node->kind != NODE_COMPOUND_ASSIGN &&
           node->kind != NODE_INCDEC;
}

/* An if or a switch. A type that its head declares must not be seen behind it. */
static void emit_branches(struct emit *emit, struct node *node, bool wrap)
{
    if (wrap) {
        emit_format(emit, "{");
        emit->depth++;
        emit->need_line = true;
    }
    emit_steps_here(emit, node->steps);
    emit_rest(emit);
    emit_range(emit, node->begin, node->child[1]->begin, node->child, 1);
    emit_sub(emit, node->child[1]);
    if (node->count > 2) {
        emit_source(emit, node->child[1]->tail ? node->child[1]->tail : node->child[1]->end, node->child[2]->begin);
        emit_sub(emit, node->child[2]);
    }
    if (wrap) {
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
        emit->need_line = false;
    }
}

static void emit_self_statement(struct emit *emit, struct node *node, bool item)
{
    switch (node->kind) {
    case NODE_BLOCK:
        emit_source(emit, node->begin, first_item(emit, node));
        emit_items(emit, node);
        emit_source(emit, node->end - (emit->source->text[node->end - 1] == '>' ? 2 : 1), node->end);
        break;
    case NODE_DECLARATION:
        emit_declaration(emit, node, item);
        break;
    case NODE_EXPRESSION:
        emit_steps_here(emit, node->steps);
        if (node->steps && is_spent(node->child[0]) && !node->var) {
            emit->need_line = false;
            break;
        }
        emit_rest(emit);
        if (node->var) {
            emit_set(emit, node->var, node->child[0]);
            break;
        }
        if (node->is_dropped && drops_value(node->child[0])) { /* or compilers say that it has no effect */
            emit_format(emit, "(void)(");
            emit_expression(emit, node->child[0]);
            emit_format(emit, ");");
            break;
        }
        emit_range(emit, node->begin, node->end, node->child, node->count);
        break;
    case NODE_IF:
    case NODE_SWITCH:
        emit_branches(emit, node, node->steps && (node->declares & 1) && node->parent->kind == NODE_BLOCK);
        break;
    case NODE_WHILE:
        emit_while(emit, node);
        break;
    case NODE_DO:
        emit_do(emit, node);
        break;
    case NODE_FOR:
        emit_for(emit, node, item);
        break;
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_LABEL:
    case NODE_ATTRIBUTED: {
        struct node *last = node->count ? node->child[node->count - 1] : NULL;
        if (!last) {
            emit_source(emit, node->begin, node->end);
            break;
        }
        emit_range(emit, node->begin, last->begin, node->child, node->count - 1);
        emit_sub(emit, last);
        break;
    }
    case NODE_RETURN:
        emit_steps_here(emit, node->steps);
        emit_rest(emit);
        emit_return(emit, node);
        break;
    case NODE_GOTO:
    case NODE_BREAK:
        emit_cleanups(emit, node, jump_target(emit, node), true);
        emit_source(emit, node->begin, node->end);
        break;
    case NODE_CONTINUE:
        emit_cleanups(emit, node, jump_target(emit, node), true);
        if (node->target && node->target->continued)
            emit_format(emit, "goto %s;", continue_label(emit, node->target));
        else
            emit_source(emit, node->begin, node->end);
        break;
    case NODE_COMPUTED_GOTO:
        emit_steps_here(emit, node->steps);
        emit_rest(emit);
        if (emit->func->is_async && emit->func->pins) {
            emit_format(emit, "goto *async_label(");
            emit_operand(emit, node->child[0]);
            emit_format(emit, ");");
        } else {
            emit_range(emit, node->begin, node->end, node->child, node->count);
        }
        break;
    default:
        emit_range(emit, node->begin, node->end, node->child, node->count);
    }
}

void emit_statement(struct emit *emit, struct node *node, bool item)
{
    if (node->inside) {
        struct edits edits = {0};
        find_edits(emit, node, &edits);
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
    emit_self_statement(emit, node, item);
    emit->indent = indent;
    emit->depth = depth;
}

static void emit_dispatch(struct emit *emit, struct func *func)
{
    size_t count = func->awaits.count;
    emit_line(emit);
    emit_format(emit, "if (%s) {", func->pins ? emit->resumed_name : emit->frame_name);
    emit->depth++;
    emit_line(emit);
    if (count == 1) {
        emit_format(emit, "goto %s;", label_name(emit, 1));
    } else {
        emit_format(emit, "switch (%s->frame.state) {", emit->frame_name);
        for (size_t i = 1; i <= count; i++) {
            emit_line(emit);
            emit_format(emit, "%s", i == count ? "default:" : arena_format("case %zu:", i));
            emit->depth++;
            emit_line(emit);
            emit_format(emit, "goto %s;", label_name(emit, (int)i));
            emit->depth--;
        }
        emit_line(emit);
        emit_format(emit, "}");
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

static bool has_moved(const struct func *func, const char *text, struct token word)
{
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        if (!var->is_temp && (var->pinned || strcmp(var->name, var->out_name)) && token_is(text, word, var->name))
            return true;
    }
    return false;
}

/* `_Alignas(sizeof text) char c;` where text is in the frame: the number has to be written instead. */
static void find_moved_alignments(struct emit *emit, struct func *func)
{
    const char *text = emit->source->text;
    for (size_t i = 0; i < func->vars.count + func->statics.count; i++) {
        struct var *var = i < func->vars.count ? func->vars.items[i] : func->statics.items[i - func->vars.count];
        if (!var->alignment || !var->decl)
            continue;
        unsigned end = var->decl->parent->end;
        for (struct token token = token_at(text, var->decl->parent->begin, end); token.kind != TOKEN_END;
             token = token_at(text, token.end, end)) {
            const struct node *init = var->decl->has_init ? var->decl->child[0] : NULL;
            if (init && token.begin >= init->begin && token.begin < init->end)
                continue;
            var->alignment_moved |=
                token.kind == TOKEN_WORD && !token_is(text, token, var->name) && has_moved(func, text, token);
        }
    }
}

/* Types without a tag that the output has to name. */
static void find_tags(const struct func *func)
{
    for (size_t i = 0; i < func->statics.count; i++) {
        const struct var *var = func->statics.items[i];
        struct local_type *local = type_local(var->type);
        if (local && !local->has_tag && var->decl && touched_var(var->decl))
            local->needs_tag = true;
    }
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        struct local_type *local = type_local(var->type);
        if (local && !local->has_tag && (var->is_temp || var->pinned || (var->decl && touched_var(var->decl))))
            local->needs_tag = true;
    }
}

/* The lengths of a parameter's type are taken from the type itself, which is right when the function starts. */
static void emit_variable_param(struct emit *emit, const struct var *var)
{
    const char *object = var->out_name;
    unsigned length = 0;
    for (const struct type *type = var->type; type->shape == TYPE_ARRAY || type->shape == TYPE_POINTER;
         type = type->inner) {
        if (type->shape == TYPE_ARRAY && !type->length) {
            emit_line(emit);
            emit_format(emit, "%s = sizeof(%s) / sizeof(*%s);", field_text(emit, var->lengths[length++]), object,
                        object);
        }
        object = arena_format("(*%s)", object);
    }
    emit_line(emit);
    emit_format(emit, "%s = (void *)%s;", field_text(emit, var), var->out_name);
}

void emit_body(struct emit *emit, struct func *func)
{
    struct node *body = func->body;
    emit->func = func;
    types_alias(func->aliases.items, func->aliases.count);
    find_moved_alignments(emit, func);
    find_tags(func);
    emit->loops = 0;
    emit->need_line = false;
    emit->indent = emit->unit_indent;
    emit->depth = 0;
    emit_source(emit, body->begin, first_item(emit, body));
    if (func->is_async && func->has_frame) {
        emit_dispatch(emit, func);
        for (size_t i = 0; i < func->vars.count; i++)
            if (is_variable_array(func->vars.items[i])) {
                emit_line(emit);
                emit_format(emit, "%s = NULL;", field_text(emit, func->vars.items[i]));
            }
        for (size_t i = 0; i < func->params.count; i++) {
            struct var *var = func->params.items[i];
            if (var->pinned && var->type->is_variable)
                emit_variable_param(emit, var);
            else if (var->pinned)
                emit_copy(emit, var, true);
        }
    }
    if (func->is_async && func->has_frame)
        emit_items_below(emit, body);
    else
        emit_items(emit, body);
    if (func->is_async && func->end_reachable) {
        emit_trim(emit);
        emit_line(emit);
        if (returns_void(emit))
            emit_format(emit, "return NULL;");
        else
            emit_format(emit, "return (%s){.value = %s};", result_struct(emit), type_zero(func->type->inner));
        emit_format(emit, "\n");
    }
    emit_mark(emit, body->end - 1);
    emit_format(emit, "}");
    emit->func = NULL;
    types_alias(NULL, 0);
}
