/* declaration.c: declarations of locals.
 *
 * In a declaration that does not stay as it is (passes/plan_declaration.c), each variable gets a line of its own: a
 * declaration, or an assignment to its field in the frame.
 */
#include "emit/emit.h"

#include "ir/attributes.h"
#include "ir/node.h"

#include <string.h>

/* ---- declarations ---- */

struct type *object_type(struct type *type)
{
    if (type->shape == TYPE_ARRAY) {
        struct type *array = arena_take(sizeof *array);
        *array = (struct type){
            .shape = TYPE_ARRAY, .length = type->length, .is_array = true, .is_variable = type->is_variable};
        array->inner = array->element = object_type(type->inner); /* all other properties differ */
        return array;
    }
    static struct type task = {.shape = TYPE_NAMED, .spelling = "async_task"};
    static struct type pointer = {.shape = TYPE_POINTER, .inner = &task, .is_pointer = true};
    return &pointer;
}

/* Stores the lengths of a variable's type from the expressions in its declarator, of which clang gives the innermost
 * first. */
static void emit_lengths(struct emit *emit, const struct node *decl)
{
    const struct var *var = decl->var;
    unsigned left = decl->sizes, length = 0, first = decl->has_init ? 1 : 0;
    for (const struct type *type = var->type; type && left; type = type_below(type)) {
        if (type->shape != TYPE_ARRAY)
            continue;
        const struct node *size = decl->child[first + --left];
        if (type->length)
            continue;
        emit_rest(emit);
        emit_format(emit, "%s = ", field_text(emit, var->lengths[length++]));
        emit_expression(emit, size);
        emit_format(emit, ";");
        emit->need_line = true;
    }
}

/* An array of variable length is allocated separately; a pointer to such an array is stored in the frame. */
static void emit_variable(struct emit *emit, const struct node *decl)
{
    const struct var *var = decl->var;
    if (!decl->is_declared)
        emit_lengths(emit, decl);
    emit_rest(emit);
    if (is_variable_array(var)) {
        emit_format(emit, "%s = async_array(%s, sizeof %s);", field_text(emit, var), field_text(emit, var),
                    var_text(emit, var));
        if (decl->has_init && !decl->child[0]->count) { /* {} of C23 */
            emit_line(emit);
            emit_format(emit, "async_clear(%s, sizeof %s);", field_text(emit, var), var_text(emit, var));
        } else if (decl->has_init) { /* an array of pointers to arrays of variable length */
            emit_line(emit);
            emit_format(emit, "async_copy(%s, &(%s)", field_text(emit, var),
                        type_text(emit, type_with_lengths(emit, var), "", true));
            emit_expression(emit, decl->child[0]);
            emit_format(emit, ", sizeof %s);", var_text(emit, var));
        }
    } else if (decl->has_init) {
        emit_format(emit, "%s = ", var_text(emit, var));
        emit_expression(emit, decl->child[0]);
        emit_format(emit, ";");
    } else {
        emit_format(emit, "%s = %s;", field_text(emit, var), emit->null);
    }
}

static void emit_pinned_var(struct emit *emit, const struct node *decl)
{
    const struct var *var = decl->var;
    if (var->type->is_variable) {
        emit_variable(emit, decl);
        return;
    }
    struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
    const char *text = var_text(emit, var);
    const struct node *init = decl->child[0];
    bool list = init->kind == NODE_INIT_LIST;
    if (type->is_array || (type_copies_bytes(type) && list)) {
        const struct node *string = node_strip(init);
        emit_format(emit, "async_copy((void *)&%s, (const void *)&(%s)", text, type_text(emit, type, "", true));
        if (!list)
            emit_format(emit, "{");
        if (list || string)
            emit_expression(emit, init);
        if (!list)
            emit_format(emit, "}");
        emit_format(emit, ", sizeof %s);", text);
        return;
    }
    if (type_copies_bytes(type)) {
        /* The value is the only element of an array: directly in braces it would initialise the first member. */
        emit_format(emit, "async_copy((void *)&%s, &(", text);
        emit_format(emit, "%s){", type_text(emit, type, "[]", true));
        emit_expression(emit, init);
        emit_format(emit, "}, sizeof %s);", text);
        return;
    }
    emit_format(emit, "%s = ", text);
    if (list)
        emit_format(emit, "(%s)", type_text(emit, type, "", true));
    emit_expression(emit, init);
    emit_format(emit, ";");
}

