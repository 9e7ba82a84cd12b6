/* predefined.c: gives predefined macros in the source the values of the user's compiler.
 *
 * The source may use such a macro outside of conditionals, as the length of an array or in a string. There libclang
 * needs the compiler's value, because sizes of locals and expansions of macros depend on it. System headers still need
 * libclang's own values. So where the buffer names a macro that the two compilers define differently, libclang reads
 *
 *     #pragma push_macro("X")
 *     #undef X
 *     #define X 12
 *
 * at the beginning of the buffer and after each #include in it, and #pragma pop_macro("X") before each #include. In a
 * user's header that stays a header the value replaces the name, if it fits.
 */
#include "clang/internal.h"

#include "ir/names.h"

#include <stdlib.h>
#include <string.h>

/* ---- which macros ---- */

/* Adds reserved names, except those that the text defines itself. */
static void read_names(struct parser *parser, const char *text, unsigned length)
{
    unsigned from = 0, end;
    for (struct token token = token_at(text, from, length); token.kind != TOKEN_END;
         token = token_at(text, from, length)) {
        if (begins_directive(text, length, from, token, &end)) {
            struct token word = token_at(text, token.begin + (text[token.begin] == '#' ? 1 : 2), end);
            struct token name = token_at(text, word.end, end);
            if (token_is(text, word, "define") || token_is(text, word, "undef"))
                words_add(&parser->redefined, text + name.begin, name.end - name.begin);
        }
        if (token.kind == TOKEN_WORD && text[token.begin] == '_')
            words_add(&parser->named, text + token.begin, token.end - token.begin);
        from = token.end;
    }
}

void predefined_read_header(struct parser *parser, const char *text, unsigned length)
{
    read_names(parser, text, length);
}

/* True if both definitions have the same tokens. */
static bool is_same_definition(const char *one, const char *other)
{
    for (;; one++, other++) {
        one += strspn(one, " \t");
        other += strspn(other, " \t");
        if (*one != *other || !*one)
            return *one == *other;
    }
}

static const struct view_macro *compiler_macro(const struct view *view, const char *name)
{
    size_t length = strlen(name);
    const struct view_macro *given = view_macro(&view->given, name, length);
    return given ? given : view_macro(&view->predefined, name, length);
}

static bool add_predefined(struct parser *parser, const char *name, const char *definition)
{
    for (size_t i = 0; i < parser->predefined.count; i++)
        if (!strcmp(parser->predefined.items[i].name, name))
            return false;
    struct view_macro macro = {name, definition};
    ARRAY_ADD(parser->predefined, macro);
    return true;
}

static bool is_wanted(const struct parser *parser, const char *name)
{
    size_t length = strlen(name);
    return words_have(&parser->named, name, length) && !words_have(&parser->redefined, name, length) &&
           strncmp(name, "__ASYNCC_", 9) && strcmp(name, "__ASYNCC__");
}

bool predefined_find(struct parser *parser)
{
    const struct view *view = parser->source->view;
    if (!view || !view->predefined.count || parser->predefined_known)
        return false;
    parser->predefined_known = true;
    read_names(parser, source_decided(parser->source), parser->source->length);
    struct cursors cursors = children_of(clang_getTranslationUnitCursor(parser->tu));
    struct words known = {0};
    bool any = false;
    for (size_t i = 0; i < cursors.count; i++) {
        CXFile file;
        if (clang_getCursorKind(cursors.items[i]) != CXCursor_MacroDefinition)
            continue;
        clang_getExpansionLocation(clang_getCursorLocation(cursors.items[i]), &file, NULL, NULL, NULL);
        const char *name = file ? "" : take_string(clang_getCursorSpelling(cursors.items[i]));
        if (file || !is_wanted(parser, name))
            continue;
        const struct view_macro *macro = compiler_macro(view, name);
        const char *text = text_of_tokens(parser, cursors.items[i]);
        words_add(&known, name, strlen(name));
        if (!macro || !is_same_definition(text, arena_format("%s%s", name, macro->definition)))
            any |= add_predefined(parser, name, macro ? macro->definition : NULL);
    }
    for (size_t i = 0; i < view->predefined.count; i++) {
        const char *name = view->predefined.items[i].name;
        const struct view_macro *macro = compiler_macro(view, name);
        if (macro && is_wanted(parser, name) && !words_have(&known, name, strlen(name)))
            any |= add_predefined(parser, name, macro->definition);
    }
    return any;
}

/* ---- the buffer ---- */

