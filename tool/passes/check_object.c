/* check_object.c: the rules of coroutine objects.
 *
 * A coroutine object is created by a call, and can be awaited, run or shown. Nothing else is allowed: it has automatic
 * storage, and a copy could outlive it. This file turns the calls that create objects into NODE_NEW. Awaiting an object
 * twice in a row is an error; never awaiting it, a warning.
 */
#include "passes/check_internal.h"

#include "ir/node.h"
#include "base/util.h"

#include <string.h>

bool check_is_object(const struct node *node)
{
    const struct var *root = node_root(node);
    return root && root->is_coroutine;
}

/* The type of an object, or of the elements of an array of objects. */
static const struct type *object_type(const struct node *holder)
{
    const struct node *node = holder;
    while (node->kind != NODE_VAR && node->kind != NODE_ASSIGN)
        node = node->parent;
    const struct type *type = node->kind == NODE_VAR ? node->var->type : node->child[0]->type;
    while (type->is_array)
        type = type->element;
    return type;
}

/* The value is read from where the function has left it, with the type that the object is declared with. */
static void check_value_type(struct check *check, const struct node *holder, const struct node *call)
{
    const struct type *object = object_type(holder), *value = async_call_type(call)->inner;
    if (strcmp(object->canonical, value->canonical))
        diag_error(check->diag, call->begin, call->end,
                   "the coroutine object has the type '%s', but the function that it runs gives '%s': write '%s'",
                   type_declare(object, "", true), type_declare(value, "", true),
                   value->is_void ? "async_task *c = async_new(…)"
                                  : arena_format("async %s", type_declare(value, "c = …", true)));
}

static void refuse_handle(struct check *check, const struct node *spawn)
{
    error_at(check, spawn,
             "async_spawn gives a handle, an async_task *, and no coroutine object: write 'async_task *t = "
             "async_spawn(f(…))', or 'async T c = async_start(f(…))' for a value");
}

/* Handles the value that a coroutine object is given: `async T c = f(x);`. */
static void make_object(struct check *check, struct node *parent, unsigned index)
{
    struct node *value = node_strip(parent->child[index]);
    if (value->kind == NODE_INIT_LIST) {
        for (unsigned i = 0; i < value->count; i++) {
            struct node *item = value->child[i];
            if (item->kind == NODE_DESIGNATED)
                make_object(check, item, item->count - 1);
            else
                make_object(check, value, i);
        }
        return;
    }
    if (value->kind == NODE_START && value->child[0]->is_async_call) {
        value->kind = NODE_SPAWN;
        value->makes_object = true;
    } else if (value->kind == NODE_SPAWN) {
        refuse_handle(check, value);
        return;
    }
    const struct node *call = value->kind == NODE_SPAWN ? value->child[0] : value;
    if (call->is_async_call && async_call_type(call))
        check_value_type(check, parent, call);
    if (value->is_async_call) {
        struct node *made = arena_take(sizeof *made);
        *made = *value;
        made->kind = NODE_NEW;
        made->makes_object = true;
        made->is_async_call = false;
        made->child = arena_take(sizeof *made->child);
        made->child[0] = value;
        made->count = 1;
        made->parent = parent;
        value->parent = made;
        parent->child[index] = made;
    } else if (value->kind == NODE_SPAWN) {
        parent->child[index] = value;
        value->parent = parent;
    } else if (value->kind != NODE_START &&
               !check_undeclared(check, value)) { /* an async_start that is left is refused by check_task */
        error_at(check, value, "a coroutine object is made by a call of an async function, or by async_start of one");
    }
}

void check_make_objects(struct node *node, void *data)
{
    struct check *check = data;
    if (node->kind == NODE_VAR && node->var->is_coroutine && node->has_init)
        make_object(check, node, 0);
    if (node->kind == NODE_ASSIGN && check_is_object(node->child[0]))
        make_object(check, node, 1);
}

static const char *keyword_name(enum node_kind kind)
{
    return kind == NODE_NEW ? "async_new" : kind == NODE_SPAWN ? "async_spawn" : "async_start";
}

const char *check_operator_name(const struct check *check, unsigned begin)
{
    const struct source *source = check->unit->source;
    if (!source_is_expansion(source, begin))
        return NULL;
    struct place place = source_place(source, begin);
    struct token word = token_at(place.line_text, place.column - 1, place.line_length);
    return word.kind == TOKEN_WORD ? arena_copy(place.line_text + word.begin, word.end - word.begin) : NULL;
}

/* True for an assignment of a call that is converted first: `x = (char)f()`. */
static bool converts_call(const struct node *operand)
{
    return (operand->kind == NODE_ASSIGN || operand->kind == NODE_COMPOUND_ASSIGN) &&
           node_strip(operand->child[1])->is_async_call;
}

