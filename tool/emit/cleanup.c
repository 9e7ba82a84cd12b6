/* cleanup.c: calls of cleanup functions, __attribute__((cleanup(f))); passes/plan_cleanup.c decides where. */
#include "emit/statement.h"

#include "ir/names.h"

#include <string.h>

static void emit_cleanup(struct emit *emit, const struct var *var)
{
    bool is_macro = words_have(&emit->unit->macro_names, var->cleanup, strlen(var->cleanup));
    emit_format(emit, is_macro ? "(%s)(&%s);" : "%s(&%s);", var->cleanup, var_text(emit, var));
}

void emit_cleanups(struct emit *emit, const struct node *jump)
{
    for (size_t i = 0; i < jump->cleanups.count; i++) {
        emit_cleanup(emit, jump->cleanups.items[i]);
        emit_line(emit);
    }
}

void emit_block_cleanups(struct emit *emit, const struct node *block)
{
    if (!block->cleanups.count)
        return;
    emit_trim(emit);
    emit->indent = indent_of(emit, block->child[block->count - 1]->begin);
    emit->depth = 0;
    emit_for_cleanups(emit, block);
    emit_format(emit, "\n%s", indent_of(emit, block->end - 1));
}

void emit_for_cleanups(struct emit *emit, const struct node *scope)
{
    for (size_t i = 0; i < scope->cleanups.count; i++) {
        emit_line(emit);
        emit_cleanup(emit, scope->cleanups.items[i]);
    }
}
