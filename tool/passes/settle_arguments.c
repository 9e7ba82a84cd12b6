/* settle_arguments.c: awaits in the arguments of macros that are part of the compiler.
 *
 * <tgmath.h>, and the headers with names for machine instructions, belong to a compiler. libclang reads its own, whose
 * macros expand to names that other compilers do not know, so they cannot be written out. But they evaluate their
 * arguments once. So
 *
 *     sqrt(await g(16))
 *
 * becomes, in the buffer,
 *
 *     (argument_1 = await g(16), sqrt(argument_1))
 *
 * with `double argument_1;` at the beginning of the function, and the macro stays. Other arguments in front of the
 * await come before it as well, since operands are evaluated from left to right around an await. An argument that
 * begins or ends in another macro, as sqrt(FETCH(16)), gets parentheses first: libclang shows no node for it.
 */
#include "passes/settle_arguments.h"

#include "passes/conditionals.h"
#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>

struct argument {
    unsigned begin, end;     /* without white space and comments */
    const struct node *node; /* the whole argument; NULL: unknown */
    unsigned evaluated;      /* how often it is */
    bool awaits, varies;
};

struct arguments {
    struct argument *items;
    size_t count, room;
};

static void find_arguments(const struct source *source, const struct macro *macro, struct arguments *arguments)
{
    const char *text = source->text;
    struct token open = token_at(text, macro->begin + (unsigned)strlen(macro->name), macro->end);
    unsigned from = open.end;
    int depth = 0;
    if (!token_is(text, open, "("))
        return;
    for (struct token token = token_at(text, from, macro->end); token.kind != TOKEN_END;
         token = token_at(text, token.end, macro->end)) {
        char c = token.kind == TOKEN_PUNCTUATION ? text[token.begin] : 'a';
        bool ends = depth == 0 && (c == ',' || c == ')');
        depth += (c == '(' || c == '[' || c == '{') - (c == ')' || c == ']' || c == '}');
        if (!ends)
            continue;
        struct argument argument = {.begin = token_at(text, from, token.begin).begin};
        for (struct token part = token_at(text, from, token.begin); part.kind != TOKEN_END;
             part = token_at(text, part.end, token.begin)) {
            argument.varies |= part.kind == TOKEN_WORD;
            argument.end = part.end;
        }
        ARRAY_ADD(*arguments, argument);
        from = token.end;
    }
}

struct hunt {
    int macro;
    struct arguments *arguments;
};

/* Finds the nodes that are whole arguments. `within`: the argument that this node is a part of. */
static void find_nodes(struct node *node, const struct hunt *hunt, const struct argument *within)
{
    if (!node || node->kind == NODE_UNEVALUATED)
        return;
    bool in_macro = node->inside && node->macro == hunt->macro && node->argument_begin && !node_is_statement(node);
    for (size_t i = 0; in_macro && i < hunt->arguments->count; i++) {
        struct argument *argument = &hunt->arguments->items[i];
        if (node->argument_begin < argument->begin || node->argument_begin >= argument->end)
            continue;
        argument->awaits |= node->kind == NODE_AWAIT;
        if (node->is_implicit || within || node->argument_begin != argument->begin ||
            node->argument_end != argument->end)
            continue;
        argument->node = node;
        argument->evaluated++;
        within = argument;
    }
    for (unsigned i = 0; i < node->count; i++)
        find_nodes(node->child[i], hunt, within);
}

static const struct func *func_around(const struct unit *unit, const struct macro *macro)
{
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        if (func && func->begin <= macro->begin && macro->end <= func->end)
            return func;
    }
    return NULL;
}

/* True if a variable at the beginning of the function can hold the value of the argument. */
static bool can_settle(const struct argument *argument)
{
    const struct node *node = argument->node;
    return argument->evaluated == 1 && node->type && !type_is_local(node->type) && !node->type->is_array &&
           !node->type->is_function && !type_count_lengths(node->type);
}

static const char *argument_name(struct unit *unit, const char *text, const char *declared)
{
    for (int number = 1;; number++) {
        const char *name = arena_format("argument_%d", number);
        if (!strcmp(name_unused(unit, name), name) && !strstr(text, name) && !strstr(declared, name))
            return name;
    }
}

/* Where declarations can be added at the beginning of the function; 0 if a macro stands there. */
static unsigned body_begin(const struct source *source, const struct unit *unit, const struct func *func)
{
    unsigned at = func->body->begin;
    if (macro_at(unit, at) >= 0)
        return 0;
    return after_pragmas(source, at + (source->text[at] == '{' ? 1 : 2), func->end);
}

