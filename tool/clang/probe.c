/* probe.c: see probe.h.
 *
 * libclang does not expose the expansions of macros. But it reports the text of a #pragma message, which can be the
 * stringised expansion. So libclang reads a text that has such a line at the place of each macro invocation in
 * question: it has to be evaluated there, because macros may be redefined anywhere. Of the rest of the buffer the text
 * has only the directives, unless something else has an effect on macros; so a probe costs little more than the
 * headers. The keywords are not macros in that run.
 */
#include "clang/probe.h"

#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

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

struct probe probe_new(struct parser *parser)
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

void probe_copy(struct probe *probe, unsigned end)
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

void probe_leave_out(struct probe *probe, const struct macro *macro)
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

void probe_message(struct probe *probe, const struct macro *macro, size_t number, const char *text, unsigned begin,
                   unsigned end)
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

void probe_message_if_macro(struct probe *probe, const struct macro *macro, size_t number, const char *text,
                            unsigned begin, unsigned end)
{
    start_warning(probe);
    text_printf(&probe->text, "\n#ifdef %.*s\n", (int)(end - begin), text + begin);
    probe_message(probe, macro, number, text, begin, end);
    text_puts(&probe->text, "\n#endif\n");
    probe->name = NULL; /* the #line in it may have been skipped */
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

bool probe_run(struct probe *probe, size_t count, const char **texts)
{
    struct parser *parser = probe->parser;
    probe_copy(probe, parser->source->length);
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
