/* lowering.c: see lowering.h. */
#include "passes/lowering.h"

#include "passes/bit_field.h"
#include "ir/names.h"
#include "base/util.h"

struct step *add_step(struct lowering *lower, enum step_kind kind, struct node *node, struct var *temp)
{
    struct step *step = arena_take(sizeof *step);
    step->kind = kind;
    step->node = node;
    step->temp = temp;
    *lower->end = step;
    lower->end = &step->next;
    return step;
}

struct var *new_temp(struct lowering *lower, struct type *type, const char *name)
{
    struct var *var = arena_take(sizeof *var);
    var->name = var->out_name = name;
    var->type = type;
    var->is_temp = true;
    var->scope = lower->scope;
    var->index = (int)lower->func->vars.count;
    ARRAY_ADD(lower->func->vars, var);
    return var;
}

const struct var *variable_root(const struct node *node)
{
    if (!node->type || !node->type->is_variable)
        return NULL;
    switch (node->kind) {
    case NODE_REF:
        return node->var->lengths ? node->var : NULL;
    case NODE_CAST:
        return node->count == 1 ? variable_root(node->child[0]) : NULL; /* the cast's type has its own lengths */
    case NODE_PAREN:
    case NODE_ADDRESS:
    case NODE_DEREF:
    case NODE_INDEX:
    case UPDATE_KINDS:
    case NODE_CONDITIONAL:
    case NODE_ELVIS:
    case NODE_OPERATOR:
        for (unsigned i = 0; i < node->count; i++) {
            const struct var *root = variable_root(node->child[i]);
            if (root)
                return root;
        }
        return NULL;
    case NODE_COMMA:
        return variable_root(node->child[node->count - 1]);
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_ASYNC_REF:
    case NODE_MEMBER:
    case NODE_CALL:
    case NODE_AND:
    case NODE_OR:
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
    case INITIALISER_KINDS:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case STATEMENT_KINDS:
        return NULL;
    }
    return NULL;
}

/* A pointer to an array of variable length lives in the frame, as
 * variables of such types do, and shares the lengths of a variable; check_saved refuses one without lengths. */
struct var *next_temp(struct lowering *lower, struct node *node, struct type *type)
{
    type = bit_field_type(node, type);
    type = type_outside(type, node->begin, node->end); /* a block's value may have a type declared in the block */
    struct var *temp = new_temp(lower, type, name_unused(lower->unit, arena_format("t%d", ++lower->temps)));
    temp->begin = node->begin;
    if (!type->is_variable)
        return temp;
    const struct var *root = variable_root(node);
    unsigned count = type_count_lengths(type);
    temp->pinned = true;
    if (root && count && root->length_count >= count) {
        temp->lengths = root->lengths + root->length_count - count;
        temp->length_count = count;
    }
    return temp;
}

struct type *int_type(void)
{
    struct type *type = type_named("int");
    type->is_integer = true;
    type->size = 4;
    return type;
}

struct var *choose_temp(struct lowering *lower, struct node *node, struct type *type)
{
    bool unwanted = node->type->is_void || node_is_discarded(node);
    if (!unwanted)
        return node->value = next_temp(lower, node, type);
    struct type *nothing = type_named("void");
    nothing->is_void = true;
    node->value = new_temp(lower, nothing, "");
    return NULL;
}
