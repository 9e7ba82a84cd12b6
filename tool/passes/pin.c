/* pin.c: which locals must not move.
 *
 * A function that waits leaves its stack frame; when it resumes, its locals are in another one. A local whose address
 * may be held across that (&x, an array that decays, a volatile or atomic object that something outside looks at) is
 * pinned: it lives in the frame from the start. That happens only if its scope contains an await; otherwise nothing can
 * come between. A compound literal is an object of its block as a variable is, and is pinned by the same rule.
 *
 * A local may be named in its own initialiser (`struct s *p = await f(sizeof *p)`). If the initialiser awaits, parts of
 * it become statements in front of the declaration. lower.c declares the local before them; if they do more than name
 * it, it is pinned.
 *
 * A local that hides another one of the same name is renamed if its scope contains an await: the outer one may have to
 * be saved there. A local that is hidden by something else, a typedef or an enumerator, is renamed itself.
 */
#include "passes/pin.h"

#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdint.h>
#include <string.h>

/* The innermost block, for or function body around a node. */
static struct node *block_of(struct node *node)
{
    while (node && node->kind != NODE_BLOCK && node->kind != NODE_FOR)
        node = node->parent;
    return node;
}

/* True if the full expression that contains this node awaits. */
static bool awaits_meanwhile(const struct node *node)
{
    while (node->parent && !node_is_statement(node))
        node = node->parent;
    return node->awaits;
}

/* Keeps an object in the frame that has an address but is no variable: a compound literal, which lives as long as its
 * block; or a struct that is only a value (of a call, of ?:), whose array members belong to a temporary object that
 * lives until the end of the full expression. */
static void keep_object(struct func *func, struct node *node)
{
    struct node *scope = block_of(node->parent);
    bool literal = node->kind == NODE_LITERAL;
    if (node->kept || !scope || !(literal ? scope->awaits : awaits_meanwhile(node)))
        return;
    struct var *var = arena_take(sizeof *var);
    var->name = var->out_name = literal ? "literal" : "object";
    var->type = node->type;
    var->scope = scope;
    var->is_temp = var->address_taken = true;
    var->index = (int)func->vars.count;
    ARRAY_ADD(func->vars, var);
    node->kept = var;
}

/* The struct that this is a part of, unless that is a variable or reached through a pointer. */
static struct node *object_around(struct node *node)
{
    while (node->count) {
        struct node *first = node->child[0];
        if (node->kind == NODE_INDEX && node_array_operand(node) == node->child[1])
            first = node->child[1];
        if (node->kind == NODE_PAREN || (node->kind == NODE_MEMBER && !node->is_arrow) ||
            (node->kind == NODE_CAST && node->count == 1 && first->type && first->type->is_array) ||
            node->kind == NODE_INDEX)
            node = first;
        else
            break;
    }
    bool is_place = node->kind == NODE_REF || node->kind == NODE_GLOBAL || node->kind == NODE_DEREF ||
                    node->kind == NODE_MEMBER || node->kind == NODE_CONSTANT || node->kind == NODE_SELECTION;
    bool is_object = node->type && (node->type->is_record || node->kind == NODE_LITERAL);
    return is_object && !is_place ? node : NULL;
}

static void take_all(struct node *node, void *data)
{
    (void)data;
    if (node->kind == NODE_REF)
        node->var->address_taken = true;
}

/* True if all subscripts in this part of a variable are constants. */
static bool is_fixed(const struct node *node)
{
    if (node->kind == NODE_INDEX && node_strip(node->child[0])->kind != NODE_CONSTANT &&
        node_strip(node->child[1])->kind != NODE_CONSTANT)
        return false;
    return !node->count || node->kind == NODE_REF || is_fixed(node->child[0]);
}

static void take_address(struct func *func, struct node *lvalue)
{
    struct var *root = node_root(lvalue);
    struct node *object = object_around(lvalue);
    if (root)
        root->address_taken = !root->in_register;
    else if (object)
        keep_object(func, object);
    else if (node_odd_lvalue(lvalue))
        node_walk(lvalue, take_all, NULL);
}

/* A variable that its own initialiser does more than name has to be there before the declaration's turn. */
static void find_self(struct node *decl)
{
    struct var *var = decl->var;
    if (node_names_itself(decl) && !var->in_register &&
        (!node_is_assignable(decl) || node_names(decl->child[0], var, true)))
        var->address_taken = true;
}