static void begin_values(const struct parser *parser, struct text *out)
{
    for (size_t i = 0; i < parser->predefined.count; i++) {
        const struct view_macro *macro = &parser->predefined.items[i];
        text_printf(out, "#pragma push_macro(\"%s\")\n#undef %s\n", macro->name, macro->name);
        if (macro->definition)
            text_printf(out, "#define %s%s\n", macro->name, macro->definition);
    }
}

static void end_values(const struct parser *parser, struct text *out)
{
    for (size_t i = parser->predefined.count; i-- > 0;)
        text_printf(out, "#pragma pop_macro(\"%s\")\n", parser->predefined.items[i].name);
}

static void insert(struct parser *parser, struct text *out, unsigned at, bool begins)
{
    struct inserted inserted = {.at = at, .begin = (unsigned)out->length};
    struct place place = source_presumed(parser->source, at);
    if (begins)
        begin_values(parser, out);
    else
        end_values(parser, out);
    add_line_directive(out, &place);
    inserted.end = (unsigned)out->length;
    ARRAY_ADD(parser->inserted, inserted);
}

/* Finds the places where the compiler's values begin and end to apply. */
static void find_switches(struct parser *parser)
{
    const struct source *source = parser->source;
    const char *text = source->text;
    unsigned from = strncmp(text, "\xEF\xBB\xBF", 3) ? 0 : 3, end;
    parser->switches.count = 0;
    struct value_switch begins = {from, true};
    ARRAY_ADD(parser->switches, begins);
    for (struct token token = token_at(text, from, source->length); token.kind != TOKEN_END;
         token = token_at(text, from, source->length)) {
        unsigned line;
        if (!begins_line(text, source->length, from, token, &line)) {
            from = token.end;
            continue;
        }
        end = line_end(text, source->length, token.begin);
        from = end;
        struct token word = token_at(text, token.begin + (text[token.begin] == '#' ? 1 : 2), end);
        if (!token_is(text, word, "include") && !token_is(text, word, "include_next") &&
            !token_is(text, word, "import"))
            continue;
        struct value_switch before = {line, false}, after = {end, true};
        ARRAY_ADD(parser->switches, before);
        ARRAY_ADD(parser->switches, after);
    }
    parser->switches_of = source->text;
}

static void add_part(struct parser *parser, struct text *out, unsigned from, unsigned end, bool text_too)
{
    const char *text = source_decided(parser->source);
    if (parser->predefined.count && parser->switches_of != parser->source->text)
        find_switches(parser);
    for (size_t i = FIRST_FROM(parser->switches, at, from); i < parser->switches.count; i++) {
        const struct value_switch *at = &parser->switches.items[i];
        if (at->at >= end)
            break;
        if (text_too)
            text_add(out, text + from, at->at - from);
        insert(parser, out, at->at, at->begins);
        from = at->at;
    }
    if (text_too)
        text_add(out, text + from, end - from);
}

void add_decided(struct parser *parser, struct text *out, unsigned from, unsigned end)
{
    add_part(parser, out, from, end, true);
}

void add_switches(struct parser *parser, struct text *out, unsigned from, unsigned end)
{
    add_part(parser, out, from, end, false);
}

/* ---- headers ---- */

/* Replaces a name by its value, unless it is an operand of # or ##. */
static void replace_name(const struct parser *parser, char *text, struct token before, struct token token)
{
    for (size_t i = 0; i < parser->predefined.count; i++) {
        const struct view_macro *macro = &parser->predefined.items[i];
        const char *value = macro->definition ? macro->definition + strspn(macro->definition, " \t") : "";
        size_t length = strlen(value);
        if (!token_is(text, token, macro->name) || !length || length > token.end - token.begin ||
            macro->definition[0] == '(' || (before.end && text[before.begin] == '#'))
            continue;
        memset(text + token.begin, ' ', token.end - token.begin);
        memcpy(text + token.begin, value, length);
        return;
    }
}

void predefined_write(const struct parser *parser, char *text, unsigned length)
{
    unsigned from = 0, end, directive_end = 0;
    struct token before = {0};
    for (struct token token = token_at(text, from, length); token.kind != TOKEN_END;
         token = token_at(text, from, length)) {
        if (token.begin >= directive_end && begins_directive(text, length, from, token, &end)) {
            struct token word = token_at(text, token.begin + (text[token.begin] == '#' ? 1 : 2), end);
            directive_end = end;
            from = token_is(text, word, "define") ? token_at(text, word.end, end).end : end;
            before = (struct token){0};
            continue;
        }
        from = token.end;
        if (token.kind == TOKEN_WORD)
            replace_name(parser, text, before, token);
        before = token;
    }
}
