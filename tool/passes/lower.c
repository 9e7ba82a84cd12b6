/* lower.c: turns expressions with awaits into steps.
 *
 * An await point can only stand between statements: there the function may leave and come back. So each expression that
 * contains one is taken apart: what C or the language's left-to-right rule wants done before the await becomes a step,
 * the await itself becomes a step, and the remaining expression uses the values that the steps left in temporaries.
 * Nothing is copied or moved without need:
 *
 *   a[i] + await f(x)          T t1 = a[i];  r1 = await f(x);  … t1 + r1.value
 *   n + await f(x)             r1 = await f(x);  … n + r1.value      (n is a local that nothing else can change)
 *   p->count += await f()      T1 t1 = p; int t2 = t1->count; r1 = await f(); … t1->count = t2 + r1.value
 *   a && await f()             int t1 = 0; if (a) { r1 = await f(); t1 = r1.value != 0; } … t1
 *
 * Rules: every operand is evaluated once; only operands that come before an await are evaluated before it; the l-value
 * of an assignment is computed once and in its turn, and the old value of a compound assignment is read before the
 * await; && || ?: and the comma evaluate what C says they do.
 */
#include "passes/lower.h"

#include "passes/lowering.h"
#include "passes/settle.h"
#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

static void lower_expression(struct lowering *lower, struct node *node);

/* An expression of many operators is computed up to here, although it could be computed later: otherwise each value in
 * it is kept until its end, and each of its operators asks again whether that may change. */
static bool is_deep(const struct node *node)
{
    enum { DEEP = 16 };
    int depth = 0;
    if (!node->type || !node->type->is_integer)
        return false;
    while (node && !node->value && node->count && depth < DEEP &&
           (node->kind == NODE_OPERATOR || node->kind == NODE_PAREN || node->kind == NODE_CAST)) {
        depth += node->kind == NODE_OPERATOR;
        node = node->child[0];
    }
    return depth == DEEP;
}

/* Lowers operands in order, and settles those in front of the last await before it. */
static void lower_operands(struct lowering *lower, struct node **operands, unsigned count)
{
    unsigned last = 0;
    for (unsigned i = 0; i < count; i++)
        if (operands[i]->awaits)
            last = i;
    for (unsigned i = 0; i < count && i <= last; i++) {
        if (operands[i]->awaits)
            lower_expression(lower, operands[i]);
        if (i < last && (is_deep(operands[i]) || !is_stable(operands[i], operands + i + 1, last - i)))
            settle_value(lower, operands[i], operands + i + 1, last - i);
    }
}

/* Lists the values in an initialiser list, nested lists included, in order. */
static void list_values(struct node *list, struct node ***values, size_t *count, size_t *room)
{
    for (unsigned i = 0; i < list->count; i++) {
        struct node *value = list->child[i];
        if (value->kind == NODE_DESIGNATED)
            value = value->child[value->count - 1];
        if (value->kind == NODE_INIT_LIST) {
            list_values(value, values, count, room);
            continue;
        }
        *values = arena_grow(*values, *count, room, sizeof **values);
        (*values)[(*count)++] = value;
    }
}

static void lower_list(struct lowering *lower, struct node *list)
{
    struct node **values = NULL;
    size_t count = 0, room = 0;
    list_values(list, &values, &count, &room);
    lower_operands(lower, values, (unsigned)count);
}

/* ---- await points ---- */

static unsigned call_operands(struct node *call, struct node **list)
{
    unsigned count = 0;
    for (unsigned i = 0; i < call->count; i++)
        if (i || call->child[0]->kind != NODE_ASYNC_REF)
            list[count++] = call->child[i];
    return count;
}

static bool gather_stores(const struct node *child)
{
    return child->kind == NODE_ASSIGN || child->kind == NODE_COMPOUND_ASSIGN;
}

struct node *gather_call(const struct node *child)
{
    struct node *call = node_strip(child);
    return gather_stores(call) ? node_strip(call->child[1]) : call;
}

const char *gather_operator(const struct node *child)
{
    const struct node *assignment = node_strip(child);
    return assignment->kind == NODE_ASSIGN ? "=" : assignment->op;
}

struct node *gather_target(const struct node *child)
{
    child = node_strip(child);
    return gather_stores(child) ? child->child[0] : NULL;
}

/* If an argument of a gathered call awaits, all arguments of the calls come before the first call. The places of the
 * results are settled either way, since they are written when all calls are done. */