static bool is_of_compiler(const struct unit *unit, struct token word)
{
    for (size_t i = 0; i < unit->definitions.count; i++) {
        const struct definition *definition = unit->definitions.items[i];
        if (definition->of_compiler && definition->is_function && token_is(unit->source->text, word, definition->name))
            return true;
    }
    return false;
}

static bool mentions_await(const char *text, unsigned begin, unsigned end)
{
    bool found = false;
    for (struct token token = token_at(text, begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end))
        found |= token_is(text, token, "await") || token_is(text, token, "_Await");
    return found;
}

/* The innermost such macro in the arguments of this one with an await in its arguments, or this one. */
static struct macro innermost(const struct unit *unit, struct macro macro)
{
    const char *text = unit->source->text;
    unsigned from = macro.begin + (unsigned)strlen(macro.name);
    for (struct token token = token_at(text, from, macro.end); token.kind != TOKEN_END;
         token = token_at(text, token.end, macro.end)) {
        struct token open = token_at(text, token.end, macro.end);
        if (token.kind != TOKEN_WORD || !token_is(text, open, "(") || !is_of_compiler(unit, token))
            continue;
        struct macro inner = {.begin = token.begin, .end = skip_bracket(text, open.begin, macro.end)};
        inner.name = arena_copy(text + token.begin, token.end - token.begin);
        if (mentions_await(text, inner.begin, inner.end))
            return innermost(unit, inner);
    }
    return macro;
}

/* Puts the last of these arguments that has no node in parentheses, which have one. False if all have nodes, or
 * parentheses do not help. */
static bool add_parentheses(struct source *source, const struct arguments *arguments, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        const struct argument *argument = &arguments->items[i];
        const char *text = source->text;
        if (argument->node || !(argument->awaits || argument->varies) || !argument->end)
            continue;
        if (text[argument->begin] == '(' && skip_bracket(text, argument->begin, argument->end) == argument->end)
            return false;
        source_replace(source, argument->end, argument->end, ")", 1, 0, true);
        source_replace(source, argument->begin, argument->begin, "(", 1, 0, true);
        return true;
    }
    return false;
}

static bool settle(struct source *source, struct unit *unit, int index)
{
    const struct macro chosen = innermost(unit, unit->macros.items[index]), *macro = &chosen;
    const struct func *func = func_around(unit, macro);
    struct arguments arguments = {0};
    find_arguments(source, macro, &arguments);
    if (!func || !func->is_async || !arguments.count)
        return false;
    find_nodes(func->body, &(struct hunt){.macro = index, .arguments = &arguments}, NULL);
    size_t last = arguments.count;
    while (last > 0 && !arguments.items[last - 1].awaits)
        last--;
    if (add_parentheses(source, &arguments, last))
        return true;
    for (size_t i = 0; i < last; i++)
        if ((arguments.items[i].awaits || arguments.items[i].varies) && !can_settle(&arguments.items[i]))
            return false;
    unsigned body = body_begin(source, unit, func), directive;
    if (!last || !body || has_directive(source->text, source->length, macro->begin, macro->end, &directive))
        return false;

    struct text before = {0}, call = {0}, declarations = {0};
    text_puts(&before, "(");
    text_printf(&call, "%s(", macro->name);
    text_puts(&declarations, "");
    for (size_t i = 0; i < arguments.count; i++) {
        const struct argument *argument = &arguments.items[i];
        const char *own = arena_copy(source->text + argument->begin, argument->end - argument->begin);
        text_puts(&call, i ? ", " : "");
        if (i >= last || (!argument->awaits && !argument->varies)) {
            text_puts(&call, own);
            continue;
        }
        const char *name = argument_name(unit, source->text, declarations.text);
        text_printf(&before, "%s = %s, ", name, own);
        text_puts(&call, name);
        text_printf(&declarations, "\n    %s;", type_declare(argument->node->type, name, true));
    }
    text_printf(&before, "%s))", call.text);
    source_replace(source, macro->begin, macro->end, before.text, (unsigned)before.length, 0, true);
    source_replace(source, body, body, declarations.text, (unsigned)declarations.length, 0, true);
    free(before.text);
    free(call.text);
    free(declarations.text);
    return true;
}

bool settle_arguments(struct source *source, struct unit *unit, struct diag *diag, const bool *wanted)
{
    for (size_t i = 0; i < unit->macros.count; i++) {
        const struct macro *macro = &unit->macros.items[i];
        if (!wanted[i] || !macro->definition || !macro->definition->of_compiler)
            continue;
        if (settle(source, unit, (int)i))
            return true; /* one at a time: the offsets of the others have changed */
        diag_error(diag, macro->begin, macro->end,
                   "the macro '%s' is the compiler's own and cannot be written out, which is due here; await into a "
                   "variable before",
                   macro->name);
        return false;
    }
    return false;
}
