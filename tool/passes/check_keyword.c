/* check_keyword.c: keywords where they have no meaning. */
#include "passes/check_internal.h"

#include "base/util.h"
#include "ir/node.h"

#include <string.h>

static const char *misuse_message(const struct misuse *misuse)
{
    switch (misuse->kind) {
    case MISUSE_IN_TYPE:
        return "an async function in the type of something other than a variable, outside of functions, is not "
               "supported: "
               "name the type";
    case MISUSE_MEMBER:
        return arena_format("the member '%s' cannot be a coroutine object, which is a local variable: make it an "
                            "async_task *, from async_new or async_spawn",
                            misuse->name);
    case MISUSE_PARAMETER:
        return *misuse->name
                   ? arena_format("a coroutine object cannot be passed to a function: '%s' has to be an async_task *",
                                  misuse->name)
                   : "a coroutine object cannot be passed to a function: this parameter has to be an async_task *";
    case MISUSE_TYPEDEF:
        return arena_format("the type '%s' cannot be async: only the type of a function, or of a pointer to one, can",
                            misuse->name);
    case MISUSE_VARIABLE:
        return arena_format("the coroutine object '%s' has to be a local variable of automatic storage; use an "
                            "async_task * here",
                            misuse->name);
    case MISUSE_NOTHING:
        return "async marks functions, pointers to them, and coroutine objects; this declaration declares nothing";
    case MISUSE_TAG:
        break;
    }
    return "async marks functions, pointers to them, and coroutine objects; a struct, union or enum cannot be async";
}

void check_misuses(struct check *check)
{
    for (size_t i = 0; i < check->unit->misuses.count; i++) {
        const struct misuse *misuse = &check->unit->misuses.items[i];
        const char *message = misuse_message(misuse);
        if (misuse->in_buffer) {
            diag_error(check->diag, misuse->begin, misuse->end, "%s", message);
        } else {
            diag_report(check->diag, SEVERITY_ERROR, &misuse->place, (unsigned)strlen(misuse->name), message);
        }
    }
}

/* True for a place in a directive, where #ifdef only tests the keyword. */
static bool is_in_directive(const struct source *source, unsigned at)
{
    const char *text = source->text;
    unsigned line = at;
    while (line && (text[line - 1] != '\n' || (line > 1 && text[line - 2] == '\\')))
        line--;
    return token_is(text, token_at(text, line, source->length), "#");
}

static bool follows_await(const struct unit *unit, size_t number)
{
    const char *text = unit->source->text;
    const struct macro *keyword = &unit->keywords.items[number];
    while (number && unit->keywords.items[number - 1].begin == keyword->begin)
        number--;
    if (!number || unit->keywords.items[number - 1].keyword != KEYWORD_AWAIT)
        return false;
    return token_at(text, unit->keywords.items[number - 1].end, unit->source->length).begin == keyword->begin;
}

void check_keywords(struct check *check)
{
    const struct unit *unit = check->unit;
    for (size_t i = 0; i < unit->keywords.count; i++) {
        const struct macro *keyword = &unit->keywords.items[i];
        bool again = i && keyword->begin == unit->keywords.items[i - 1].begin;
        if (keyword->is_taken || again || keyword->keyword == KEYWORD_ASYNC || keyword->keyword == KEYWORD_REPR ||
            macro_at(unit, keyword->begin) >= 0 || is_in_directive(unit->source, keyword->begin))
            continue;
        if (follows_await(unit, i))
            diag_error(check->diag, keyword->begin, keyword->end,
                       "the value of an await cannot be awaited: what is awaited must be a call of an async function "
                       "or a coroutine object");
        else
            diag_error(check->diag, keyword->begin, keyword->end, "'%s' cannot stand here: asyncc would not see it",
                       keyword->name);
    }
}