static void lower_gather(struct lowering *lower, struct node *gather)
{
    if (!gather->awaits) {
        for (unsigned i = 0; i < gather->count; i++) {
            struct node *target = gather_target(gather->child[i]);
            if (target)
                settle_lvalue(lower, target, &gather, 1);
        }
        return;
    }
    unsigned room = 0, count = 0;
    for (unsigned i = 0; i < gather->count; i++)
        room += gather_call(gather->child[i])->count + 1;
    struct node **operands = arena_take(room * sizeof *operands);
    for (unsigned i = 0; i < gather->count; i++) {
        struct node *target = gather_target(gather->child[i]);
        if (target) {
            if (target->awaits)
                lower_expression(lower, target);
            settle_lvalue(lower, target, &gather, 1);
        }
        count += call_operands(gather_call(gather->child[i]), operands + count);
    }
    lower_operands(lower, operands, count);
}

/* A call whose value is stored: first the place for it, then the arguments. The call itself is not evaluated here. */
static void lower_stored_call(struct lowering *lower, struct node *node)
{
    struct node *call = node->child[0];
    struct node **operands = arena_take((call->count + 1) * sizeof *operands);
    operands[0] = node->child[1];
    lower_operands(lower, operands, 1 + call_operands(call, operands + 1));
}

static void lower_await(struct lowering *lower, struct node *node)
{
    struct node *operand = node->child[0];
    switch (node->await) {
    case AWAIT_CALL:
    case AWAIT_LEAF:
    case AWAIT_JOIN: {
        struct node **operands = arena_take((operand->count + 1) * sizeof *operands);
        unsigned count = call_operands(operand, operands);
        bool awaits = false;
        for (unsigned i = 0; i < count; i++)
            awaits |= operands[i]->awaits;
        if (awaits)
            lower_operands(lower, operands, count);
        for (unsigned i = 0; i < count && node->await == AWAIT_LEAF; i++)
            if (!operands[i]->value && node_jumps(operands[i])) /* a jump must come before the frame is taken */
                settle_value(lower, operands[i], NULL, 0);
        break;
    }
    case AWAIT_GATHER:
        lower_gather(lower, operand);
        break;
    case AWAIT_OBJECT:
        if (operand->awaits)
            lower_expression(lower, operand);
        break;
    }
    ARRAY_ADD(lower->func->awaits, node);
    node->number = (int)lower->func->awaits.count;
    struct type *type = node->await == AWAIT_LEAF || node->await == AWAIT_JOIN ? int_type() : node->type;
    node->value = new_temp(lower, type, name_unused(lower->unit, arena_format("r%d", node->number)));
    node->value->used = !type->is_void && !node_is_discarded(node);
    if (node->await != AWAIT_LEAF && node->await != AWAIT_JOIN)
        node->value->out_name = arena_format("%s.async_value", node->value->name);
    add_step(lower, STEP_AWAIT, node, node->value);
}

/* ---- operators that choose ---- */

/* Collects the steps of one branch in a list of their own. */
static struct step **enter_branch(struct lowering *lower, struct step **list)
{
    struct step **outer = lower->end;
    *list = NULL;
    lower->end = list;
    return outer;
}

static struct step *add_branch(struct lowering *lower, struct node *condition, bool negated)
{
    struct step *branch = add_step(lower, STEP_BRANCH, condition, NULL);
    branch->negated = negated;
    return branch;
}

/* Lowers one branch: evaluates `node`, into the temporary if there is one. */
static void lower_side(struct lowering *lower, struct node *node, struct var *temp, struct step **list, bool truth)
{
    struct step **outer = enter_branch(lower, list);
    if (node->awaits && !node->value)
        lower_expression(lower, node);
    add_step(lower, temp ? STEP_SET : STEP_VALUE, node, temp)->truth = truth;
    lower->end = outer;
}

static void lower_logical(struct lowering *lower, struct node *node)
{
    if (node->child[0]->awaits)
        lower_expression(lower, node->child[0]);
    if (!node->child[1]->awaits)
        return;
    bool is_or = node->kind == NODE_OR;
    struct var *temp = choose_temp(lower, node, int_type());
    if (temp)
        add_step(lower, STEP_DECLARE, NULL, temp)->number = is_or;
    struct step *branch = add_branch(lower, node->child[0], is_or);
    lower_side(lower, node->child[1], temp, &branch->then, true);
}

static void lower_conditional(struct lowering *lower, struct node *node)
{
    if (node->child[0]->awaits)
        lower_expression(lower, node->child[0]);
    if (!node->child[1]->awaits && !node->child[2]->awaits)
        return;
    struct var *temp = choose_temp(lower, node, node->type);
    if (temp)
        add_step(lower, STEP_DECLARE, NULL, temp)->bare = true;
    struct step *branch = add_branch(lower, node->child[0], false);
    lower_side(lower, node->child[1], temp, &branch->then, false);
    lower_side(lower, node->child[2], temp, &branch->otherwise, false);
}