/* Tells the user how to write the call that is missing here. */
static void refuse_operand(struct check *check, const struct node *node)
{
    const struct node *operand = node_strip(node->child[0]);
    const char *keyword = keyword_name(node->kind), *name = NULL;
    if (node->kind == NODE_NEW)
        name = check_operator_name(check, node->begin);
    if (check_undeclared(check, operand))
        return;
    if (converts_call(operand) && node->kind != NODE_START)
        diag_error(check->diag, operand->begin, operand->end,
                   "the value of the call is stored as it is: assign it without the conversion, and convert it later");
    else if (name)
        diag_error(check->diag, node->begin, node->end,
                   "%s takes calls of async functions, and assignments from them, as in 'x = f(…)'", name);
    else if (operand->kind == NODE_ASYNC_REF)
        diag_error(check->diag, node->begin, node->end, "a call is needed: write '%s(%s(…))'", keyword,
                   operand->func->name);
    else if (operand->kind == NODE_AWAIT)
        diag_error(check->diag, node->begin, node->end,
                   "%s takes the call itself, and not what it gives: write '%s(f(…))', without await", keyword,
                   keyword);
    else if (check_is_object(operand))
        diag_error(check->diag, node->begin, node->end,
                   "%s of a coroutine object is not supported: start it where it is made, 'async T c = "
                   "async_start(f(…))'",
                   keyword);
    else
        diag_error(check->diag, node->begin, node->end, "a call of an async function is needed: write '%s(f(…))'",
                   keyword);
}

/* The place where the value of a call goes has to be in memory. */
static void check_stored(struct check *check, const struct node *node)
{
    const struct node *target = node->child[1]->child[0], *place = node_strip(target);
    const struct var *root = node_root(target);
    if (place->kind == NODE_MEMBER && place->bits)
        error_at(check, target, "the value of a call cannot be stored in a bit-field: use a variable");
    else if (root && root->in_register)
        error_at(check, target, "the value of a call cannot be stored in a variable that is bound to a register");
    else if (root && root->is_coroutine)
        error_at(check, target, "the value of a call cannot be stored in a coroutine object");
    else if (type_local(target->type) && target->type->is_record)
        error_at(check, target,
                 "the value of a call cannot be stored in an object of a type that is declared in a function");
}

void check_task(struct check *check, const struct node *node)
{
    if (node->count > 1)
        check_stored(check, node);
    if (!node->child[0]->is_async_call)
        refuse_operand(check, node);
    else if (node->kind == NODE_START)
        error_at(check, node,
                 "async_start can only stand where a coroutine object is given its value: write 'async T c = "
                 "async_start(f(…))', or use async_spawn for a handle");
    else
        check_handle(check, node);
    if (node->count > 1 && node->child[0]->is_async_call)
        check_outlives(check, node);
}

bool check_object_stands_well(const struct node *node)
{
    const struct node *parent = node->parent;
    while (parent && (parent->kind == NODE_PAREN || parent->kind == NODE_INDEX ||
                      (parent->kind == NODE_CAST && parent->count == 1))) {
        node = parent;
        parent = node->parent;
    }
    if (!parent)
        return true;
    if (parent->kind == NODE_ASSIGN)
        return parent->child[0] == node || check_is_object(parent->child[0]); /* make_object refuses it as a value */
    if (parent->kind == NODE_VAR)
        return parent->has_init && parent->child[0] == node && parent->var->is_coroutine;
    bool is_refused_operand = parent->kind == NODE_NEW || parent->kind == NODE_SPAWN || parent->kind == NODE_START;
    return parent->kind == NODE_AWAIT || parent->kind == NODE_RUN || parent->kind == NODE_REPR ||
           parent->kind == NODE_UNEVALUATED || is_refused_operand;
}

/* ---- awaited twice, never awaited ---- */

static bool awaits_object(const struct node *node, const struct var *var)
{
    return (node->kind == NODE_AWAIT || node->kind == NODE_RUN) && node->count && node->child[0]->kind == NODE_REF &&
           node->child[0]->var == var;
}

struct object_uses {
    const struct var *var;
    const struct node *first;
};

/* Notes the first use of the object, apart from assignments to it and async_repr. */
static void find_use(struct node *node, void *data)
{
    struct object_uses *uses = data;
    if (node->kind == NODE_REF && node->var == uses->var &&
        !(node->parent && node->parent->kind == NODE_ASSIGN && node->parent->child[0] == node) &&
        !(node->parent && node->parent->kind == NODE_REPR))
        uses->first = uses->first ? uses->first : node;
}