/* An array that decays to a pointer has its address taken. If the pointer is subscripted at once, only an await in the
 * index can keep it. */
static void find_decay(struct func *func, struct node *cast)
{
    struct node *child = cast->count ? cast->child[cast->count - 1] : NULL;
    if (!child || !child->type || !child->type->is_array || !cast->type || cast->type->is_array)
        return;
    const struct node *operand = cast;
    while (operand->parent && operand->parent->kind == NODE_PAREN)
        operand = operand->parent;
    const struct node *index = operand->parent;
    if (!index || index->kind != NODE_INDEX)
        take_address(func, child);
    else if (index->child[index->child[0] == operand]->awaits && !(node_root(child) && is_fixed(child)))
        take_address(func, child); /* the row is computed before the await */
}

static void visit(struct func *func, struct node *node)
{
    if (!node || node->kind == NODE_UNEVALUATED)
        return;
    if (node->type && node->type->is_va_list)
        take_address(func, node);
    switch (node->kind) {
    case NODE_ADDRESS:
        take_address(func, node->child[0]);
        break;
    case NODE_CAST:
        find_decay(func, node);
        break;
    case NODE_ASM:
        for (unsigned i = 0; i < node->count; i++)
            take_address(func, node->child[i]);
        break;
    case NODE_LITERAL:
        if (node->type->is_array)
            keep_object(func, node);
        break;
    case NODE_VAR:
        find_self(node);
        break;
    case NODE_UNEVALUATED:
    case LEAF_KINDS:
    case NODE_PAREN:
    case ACCESS_KINDS:
    case NODE_CALL:
    case UPDATE_KINDS:
    case CHOICE_KINDS:
    case NODE_COMMA:
    case NODE_OPERATOR:
    case NODE_SELECTION:
    case NODE_INIT_LIST:
    case NODE_DESIGNATED:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case NODE_BLOCK:
    case NODE_DECLARATION:
    case NODE_TYPE:
    case NODE_EXPRESSION:
    case NODE_IF:
    case LOOP_KINDS:
    case NODE_SWITCH:
    case LABEL_KINDS:
    case JUMP_KINDS:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
        break;
    }
    for (unsigned i = 0; i < node->count; i++)
        visit(func, node->child[i]);
}

static struct type *length_type(void)
{
    struct type *type = type_named("__SIZE_TYPE__");
    type->is_integer = true;
    type->size = 8;
    return type;
}

/* The lengths of a variable's type are kept with it: they are part of the type, and must not change with the variables
 * that they were computed from. */
static void pin_lengths(struct func *func, struct var *var)
{
    unsigned levels = type_count_lengths(var->type);
    if (var->lengths)
        return;
    var->lengths = arena_take((levels + 1) * sizeof *var->lengths);
    var->length_count = levels;
    var->whole = true;
    for (unsigned i = 0; i < levels; i++) {
        struct var *length = arena_take(sizeof *length);
        length->name = length->out_name = arena_format("%s_length", var->name);
        length->type = length_type();
        length->scope = var->scope;
        length->is_temp = length->address_taken = length->pinned = true;
        length->whole = !var->scope->awaits;
        length->index = (int)func->vars.count;
        ARRAY_ADD(func->vars, length);
        var->lengths[i] = length;
    }
}

/* The variables of a function by name, and by name and scope: chains of those with the same hash. */
struct by_name {
    struct func *func;
    int *first, *next; /* indexes into vars, or -1 */
    int *first_in_scope, *next_in_scope;
    size_t room;
};

static size_t hash_name(const struct by_name *names, const char *name)
{
    return hash_bytes(name, strlen(name)) & (names->room - 1);
}

/* The same of a name in one scope. */
static size_t hash_in_scope(const struct by_name *names, size_t name, const struct node *scope)
{
    return (name ^ (uintptr_t)scope / sizeof *scope) & (names->room - 1);
}