static void lower_elvis(struct lowering *lower, struct node *node)
{
    if (node->child[0]->awaits)
        lower_expression(lower, node->child[0]);
    if (!node->child[1]->awaits)
        return;
    if (!node->child[0]->value) /* evaluated once, and used twice */
        settle_value(lower, node->child[0], &node->child[1], 1);
    struct var *temp = choose_temp(lower, node, node->type);
    if (temp)
        add_step(lower, STEP_DECLARE, NULL, temp)->bare = true;
    struct step *branch = add_branch(lower, node->child[0], temp == NULL);
    if (!temp) {
        lower_side(lower, node->child[1], NULL, &branch->then, false);
        return;
    }
    lower_side(lower, node->child[0], temp, &branch->then, false);
    lower_side(lower, node->child[1], temp, &branch->otherwise, false);
}

static void lower_comma(struct lowering *lower, struct node *node)
{
    if (node->child[0]->awaits)
        lower_expression(lower, node->child[0]);
    add_step(lower, STEP_VALUE, node->child[0], NULL);
    node->rewritten = true; /* only the right side remains */
    if (node->child[1]->awaits)
        lower_expression(lower, node->child[1]);
}

static void lower_assignment(struct lowering *lower, struct node *node)
{
    struct node *left = node->child[0], *right = node->child[1];
    if (left->awaits)
        lower_expression(lower, left);
    if (!right->awaits)
        return;
    settle_lvalue(lower, left, &right, 1);
    if (node->kind == NODE_COMPOUND_ASSIGN && !left->type->is_atomic && !is_stable(left, &right, 1)) {
        /* The value of a narrow bit-field is an int, whatever its declared type is. */
        const struct node *field = node_strip(left);
        bool promotes = field->kind == NODE_MEMBER && field->bits && field->bits < 32 && left->type->is_integer;
        struct var *temp = next_temp(lower, left, promotes ? int_type() : left->type);
        add_step(lower, STEP_VALUE, left, temp);
        node->var = temp; /* the old value */
    }
    lower_expression(lower, right);
}

static void lower_statement(struct lowering *lower, struct node *node);

/* The expression that gives a statement expression its value, or NULL. */
static struct node *last_expression(struct node *block)
{
    struct node *last = block->count ? block->child[block->count - 1] : NULL;
    while (last && (last->kind == NODE_LABEL || last->kind == NODE_ATTRIBUTED))
        last = last->count ? last->child[last->count - 1] : NULL;
    return last && last->kind == NODE_EXPRESSION ? last : NULL;
}

/* Turns ({ … }) into a block. */
static void lower_statements(struct lowering *lower, struct node *node)
{
    struct node *last = last_expression(node->child[0]);
    struct var *temp = choose_temp(lower, node, node->type);
    if (last && temp) {
        add_step(lower, STEP_DECLARE, NULL, temp)->bare = true;
        last->var = temp;
    } else if (last) {
        last->is_dropped = true;
    }
    add_step(lower, STEP_BLOCK, node, temp);
    struct step **end = lower->end;
    lower_statement(lower, node->child[0]);
    lower->end = end;
}

static void lower_index(struct lowering *lower, struct node *node)
{
    if (!node->child[0]->type || !node->child[0]->type->is_vector) {
        lower_operands(lower, node->child, node->count);
        return;
    }
    /* An element of a vector may be assigned to, so the vector must not be copied. */
    if (node->child[0]->awaits)
        lower_expression(lower, node->child[0]);
    settle_lvalue(lower, node->child[0], &node->child[1], 1);
    lower_expression(lower, node->child[1]);
}

static void lower_expression(struct lowering *lower, struct node *node)
{
    switch (node->kind) {
    case NODE_AWAIT:
        lower_await(lower, node);
        break;
    case NODE_AND:
    case NODE_OR:
        lower_logical(lower, node);
        break;
    case NODE_CONDITIONAL:
        lower_conditional(lower, node);
        break;
    case NODE_ELVIS:
        lower_elvis(lower, node);
        break;
    case NODE_COMMA:
        lower_comma(lower, node);
        break;
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
        lower_assignment(lower, node);
        break;
    case NODE_INIT_LIST:
        lower_list(lower, node);
        break;
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
        break; /* the check refuses it */
    case NODE_STATEMENTS:
        lower_statements(lower, node);
        break;
    case NODE_INDEX:
        lower_index(lower, node);
        break;
    case LEAF_KINDS:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case NODE_DEREF:
    case NODE_MEMBER:
    case NODE_CALL:
    case NODE_INCDEC:
    case NODE_OPERATOR:
    case NODE_DESIGNATED:
    case NODE_LITERAL:
    case NODE_OTHER:
    case STATEMENT_KINDS: /* none comes here */
        lower_operands(lower, node->child, node->count);
        break;
    case KEYWORD_KINDS:
        if ((node->kind == NODE_NEW || node->kind == NODE_SPAWN) && node->count > 1)
            lower_stored_call(lower, node);
        else
            lower_operands(lower, node->child, node->count);
        break;
    }
}

