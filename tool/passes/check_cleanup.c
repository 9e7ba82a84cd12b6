/* check_cleanup.c: cleanups by async functions that nothing can await; see check_cleanup.h. */
#include "passes/check_cleanup.h"

#include "ir/node.h"
#include "base/util.h"

#include <string.h>

static bool has_word(const struct unit *unit, const char *text, unsigned end)
{
    for (struct token token = token_at(text, 0, end); token.kind != TOKEN_END; token = token_at(text, token.end, end))
        if (token.kind == TOKEN_WORD && func_async_named(unit, text + token.begin, token.end - token.begin))
            return true;
    return false;
}

void want_unclear(struct node *node, void *data)
{
    struct cleaner *cleaner = data;
    const struct unit *unit = cleaner->unit;
    const struct var *var = node->kind == NODE_VAR ? node->var : NULL;
    int index =
        var && var->has_cleanup && !var->cleanup && var->cleanup_begin ? macro_at(unit, var->cleanup_begin) : -1;
    if (index < 0)
        return;
    const struct macro *macro = &unit->macros.items[index];
    if (has_word(unit, cleaner->source->text + macro->begin, macro->end - macro->begin) ||
        (macro->definition && has_word(unit, macro->definition->text, macro->definition->length)))
        want(cleaner, index);
}

static bool is_cleanup(const char *text, struct token token)
{
    return token_is(text, token, "cleanup") || token_is(text, token, "__cleanup__");
}

static bool is_attribute(const char *text, struct token token)
{
    return token_is(text, token, "__attribute__") || token_is(text, token, "__attribute");
}

/* True for a macro that makes a cleanup attribute. */
static bool makes_cleanup(const struct definition *definition)
{
    bool attribute = false, cleanup = false;
    unsigned end = definition ? definition->length : 0;
    for (unsigned from = 0; from < end;) {
        struct token token = token_at(definition->text, from, end);
        attribute |= is_attribute(definition->text, token) || token_is(definition->text, token, "[");
        cleanup |= attribute && is_cleanup(definition->text, token);
        from = token.kind == TOKEN_END ? end : token.end;
    }
    return cleanup;
}

bool mentions_cleanup(const struct unit *unit)
{
    bool found = strstr(unit->source->text, "cleanup") != NULL;
    for (size_t i = 0; !found && i < unit->definitions.count; i++)
        found = makes_cleanup(unit->definitions.items[i]);
    return found;
}

void check_ignored(struct cleaner *cleaner)
{
    const struct func *func = cleaner->func;
    const char *text = cleaner->source->text;
    struct token word = {0}, open = {0};
    unsigned end = 0; /* of the last attribute */
    for (struct token token = token_at(text, func->begin, func->end); token.kind != TOKEN_END;
         word = open, open = token, token = token_at(text, token.end, func->end)) {
        if (is_attribute(text, token))
            end = skip_bracket(text, token_at(text, token.end, func->end).begin, func->end);
        else if (token_is(text, token, "[") && token_is(text, open, "[") && open.end == token.begin)
            end = skip_bracket(text, token.begin, func->end);
        int macro = macro_at(cleaner->unit, word.begin);
        if (token.kind != TOKEN_WORD || !token_is(text, open, "(") ||
            !((word.begin < end && is_cleanup(text, word)) ||
              (macro >= 0 && makes_cleanup(cleaner->unit->macros.items[macro].definition))))
            continue;
        const struct func *named = func_async_named(cleaner->unit, text + token.begin, token.end - token.begin);
        if (named)
            diag_error(cleaner->diag, token.begin, token.end,
                       "'%s' is async, and compilers ignore this __attribute__((cleanup)): only a local of automatic "
                       "storage can have one",
                       named->name);
    }
}
