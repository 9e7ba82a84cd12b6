/* probe.c: finds the expansions of macros.
 *
 * libclang does not expose them. But it reports the text of a #pragma message, which can be the stringised expansion.
 * So libclang reads a text that has such a line at the place of each macro invocation in question: it has to be
 * evaluated there, because macros may be redefined anywhere. Of the rest of the buffer the text has only the
 * directives, unless something else has an effect on macros; so a probe costs little more than the headers. The
 * keywords are not macros in that run.
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
    unsigned at;      /* the buffer before this offset has been copied */
    bool whole;       /* all of the buffer is copied, not only its directives */
    bool begun;       /* the first lines have been written */
    bool warns;       /* the warning of a #pragma message is on */
    const char *name; /* the name in the last #line directive */
    bool in_step;     /* libclang's next line has the number that it has in the buffer */
};

static const char prologue[] = "#define ASYNCC_S_(...) #__VA_ARGS__\n#define ASYNCC_S(...) ASYNCC_S_(__VA_ARGS__)\n"
                               "#line 1\n";
static const char keywords[] = "\n#undef async\n#undef _Async\n#undef await\n#undef _Await\n#undef async_new\n"
                               "#undef async_spawn\n#undef async_start\n#undef async_run\n#undef async_gather\n"
                               "#undef async_repr\n";

/* True if the text around the directives has effects on the preprocessor: it evaluates __COUNTER__, or has _Pragma. */
static bool text_has_effects(const struct parser *parser)
{
    const struct source *source = parser->source;
    for (int i = 0; i < parser->flag_count; i++)
        if (strstr(parser->flags[i], "_Pragma"))
            return true;
    for (struct token token = token_at(source->text, 0, source->length); token.kind != TOKEN_END;
         token = token_at(source->text, token.end, source->length)) {
        const char *word = source->text + token.begin;
        size_t length = token.end - token.begin;
        if (token.kind == TOKEN_WORD &&
            (token_is(source->text, token, "_Pragma") || words_have(&parser->counting, word, length) ||
             words_have(&parser->making_pragmas, word, length)))
            return true;
    }
    return false;
}

static struct probe probe_new(struct parser *parser)
{
    return (struct probe){.parser = parser, .whole = text_has_effects(parser)};
}

/* Gives the next line the number of this place of the buffer. */
static void set_line(struct probe *probe, unsigned at)
{
    struct place place = source_presumed(probe->parser->source, at);
    if (probe->name && !strcmp(probe->name, place.name))
        text_printf(&probe->text, "#line %u\n", place.line);
    else
        add_line_directive(&probe->text, &place);
    probe->name = place.name;
}

static void stop_warning(struct probe *probe)
{
    if (probe->warns)
        text_puts(&probe->text, "#pragma clang diagnostic pop\n");
    probe->warns = false;
}

static void start_warning(struct probe *probe)
{
    if (!probe->warns)
        text_puts(&probe->text, "#pragma clang diagnostic push\n"
                                "#pragma clang diagnostic warning \"-W#pragma-messages\"\n");
    probe->warns = true;
}

/* Copies the directives of the buffer up to `end`, with #line where something was left out before. */
static void copy_directives(struct probe *probe, unsigned end)
{
    struct parser *parser = probe->parser;
    const struct source *source = parser->source;
    unsigned from = probe->at, line;
    for (struct token token = token_at(source->text, from, end); token.kind != TOKEN_END;
         token = token_at(source->text, from, end)) {
        if (!begins_line(source->text, source->length, from, token, &line)) {
            from = token.end;
            continue;
        }
        from = line_end(source->text, source->length, token.begin);
        stop_warning(probe);
        add_switches(parser, &probe->text, probe->at, token.begin);
        if (token.begin > probe->at || !probe->in_step)
            set_line(probe, token.begin);
        add_decided(parser, &probe->text, token.begin, from);
        probe->in_step = true;
        probe->name = NULL; /* the directive may have changed it */
        probe->at = from;
    }
    add_switches(parser, &probe->text, probe->at, end);
    if (parser->predefined.count)
        probe->name = NULL;
    probe->in_step = probe->at == end && probe->in_step;
    probe->at = end;
}

/* Copies the buffer up to this offset. */
static void copy_up_to(struct probe *probe, unsigned end)
{
    bool first = !probe->begun;
    if (first)
        text_puts(&probe->text, prologue);
    probe->begun = true;
    if (!probe->whole) {
        copy_directives(probe, end);
    } else {
        if (end > probe->at)
            probe->name = NULL;
        add_decided(probe->parser, &probe->text, probe->at, end);
        probe->at = end;
    }
    if (first)
        text_puts(&probe->text, keywords);
}

/* Continues after the invocation, which is left out. */
static void leave_out(struct probe *probe, const struct macro *macro)
{
    for (unsigned i = macro->begin; i < macro->end; i++)
        if (probe->parser->source->text[i] == '\n')
            text_puts(&probe->text, "\n");
    probe->at = macro->end;
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

/* Adds #pragma message("asyncc NUMBER EXPANSION") for these bytes. The line after it has the number of the macro's. */
static void probe_message(struct probe *probe, const struct macro *macro, size_t number, const char *text,
                          unsigned begin, unsigned end)
{
    if (probe->whole)
        text_puts(&probe->text, "\n");
    start_warning(probe);
    hide_macros_of_compiler(probe, true);
    set_line(probe, macro->begin);
    text_printf(&probe->text, "#pragma message(\"asyncc %zu \" ASYNCC_S(", number);
    while (begin < end) {
        struct token token = token_at(text, begin, end);
        if (token.begin > begin)
            text_puts(&probe->text, " ");
        text_add(&probe->text, text + token.begin, token.end - token.begin);
        begin = token.end > begin ? token.end : begin + 1;
    }
    text_puts(&probe->text, " ))\n");
    hide_macros_of_compiler(probe, false);
    probe->in_step = false;
    if (!probe->whole)
        return;
    stop_warning(probe);
    set_line(probe, macro->begin);
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
    copy_up_to(probe, parser->source->length);
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
            copy_up_to(&probe, macros[name->macro]->begin);
        start_warning(&probe);
        text_printf(&probe.text, "\n#ifdef %.*s\n", (int)(name->end - name->begin), text + name->begin);
        probe_message(&probe, macros[name->macro], i, text, name->begin, name->end);
        text_puts(&probe.text, "\n#endif\n");
        probe.name = NULL; /* the #line in it may have been skipped */
        set_line(&probe, macros[name->macro]->begin);
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
            copy_up_to(&probe, macros[i]->begin);
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
    copy_up_to(probe, at);
    probe_message(probe, &place, number, counter, 0, sizeof counter - 1);
}

bool parser_count_includes(struct parser *parser, struct unit *unit, unsigned from)
{
    struct probe probe = probe_new(parser);
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
    struct probe probe = probe_new(parser);
    const char *values[2];
    size_t first = 0;
    while (first < count && !macros[first]->counts)
        first++;
    *elsewhere = 0;
    if (first == count)
        return true;
    for (size_t i = first; i < count; i++) {
        copy_up_to(&probe, macros[i]->begin);
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
