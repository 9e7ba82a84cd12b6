/* loop.c: while, do and for.
 *
 * A loop without an await in its head stays as it is in the source. One whose condition or step awaits becomes `for
 * (;;)` with the steps and the condition inside; its `continue` becomes a goto where something must run first. If
 * variables in the head of a for are rewritten, a block around the loop declares them.
 */
#include "emit/statement.h"

#include "ir/node.h"

/* The body of a loop with generated braces. The body keeps its own braces if something follows that must not see its
 * locals, or if types declared in the head and in the body would collide. */
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
        /* The source text ends before the closing brace; generated text continues there. */
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

const char *continue_label(struct emit *emit, const struct node *loop)
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
    emit_format(emit, "if (");
    emit_not(emit, condition);
    emit_format(emit, ") {"); /* with braces, so that the indentation of what follows cannot mislead compilers */
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

/* From here on, `continue` must run something that it does not reach by itself. */
static void redirect_continues(struct emit *emit, struct node *loop, struct node *body)
{
    node_walk(body, find_continues, loop);
    if (loop->continued)
        loop->number = ++emit->loops;
}

void emit_while(struct emit *emit, struct node *node)
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

void emit_do(struct emit *emit, struct node *node)
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
        if (decl->kind != NODE_VAR || !decl->var->pinned || decl->var->type->is_variable || !decl->has_init ||
            decl->steps || decl->child[0]->kind == NODE_INIT_LIST || copies_bytes(decl->var->type) ||
            decl->var->is_coroutine)
            return false;
    }
    for (unsigned i = 0; i < init->count; i++) {
        emit_format(emit, "%s%s = ", i ? ", " : "", var_text(emit, init->child[i]->var));
        emit_expression(emit, init->child[i]->child[0]);
    }
    emit_format(emit, ";");
    return true;
}

/* A single plain declarator that has another name or loses its const. */
static bool emit_plain_init(struct emit *emit, struct node *init)
{
    struct node *decl = init->child[0];
    if (init->count != 1 || decl->kind != NODE_VAR || decl->var->pinned || decl->steps || decl->var->is_coroutine ||
        !decl->has_init)
        return false;
    emit_format(emit, "%s = ", type_text(emit, decl->var->type, decl->var->out_name, true));
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
    out->length = length; /* the text was written only to look at it */
    if (out->text)
        out->text[length] = '\0';
    emit->marks.count = marks;
    return simple;
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

void emit_for(struct emit *emit, struct node *node, bool item)
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
        if (early) { /* the body sees the types that the step declares */
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