/* ---- statements ---- */

static struct step *lower_full(struct lowering *lower, struct node *node)
{
    struct step *steps = NULL;
    lower->end = &steps;
    if (node && node->awaits)
        lower_expression(lower, node);
    lower->end = NULL;
    return steps;
}

static int compare_begins(const void *a, const void *b)
{
    const struct node *left = *(struct node *const *)a, *right = *(struct node *const *)b;
    return left->begin < right->begin ? -1 : left->begin > right->begin;
}

/* Lowers the lengths in a declarator, in source order, then the initialiser. An initialiser that names the variable
 * becomes an assignment, if it can; the variable is declared before its steps. */
static void lower_var(struct lowering *lower, struct node *var)
{
    unsigned first = var->has_init ? 1 : 0, count = 0;
    struct node **operands = arena_take((var->count + 1) * sizeof *operands);
    bool awaits = false;
    for (unsigned i = 0; i < var->count; i++)
        awaits |= var->child[i]->awaits;
    if (!awaits)
        return;
    for (unsigned i = first; i < var->count; i++)
        operands[count++] = var->child[i];
    qsort(operands, count, sizeof *operands, compare_begins);
    lower->end = &var->steps;
    bool is_variable = var->var->type->is_variable;
    var->is_declared = node_names_itself(var) && (is_variable || node_is_assignable(var));
    if (var->is_declared && is_variable) { /* the initialiser may use its size */
        lower_operands(lower, operands, count);
        count = 0;
    }
    if (var->is_declared)
        add_step(lower, STEP_VARIABLE, var, NULL);
    if (var->has_init)
        operands[count++] = var->child[0];
    lower_operands(lower, operands, count);
    lower->end = NULL;
}

static void lower_declaration(struct lowering *lower, struct node *node)
{
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i]->kind == NODE_VAR)
            lower_var(lower, node->child[i]);
}

static void lower_statement(struct lowering *lower, struct node *node)
{
    if (!node)
        return;
    struct node *outer = lower->scope;
    switch (node->kind) {
    case NODE_BLOCK:
        lower->scope = node;
        for (unsigned i = 0; i < node->count; i++)
            lower_statement(lower, node->child[i]);
        break;
    case NODE_DECLARATION:
        lower_declaration(lower, node);
        break;
    case NODE_EXPRESSION:
    case NODE_RETURN:
    case NODE_COMPUTED_GOTO:
    case NODE_ASM:
        if (node->count)
            node->steps = lower_full(lower, node->child[0]);
        break;
    case NODE_IF:
        node->steps = lower_full(lower, node->child[0]);
        lower_statement(lower, node->child[1]);
        if (node->count > 2)
            lower_statement(lower, node->child[2]);
        break;
    case NODE_WHILE:
    case NODE_SWITCH:
        node->steps = lower_full(lower, node->child[0]);
        lower_statement(lower, node->child[1]);
        break;
    case NODE_DO:
        lower_statement(lower, node->child[0]);
        node->steps = lower_full(lower, node->child[1]);
        break;
    case NODE_FOR:
        lower->scope = node;
        if (node->child[0] && node->child[0]->kind == NODE_DECLARATION)
            lower_declaration(lower, node->child[0]);
        else
            node->steps_for[0] = lower_full(lower, node->child[0]);
        node->steps_for[1] = lower_full(lower, node->child[1]);
        lower_statement(lower, node->child[3]);
        node->steps_for[2] = lower_full(lower, node->child[2]);
        break;
    case LABEL_KINDS:
    case NODE_ATTRIBUTED:
        if (node->count)
            lower_statement(lower, node->child[node->count - 1]);
        break;
    case NODE_VAR: /* lower_declaration */
    case NODE_TYPE:
    case NODE_GOTO:
    case NODE_BREAK:
    case NODE_CONTINUE:
    case NODE_EMPTY:
    case EXPRESSION_KINDS:
        break;
    }
    lower->scope = outer;
}

void lower_function(struct unit *unit, struct func *func)
{
    struct lowering lower = {.unit = unit, .func = func, .scope = func->body};
    lower_statement(&lower, func->body);
}
