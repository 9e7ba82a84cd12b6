/* macro_head.c: see macro_head.h. */
#include "passes/macro_head.h"

#include "ir/attributes.h"
#include "base/util.h"

#include <string.h>

/* The output rewrites what precedes a function's name, with the attributes that clang knows. A macro there may expand
 * to attributes that it does not know, but `#define noinline __attribute__((noinline))` and its like do not. */
static bool may_hide_attribute(const struct macro *macro)
{
    const char *reason;
    return attribute_effect(macro->name, &reason) == ATTRIBUTE_UNKNOWN || attribute_is_of_gcc(macro->name);
}

/* The head of an async function is taken apart by its brackets and the commas between its parameters, so none of them
 * may come out of a macro. */
static void visit_head(struct hunt *hunt, size_t first, unsigned end)
{
    const struct unit *unit = hunt->unit;
    for (size_t i = first; i < unit->macros.count && unit->macros.items[i].begin < end; i++)
        if (macro_unbalanced_text(unit, &unit->macros.items[i]) ||
            macro_has_separator(unit, &unit->macros.items[i], ','))
            want_macro(hunt, (int)i);
}

/* `struct s { int a; } THEN(static) async int f(int);` with THEN(x) as `; x`: what is rewritten begins inside the
 * macro.
 */
static void visit_begin(struct hunt *hunt, const struct toplevel *item)
{
    int index = macro_at(hunt->unit, item->begin);
    const struct macro *macro = index < 0 ? NULL : &hunt->unit->macros.items[index];
    if (macro && (macro->begin < item->begin || macro_has_separator(hunt->unit, macro, ';')))
        want_macro(hunt, index);
}

void visit_group(struct hunt *hunt, const struct toplevel *first, size_t count)
{
    const char *text = hunt->unit->source->text;
    unsigned end = first[count - 1].end;
    bool initialises = false, declares = false;
    for (size_t i = 0; i < count; i++)
        declares |= first[i].is_prototype && first[i].prototypes.items[0]->is_async;
    if (count < 2 || !declares)
        return;
    visit_begin(hunt, first);
    for (struct token token = token_at(text, first->begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        int macro = macro_at(hunt->unit, token.begin);
        if (!initialises)
            want_macro(hunt, macro);
        if (macro >= 0)
            token.end = hunt->unit->macros.items[macro].end;
        else if (token_is(text, token, "(") || token_is(text, token, "[") || token_is(text, token, "{"))
            token.end = initialises || !token_is(text, token, "(") ? skip_bracket(text, token.begin, end) : token.end;
        initialises = token_is(text, token, "=") || (initialises && !token_is(text, token, ","));
    }
}

/* The name of a parameter that has another one in the output must be in the text, also where it is in the type of
 * another parameter: `int (*a)[N]` with N as `n`. */
static void visit_param_name(struct hunt *hunt, const struct var *var, unsigned at)
{
    const struct source *source = hunt->unit->source;
    if (strcmp(var->name, var->out_name) &&
        !token_is(source->text, token_at(source->text, at, source->length), var->name))
        want_macro(hunt, macro_at(hunt->unit, at));
}

/* A macro that declares a parameter must have all of it, or the parameter cannot be written anew: `POINTER(a)[n]`. */
static void visit_param(struct hunt *hunt, const struct var *var)
{
    const struct source *source = hunt->unit->source;
    int index = macro_at(hunt->unit, var->begin);
    if (index < 0)
        return;
    const struct macro *macro = &hunt->unit->macros.items[index];
    unsigned before = before_space(source->text, macro->begin);
    struct token next = token_at(source->text, macro->end, source->length);
    bool whole = before && strchr("(,", source->text[before - 1]) &&
                 (token_is(source->text, next, ",") || token_is(source->text, next, ")"));
    if (!whole && !token_is(source->text, token_at(source->text, var->begin, source->length), var->name))
        want_macro(hunt, index);
}

static void visit_param_names(struct hunt *hunt, const struct func *func)
{
    for (size_t i = 0; i < func->params.count; i++) {
        visit_param(hunt, func->params.items[i]);
        visit_param_name(hunt, func->params.items[i], func->params.items[i]->begin);
    }
    for (size_t i = 0; i < func->param_uses.count; i++)
        visit_param_name(hunt, func->param_uses.items[i].var, func->param_uses.items[i].at);
}

void visit_declaration(struct hunt *hunt, const struct toplevel *item, size_t first)
{
    const struct unit *unit = hunt->unit;
    const struct func *func = item->func && item->func->is_async ? item->func : NULL;
    bool declares = item->is_prototype && item->prototypes.items[0]->is_async && item->end > item->begin;
    if (func) {
        for (size_t i = first; i < unit->macros.count && unit->macros.items[i].begin < func->name_begin; i++)
            if (unit->macros.items[i].begin >= func->begin && may_hide_attribute(&unit->macros.items[i]))
                want_macro(hunt, (int)i);
        want_macro(hunt, macro_at(unit, func->name_begin));
        want_macro(hunt, macro_at(unit, func->params_begin));
        visit_head(hunt, first, func->body->begin);
        visit_param_names(hunt, func);
    }
    if (declares || func)
        visit_begin(hunt, item);
    if (declares) {
        visit_head(hunt, first, item->end);
        want_macro(hunt, macro_at(unit, item->end - 1));
    }
}
