/* plan_declaration.c: which declarations of locals stay as they are in the source.
 *
 * They do unless one of their variables is pinned, is a coroutine object, has another name, is saved although it is
 * const, or needs a value so that compilers do not warn, or an async function is declared with it.
 */
#include "passes/plan_internal.h"

#include "base/lex.h"
#include "ir/node.h"

#include <string.h>

static bool has_moved(const struct func *func, const char *text, struct token word)
{
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        if (!var->is_temp && (var->pinned || strcmp(var->name, var->out_name)) && token_is(text, word, var->name))
            return true;
    }
    return false;
}

/* `_Alignas(sizeof text) char c;` where text is in the frame: the number is written instead. */
static bool alignment_moves(const struct planner *planner, const struct var *var)
{
    const char *text = planner->unit->source->text;
    if (!var->alignment)
        return false;
    unsigned end = var->decl->parent->end;
    for (struct token token = token_at(text, var->decl->parent->begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        const struct node *init = var->decl->has_init ? var->decl->child[0] : NULL;
        if (init && token.begin >= init->begin && token.begin < init->end)
            continue;
        if (token.kind == TOKEN_WORD && !token_is(text, token, var->name) && has_moved(planner->func, text, token))
            return true;
    }
    return false;
}

static bool is_touched(const struct planner *planner, const struct var *var)
{
    if (!var->decl)
        return false;
    if (alignment_moves(planner, var))
        return true;
    if (var->is_static)
        return strcmp(var->name, var->out_name) != 0;
    return var->pinned || var->is_coroutine || var->decl->steps || strcmp(var->name, var->out_name) ||
           (var->needs_init && !var->decl->has_init) || (var->saved && var->type->deep_const);
}

void plan_variables(const struct planner *planner)
{
    const struct func *func = planner->func;
    for (size_t i = 0; i < func->vars.count + func->statics.count; i++) {
        bool automatic = i < func->vars.count;
        struct var *var = automatic ? func->vars.items[i] : func->statics.items[i - func->vars.count];
        struct local_type *local = type_local(var->type);
        bool touched = is_touched(planner, var);
        if (touched)
            var->decl->plan = PLAN_STATEMENT;
        if (local && !local->has_tag && (touched || (automatic && (var->is_temp || var->pinned))))
            local->needs_tag = true;
    }
}

bool plan_is_touched(const struct node *declaration)
{
    for (unsigned i = 0; i < declaration->count; i++) {
        const struct node *child = declaration->child[i];
        if (child->kind == NODE_VAR ? child->plan == PLAN_STATEMENT : child->func && child->func->is_async)
            return true;
    }
    return false;
}

static void find_kept(struct node *node, void *data)
{
    *(bool *)data |= node->kept != NULL;
}

/* True if a value needs an alias in the middle of the declaration. */
static bool needs_alias(const struct func *func, struct node *node)
{
    bool kept = false, alias = false;
    for (size_t i = 0; func && i < func->aliases.count; i++) {
        const struct node *declaration = func->aliases.items[i].declaration;
        alias |= declaration && declaration->parent == node;
    }
    if (alias)
        node_walk(node, find_kept, &kept);
    return kept;
}

void plan_declaration(const struct planner *planner, struct node *node)
{
    node->all_prototypes = node->count > 0;
    for (unsigned i = 0; i < node->count; i++)
        node->all_prototypes &= node->child[i]->func && node->child[i]->func->is_async;
    const struct var *last = node->count ? node->child[node->count - 1]->var : NULL;
    if (plan_is_touched(node) || needs_alias(planner->func, node))
        node->plan = PLAN_STATEMENT;
    else if (last && last->constexpr_at && last->scope && last->scope->awaits)
        node->plan = PLAN_HEAD; /* it becomes static */
}
