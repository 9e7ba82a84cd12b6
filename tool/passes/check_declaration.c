/* check_declaration.c: the rules of declarations: async functions, and what the blocks of a function declare. */
#include "passes/check_internal.h"

#include "base/util.h"
#include "ir/attributes.h"
#include "ir/node.h"

#include <stdint.h>
#include <string.h>

/* ---- functions ---- */

/* True if the entry alone can evaluate the sizes of the parameters, and the body can have plain pointers. */
static bool sizes_once(const struct func *func)
{
    bool once = !func->knr;
    for (size_t i = 0; i < func->params.count; i++) {
        const struct var *var = func->params.items[i];
        once &= *var->name && strncmp(var->name, "async_", 6) && !var->type->is_variable;
    }
    return once;
}

/* The lengths of a parameter are read from its type, which is not possible through a function type. */
static bool returns_variable(const struct type *type)
{
    for (; type && type->is_variable; type = type_below(type))
        if (type->shape == TYPE_FUNCTION)
            return true;
    return false;
}

static void check_params(struct check *check, const struct func *func)
{
    if (func->is_async && func->tags_unnamed)
        diag_error(check->diag, func->name_begin, func->name_begin + (unsigned)strlen(func->name),
                   "a parameter of async function '%s' has a type without a name, which is declared in its list of "
                   "parameters; declare it before",
                   func->name);
    if (func->is_async && func->size_effects && !sizes_once(func))
        diag_error(check->diag, func->name_begin, func->name_begin + (unsigned)strlen(func->name),
                   "a parameter of async function '%s' has an array size with side effects, which would happen twice; "
                   "compute it in the body",
                   func->name);
    for (size_t i = 0; i < func->params.count; i++) {
        const struct var *var = func->params.items[i];
        if (func->is_async && func->body && func->body->awaits && returns_variable(var->type))
            diag_error(check->diag, var->begin, 0,
                       "the parameter '%s' leads to a function whose result has a variable length, which is not "
                       "supported in an async function with an await",
                       var->name);
    }
}

static void check_agreement(struct check *check, const struct func *func)
{
    const struct decl *first = NULL;
    for (size_t i = 0; i < func->decls.count; i++) {
        const struct decl *decl = &func->decls.items[i];
        if (!first) {
            first = decl;
            continue;
        }
        if (decl->is_async == first->is_async || !decl->in_buffer)
            continue;
        diag_error(check->diag, decl->begin, decl->begin + 1, "'%s' is declared %s here, but was declared %s before",
                   func->name, decl->is_async ? "async" : "without async", first->is_async ? "async" : "without async");
        if (first->in_buffer)
            diag_note(check->diag, first->begin, first->begin + 1, "the other declaration is here");
        else
            diag_report(check->diag, SEVERITY_NOTE, &first->place, 1, "the other declaration is here");
        return;
    }
}

static void check_function_type(struct check *check, const struct func *func)
{
    const struct decl *decl = &func->decls.items[0];
    if (func->type->inner->is_anonymous && decl->in_buffer)
        diag_error(check->diag, decl->begin, decl->begin + 1,
                   "the result type of async function '%s' has no name; give it a tag", func->name);
    if (func->type->variadic && decl->in_buffer)
        diag_error(check->diag, decl->begin, decl->begin + 1,
                   "the async function '%s' cannot be variadic: its arguments may have to outlive the call; pass a "
                   "va_list, an array or a struct",
                   func->name);
}

static void check_attributes(struct check *check, const struct func *func)
{
    for (size_t i = 0; i < func->attributes.count; i++) {
        const struct attribute *attribute = &func->attributes.items[i];
        const char *reason = "it is not known what it would mean";
        enum attribute_effect effect = attribute_effect(attribute->name, &reason);
        if (effect != ATTRIBUTE_REFUSED && effect != ATTRIBUTE_UNKNOWN)
            continue;
        const char *message =
            arena_format("the async function '%s' cannot have %s: %s", func->name,
                         !strcmp(attribute->name, "asm") ? "another name in assembly"
                                                         : arena_format("the attribute '%s'", attribute->name),
                         reason);
        if (attribute->in_buffer) {
            diag_error(check->diag, attribute->begin, attribute->end, "%s", message);
        } else {
            diag_report(check->diag, SEVERITY_ERROR, &attribute->place, 1, message);
        }
    }
}

