/* check_symbol.c: declarations that refer to an async function by its symbol: alias, ifunc and the like, #pragma weak.
 *
 * If the output has a symbol with the name of an async function, that symbol is another function, one that takes a
 * frame. Anything bound to it would call that one.
 */
#include "passes/check_internal.h"

#include "base/util.h"

#include <string.h>

/* The symbol of an async function is not the function that the source calls by this name. */
static void check_attributes_of(struct check *check, const char *declared, const struct attributes *attributes)
{
    static const char *const naming[] = {"alias", "ifunc", "weakref", "asm", "copy", NULL};
    for (size_t i = 0; i < attributes->count; i++) {
        const struct attribute *attribute = &attributes->items[i];
        bool names = false;
        for (size_t k = 0; naming[k]; k++)
            names |= !strcmp(naming[k], attribute->name);
        size_t begin = strspn(attribute->arguments, "( \""), length = strcspn(attribute->arguments + begin, "\") ");
        const struct func *named = names ? func_async_named(check->unit, attribute->arguments + begin, length) : NULL;
        if (!named)
            continue;
        bool copies = !strcmp(attribute->name, "copy");
        const char *message =
            arena_format("%s of '%s' names the async function '%s', %s",
                         !strcmp(attribute->name, "asm") ? "the name in assembly"
                                                         : arena_format("the attribute '%s'", attribute->name),
                         declared, named->name,
                         copies ? "whose attributes in the output are others: write the attributes out"
                                : "whose symbol in the output is no function that could be called so: write an "
                                  "ordinary function that uses async_run");
        if (attribute->in_buffer) {
            diag_error(check->diag, attribute->begin, attribute->end, "%s", message);
        } else {
            diag_report(check->diag, SEVERITY_ERROR, &attribute->place, 1, message);
        }
    }
}

/* Checks the directive at `at`: #pragma weak f, #pragma weak g = f, #pragma redefine_extname f g. */
static void check_pragma(struct check *check, unsigned at)
{
    const struct source *source = check->unit->source;
    const char *text = source->text;
    unsigned end = at + (unsigned)strcspn(text + at, "\n");
    struct token hash = token_at(text, at, end), pragma = token_at(text, hash.end, end);
    struct token what = token_at(text, pragma.end, end);
    if (!token_is(text, hash, "#") || !token_is(text, pragma, "pragma") ||
        (!token_is(text, what, "weak") && !token_is(text, what, "redefine_extname")))
        return;
    for (struct token word = token_at(text, what.end, end); word.kind != TOKEN_END;
         word = token_at(text, word.end, end)) {
        const struct func *named =
            word.kind == TOKEN_WORD ? func_async_named(check->unit, text + word.begin, word.end - word.begin) : NULL;
        if (named)
            diag_error(check->diag, word.begin, word.end,
                       "this #pragma names the async function '%s', which has another symbol in the output: write an "
                       "attribute, or an ordinary function that uses async_run",
                       named->name);
    }
}

void check_symbols(struct check *check)
{
    const struct source *source = check->unit->source;
    for (size_t i = 0; i < check->unit->funcs.count; i++)
        if (!check->unit->funcs.items[i]->is_async)
            check_attributes_of(check, check->unit->funcs.items[i]->name, &check->unit->funcs.items[i]->attributes);
    for (size_t i = 0; i < check->unit->bound_vars.count; i++)
        check_attributes_of(check, check->unit->bound_vars.items[i].name, &check->unit->bound_vars.items[i].attributes);
    for (const char *line = source->text; (line = strstr(line, "pragma")); line += strcspn(line, "\n")) {
        unsigned at = (unsigned)(line - source->text);
        while (at && source->text[at - 1] != '\n')
            at--;
        check_pragma(check, at);
    }
}
