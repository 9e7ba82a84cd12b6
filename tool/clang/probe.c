/* probe.c: finds the expansions of macros.
 *
 * libclang does not expose them. But it reports the text of a #pragma message, which can be the stringised expansion.
 * So the buffer is parsed again with such a line before each macro invocation in question: it has to be evaluated at
 * that place, because macros may be redefined anywhere. The keywords are not macros in that run.
 *
 * The text of an expansion is parsed again, and text cannot express that a name in it must not be expanded again,
 * because it came from the macro of that name (`#define get(x) get(x, __LINE__)`). A second probe finds out which of
 * the names in question are macros at that place. A function-like macro's name is not expanded if it is in parentheses;
 * there is no such way for an object-like one.
 */
#include "clang/internal.h"

#include "ir/names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct probe {
    struct parser *parser;
    struct text text;
    unsigned at; /* the buffer before this offset has been copied */
};

/* Continues after the invocation, which is left out. */
static void leave_out(struct probe *probe, const struct macro *macro)
{
    for (unsigned i = macro->begin; i < macro->end; i++)
        if (probe->parser->source->text[i] == '\n')
            text_puts(&probe->text, "\n");
    probe->at = macro->end;
}

static const char prologue[] = "#define ASYNCC_S_(...) #__VA_ARGS__\n#define ASYNCC_S(...) ASYNCC_S_(__VA_ARGS__)\n"
                               "#line 1\n";
static const char keywords[] = "\n#undef async\n#undef _Async\n#undef await\n#undef _Await\n#undef async_new\n"
                               "#undef async_spawn\n#undef async_start\n#undef async_run\n#undef async_gather\n"
                               "#undef async_repr";

/* Copies the buffer up to this macro. Text that is added then has the same line number as the macro. */
static void probe_at(struct probe *probe, const struct macro *macro)
{
    if (!probe->text.length)
        text_puts(&probe->text, prologue);
    add_decided(probe->parser, &probe->text, probe->at, macro->begin);
    if (!probe->at)
        text_puts(&probe->text, keywords);
    probe->at = macro->begin;
}

/* Hides the macros of headers that belong to libclang, or shows them again: an expansion keeps their names, since the
 * output's compiler has others. */
static void hide_macros_of_compiler(struct probe *probe, bool hide)
{
    const struct unit *unit = probe->parser->unit;
    for (size_t i = 0; i < unit->definitions.count; i++) {
        const struct definition *definition = unit->definitions.items[i];
        if (definition->of_compiler && hide)
            text_printf(&probe->text, "\n#pragma push_macro(\"%s\")\n#undef %s\n", definition->name, definition->name);
        else if (definition->of_compiler)
            text_printf(&probe->text, "#pragma pop_macro(\"%s\")\n", definition->name);
    }
}

/* Adds #pragma message("asyncc NUMBER EXPANSION") for these bytes. */
static void probe_message(struct probe *probe, const struct macro *macro, size_t number, const char *text,
                          unsigned begin, unsigned end)
{
    struct place place = source_presumed(probe->parser->source, macro->begin);
    hide_macros_of_compiler(probe, true);
    text_puts(&probe->text, "\n#pragma clang diagnostic push\n"
                            "#pragma clang diagnostic warning \"-W#pragma-messages\"\n");
    add_line_directive(&probe->text, &place);
    text_printf(&probe->text, "#pragma message(\"asyncc %zu \" ASYNCC_S(", number);
    while (begin < end) {
        struct token token = token_at(text, begin, end);
        if (token.begin > begin)
            text_puts(&probe->text, " ");
        text_add(&probe->text, text + token.begin, token.end - token.begin);
        begin = token.end > begin ? token.end : begin + 1;
    }
    text_puts(&probe->text, " ))\n#pragma clang diagnostic pop\n");
    hide_macros_of_compiler(probe, false);
    add_line_directive(&probe->text, &place);
}

/* The text, with the name that the user's compiler has for __FILE__. */
static const char *own_name(const struct parser *parser, const char *text)
{
    if (!parser->includes_itself)
        return text;
    struct text out = {0};
    size_t length = strlen(parser->name);
    for (const char *found; (found = strstr(text, parser->name)) != NULL; text = found + length) {
        text_add(&out, text, (size_t)(found - text));
        text_puts(&out, parser->input);
    }
    text_puts(&out, text);
    const char *copy = arena_copy(out.text, out.length);
    free(out.text);
    return copy;
}