static void count_awaits(struct node *node, void *data)
{
    *(unsigned *)data += node->kind == NODE_AWAIT;
}

/* The frame stores the number of the current await in 16 bits. */
static void check_count(struct check *check, struct func *func)
{
    unsigned count = 0;
    node_walk(func->body, count_awaits, &count);
    if (count > UINT16_MAX)
        diag_error(check->diag, func->name_begin, func->name_begin + (unsigned)strlen(func->name),
                   "more than 65535 awaits in one function are not supported: divide it");
}

void check_declarations(struct check *check)
{
    const struct unit *unit = check->unit;
    for (size_t i = 0; i < unit->funcs.count; i++) {
        const struct func *func = unit->funcs.items[i];
        if (!func->is_async || !func->decls.count)
            continue;
        check_agreement(check, func);
        check_function_type(check, func);
    }
    for (size_t i = 0; i < unit->funcs.count; i++)
        if (unit->funcs.items[i]->is_async && !unit->funcs.items[i]->is_runtime)
            check_attributes(check, unit->funcs.items[i]);
}

void check_definition(struct check *check, struct func *func)
{
    check_count(check, func);
    check_params(check, func);
}

/* ---- variables and types ---- */

/* The lengths of a type of variable length must be in the declarator, where they can be kept. */
static void check_variable(struct check *check, struct node *node)
{
    unsigned left = node->sizes, first = node->has_init ? 1 : 0;
    const struct type *type = node->var->type;
    if (!type->is_variable)
        return;
    if (node->var->is_static)
        error_at(check, node,
                 "a static pointer to an array of variable length, in a block with an await, is not supported: make it "
                 "a pointer to its elements");
    for (; left && type_below(type); type = type_below(type))
        left -= type->shape == TYPE_ARRAY;
    bool numbers = true; /* false for the operand of a typeof */
    for (unsigned i = first; i < first + node->sizes; i++)
        numbers &= node->child[i]->type && node->child[i]->type->is_integer;
    if (type->is_variable || !numbers || left)
        error_at(check, node,
                 "a variable whose type has its variable length in a typedef or typeof, in a block with an await, is "
                 "not supported: write the length in its own declarator");
}

static void check_alignment(struct check *check, struct node *node)
{
    if (node->var->alignment == ALIGNMENT_UNREAD)
        error_at(check, node, "the alignment of this local cannot be found out; write it as a number");
}

/* clang itself rejects a computed goto out of the scope of such a variable. */
static void check_cleanup(struct check *check, struct node *node)
{
    if (node->var->has_cleanup && !node->var->cleanup)
        error_at(check, node, "the function of this __attribute__((cleanup)) cannot be found; write it out");
}

/* Async cleanups of an async function have become awaits (expand_cleanup.c). */
static void check_cleanup_waits(struct check *check, struct node *node)
{
    for (size_t i = 0; node->var->cleanup && i < check->unit->funcs.count; i++) {
        const struct func *func = check->unit->funcs.items[i];
        if (func->is_async && !strcmp(func->name, node->var->cleanup))
            error_at(
                check, node,
                arena_format("this __attribute__((cleanup)) names the async function '%s', which nothing can await "
                             "in a function that is not async",
                             func->name));
    }
}

void check_local(struct check *check, struct node *node)
{
    const struct var *var = node->var;
    if (var->is_coroutine && var->is_static)
        error_at(check, node, "a coroutine object has automatic storage; use an async_task * here");
    else if (var->is_coroutine && var->type->is_variable)
        error_at(check, node,
                 "an array of coroutine objects cannot have a variable length: give it a fixed one, or make it an "
                 "array of async_task *");
    check_cleanup_waits(check, node);
    if (in_async(check) && var->scope && var->scope->awaits) {
        check_variable(check, node);
        check_cleanup(check, node);
        check_alignment(check, node);
    }
}

static bool block_awaits(const struct node *node)
{
    while (node && node->kind != NODE_BLOCK && node->kind != NODE_FOR)
        node = node->parent;
    return node && node->awaits;
}

void check_typedef(struct check *check, const struct node *node)
{
    if (node->type && node->type->is_variable && in_async(check) && node->parent->parent && block_awaits(node->parent))
        error_at(check, node,
                 "a typedef of variable length in a block with an await is not supported: write the "
                 "length in the declarators that use it");
}
