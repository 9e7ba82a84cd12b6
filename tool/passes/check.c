/* check.c: the rules of the language; every diagnostic about meaning.
 *
 * After this pass a unit holds only what the later ones can translate. Whatever is refused is refused here, by name,
 * at its place in the source, with what to write instead. The rules are in the other files of the check, by subject;
 * this one walks the tree and calls them.
 */
#include "passes/check_internal.h"

#include "ir/node.h"

void error_at(struct check *check, const struct node *node, const char *message)
{
    diag_error(check->diag, node->begin, node->end, "%s", message);
}

bool in_async(const struct check *check)
{
    return check->func && check->func->is_async;
}

static void check_object(struct check *check, const struct node *ref)
{
    if (ref->var->is_coroutine && !check_object_stands_well(ref))
        diag_error(check->diag, ref->begin, ref->end,
                   "the coroutine object '%s' can only be awaited, run or shown with async_repr; to pass it on, "
                   "make an async_task * with async_new or async_spawn",
                   ref->var->name);
}

static void check_unknown(struct check *check, const struct node *node)
{
    if (in_async(check) || node->names_async)
        diag_error(check->diag, node->begin, node->end, "%s is not supported in %s", node->what,
                   in_async(check) ? "an async function" : "what asyncc has to translate");
}

/* Checks a node by itself. */
static void apply_rules(struct check *check, struct node *node)
{
    switch (node->kind) {
    case NODE_BREAK:
    case NODE_CONTINUE:
        if (in_async(check))
            check_jump(check, node);
        break;
    case NODE_CALL:
        check_call(check, node);
        check_blocking(check, node);
        break;
    case NODE_AWAIT:
        check_await(check, node);
        break;
    case NODE_ASYNC_REF:
        check_reference(check, node);
        break;
    case NODE_REF:
        check_object(check, node);
        break;
    case NODE_START:
    case NODE_NEW:
    case NODE_SPAWN:
        check_task(check, node);
        break;
    case NODE_RUN:
        check_run(check, node);
        break;
    case NODE_OTHER:
        check_unknown(check, node);
        break;
    case NODE_GATHER:
        check_gather(check, node);
        break;
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
        check_literal(check, node);
        check_update(check, node);
        break;
    case LOOP_KINDS:
        check_loop(check, node);
        check_endless(check, node);
        break;
    case NODE_VAR:
        check_local(check, node);
        break;
    case NODE_TYPE:
        check_typedef(check, node);
        break;
    case NODE_BLOCK:
        check_twice(check, node);
        break;
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case ACCESS_KINDS:
    case NODE_INCDEC:
    case CHOICE_KINDS:
    case NODE_COMMA:
    case NODE_OPERATOR:
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
    case INITIALISER_KINDS:
    case NODE_STATEMENTS:
    case NODE_REPR:
    case NODE_DECLARATION:
    case NODE_EXPRESSION:
    case NODE_IF:
    case NODE_SWITCH:
    case LABEL_KINDS:
    case NODE_GOTO:
    case NODE_COMPUTED_GOTO:
    case NODE_RETURN:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
        break;
    }
}

/* True if some awaits are refused in a node of this kind, however deep they stand. */
static bool may_refuse_awaits(const struct node *node)
{
    return node->kind == NODE_SELECTION || node->kind == NODE_UNEVALUATED || node->kind == NODE_TYPE ||
           node->kind == NODE_ASM || (node->kind == NODE_VAR && node->var->is_static);
}

static void check_node(struct check *check, struct node *node)
{
    bool before = check->in_odd_place;
    if (in_async(check) && !node->inside)
        check_directives(check, node);
    apply_rules(check, node);
    check->in_odd_place |= may_refuse_awaits(node);
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i])
            check_node(check, node->child[i]);
    check->in_odd_place = before;
}

bool check_unit(struct unit *unit, struct diag *diag)
{
    struct check check = {.unit = unit, .diag = diag};
    check_declarations(&check);
    check_symbols(&check);
    check_misuses(&check);
    check_keywords(&check);
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        struct node *tree = item->func ? item->func->body : item->tree;
        if (!tree)
            continue;
        check.func = item->func;
        node_walk(tree, check_make_objects, &check);
        node_mark_awaits(tree);
        check_node(&check, tree);
        if (item->func) {
            check_held_locks(&check, tree);
            check_never(&check, item->func);
            check_definition(&check, item->func);
        }
    }
    return diag->errors == 0;
}
