/* check_update.c: updates that are lost: `total += await f()` reads total before the await and stores it after.
 *
 * Whatever another task stores in between is overwritten. The warning is given if others can reach the object while
 * this function waits: it has static storage, is reached through a pointer, or is a local whose address a task may
 * have. In an assignment that is not compound, the right side has to read the object before it awaits. A read in the
 * arguments of the awaited call itself does not count: the value then goes through the function.
 */
#include "passes/check_internal.h"

#include "base/util.h"
#include "ir/node.h"

#include <string.h>

/* ---- what an await may be ---- */

static void find_await(struct node *node, void *data)
{
    *(bool *)data |= node->kind == NODE_AWAIT;
}

/* True if the awaited function is defined in this file and has no await, so that it is done when the call returns. */
static bool never_waits(const struct node *await)
{
    const struct node *call = await->child[0];
    if (await->await != AWAIT_CALL || !call->is_async_call || call->child[0]->kind != NODE_ASYNC_REF)
        return false;
    struct func *func = call->child[0]->func;
    if (func->defined && !func->awaits_sought) {
        func->awaits_sought = true;
        node_walk(func->body, find_await, &func->has_await);
    }
    return func->defined && !func->has_await;
}

/* ---- what others can change ---- */

/* True if this address is kept, or is given to something that runs meanwhile. */
static bool goes_to_others(const struct node *node)
{
    const struct node *up = node->parent;
    for (; up; node = up, up = up->parent) {
        switch (up->kind) {
        case NODE_CALL: /* an ordinary call, or one that is awaited here, rarely keeps it */
            if (!up->is_async_call)
                return false;
            for (up = up->parent; up && (up->kind == NODE_PAREN || up->kind == NODE_CAST || up->kind == NODE_ASSIGN);)
                up = up->parent;
            return !up || up->kind != NODE_AWAIT;
        case NODE_ASSIGN:
            return up->child[1] == node;
        case NODE_VAR:
        case NODE_RETURN:
            return true;
        case NODE_DEREF:
        case NODE_INDEX:
        case NODE_UNEVALUATED:
            return false;
        case NODE_MEMBER:
            if (up->is_arrow)
                return false;
            break;
        case LEAF_KINDS:
        case NODE_PAREN:
        case NODE_CAST:
        case NODE_ADDRESS:
        case NODE_COMPOUND_ASSIGN:
        case NODE_INCDEC:
        case CHOICE_KINDS:
        case NODE_COMMA:
        case NODE_OPERATOR:
        case NODE_SELECTION:
        case INITIALISER_KINDS:
        case NODE_STATEMENTS:
        case NODE_AWAIT:
        case KEYWORD_KINDS:
        case NODE_OTHER:
            break;
        case NODE_BLOCK:
        case NODE_DECLARATION:
        case NODE_TYPE:
        case NODE_EXPRESSION:
        case NODE_IF:
        case LOOP_KINDS:
        case NODE_SWITCH:
        case LABEL_KINDS:
        case NODE_GOTO:
        case NODE_COMPUTED_GOTO:
        case NODE_BREAK:
        case NODE_CONTINUE:
        case NODE_ASM:
        case NODE_ATTRIBUTED:
        case NODE_EMPTY:
            return false;
        }
    }
    return false;
}

static void find_escape(struct node *node, void *data)
{
    bool *escapes = data;
    const struct var *var = NULL;
    if (node->kind == NODE_ADDRESS)
        var = node_root(node->child[0]);
    else if (node->kind == NODE_REF && node->var->type->is_array &&
             !(node->parent && node->parent->kind == NODE_ADDRESS))
        var = node->var; /* or the address of an element, which goes_to_others decides */
    if (var && var->index >= 0 && !escapes[var->index])
        escapes[var->index] = goes_to_others(node);
}

/* True if others may hold the address of this variable. The whole function is searched once. */
static bool escapes(struct check *check, const struct var *var)
{
    if (check->escapes_of != check->func) {
        check->escapes_of = check->func;
        check->escapes = arena_take(check->func->vars.count + 1);
        node_walk(check->func->body, find_escape, check->escapes);
    }
    return var->index >= 0 && check->escapes[var->index];
}

static bool is_shared(struct check *check, const struct node *target)
{
    const struct node *node = node_strip((struct node *)target);
    for (;;) {
        switch (node_place(node)) {
        case PLACE_NAMED:
            return node->kind == NODE_REF ? escapes(check, node->var) : node->kind == NODE_GLOBAL;
        case PLACE_MEMBER:
            if (!node->count)
                return false;
            node = node_strip(node->child[0]);
            break;
        case PLACE_ELEMENT:
            if (!node_array_operand(node))
                return true;
            node = node_strip(node_array_operand(node));
            break;
        case PLACE_POINTED:
            return true;
        case PLACE_INNER: /* a cast to a type with a length that is computed */
        case PLACE_NONE:
            return false;
        }
    }
}

/* ---- the value ---- */