static void emit_var(struct emit *emit, const struct node *decl)
{
    const struct var *var = decl->var;
    struct type *type = var->is_coroutine ? object_type(var->type) : var->type;
    const char *aligned = var->alignment > type->alignment ? arena_format("_Alignas(%u) ", var->alignment) : "";
    if (var->may_be_unused)
        emit_format(emit, "__attribute__((__unused__)) ");
    if (var->cleanup)
        emit_format(emit, "__attribute__((__cleanup__(%s))) ", var->cleanup);
    if (var->is_static) {
        /* Only reached if another declarator of the declaration is rewritten. */
        const char *text = emit->source->text, *thread = "";
        for (struct token token = token_at(text, decl->parent->begin, decl->end); token.kind == TOKEN_WORD;
             token = token_at(text, token.end, decl->end))
            if (token_is(text, token, "_Thread_local") || token_is(text, token, "thread_local") ||
                token_is(text, token, "__thread"))
                thread = arena_format("%.*s ", (int)(token.end - token.begin), text + token.begin);
        const char *storage = var->is_extern ? "extern" : var->constexpr_at ? "static constexpr" : "static";
        emit_format(emit, "%s%s %s%s%s", attributes_of_static(var), storage, thread, aligned,
                    type_text(emit, type, var->out_name, false));
    } else {
        emit_format(emit, "%s%s%s", var->in_register ? "register " : "", aligned,
                    type_text(emit, type, var->out_name, var->saved));
    }
    if (var->in_register)
        emit_format(emit, " __asm__(%s)", quoted(var->in_register));
    if (decl->has_init && !decl->is_declared) {
        emit_format(emit, " = ");
        emit_expression(emit, decl->child[0]);
    } else if (var->needs_init || var->is_coroutine) { /* so that await can report an object that was never made */
        emit_format(emit, " = %s", zero_text(emit, type));
    }
    emit_format(emit, ";");
}

void emit_variable_step(struct emit *emit, const struct node *decl)
{
    if (decl->var->type->is_variable)
        emit_lengths(emit, decl);
    else
        emit_var(emit, decl);
}

void emit_aliases(struct emit *emit, const struct func *func, const struct node *declaration)
{
    for (size_t i = 0; func && i < func->aliases.count; i++) {
        const struct alias *alias = &func->aliases.items[i];
        if (alias->declaration == declaration)
            emit_format(emit, "%stypedef %s %s;%s", declaration ? " __attribute__((__unused__)) " : "", alias->spelling,
                        alias->name, declaration ? "" : "\n\n");
    }
}

void emit_aliases_after(struct emit *emit, const struct node *declaration)
{
    for (unsigned i = 0; i < declaration->count; i++)
        if (declaration->child[i]->kind == NODE_TYPE)
            emit_aliases(emit, emit->func, declaration->child[i]);
}

void emit_declaration(struct emit *emit, const struct node *node)
{
    if (node->all_prototypes) {
        for (unsigned i = 0; i < node->count; i++) {
            emit_format(emit, i ? " " : "");
            emit_prototype(emit, node->child[i]->func, NULL);
            emit_format(emit, ";");
        }
        return;
    }
    if (node->plan == PLAN_HEAD) { /* a constexpr local becomes static */
        unsigned at = node->child[node->count - 1]->var->constexpr_at;
        emit_source(emit, node->begin, at);
        emit_format(emit, "static ");
        emit_range(emit, at, node->end, node->child, node->count);
        emit_aliases_after(emit, node);
        return;
    }
    bool first = true;
    unsigned after = token_at(emit->source->text, node->begin, node->end).end;
    for (unsigned i = 0; i < node->count; i++) {
        const struct node *child = node->child[i];
        if (child->var)
            emit_directives(emit, after, child->var->begin);
        after = child->end;
        if (child->kind == NODE_TYPE) {
            if (!first || emit->need_line)
                emit_line(emit);
            emit->need_line = false;
            if (child->func && child->func->is_async)
                emit_prototype(emit, child->func, NULL);
            else if (child->func)
                emit_format(emit, "%s", type_text(emit, child->type, child->name, false));
            else
                emit_expression(emit, child);
            emit_format(emit, ";");
            emit_aliases(emit, emit->func, child);
            first = false;
            continue;
        }
        if (child->steps) {
            if (!first)
                emit->need_line = true;
            emit_steps_here(emit, child->steps);
        } else if (!first) {
            emit->need_line = true;
        }
        emit_mark(emit, child->begin);
        if (child->var->pinned && !child->has_init && !child->var->type->is_variable) {
            if (child->var->is_coroutine) {
                const char *text = var_text(emit, child->var);
                emit_rest(emit);
                emit_format(emit, "async_clear(&%s, sizeof %s);", text, text);
                first = false;
                continue;
            }
            emit->need_line = false;
            if (first && node->count == 1)
                emit_format(emit, "/* %s is in the frame */", child->var->name);
            else if (!first)
                emit->need_line = false;
            continue;
        }
        emit_rest(emit);
        if (child->var->pinned || child->is_declared)
            emit_pinned_var(emit, child);
        else
            emit_var(emit, child);
        first = false;
    }
    emit_directives(emit, after, node->end);
    emit->need_line = false;
}