/* The await of `var` that is certain to run when this expression does. */
static struct node *sure_await(struct node *node, const struct var *var)
{
    if (!node)
        return NULL;
    if (awaits_object(node, var))
        return node;
    unsigned count = node->count;
    switch (node->kind) {
    case NODE_UNEVALUATED: /* the operand of typeof */
    case NODE_SELECTION:
        return NULL;
    case CHOICE_KINDS:
    case NODE_IF: /* in a statement expression, as are the loops and switch below */
    case NODE_WHILE:
    case NODE_SWITCH:
        count = 1;
        break;
    case NODE_FOR:
    case NODE_DO:
    case LABEL_KINDS:
        return NULL;
    case LEAF_KINDS:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case ACCESS_KINDS:
    case NODE_CALL:
    case UPDATE_KINDS:
    case NODE_COMMA:
    case NODE_OPERATOR:
    case INITIALISER_KINDS:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case NODE_BLOCK:
    case NODE_DECLARATION:
    case NODE_VAR:
    case NODE_TYPE:
    case NODE_EXPRESSION:
    case JUMP_KINDS:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
        break;
    }
    for (unsigned i = 0; i < count; i++) {
        struct node *found = sure_await(node->child[i], var);
        if (found)
            return found;
    }
    return NULL;
}

static bool assigns_object(struct node *node, const struct var *var)
{
    return node && node_modifies(node, var);
}

/* The await of `var` that is certain to run in this statement of a block. */
static struct node *sure_await_in(const struct node *statement, const struct var *var)
{
    struct node *found = NULL;
    if (statement->kind == NODE_EXPRESSION || statement->kind == NODE_RETURN)
        found = statement->count ? sure_await(statement->child[0], var) : NULL;
    else if (statement->kind == NODE_DECLARATION)
        for (unsigned i = 0; i < statement->count && !found; i++)
            found = statement->child[i]->count ? sure_await(statement->child[i]->child[0], var) : NULL;
    else if (statement->kind == NODE_IF || statement->kind == NODE_SWITCH)
        found = sure_await(statement->child[0], var);
    return found;
}

/* Another await of `var` in the same statement that is certain to run after this one. */
static struct node *second_await(const struct node *await, const struct node *statement, const struct var *var)
{
    struct node *again = NULL;
    for (const struct node *up = await; up->parent && !again && up != statement; up = up->parent) {
        const struct node *parent = up->parent;
        if (parent->kind == NODE_CONDITIONAL || parent->kind == NODE_ELVIS || parent->kind == NODE_AND ||
            parent->kind == NODE_OR)
            continue;
        bool after = false;
        for (unsigned i = 0; i < parent->count && !again; i++) {
            if (after)
                again = sure_await(parent->child[i], var);
            after |= parent->child[i] == up;
        }
    }
    return again;
}

static void refuse_second(struct check *check, const struct node *first, const struct node *second,
                          const struct var *var)
{
    diag_error(check->diag, second->begin, second->end, "the coroutine object '%s' is awaited twice", var->name);
    diag_note(check->diag, first->begin, first->end, "it was awaited here");
}

/* Looks for a second await of the object in the statements of its block, from the one with this index on. */
static void check_object_twice(struct check *check, const struct node *block, unsigned from, const struct var *var)
{
    const struct node *first = NULL;
    for (unsigned i = from; i < block->count; i++) {
        struct node *statement = block->child[i];
        if (statement->kind == NODE_LABEL || statement->kind == NODE_CASE || statement->kind == NODE_DEFAULT ||
            assigns_object(statement, var)) {
            first = NULL;
            continue;
        }
        const struct node *found = sure_await_in(statement, var);
        if (!found)
            continue;
        const struct node *again = first ? found : second_await(found, statement, var);
        if (again) {
            refuse_second(check, first ? first : found, again, var);
            return;
        }
        first = found;
    }
}

void check_twice(struct check *check, struct node *block)
{
    for (unsigned i = 0; i < block->count; i++) {
        const struct node *declaration = block->child[i];
        for (unsigned k = 0; k < declaration->count && declaration->kind == NODE_DECLARATION; k++)
            if (declaration->child[k]->kind == NODE_VAR && declaration->child[k]->var->is_coroutine)
                check_object_twice(check, block, i + 1, declaration->child[k]->var);
    }
}

void check_never(struct check *check, struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++) {
        struct object_uses uses = {func->vars.items[i], NULL};
        const struct node *decl = uses.var->decl;
        if (!uses.var->is_coroutine || uses.var->is_param)
            continue;
        node_walk(func->body, find_use, &uses);
        if (uses.first && decl && !decl->has_init && !node_modifies(func->body, uses.var)) {
            diag_error(check->diag, uses.first->begin, uses.first->end,
                       "the coroutine object '%s' never gets a call to run: write 'async T %s = f(…)'", uses.var->name,
                       uses.var->name);
            diag_note(check->diag, uses.var->begin, uses.var->begin + (unsigned)strlen(uses.var->name),
                      "'%s' is declared here", uses.var->name);
        }
        if (!uses.first)
            diag_warning(check->diag, uses.var->begin, uses.var->begin + (unsigned)strlen(uses.var->name),
                         "async-never-awaited", "the coroutine object '%s' is never awaited", uses.var->name);
    }
}
