/* step.c: the steps of a statement (passes/lower.h), each on lines of its own in front of what is left of it. */
#include "emit/emit.h"

#include "ir/node.h"

#include <string.h>

static void emit_branch(struct emit *emit, const struct step *step)
{
    const struct node *condition = node_strip(step->node);
    if (step->negated || step->node->value || condition->inside || condition->kind != NODE_OPERATOR || !condition->op ||
        strcmp(condition->op, "=="))
        condition = step->node; /* with its own parentheses; around == clang reports two pairs as a mistake */
    emit_format(emit, "if (");
    if (step->negated)
        emit_not(emit, condition);
    else
        emit_expression(emit, condition);
    emit_format(emit, ") {");
    emit->depth++;
    emit_steps(emit, step->then);
    emit->depth--;
    emit_line(emit);
    if (step->otherwise) {
        emit_format(emit, "} else {");
        emit->depth++;
        emit_steps(emit, step->otherwise);
        emit->depth--;
        emit_line(emit);
    }
    emit_format(emit, "}");
}

void emit_set(struct emit *emit, const struct var *temp, const struct node *node)
{
    const char *text = var_text(emit, temp);
    bool copies = temp->type->has_const_member;
    if (copies)
        emit_format(emit, "async_copy(&%s, &(%s){", text, type_text(emit, temp->type, "[]", true));
    else
        emit_format(emit, "%s = ", text);
    emit_operand(emit, node, false);
    if (copies)
        emit_format(emit, "}, sizeof %s)", text);
    emit_format(emit, ";");
}

/* The right operand of && or ||, converted to 0 or 1. */
static void emit_truth(struct emit *emit, const struct step *step)
{
    const struct node *left = what_is_left(step->node);
    bool simple = left->value || !step->compares;
    emit_format(emit, simple ? "%s = " : "%s = (", var_text(emit, step->temp));
    if (step->compares && simple)
        emit_expression(emit, left);
    else
        emit_operand(emit, step->node, false);
    emit_format(emit, !step->compares ? ";" : simple ? " != 0;" : ") != 0;");
}

static void emit_step(struct emit *emit, const struct step *step)
{
    const struct node *node = step->node;
    switch (step->kind) {
    case STEP_AWAIT:
        emit_await(emit, node);
        break;
    case STEP_BRANCH:
        emit_mark(emit, node->begin);
        emit_branch(emit, step);
        break;
    case STEP_BLOCK:
        emit_mark(emit, node->begin);
        emit_statement(emit, node->child[0]);
        break;
    case STEP_DECLARE:
        if (step->temp->pinned)
            emit_format(emit, "%s = %s;", var_text(emit, step->temp), emit->null);
        else if (step->bare && !step->temp->needs_init)
            emit_format(emit, "%s;", type_text(emit, step->temp->type, step->temp->out_name, true));
        else
            emit_format(emit, "%s = %s;", type_text(emit, step->temp->type, step->temp->out_name, true),
                        step->bare && step->temp->type->is_record ? zero_text(emit, step->temp->type)
                                                                  : arena_format("%d", step->number));
        break;
    case STEP_VARIABLE:
        emit_variable_step(emit, node);
        break;
    case STEP_VALUE:
        emit_mark(emit, node->begin);
        if (step->temp)
            emit_format(emit, "%s = ",
                        step->temp->pinned ? var_text(emit, step->temp)
                                           : type_text(emit, step->temp->type, step->temp->out_name, true));
        if (step->temp && node->value == step->temp) {
            emit_operand(emit, node, true);
        } else {
            emit_format(emit, step->drops ? "(void)(" : "");
            if (step->temp)
                emit_operand(emit, node, false);
            else
                emit_expression(emit, node);
            emit_format(emit, step->drops ? ")" : "");
        }
        emit_format(emit, ";");
        break;
    case STEP_SET:
        emit_mark(emit, node->begin);
        if (!step->truth) {
            emit_set(emit, step->temp, node);
            break;
        }
        emit_truth(emit, step);
        break;
    }
}

void emit_steps(struct emit *emit, const struct step *step)
{
    for (; step; step = step->next) {
        if (step->is_empty)
            continue;
        emit_line(emit);
        emit_step(emit, step);
    }
}

/* The steps before something that follows on its own line. The first step is written at the current position. */
void emit_steps_here(struct emit *emit, const struct step *step)
{
    for (bool first = true; step; step = step->next) {
        if (step->is_empty)
            continue;
        if (!first || emit->need_line)
            emit_line(emit);
        emit->need_line = false;
        first = false;
        emit_step(emit, step);
        emit->need_line = true;
    }
}

/* Prepares for the rest of a statement after its steps. */
void emit_rest(struct emit *emit)
{
    if (emit->need_line)
        emit_line(emit);
    emit->need_line = false;
}