/* Parses the probe; texts[number] becomes the text of each message, or NULL. */
static bool probe_run(struct probe *probe, size_t count, const char **texts)
{
    struct parser *parser = probe->parser;
    add_decided(parser, &probe->text, probe->at, parser->source->length);
    hide_bytes(&probe->text);
    bool fine = run_clang(parser, probe->text.text, (unsigned)probe->text.length, true);
    free(probe->text.text);
    for (size_t i = 0; i < count; i++)
        texts[i] = NULL;
    for (unsigned i = 0; fine && i < clang_getNumDiagnostics(parser->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        const char *message = take_string(clang_getDiagnosticSpelling(diagnostic));
        char *end;
        if (!strncmp(message, "asyncc ", 7)) {
            unsigned long number = strtoul(message + 7, &end, 10);
            if (*end == ' ' && number < count && !(parser->odd_headers && lost_bytes(end + 1)))
                texts[number] = show_bytes(own_name(parser, end + 1));
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return fine;
}

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

static bool keep_unexpanded(struct parser *parser, const struct macro *const *macros, size_t count, const char **texts)
{
    struct names names = {0};
    for (size_t i = 0; i < count; i++)
        if (texts[i])
            find_names(parser, texts[i], i, &names);
    if (!names.count)
        return true;
    struct probe probe = {.parser = parser};
    for (size_t i = 0; i < names.count; i++) {
        const struct name *name = &names.items[i];
        const char *text = texts[name->macro];
        if (i == 0 || names.items[i - 1].macro != name->macro)
            probe_at(&probe, macros[name->macro]);
        text_printf(&probe.text, "\n#ifdef %.*s", (int)(name->end - name->begin), text + name->begin);
        probe_message(&probe, macros[name->macro], i, text, name->begin, name->end);
        text_puts(&probe.text, "#endif\n");
        struct place place = source_presumed(parser->source, macros[name->macro]->begin);
        add_line_directive(&probe.text, &place);
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
        diag_error(parser->diag, macro->begin, macro->end,
                   "the macro '%s' has to be written out here, but then '%.*s' in it would be expanded a second time; "
                   "give the macro '%.*s' another name",
                   macro->name, (int)length, text + name->begin, (int)length, text + name->begin);
        return false;
    }
    return true;
}

/* ---- tokens that touch ---- */

static const char mark_before[] = "ASYNCC_B", mark_behind[] = "ASYNCC_A";

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
        text_printf(&out, empty ? "" : " %s", mark_behind);
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
        bool behind = marked[0] == ' ' && !strncmp(marked + 1, mark_behind, strlen(mark_behind));
        if (!before && !behind) {
            text_add(&out, marked++, 1);
            continue;
        }
        marked += before ? strlen(mark_before) : strlen(mark_behind) + 1;
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
        struct probe probe = {.parser = parser};
        for (size_t i = 0; i < count; i++) {
            const char *invocation = marked_invocation(parser->source, macros[i]);
            probe_at(&probe, macros[i]);
            if (run == 0 || !invocation)
                probe_message(&probe, macros[i], i, parser->source->text, macros[i]->begin, macros[i]->end);
            if (invocation && run == counts)
                probe_message(&probe, macros[i], count + i, invocation, 0, (unsigned)strlen(invocation));
            if (counts)
                leave_out(&probe, macros[i]);
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

static const char counter[] = "__COUNTER__";

/* Asks for the value of __COUNTER__ at this place, which uses up one number. */
static void probe_counter(struct probe *probe, unsigned at, size_t number)
{
    const struct macro place = {.begin = at};
    probe_at(probe, &place);
    probe_message(probe, &place, number, counter, 0, sizeof counter - 1);
}

bool parser_count_includes(struct parser *parser, struct unit *unit, unsigned from)
{
    struct probe probe = {.parser = parser};
    const char **values = arena_take((2 * unit->includes.count + 1) * sizeof *values);
    probe_counter(&probe, from, 0);
    size_t asked = 1;
    for (size_t i = 0; i < unit->includes.count; i++) {
        const struct include *include = &unit->includes.items[i];
        if (include->begin <= from || !include->end)
            continue;
        probe_counter(&probe, include->begin, asked++);
        probe_counter(&probe, include->end, asked++);
    }
    if (!probe_run(&probe, asked, values))
        return false;
    asked = 1;
    for (size_t i = 0; i < unit->includes.count; i++) {
        struct include *include = &unit->includes.items[i];
        if (include->begin <= from || !include->end)
            continue;
        unsigned long number[3];
        for (size_t k = 0; k < 3; k++)
            number[k] = values[asked - 1 + k] ? strtoul(values[asked - 1 + k], NULL, 10) : 0;
        include->counts_before = (unsigned)(number[1] - number[0] - 1);
        include->counts = (unsigned)(number[2] - number[1] - 1);
        asked += 2;
    }
    return true;
}

bool parser_counts_elsewhere(struct parser *parser, const struct macro *const *macros, size_t count,
                             unsigned long *elsewhere)
{
    struct probe probe = {.parser = parser};
    const char *values[2];
    size_t first = 0;
    while (first < count && !macros[first]->counts)
        first++;
    *elsewhere = 0;
    if (first == count)
        return true;
    for (size_t i = first; i < count; i++) {
        probe_at(&probe, macros[i]);
        if (i == first)
            probe_message(&probe, macros[i], 0, counter, 0, sizeof counter - 1);
        leave_out(&probe, macros[i]);
    }
    probe_counter(&probe, parser->source->length, 1);
    if (!probe_run(&probe, 2, values))
        return false;
    *elsewhere = strtoul(values[1] ? values[1] : "", NULL, 10) - strtoul(values[0] ? values[0] : "", NULL, 10) - 1;
    return true;
}
