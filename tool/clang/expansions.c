/* expansions.c: the texts that macros expand to, as they can stand in the buffer.
 *
 * The text of an expansion is parsed again, and text cannot express that a name in it must not be expanded again,
 * because it came from the macro of that name (`#define get(x) get(x, __LINE__)`). A second probe finds out which of
 * the names in question are macros at that place. A function-like macro's name is not expanded if it is in parentheses;
 * there is no such way for an object-like one.
 */
#include "clang/probe.h"

#include "ir/names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- names that would be expanded again ---- */

struct name {
    size_t macro; /* the macro whose expansion contains it, … */
    unsigned begin, end;
    bool called; /* … followed by arguments */
    bool hidden; /* … where it cannot be put in parentheses */
};

struct names {
    struct name *items;
    size_t count, room;
};

/* True for a macro whose name an expansion keeps. */
static bool is_of_compiler(const struct unit *unit, const char *text, struct token token)
{
    for (size_t i = 0; i < unit->definitions.count; i++)
        if (unit->definitions.items[i]->of_compiler && token_is(text, token, unit->definitions.items[i]->name))
            return true;
    return false;
}

static void find_names(struct parser *parser, const char *text, size_t macro, struct names *names)
{
    unsigned length = (unsigned)strlen(text);
    struct token before = {0};
    for (struct token token = token_at(text, 0, length); token.kind != TOKEN_END;
         before = token, token = token_at(text, token.end, length)) {
        if (token.kind != TOKEN_WORD ||
            !words_have(&parser->unit->macro_names, text + token.begin, token.end - token.begin) ||
            is_of_compiler(parser->unit, text, token) ||
            keyword_named(arena_copy(text + token.begin, token.end - token.begin)) != KEYWORD_NONE)
            continue;
        struct name name = {.macro = macro, .begin = token.begin, .end = token.end};
        name.called = token_is(text, token_at(text, token.end, length), "(");
        name.hidden = before.end && (token_is(text, before, ".") || token_is(text, before, ">") ||
                                     token_is(text, before, "struct") || token_is(text, before, "union") ||
                                     token_is(text, before, "enum") || token_is(text, before, "goto"));
        ARRAY_ADD(*names, name);
    }
}

static const char *put_in_parentheses(const char *text, unsigned begin, unsigned end)
{
    return arena_format("%.*s(%.*s)%s", (int)begin, text, (int)(end - begin), text + begin, text + end);
}

/* Takes the expansion of a macro like `#define si_pid _sifields._kill.si_pid` back, at the place of its name in it: the
 * compiler expands it again. NULL if the name does not come from that. `before`: the end of the name before it. */
static const char *take_back(const char *text, const struct name *name, unsigned before, const char *expansion)
{
    unsigned size = name->end - name->begin, length = (unsigned)strlen(expansion);
    for (struct token token = token_at(expansion, 0, length); token.kind != TOKEN_END;
         token = token_at(expansion, token.end, length)) {
        if (token.end - token.begin != size || strncmp(expansion + token.begin, text + name->begin, size) ||
            token.begin > name->begin - before)
            continue;
        unsigned begin = name->begin - token.begin;
        if (!strncmp(text + begin, expansion, length))
            return arena_format("%.*s%.*s%s", (int)begin, text, (int)size, text + name->begin, text + begin + length);
    }
    return NULL;
}

static bool keep_unexpanded(struct parser *parser, const struct macro *const *macros, size_t count, const char **texts)
{
    struct names names = {0};
    for (size_t i = 0; i < count; i++)
        if (texts[i])
            find_names(parser, texts[i], i, &names);
    if (!names.count)
        return true;
    struct probe probe = probe_new(parser);
    for (size_t i = 0; i < names.count; i++) {
        const struct name *name = &names.items[i];
        const char *text = texts[name->macro];
        if (i == 0 || names.items[i - 1].macro != name->macro)
            probe_copy(&probe, macros[name->macro]->begin);
        probe_message_if_macro(&probe, macros[name->macro], i, text, name->begin, name->end);
    }
    const char **expansions = arena_take(names.count * sizeof *expansions);
    if (!probe_run(&probe, names.count, expansions))
        return false;
    for (size_t i = names.count; i-- > 0;) { /* from the back, so that earlier offsets stay valid */
        const struct name *name = &names.items[i];
        const struct macro *macro = macros[name->macro];
        const char *text = texts[name->macro];
        size_t length = name->end - name->begin;
        if (!expansions[i])
            continue;
        bool same = strlen(expansions[i]) == length && !strncmp(expansions[i], text + name->begin, length);
        if (same && !name->called)
            continue;
        if (same && !name->hidden) {
            texts[name->macro] = put_in_parentheses(text, name->begin, name->end);
            continue;
        }
        unsigned before = i > 0 && names.items[i - 1].macro == name->macro ? names.items[i - 1].end : 0;
        const char *again = name->called ? NULL : take_back(text, name, before, expansions[i]);
        if (again) {
            texts[name->macro] = again;
            continue;
        }
        diag_error(parser->diag, macro->begin, macro->end,
                   "the macro '%s' has to be written out here, but then '%.*s' in it would be expanded a second time; "
                   "give the macro '%.*s' another name",
                   macro->name, (int)length, text + name->begin, (int)length, text + name->begin);
        return false;
    }
    return true;
}

