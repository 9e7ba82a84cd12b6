/* cleanup_call.c: see cleanup_call.h.
 *
 * Another declaration may hide the name of the variable, of its function or of a type where the call is written. Then
 * the call gets a pointer, the type another name; a hidden function is refused.
 */
#include "passes/cleanup_call.h"

#include "ir/attributes.h"
#include "ir/names.h"
#include "ir/node.h"
#include "passes/leaving.h"
#include "base/util.h"

#include <string.h>

void cleanup_refuse(struct cleaner *cleaner, const struct node *node, const char *format, const char *name)
{
    char *message = arena_format(format, name);
    diag_error(cleaner->diag, node->begin, node->end, "%s", message);
}
/* ---- names ---- */

bool is_cleaned(const struct var *var)
{
    return var->has_cleanup && var->decl && var->scope;
}

bool cleanup_is_hidden(const struct cleaner *cleaner, const struct var *var, const char *name, const struct node *node)
{
    const struct func *func = cleaner->func;
    for (size_t i = 0; i < func->vars.count + func->statics.count; i++) {
        const struct var *other =
            i < func->vars.count ? func->vars.items[i] : func->statics.items[i - func->vars.count];
        if (other != var && !other->is_temp && other->scope && !strcmp(other->name, name) &&
            node_is_within(other->scope, var->scope) && node_is_within(node, other->scope))
            return true;
    }
    for (size_t i = 0; i < func->hiders.count; i++) {
        const struct hider *hider = &func->hiders.items[i];
        if (hider->scope && !strcmp(hider->name, name) && node_is_within(hider->scope, var->scope) &&
            node_is_within(node, hider->scope))
            return true;
    }
    return false;
}

static void note_type(struct node *node, void *data)
{
    struct cleaner *cleaner = data;
    if (node->kind == NODE_TYPE && node->name)
        words_add(&cleaner->names, node->name, strlen(node->name));
}

void cleanup_note_names(struct cleaner *cleaner)
{
    const struct func *func = cleaner->func;
    for (size_t i = 0; i < func->vars.count; i++)
        words_add(&cleaner->names, func->vars.items[i]->name, strlen(func->vars.items[i]->name));
    for (size_t i = 0; i < func->statics.count; i++)
        words_add(&cleaner->names, func->statics.items[i]->name, strlen(func->statics.items[i]->name));
    for (size_t i = 0; i < func->hiders.count; i++)
        words_add(&cleaner->names, func->hiders.items[i].name, strlen(func->hiders.items[i].name));
    node_walk(func->body, note_type, cleaner);
}

/* True if the function declares something with a name that occurs in this text. */
static bool names_local(const struct cleaner *cleaner, const char *text)
{
    unsigned end = (unsigned)strlen(text);
    for (struct token token = token_at(text, 0, end); token.kind != TOKEN_END; token = token_at(text, token.end, end))
        if (token.kind == TOKEN_WORD && words_have(&cleaner->names, text + token.begin, token.end - token.begin))
            return true;
    return false;
}

const char *cleanup_declare_result(struct cleaner *cleaner, const struct node *from)
{
    const struct func *func = cleaner->func;
    const struct type *type = func->type->inner;
    const char *plain = type_declare(type, "", true);
    if (func->returns_async && type->shape != TYPE_NAMED)
        cleanup_refuse(cleaner, from,
                       "give the type that '%s' returns a name, by a typedef: a value of that type has to be kept "
                       "while __attribute__((cleanup)) is awaited",
                       func->name);
    if (!cleaner->result && names_local(cleaner, plain)) {
        cleaner->result = name_unused(cleaner->unit, arena_format("%s_result", func->name));
        insert(cleaner, func->begin, arena_format("typedef %s;\n", type_declare(type, cleaner->result, true)));
    }
    return cleaner->result ? arena_format("%s %s", cleaner->result, cleaner->value)
                           : type_declare(type, cleaner->value, true);
}

const char *cleanup_declare_value(const struct cleaner *cleaner, const struct type *type)
{
    const struct local_type *local = type_local(type);
    bool named = !type->is_anonymous && (!local || local->has_tag) && !type->is_variable;
    return named && !names_local(cleaner, type_declare(type, "", true))
               ? type_declare(type, cleaner->value, true)
               : arena_format("__extension__ __auto_type %s", cleaner->value);
}

/* ---- calls ---- */

const struct func *async_cleanup(const struct cleaner *cleaner, const struct var *var)
{
    return var->cleanup ? func_async_named(cleaner->unit, var->cleanup, strlen(var->cleanup)) : NULL;
}

static const char *call_text(struct cleaner *cleaner, const struct var *var, const struct node *exit, bool drop)
{
    const struct func *func = async_cleanup(cleaner, var);
    const char *await = words_have(&cleaner->unit->macro_names, "await", 5) ? "await " : "_Await ";
    bool is_macro = words_have(&cleaner->unit->macro_names, var->cleanup, strlen(var->cleanup));
    const char *pointer = cleaner->pointers[var->index];
    bool hidden = pointer && cleanup_is_hidden(cleaner, var, var->name, exit);
    const char *object = hidden ? pointer : arena_format("&%s", var->name);
    drop |= func && attributes_have(func, "warn_unused_result");
    drop &= !func || !func->type->inner->is_void;
    if (cleanup_is_hidden(cleaner, var, var->cleanup, exit))
        cleanup_refuse(cleaner, exit,
                       "'%s', which is awaited here for an __attribute__((cleanup)), is hidden by a local",
                       var->cleanup);
    return arena_format(is_macro ? "%s%s(%s)(%s);" : "%s%s%s(%s);", drop ? "(void)" : "", func ? await : "",
                        var->cleanup, object);
}

const char *cleanup_join(const struct cleanup_calls *calls, const char *before, const char *after)
{
    const char *all = "";
    for (size_t i = 0; i < calls->count; i++)
        all = arena_format("%s%s%s%s", all, before, calls->items[i], after);
    return all;
}

struct cleanup_calls calls_of_scope(struct cleaner *cleaner, const struct node *scope, bool drop)
{
    struct cleanup_calls calls = {0};
    for (size_t i = cleaner->func->vars.count; i-- > 0;) {
        const struct var *var = cleaner->func->vars.items[i];
        if (is_cleaned(var) && var->scope == scope)
            ARRAY_ADD(calls, call_text(cleaner, var, scope, drop));
    }
    return calls;
}

struct cleanup_calls calls_of_jump(struct cleaner *cleaner, const struct node *jump)
{
    struct cleanup_calls calls = {0};
    const struct node *to = jump_target(cleaner->func, jump);
    for (size_t i = cleaner->func->vars.count; i-- > 0;) {
        const struct var *var = cleaner->func->vars.items[i];
        if (is_cleaned(var) && leaves_scope(var, jump, to))
            ARRAY_ADD(calls, call_text(cleaner, var, jump, false));
    }
    return calls;
}
