/* cleanup.c: cleanup functions, __attribute__((cleanup(f))).
 *
 * A pinned variable lives in the frame, where no compiler runs its cleanup. The calls are written out at the end of
 * its scope and before each jump out of it (return, break, continue, goto), the latest variable first. If one cleanup
 * of a function is written out, all are (passes/pin.c); otherwise their order would change.
 */
#include "emit/statement.h"

#include "ir/names.h"
#include "ir/node.h"

#include <string.h>

/* True if the variable has been declared, and has not gone out of scope yet, where `node` begins. */
static bool is_active(const struct var *var, const struct node *node)
{
    return var->decl->end <= node->begin && node_is_within(node, var->scope);
}

static bool is_cleaned(const struct var *var)
{
    return var->pinned && var->has_cleanup;
}

/* True if the jump's target is the loop whose head declares the variable: the end of the loop cleans up, or the next
 * iteration uses the variable. */
static bool stays_in_loop(const struct var *var, const struct node *from, const struct node *to)
{
    return (from->kind == NODE_BREAK || from->kind == NODE_CONTINUE) && to == var->scope;
}

static void emit_cleanup(struct emit *emit, const struct var *var)
{
    bool is_macro = words_have(&emit->unit->macro_names, var->cleanup, strlen(var->cleanup));
    emit_format(emit, is_macro ? "(%s)(&%s);" : "%s(&%s);", var->cleanup, var_text(emit, var));
}

/* The cleanups of a jump from one place to another (NULL: out of the function), the latest variable first. Writes
 * nothing if `write` is false. */
bool emit_cleanups(struct emit *emit, const struct node *from, const struct node *to, bool write)
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

/* Where control is after this statement, as far as scopes are concerned. */
const struct node *jump_target(struct emit *emit, const struct node *jump)
{
    if (jump->kind == NODE_GOTO) {
        struct label_search search = {jump->label, NULL};
        node_walk(emit->func->body, find_label, &search);
        return search.found;
    }
    return jump->target;
}

/* The end of a block that control may reach. */
void emit_block_cleanups(struct emit *emit, const struct node *block)
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

/* The end of a for whose head declares variables with cleanups. Writes nothing if `write` is false. */
bool emit_for_cleanups(struct emit *emit, const struct node *node, bool write)
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
