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
static void emit_loop_body(struct emit *emit, const struct node *body, bool last)
{
    bool apart = body->parent->declares != 0;
    if (apart && body->kind != NODE_BLOCK) {
        emit_line(emit);
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
        emit_statement(emit, body);
        emit_tail(emit, body);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
        emit->need_line = false;
        return;
    }
    if (!last || apart) {
        emit_line(emit);
        emit_statement(emit, body);
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
    emit_statement(emit, body);
    emit_tail(emit, body);
    emit->indent = indent;
    emit->depth = depth;
    emit->need_line = false;
}

const char *continue_label(struct emit *emit, const struct node *loop)
{
    return free_name(emit, arena_format("continue_%d", loop->loop->label));
}

static void emit_continue_label(struct emit *emit, const struct node *node)
{
    if (!node->loop->label)
        return;
    emit_line(emit);
    emit_format(emit, "%s:;", continue_label(emit, node));
}

/* Leaves the loop unless the condition holds. `body`: what follows, or NULL. */
static void emit_unless(struct emit *emit, const struct node *condition, const struct node *body)
{
    bool braces = body && lines_up(emit, body);
    emit_line(emit);
    emit_mark(emit, condition->begin);
    emit_format(emit, "if (");
    emit_not(emit, condition);
    emit_format(emit, braces ? ") {" : ")");
    emit->depth++;
    emit_line(emit);
    emit_format(emit, "break;");
    emit->depth--;
    if (!braces)
        return;
    emit_line(emit);
    emit_format(emit, "}");
}

void emit_while(struct emit *emit, const struct node *node)
{
    emit_format(emit, "for (;;) {");
    emit->depth++;
    emit_steps(emit, node->steps);
    emit_unless(emit, node->child[0], node->child[1]);
    emit_directives(emit, node->child[0]->end, node->child[1]->begin);
    emit_loop_body(emit, node->child[1], true);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

void emit_do(struct emit *emit, const struct node *node)
{
    const struct node *body = node->child[0], *condition = node->child[1];
    emit_format(emit, "for (;;) {");
    emit->depth++;
    emit_directives(emit, token_at(emit->source->text, node->begin, node->end).end, body->begin);
    emit_loop_body(emit, body, false);
    emit_directives(emit, body->tail ? body->tail : body->end, condition->begin);
    emit_continue_label(emit, node);
    emit_steps(emit, node->steps);
    emit_unless(emit, condition, NULL);
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

/* `int i = 0` in the head of a for where i is pinned: frame->i = 0. */
static void emit_pinned_init(struct emit *emit, const struct node *init)
{
    for (unsigned i = 0; i < init->count; i++) {
        emit_format(emit, "%s%s = ", i ? ", " : "", var_text(emit, init->child[i]->var));
        emit_expression(emit, init->child[i]->child[0]);
    }
}

/* The head up to the condition. */
static void emit_for_init(struct emit *emit, const struct node *node)
{
    const struct node *init = node->child[0];
    emit_format(emit, "for (");
    switch (node->loop->init) {
    case FOR_INIT_NONE:
    case FOR_INIT_STEPS:
    case FOR_INIT_BEFORE:
        break;
    case FOR_INIT_KEEP:
        emit_expression(emit, init);
        if (init->kind == NODE_DECLARATION)
            return; /* it has a semicolon */
        break;
    case FOR_INIT_ASSIGN:
        emit_pinned_init(emit, init);
        break;
    case FOR_INIT_DECLARE:
        emit_format(emit, "%s = ", type_text(emit, init->child[0]->var->type, init->child[0]->var->out_name, true));
        emit_expression(emit, init->child[0]->child[0]);
        break;
    }
    emit_format(emit, ";");
}

/* The step of a for, as statements that `continue` leads to. */
static void emit_for_step(struct emit *emit, const struct node *node)
{
    emit_continue_label(emit, node);
    emit_steps(emit, node->steps_for[2]);
    if (!node->child[2]->is_spent) {
        emit_line(emit);
        emit_expression(emit, node->child[2]);
        emit_format(emit, ";");
    }
}

/* The body of a for, with the condition or the step in it. */
static void emit_for_body(struct emit *emit, const struct node *node, unsigned head)
{
    const struct node *body = node->child[3];
    const struct loop_plan *plan = node->loop;
    emit_format(emit, "{");
    emit->depth++;
    if (node->steps_for[1]) {
        emit_steps(emit, node->steps_for[1]);
        emit_unless(emit, node->child[1], plan->early ? NULL : body);
    }
    const char *body_label = plan->early ? free_name(emit, arena_format("body_%d", plan->label)) : NULL;
    if (plan->early) { /* the body sees the types that the step declares */
        emit_line(emit);
        emit_format(emit, "goto %s;", body_label);
        emit_for_step(emit, node);
        emit_line(emit);
        emit_format(emit, "continue;");
        emit_line(emit);
        emit_format(emit, "%s:;", body_label);
    }
    emit_directives(emit, head, body->begin);
    emit_loop_body(emit, body, !plan->below);
    if (plan->early) {
        emit_line(emit);
        emit_format(emit, "goto %s;", continue_label(emit, node));
    } else if (plan->below) {
        emit_for_step(emit, node);
    }
    emit->depth--;
    emit_line(emit);
    emit_format(emit, "}");
}

void emit_for(struct emit *emit, const struct node *node)
{
    const struct node *init = node->child[0], *condition = node->child[1], *step = node->child[2],
                      *body = node->child[3];
    const struct node *part = step ? step : condition ? condition : init;
    unsigned head = part ? part->end : token_at(emit->source->text, node->begin, node->end).end;
    if (node->is_wrapped) {
        emit_format(emit, "{");
        emit->depth++;
        emit_line(emit);
    }
    if (node->loop->init == FOR_INIT_BEFORE) {
        emit_declaration(emit, init);
        emit->need_line = true;
    } else {
        emit_steps_here(emit, node->steps_for[0]);
    }
    emit_rest(emit);
    emit_for_init(emit, node);
    if (condition && !node->steps_for[1]) {
        emit_format(emit, " ");
        emit_expression(emit, condition);
    }
    emit_format(emit, ";");
    if (step && !node->loop->below) {
        emit_format(emit, " ");
        emit_expression(emit, step);
    }
    emit_format(emit, ") ");
    if (node->loop->inside) {
        emit_for_body(emit, node, head);
    } else {
        emit_directives(emit, head, body->begin);
        emit_sub(emit, body);
    }
    if (node->is_wrapped) {
        emit_for_cleanups(emit, node);
        emit->depth--;
        emit_line(emit);
        emit_format(emit, "}");
    }
}
