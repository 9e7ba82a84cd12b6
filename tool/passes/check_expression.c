/* check_expression.c: the rules of expressions: calls and awaits, and the names of async functions. */
#include "passes/check_internal.h"

#include "base/util.h"
#include "ir/node.h"
#include "passes/lower.h"
#include "passes/lowering.h"

#include <string.h>

static bool in_kind(const struct node *node, enum node_kind kind)
{
    for (node = node->parent; node; node = node->parent)
        if (node->kind == kind)
            return true;
    return false;
}

static bool is_named(const struct node *callee, const char *const *names)
{
    const struct node *bare = callee;
    while (bare->count == 1 && (bare->kind == NODE_CAST || bare->kind == NODE_PAREN))
        bare = bare->child[0];
    const char *name = bare->func ? bare->func->name : bare->name;
    for (; name && *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

const struct type *async_call_type(const struct node *call)
{
    const struct node *callee = call->child[0];
    return callee->kind == NODE_ASYNC_REF ? callee->func->type : callee->type->function;
}

/* True inside of the operand of an operator that takes a call, when this is not it: that is reported. */
static bool is_in_refused(const struct node *node)
{
    const struct node *up = node->parent;
    while (up && !node_is_statement(up) && up->kind != NODE_CALL) {
        if (up->kind == NODE_NEW || up->kind == NODE_SPAWN || up->kind == NODE_START || up->kind == NODE_RUN ||
            up->kind == NODE_GATHER)
            return true;
        up = up->parent;
    }
    return false;
}

void check_call(struct check *check, struct node *node)
{
    static const char *const jumps[] = {"setjmp", "_setjmp",    "sigsetjmp", "__sigsetjmp", "__builtin_setjmp",
                                        "vfork",  "getcontext", "savectx",   NULL};
    static const char *const stack[] = {"alloca", "__builtin_alloca", "__builtin_alloca_with_align", NULL};
    if (in_async(check) && is_named(node->child[0], jumps))
        error_at(check, node,
                 "setjmp and its like cannot be used in an async function: its stack frame is gone after the first "
                 "wait; call it in an ordinary function that this one calls");
    if (in_async(check) && is_named(node->child[0], stack))
        error_at(check, node,
                 "alloca cannot be used in an async function: its memory does not survive a wait; use malloc, or an "
                 "array of fixed size");
    if (!node->is_async_call)
        return;
    const struct type *function = async_call_type(node);
    if (!function) {
        error_at(check, node, "this call of an async function through an expression of this type is not supported");
        return;
    }
    if (function->variadic && node->child[0]->kind != NODE_ASYNC_REF)
        error_at(check, node, "a variadic async function is not supported");
    if (check->in_odd_place && in_kind(node, NODE_UNEVALUATED))
        return;
    const struct node *parent = node->parent, *below = node;
    while (parent && (parent->kind == NODE_PAREN || (parent->kind == NODE_CAST && parent->count == 1))) {
        below = parent;
        parent = parent->parent;
    }
    if (parent && (parent->kind == NODE_AWAIT || parent->kind == NODE_NEW || parent->kind == NODE_SPAWN ||
                   parent->kind == NODE_START || parent->kind == NODE_RUN))
        return;
    if (parent && parent->kind == NODE_GATHER)
        return;
    if (parent && (parent->kind == NODE_ASSIGN || parent->kind == NODE_COMPOUND_ASSIGN) && parent->child[1] == below) {
        const struct node *up = parent->parent;
        while (up && up->kind == NODE_PAREN)
            up = up->parent;
        if (up && up->kind == NODE_GATHER)
            return;
    }
    if (is_in_refused(node))
        return;
    const char *name = node->child[0]->kind == NODE_ASYNC_REF ? node->child[0]->func->name : "the function";
    const char *macro = check_operator_name(check, node->begin);
    if (macro && node->child[0]->kind == NODE_ASYNC_REF && node->child[0]->func->is_runtime) {
        diag_error(check->diag, node->begin, node->end, "%s without await: it would not run; write 'await %s(…)'",
                   macro, macro);
        return;
    }
    diag_error(check->diag, node->begin, node->end,
               "call of async function '%s' without await: it would not run; write 'await %s(…)', or give the call "
               "to async_new, async_spawn, async_gather or async_run",
               name, name);
}

/* True for an await in sizeof(int[await f()]): the length is evaluated, but it is part of a type. */
static bool in_type_of_sizeof(const struct check *check, const struct node *node)
{
    const struct node *part = node;
    while (part->parent && part->parent->kind != NODE_UNEVALUATED)
        part = part->parent;
    if (!part->parent || part->parent->begin == part->begin || part->parent->callee_end)
        return false;
    const char *text = check->unit->source->text;
    struct token keyword = token_at(text, part->parent->begin, part->parent->end);
    return part->kind != NODE_PAREN && token_is(text, token_at(text, keyword.end, part->parent->end), "(");
}

static const char *unevaluated_by(const struct node *node)
{
    while (node->kind != NODE_UNEVALUATED)
        node = node->parent;
    if (node->callee_end)
        return node_strip(node->child[0])->func->name;
    const struct node *parent = node->parent;
    bool choice = parent && parent->kind == NODE_CAST && parent->count == 3 && parent->child[0]->instead;
    return choice ? "__builtin_choose_expr" : "sizeof, typeof, _Alignof, _Generic";
}

/* True in an association of _Generic that is evaluated, or may be. */
static bool is_in_selection(const struct node *node)
{
    for (; node->parent; node = node->parent) {
        if (node->parent->kind == NODE_UNEVALUATED)
            return false;
        if (node->parent->kind == NODE_SELECTION)
            return true;
    }
    return false;
}

/* True in an association of _Generic that is not selected. */
static bool is_association(const struct check *check, const struct node *node)
{
    while (node->kind != NODE_UNEVALUATED)
        node = node->parent;
    const struct node *whole = node->parent;
    const char *text = check->unit->source->text;
    if (!whole || (whole->kind != NODE_CAST && whole->kind != NODE_SELECTION) ||
        !token_is(text, token_at(text, whole->begin, whole->end), "_Generic"))
        return false;
    unsigned open = token_at(text, token_at(text, whole->begin, whole->end).end, whole->end).end;
    return token_at(text, open, whole->end).begin != node->begin;
}

bool check_undeclared(struct check *check, const struct node *node)
{
    const struct unit *unit = check->unit;
    if (node->kind != NODE_CALL)
        return false;
    for (size_t i = 0; i < unit->undeclared.count; i++) {
        const struct undeclared *undeclared = &unit->undeclared.items[i];
        if (undeclared->at != node->child[0]->begin)
            continue;
        diag_error(check->diag, undeclared->at, node->child[0]->end, "%s", undeclared->message);
        for (size_t k = 0; k < undeclared->notes.count; k++)
            diag_report(check->diag, SEVERITY_NOTE, &undeclared->notes.items[k].place, 1,
                        undeclared->notes.items[k].message);
        return true;
    }
    return false;
}

/* Reports an operand of await that is neither a call of an async function nor a coroutine object. */
static void refuse_awaited(struct check *check, const struct node *node)
{
    const struct node *operand = node->child[0];
    const struct type *type = operand->type;
    const char *general = "what is awaited must be a call of an async function or a coroutine object";
    const char *more = "";
    if (check_undeclared(check, operand))
        return;
    if (operand->kind == NODE_AWAIT)
        general = "the value of an await cannot be awaited: what is awaited must be a call of an async function or a "
                  "coroutine object";
    else if (operand->kind == NODE_ASYNC_REF)
        more = arena_format("; write 'await %s(…)'", operand->func->name);
    else if (operand->kind == NODE_CALL && node_strip(operand->child[0])->kind == NODE_FUNCTION)
        more = arena_format("; '%s' is not async", node_strip(operand->child[0])->func->name);
    else if (check_is_object(operand))
        more = "; this is an array of them";
    else if (type->shape == TYPE_POINTER && !strcmp(type->inner->canonical, "struct async_frame"))
        more = "; a handle is awaited with 'await async_join(t)', which drops the value: where you want it, write "
               "'async T c = async_start(f(…))'";
    diag_error(check->diag, node->begin, node->end, "%s%s", general, more);
}

static void check_place_of_await(struct check *check, const struct node *node)
{
    if (is_in_selection(node))
        error_at(check, node,
                 "await in _Generic, where several associations have the type of the one that is chosen, and compilers "
                 "may differ in which one that is: await into a variable before");
    else if (in_type_of_sizeof(check, node))
        error_at(check, node, "await in a type: await into a variable before");
    else if (in_kind(node, NODE_UNEVALUATED) && !is_association(check, node) &&
             !source_is_expansion(check->unit->source, node->begin))
        diag_error(check->diag, node->begin, node->end, "await in an operand that is not evaluated (%s)",
                   unevaluated_by(node));
    else if (in_kind(node, NODE_TYPE))
        error_at(check, node, "await in a type: await into a variable before");
    if (in_kind(node, NODE_ASM))
        error_at(check, node, "await in an operand of asm: await into a variable before");
    for (const struct node *up = node->parent; up; up = up->parent) {
        if (up->kind == NODE_VAR && up->var->is_static) {
            error_at(check, node, "await in the initialiser of a static variable");
            break;
        }
        if (up->kind == NODE_VAR)
            break;
    }
}

void check_await(struct check *check, struct node *node)
{
    struct node *operand = node->child[0];
    if (!check->func) {
        error_at(check, node, "await in the initialiser of a variable at file scope");
        return;
    }
    if (!check->func->is_async) {
        diag_error(check->diag, node->begin, node->end,
                   "await outside of an async function: mark '%s' async, or use async_run", check->func->name);
        return;
    }
    if (check->in_odd_place) /* otherwise no ancestor matters; there may be thousands */
        check_place_of_await(check, node);
    check_result(check, node);
    switch (node->await) {
    case AWAIT_CALL:
    case AWAIT_LEAF:
    case AWAIT_JOIN:
        break;
    case AWAIT_GATHER:
        for (unsigned i = 0; i < operand->count; i++)
            if (!gather_call(operand->child[i])->is_async_call &&
                !check_undeclared(check, gather_call(operand->child[i])))
                error_at(check, operand->child[i],
                         "async_gather takes calls of async functions, and assignments from them");
        break;
    case AWAIT_OBJECT:
        if (!check_is_object(operand) || operand->type->is_array)
            refuse_awaited(check, node);
    }
}

/* The statement expression that has this expression as its value, or NULL. */
static const struct node *statements_of_value(const struct node *expression)
{
    const struct node *last = expression;
    while (last->parent && (last->parent->kind == NODE_LABEL || last->parent->kind == NODE_ATTRIBUTED))
        last = last->parent;
    const struct node *block = last->parent;
    bool gives_value = block && block->kind == NODE_BLOCK && block->parent && block->parent->kind == NODE_STATEMENTS &&
                       block->child[block->count - 1] == last;
    return gives_value ? block->parent : NULL;
}

/* True if the address is only compared or tested, or not used at all. A weak function may be absent, so programs test
 * that. */
static bool only_asks(const struct node *address)
{
    const struct node *up = address->parent, *node = address;
    for (; up; node = up, up = up->parent) {
        switch (up->kind) {
        case NODE_CAST:
            if (up->type && up->type->is_bool)
                return true;
            break;
        case NODE_PAREN:
        case NODE_ADDRESS:
        case NODE_DEREF:
        case NODE_ELVIS:
            break;
        case NODE_CONDITIONAL:
        case NODE_COMMA:
            if (up->child[0] == node)
                return true;
            break;
        case NODE_OPERATOR:
            return up->op && strcspn(up->op, "!=<>") == 0 && strcmp(up->op, "<<") && strcmp(up->op, ">>");
        case NODE_AND:
        case NODE_OR:
        case NODE_UNEVALUATED:
            return true;
        case NODE_EXPRESSION:
            up = statements_of_value(up);
            if (!up)
                return true;
            break;
        case LEAF_KINDS:
        case NODE_MEMBER:
        case NODE_INDEX:
        case NODE_CALL:
        case UPDATE_KINDS:
        case NODE_SELECTION:
        case INITIALISER_KINDS:
        case NODE_STATEMENTS:
        case NODE_AWAIT:
        case KEYWORD_KINDS:
        case NODE_OTHER:
        case NODE_VAR:
        case NODE_COMPUTED_GOTO:
        case NODE_RETURN:
        case NODE_ASM:
            return false;
        case NODE_BLOCK:
        case NODE_DECLARATION:
        case NODE_TYPE:
        case NODE_IF:
        case LOOP_KINDS:
        case NODE_SWITCH:
        case LABEL_KINDS:
        case NODE_GOTO:
        case NODE_BREAK:
        case NODE_CONTINUE:
        case NODE_ATTRIBUTED:
        case NODE_EMPTY:
            return true;
        }
    }
    return false;
}

/* If the node is an argument of this call, and the callee is not part of the program: the callee's name. */
static const char *callee_outside(const struct node *call, const struct node *node)
{
    if (!call || call->kind != NODE_CALL || node_is_within(node, call->child[0]))
        return NULL;
    const struct node *callee = node_strip(call->child[0]);
    if (callee->kind != NODE_FUNCTION)
        return NULL;
    return callee->func->decls.count ? NULL : callee->func->name; /* declarations in system headers are not recorded */
}

void check_reference(struct check *check, struct node *node)
{
    if (node->called || node->to_async || only_asks(node))
        return;
    const struct node *parent = node->parent;
    while (parent && (parent->kind == NODE_PAREN || parent->kind == NODE_CAST || parent->kind == NODE_ADDRESS) &&
           parent->count == 1)
        parent = parent->parent;
    if (parent && (parent->kind == NODE_AWAIT || parent->kind == NODE_NEW || parent->kind == NODE_SPAWN ||
                   parent->kind == NODE_START || parent->kind == NODE_RUN))
        return; /* a call is missing, which is reported at the parent */
    const char *caller = callee_outside(parent, node);
    if (caller) {
        diag_error(check->diag, node->begin, node->end,
                   "'%s' calls what it is given as an ordinary function, and could not await the async function '%s': "
                   "pass an ordinary function that uses async_run",
                   caller, node->func->name);
        return;
    }
    diag_error(check->diag, node->begin, node->end,
               "the address of async function '%s' is given to a plain pointer, through which it could not be awaited; "
               "declare the pointer async",
               node->func->name);
}

static void find_act(struct node *node, void *data)
{
    *(bool *)data |= node_acts(node) || node->kind == NODE_AWAIT;
}

/* The output writes a literal on the left side of an assignment twice, for its old and for its new value. */
void check_literal(struct check *check, const struct node *node)
{
    struct node *target = node->child[0];
    while (target->count &&
           (target->kind == NODE_PAREN || target->kind == NODE_INDEX ||
            (target->kind == NODE_CAST && target->count == 1) || (target->kind == NODE_MEMBER && !target->is_arrow)))
        target = target->child[0];
    bool acts = false;
    if (node->awaits && target->kind == NODE_LITERAL)
        node_walk(target, find_act, &acts);
    if (acts)
        error_at(check, node,
                 "an assignment to a compound literal, with an await in it, is not supported: give it a name");
}

void check_run(struct check *check, struct node *node)
{
    if (run_takes_task(node))
        node->type = int_type();
    else if (!node->child[0]->is_async_call && !check_is_object(node->child[0]) &&
             !check_undeclared(check, node->child[0]))
        error_at(check, node, "async_run takes a call of an async function, a coroutine object or a task");
}
