/* check_saved.c: what the frame of an async function cannot hold. */
#include "passes/check_internal.h"

#include "ir/node.h"

#include <string.h>

/* The output names the variables that are saved and restored, so no macro may replace such a name. A macro that was
 * defined before the declaration of the local has already been expanded in it. */
static void check_hidden(const struct unit *unit, const struct func *func, const struct var *var, struct diag *diag)
{
    for (size_t i = 0; i < unit->macros_defined.count; i++) {
        const struct macro *macro = &unit->macros_defined.items[i];
        if (macro->is_function || macro->begin < var->begin || macro->begin >= func->end ||
            strcmp(macro->name, var->name))
            continue;
        diag_error(diag, macro->begin, macro->begin + (unsigned)strlen(macro->name),
                   "the local '%s' lives across an await, and no macro may have its name meanwhile", var->name);
        diag_note(diag, var->begin, var->begin + (unsigned)strlen(var->name), "the local is declared here");
    }
}

struct late_pins {
    struct unit *unit;
    struct diag *diag;
};

/* Reports a local in a macro that was pinned only after expand, which would otherwise have written out the macro. */
static void find_late_pin(struct node *node, void *data)
{
    struct late_pins *late = data;
    if (node->kind != NODE_REF || !node->inside || !node->var->pinned)
        return;
    const struct macro *macro = &late->unit->macros.items[node->macro];
    if (node_is_reachable(late->unit, node) && !macro->is_shared)
        return;
    diag_error(
        late->diag, node->begin, node->end,
        "'%s' has to live in the frame, since a jump over its declaration leads to an await, and cannot be named "
        "in the macro '%s' then; write the macro out",
        node->var->name, macro->name);
}

bool check_saved(struct unit *unit, struct func *func, struct diag *diag)
{
    int before = diag->errors;
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        if ((var->pinned || var->saved) && !var->is_temp)
            check_hidden(unit, func, var, diag);
        if (var->pinned && var->type->is_variable &&
            (var->type->alignment > FRAME_ALIGNMENT || var->alignment > FRAME_ALIGNMENT))
            diag_error(diag, var->is_temp ? func->name_begin : var->begin, 0,
                       "the array '%s' of variable length lives across an await, and cannot be aligned to more than 16 "
                       "bytes; allocate it with aligned_alloc",
                       var->name);
        if (var->is_temp && var->pinned && var->type->is_variable && !var->lengths)
            diag_error(diag, var->begin, 0,
                       "this pointer to an array of variable length would have to outlive an await; put it into a "
                       "variable before");
        if (var->pinned && type_is_local(var->type) && !type_local(var->type))
            diag_error(
                diag, var->is_temp ? func->name_begin : var->begin, 0,
                "'%s' has a type without a name, and must stay in the frame across an await; give its type a tag",
                var->name);
    }
    node_walk(func->body, find_late_pin, &(struct late_pins){unit, diag});
    return diag->errors == before;
}