static struct by_name sort_by_name(struct func *func)
{
    struct by_name names = {.func = func, .room = 16};
    while (names.room < func->vars.count)
        names.room *= 2;
    names.first = arena_take(names.room * sizeof *names.first);
    names.next = arena_take((func->vars.count + 1) * sizeof *names.next);
    names.first_in_scope = arena_take(names.room * sizeof *names.first_in_scope);
    names.next_in_scope = arena_take((func->vars.count + 1) * sizeof *names.next_in_scope);
    memset(names.first, -1, names.room * sizeof *names.first);
    memset(names.first_in_scope, -1, names.room * sizeof *names.first_in_scope);
    for (size_t i = 0; i < func->vars.count; i++) {
        size_t hash = hash_name(&names, func->vars.items[i]->name);
        size_t in_scope = hash_in_scope(&names, hash, func->vars.items[i]->scope);
        names.next[i] = names.first[hash];
        names.first[hash] = (int)i;
        names.next_in_scope[i] = names.first_in_scope[in_scope];
        names.first_in_scope[in_scope] = (int)i;
    }
    return names;
}

static bool is_other(const struct by_name *names, int index, const struct var *var)
{
    const struct var *other = names->func->vars.items[index];
    return other != var && !other->is_temp && other->scope != var->scope && !strcmp(other->name, var->name);
}

static bool hides_another(const struct by_name *names, const struct var *var)
{
    size_t hash = hash_name(names, var->name);
    int any = names->first[hash];
    if (!var->scope || !var->scope->awaits)
        return false;
    while (any >= 0 && !is_other(names, any, var))
        any = names->next[any];
    for (const struct node *around = var->scope->parent; any >= 0 && around; around = around->parent)
        for (int i = names->first_in_scope[hash_in_scope(names, hash, around)]; i >= 0; i = names->next_in_scope[i])
            if (names->func->vars.items[i]->scope == around && is_other(names, i, var))
                return true;
    return false;
}

static void rename_hiding(struct unit *unit, const struct by_name *names, struct var *var, int *number)
{
    /* No local may hide a function of the runtime. */
    bool reserved = !strncmp(var->name, "async_", 6) && names->func->body->awaits;
    /* Code that the output adds to its scope may have to name a type that it hides. */
    bool hides_type = var->scope && var->scope->awaits && words_have(&unit->type_names, var->name, strlen(var->name));
    if (var->is_extern || var->is_temp || var->out_name != var->name ||
        (!reserved && !hides_type && !hides_another(names, var)))
        return;
    var->out_name = name_unused(unit, arena_format("%s%s_%d", reserved ? "own_" : "", var->name, ++*number + 1));
}

/* Renames the locals with this name that are declared outside of the hider's block. */
static void rename_hidden(struct unit *unit, const struct by_name *names, const struct hider *hider, int *number)
{
    if (!hider->scope || !hider->scope->awaits)
        return;
    for (int i = names->first[hash_name(names, hider->name)]; i >= 0; i = names->next[i]) {
        struct var *var = names->func->vars.items[i];
        if (!var->is_temp && var->out_name == var->name && var->scope != hider->scope &&
            !strcmp(var->name, hider->name) && node_is_within(hider->scope, var->scope))
            var->out_name = name_unused(unit, arena_format("%s_%d", var->name, ++*number + 1));
    }
}

void pin_function(struct unit *unit, struct func *func)
{
    visit(func, func->body);
    int renamed = 0;
    struct by_name names = sort_by_name(func);
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        bool moves_badly = var->address_taken || var->type->is_array || var->type->deep_volatile || var->has_cleanup;
        var->pinned = (moves_badly || var->type->is_variable) && var->scope && var->scope->awaits;
        if (var->pinned && var->type->is_variable)
            pin_lengths(func, var);
        func->cleans |= var->pinned && var->has_cleanup;
        rename_hiding(unit, &names, var, &renamed);
    }
    /* If the output calls some cleanup functions itself, it calls all of them, to keep their order. */
    for (size_t i = 0; func->cleans && i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        bool gives_value = var->scope && var->scope->parent && var->scope->parent->kind == NODE_STATEMENTS;
        if (var->has_cleanup && !var->pinned && var->scope && !gives_value)
            var->pinned = var->whole = true; /* no await tells when it is live */
    }
    /* The text of its declarator cannot declare a renamed local of variable length, even if its scope contains no
     * await. */
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        if (!var->pinned && var->type->is_variable && var->scope && var->out_name != var->name) {
            var->pinned = true;
            pin_lengths(func, var);
        }
    }
    for (size_t i = 0; i < func->statics.count; i++)
        rename_hiding(unit, &names, func->statics.items[i], &renamed);
    for (size_t i = 0; i < func->hiders.count; i++)
        rename_hidden(unit, &names, &func->hiders.items[i], &renamed);
}