/* True if the two expressions name the same object, as far as their text shows. */
static bool is_same(const struct check *check, const struct node *a, const struct node *b)
{
    const char *text = check->unit->source->text;
    a = node_strip((struct node *)a);
    b = node_strip((struct node *)b);
    if (a->kind != b->kind || a->count != b->count || a->is_arrow != b->is_arrow)
        return false;
    switch (node_place(a)) {
    case PLACE_NAMED:
        if (a->kind == NODE_CONSTANT)
            return a->end - a->begin == b->end - b->begin &&
                   !memcmp(text + a->begin, text + b->begin, a->end - a->begin);
        return (a->kind == NODE_REF || a->kind == NODE_GLOBAL) && a->var == b->var &&
               (a->var || !strcmp(a->name, b->name));
    case PLACE_MEMBER:
    case PLACE_POINTED:
        if (a->kind == NODE_MEMBER && (!a->name || !b->name || strcmp(a->name, b->name)))
            return false;
        break;
    case PLACE_ELEMENT:
        break;
    case PLACE_INNER:
    case PLACE_NONE:
        return false;
    }
    for (unsigned i = 0; i < a->count; i++)
        if (!is_same(check, a->child[i], b->child[i]))
            return false;
    return true;
}

struct reading {
    const struct check *check;
    const struct node *target; /* NULL: it has been read already */
    const struct node *await;  /* the first await after the read */
};

/* Walks the value in order of evaluation. `read`: the target has been read before. Returns true if it has been read by
 * now, as a part of the value. */
static bool read_before(struct reading *reading, const struct node *node, bool read)
{
    if (!node || reading->await || node->kind == NODE_UNEVALUATED)
        return read;
    if (reading->target && is_same(reading->check, node, reading->target))
        return true;
    if (node->kind == NODE_AWAIT) {
        for (unsigned i = 0; i < node->count; i++)
            read_before(reading, node->child[i], read);
        if (read && !reading->await && !never_waits(node))
            reading->await = node;
        return read;
    }
    if (node->kind == NODE_CONDITIONAL && node->count == 3) {
        read_before(reading, node->child[0], read);
        bool then = read_before(reading, node->child[1], read);
        return read_before(reading, node->child[2], read) || then;
    }
    if (node->kind == NODE_COMMA && node->count == 2) {
        read_before(reading, node->child[0], read);
        return read_before(reading, node->child[1], read);
    }
    for (unsigned i = 0; i < node->count; i++)
        read = read_before(reading, node->child[i], read);
    return read;
}

/* ---- what to say ---- */

static bool is_shown(const struct check *check, const struct node *node)
{
    enum { MOST_SHOWN = 60 };
    const char *text = check->unit->source->text;
    return node->macro < 0 && node->end - node->begin <= MOST_SHOWN && node->type && !node->type->is_void &&
           !memchr(text + node->begin, '\n', node->end - node->begin) &&
           !source_is_expansion(check->unit->source, node->begin);
}

/* True if the await is evaluated whenever the assignment is. */
static bool is_sure(const struct node *node, const struct node *await)
{
    for (await = await->parent; await != node; await = await->parent)
        if (await->kind == NODE_CONDITIONAL || await->kind == NODE_ELVIS || await->kind == NODE_AND ||
            await->kind == NODE_OR || await->kind == NODE_STATEMENTS)
            return false;
    return true;
}

/* The assignment rewritten with a variable for what has to come first: the right side of a compound assignment, the
 * await of any other. NULL if that is too long to show. */
static const char *rewritten(const struct check *check, const struct node *node, const struct node *await)
{
    const char *text = check->unit->source->text;
    bool compound = node->kind == NODE_COMPOUND_ASSIGN;
    const struct node *first = compound ? node->child[1] : await;
    unsigned awaits = 0;
    if (!is_shown(check, node) || !is_shown(check, first) || first->end > node->end || !is_sure(node, first))
        return NULL;
    for (struct token token = token_at(text, node->begin, node->end); token.kind != TOKEN_END;
         token = token_at(text, token.end, node->end))
        awaits += token_is(text, token, "await") || token_is(text, token, "_Await");
    if (awaits != 1 && !compound)
        return NULL;
    return arena_format("%s = %.*s; %.*sr%.*s;", type_declare(first->type, "r", true), (int)(first->end - first->begin),
                        text + first->begin, (int)(first->begin - node->begin), text + node->begin,
                        (int)(node->end - first->end), text + first->end);
}

void check_update(struct check *check, const struct node *node)
{
    if (!in_async(check) || node->count != 2)
        return;
    struct reading reading = {check, node->kind == NODE_COMPOUND_ASSIGN ? NULL : node->child[0], NULL};
    read_before(&reading, node->child[1], node->kind == NODE_COMPOUND_ASSIGN);
    if (!reading.await || !is_shared(check, node->child[0]))
        return;
    const struct node *target = node->child[0];
    const char *shown = rewritten(check, node, reading.await);
    const char *name =
        shown ? arena_format("'%.*s'", (int)(target->end - target->begin), check->unit->source->text + target->begin)
              : "what is assigned to here";
    diag_warning(check->diag, node->begin, node->end, "async-lost-update",
                 "%s is read before the await and stored after it, and what other tasks store there meanwhile is lost; "
                 "%s",
                 name, shown ? arena_format("write '%s'", shown) : "await into a variable of its own before");
}