/* ---- tokens that touch ---- */

static const char mark_before[] = "ASYNCC_B", mark_after[] = "ASYNCC_A";

/* The invocation with marks around each of its arguments. NULL if it has no arguments, or if the macro uses the text of
 * its arguments. */
static const char *marked_invocation(const struct source *source, const struct macro *macro)
{
    struct token open = token_at(source->text, macro->begin + (unsigned)strlen(macro->name), macro->end);
    if (macro->pastes || !token_is(source->text, open, "("))
        return NULL;
    struct text out = {0};
    text_add(&out, source->text + macro->begin, open.end - macro->begin);
    unsigned from = open.end;
    int depth = 0;
    for (struct token token = token_at(source->text, from, macro->end); token.kind != TOKEN_END;
         token = token_at(source->text, token.end, macro->end)) {
        char c = token.kind == TOKEN_PUNCTUATION ? source->text[token.begin] : 'a';
        bool ends = depth == 0 && (c == ',' || c == ')');
        depth += (c == '(' || c == '[' || c == '{') - (c == ')' || c == ']' || c == '}');
        if (!ends)
            continue;
        bool empty = token_at(source->text, from, token.begin).kind == TOKEN_END;
        text_printf(&out, empty ? "" : "%s ", mark_before);
        text_add(&out, source->text + from, token.begin - from);
        text_printf(&out, empty ? "" : " %s", mark_after);
        text_add(&out, &c, 1);
        from = token.end;
    }
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

static bool is_word_character(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

bool tokens_touch(char left, char right)
{
    if (is_word_character(left) || left == '.')
        return is_word_character(right) || right == '.' || right == '"' || right == '\'' ||
               (strchr("eEpP", left) && (right == '+' || right == '-'));
    return left && right && strchr("+-*/%&|^<>=!:#.", left) && strchr("+-*/%&|^<>=!:#.", right);
}

/* Removes the marks from an expansion, leaving a space where two tokens would otherwise become one. */
static const char *without_marks(const char *marked)
{
    struct text out = {0};
    text_puts(&out, "");
    while (*marked) {
        bool before = !strncmp(marked, mark_before, strlen(mark_before));
        bool after = marked[0] == ' ' && !strncmp(marked + 1, mark_after, strlen(mark_after));
        if (!before && !after) {
            text_add(&out, marked++, 1);
            continue;
        }
        marked += before ? strlen(mark_before) : strlen(mark_after) + 1;
        if (is_word_character(*marked) || (before && out.length && is_word_character(out.text[out.length - 1]))) {
            free(out.text);
            return NULL; /* the mark was pasted to another token */
        }
        marked += before && *marked == ' ';
        if (out.length && tokens_touch(out.text[out.length - 1], *marked))
            text_add(&out, " ", 1);
    }
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

static bool same_but_spaces(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        if (*a != *b || !*a)
            return *a == *b;
    }
}

/* Fills texts[i], and marked[i] where the invocation could be marked. If one of them uses __COUNTER__, nothing may be
 * evaluated more than once: then the messages replace the invocations, and marked ones are probed in a separate text.
 */
static bool ask_for_expansions(struct parser *parser, const struct macro *const *macros, size_t count,
                               const char **texts, const char **marked)
{
    bool counts = false;
    for (size_t i = 0; i < count; i++)
        counts |= macros[i]->counts;
    const char **all = arena_take((2 * count + 1) * sizeof *all);
    for (int run = 0; run < (counts ? 2 : 1); run++) {
        struct probe probe = probe_new(parser);
        for (size_t i = 0; i < count; i++) {
            const char *invocation = marked_invocation(parser->source, macros[i]);
            probe_copy(&probe, macros[i]->begin);
            if (run == 0 || !invocation)
                probe_message(&probe, macros[i], i, parser->source->text, macros[i]->begin, macros[i]->end);
            if (invocation && run == counts)
                probe_message(&probe, macros[i], count + i, invocation, 0, (unsigned)strlen(invocation));
            if (counts)
                probe_leave_out(&probe, macros[i]);
        }
        if (!probe_run(&probe, 2 * count, all))
            return false;
        for (size_t i = 0; i < count; i++) {
            texts[i] = run == 0 ? all[i] : texts[i];
            marked[i] = all[count + i];
        }
    }
    return true;
}

bool parser_expansions(struct parser *parser, const struct macro *const *macros, size_t count, const char **texts)
{
    const char **marked = arena_take((count + 1) * sizeof *marked);
    if (!ask_for_expansions(parser, macros, count, texts, marked))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *apart = texts[i] && marked[i] ? without_marks(marked[i]) : NULL;
        if (apart && same_but_spaces(apart, texts[i]))
            texts[i] = apart;
    }
    return keep_unexpanded(parser, macros, count, texts);
}
