/* messages.c: libclang's diagnostics on the source, printed like asyncc's own.
 *
 * asyncc.h defines the keywords as macros, so some mistakes get a message about their expansion. Such messages are
 * replaced here, or get a note that explains the mistake. */
#include "clang/internal.h"

#include "base/util.h"
#include "ir/names.h"

#include <stdio.h>
#include <string.h>

/* A diagnostic and the text it refers to. */
struct message {
    struct parser *parser;
    CXDiagnostic diagnostic;
    const char *words;
    const char *text; /* the text of the file, not NUL-terminated; NULL if there is none */
    unsigned size, at;
};

static struct place place_at(struct parser *parser, CXFile file, unsigned offset)
{
    struct place place = {.name = ""};
    if (!file)
        return place;
    if (parser->file && clang_File_isEqual(file, parser->file))
        return source_place(parser->source, buffer_offset(parser, offset));
    clang_getExpansionLocation(clang_getLocationForOffset(parser->tu, file, offset), NULL, &place.line, &place.column,
                               NULL);
    place.name = take_string(clang_getFileName(file));
    size_t size;
    const char *text = text_of_file(parser, file, &size);
    if (!text || offset > size)
        return place;
    size_t begin = offset, end = offset;
    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    while (end < size && text[end] != '\n')
        end++;
    place.line_text = arena_copy(text + begin, end - begin); /* the next run frees clang's text */
    place.line_length = (unsigned)(end - begin);
    return place;
}

struct place place_of(struct parser *parser, CXSourceLocation location)
{
    CXFile file;
    unsigned offset;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    return place_at(parser, file, offset);
}

/* ---- the subject of a message ---- */

static bool begins(const char *words, const char *with)
{
    return !strncmp(words, with, strlen(with));
}

static struct token token_here(const struct message *message)
{
    return message->text ? token_at(message->text, message->at, message->size) : (struct token){0};
}

/* The word before `at`, skipping white space and opening parentheses. */
static struct token word_before(const struct message *message, unsigned at)
{
    const char *text = message->text;
    while (at && strchr(" \t\r\n(", text[at - 1]))
        at--;
    unsigned end = at;
    while (at && (strchr("_", text[at - 1]) || (text[at - 1] >= 'a' && text[at - 1] <= 'z') ||
                  (text[at - 1] >= 'A' && text[at - 1] <= 'Z') || (text[at - 1] >= '0' && text[at - 1] <= '9')))
        at--;
    return (struct token){TOKEN_WORD, at, end};
}

static bool is_keyword(const struct message *message, struct token token, enum keyword keyword)
{
    return token.kind == TOKEN_WORD && token.end > token.begin &&
           keyword_named(arena_copy(message->text + token.begin, token.end - token.begin)) == keyword;
}

/* True if one of the ranges of the message begins with this keyword, perhaps after an await. */
static bool is_about(const struct message *message, enum keyword keyword)
{
    for (unsigned i = 0; message->text && i < clang_getDiagnosticNumRanges(message->diagnostic); i++) {
        CXSourceRange range = clang_getDiagnosticRange(message->diagnostic, i);
        unsigned begin;
        clang_getExpansionLocation(clang_getRangeStart(range), NULL, NULL, NULL, &begin);
        struct token token = token_at(message->text, begin, message->size);
        if (is_keyword(message, token, KEYWORD_AWAIT))
            token = token_at(message->text, token.end, message->size);
        if (is_keyword(message, token, keyword))
            return true;
    }
    return false;
}

/* The await of an initialiser in which something at `at` is not constant, or a token of no length. */
static struct token await_of_initialiser(const struct message *message)
{
    struct token before = word_before(message, message->at), none = {0};
    if (is_keyword(message, before, KEYWORD_AWAIT))
        return before;
    for (unsigned i = 0; i < clang_getDiagnosticNumRanges(message->diagnostic); i++) {
        CXSourceRange range = clang_getDiagnosticRange(message->diagnostic, i);
        unsigned begin, end;
        clang_getExpansionLocation(clang_getRangeStart(range), NULL, NULL, NULL, &begin);
        clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
        for (struct token token = token_at(message->text, begin, end); token.kind != TOKEN_END;
             token = token_at(message->text, token.end, end))
            if (is_keyword(message, token, KEYWORD_AWAIT))
                return token;
    }
    int depth = 0;
    for (struct token token = token_here(message); token.kind != TOKEN_END && depth >= 0;
         token = token_at(message->text, token.end, message->size)) {
        if (is_keyword(message, token, KEYWORD_AWAIT))
            return token;
        char c = message->text[token.begin];
        depth += token.kind == TOKEN_PUNCTUATION && strchr("([{", c) != NULL;
        depth -= token.kind == TOKEN_PUNCTUATION && strchr(")]}", c) != NULL;
        if (depth == 0 && token.kind == TOKEN_PUNCTUATION && (c == ';' || c == ','))
            break;
    }
    return none;
}

/* True if the declaration of this name begins with async. */
static bool declares_object(const struct message *message)
{
    unsigned begin = message->at;
    while (begin && !strchr(";{}", message->text[begin - 1]))
        begin--;
    for (struct token token = token_at(message->text, begin, message->at); token.kind != TOKEN_END;
         token = token_at(message->text, token.end, message->at))
        if (is_keyword(message, token, KEYWORD_ASYNC))
            return true;
    return false;
}

/* The same, if it is an object, `async int c = …`, and no pointer to a function, `async int (*p)(int) = …`. */
static bool initialises_object(const struct message *message)
{
    unsigned begin = message->at;
    while (begin && message->text[begin - 1] != '=')
        begin--;
    const struct message declarator = {.text = message->text, .size = message->size, .at = begin};
    unsigned end = begin;
    while (begin && !strchr(";{}", message->text[begin - 1]))
        begin--;
    return end && declares_object(&declarator) && !memchr(message->text + begin, '(', end - begin);
}

/* ---- replacements for clang's messages ---- */

/* The replacement for the message, or NULL. Moves the message to its proper place. */
static const char *replacement(struct message *message)
{
    const char *words = message->words;
    if (!message->text)
        return NULL;
    if (strstr(words, "'void'") && is_about(message, KEYWORD_GATHER))
        return "async_gather has no value: write 'await async_gather(x = f(…))' for each value that is wanted";
    if (begins(words, "variable has incomplete type 'void'") && declares_object(message))
        return "a coroutine object cannot have the type 'void': write 'async_task *c = async_new(f(…))', and 'await "
               "async_join(c)'";
    struct token before = word_before(message, message->at);
    if (begins(words, "argument type 'void' is incomplete") && is_keyword(message, before, KEYWORD_REPR))
        return "async_repr shows a coroutine object or a handle, and no call: write 'async_task *c = async_new(f(…))', "
               "and 'async_repr(c)'";
    if (begins(words, "initializer element is not a compile-time constant")) {
        struct token await = await_of_initialiser(message);
        if (await.end) {
            message->at = await.begin;
            return "await cannot stand in the initialiser of a static variable, or of one at file scope, which has its "
                   "value before anything runs: assign the value later";
        }
        if (initialises_object(message))
            return "a coroutine object has automatic storage; use an async_task * here";
    }
    return NULL;
}

static void find_header(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    (void)stack;
    (void)depth;
    const char *name = take_string(clang_getFileName(file)), *slash = strrchr(name, '/');
    *(bool *)data |= !strcmp(slash ? slash + 1 : name, "asyncc.h");
}

static bool is_of_gcc(const char *words)
{
    static const char *const beginnings[] = {
        "unknown type name '_Float",
        "unknown type name '_Decimal",
        "GNU decimal type extension not supported",
        "use of unknown builtin",
        "function definition is not allowed here",
        "unknown type name '_Fract'",
        "unknown type name '_Accum'",
        "unknown type name '_Sat'",
        "_Float16 is not supported",
        "__float128 is not supported",
        "unknown type name '__ibm128'",
        "expected '(' after 'asm'",
        "use of undeclared identifier '__builtin_",
        "unknown type name '__int20'",
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins(words, beginnings[i]))
            return true;
    return false;
}

/* True if a keyword is used as a name. Sets `*token` to the keyword. */
static bool is_name(const struct message *message, struct token *token)
{
    const char *words = message->words;
    bool after = begins(words, "expected identifier") || begins(words, "expected member name");
    if (!after && !begins(words, "expected expression") && !begins(words, "invalid parameter name") &&
        !begins(words, "expected unqualified-id"))
        return false;
    struct token here = token_here(message), before = word_before(message, message->at);
    *token = is_keyword(message, here, KEYWORD_ASYNC) || is_keyword(message, here, KEYWORD_AWAIT) ? here : before;
    return (token->begin == here.begin || after) && message->text[token->begin] != '_' &&
           (is_keyword(message, *token, KEYWORD_ASYNC) || is_keyword(message, *token, KEYWORD_AWAIT));
}

/* An additional note, or NULL. Sets `*at` to its place. */
static const char *hint(const struct message *message, unsigned *at)
{
    static const char *const unknown[] = {"unknown type name 'async'", "unknown type name '_Async'",
                                          "use of undeclared identifier 'await'",
                                          "use of undeclared identifier '_Await'"};
    *at = message->at;
    if (!message->text)
        return NULL;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        if (!begins(message->words, unknown[i]))
            continue;
        bool included = false;
        if (message->parser->told_of_header)
            return NULL;
        message->parser->told_of_header = true;
        clang_getInclusions(message->parser->tu, find_header, &included);
        return included ? "where ASYNCC_NO_KEYWORDS is defined, the keywords are '_Async' and '_Await'"
                        : "'async' and 'await' are macros of asyncc.h: write '#include <asyncc.h>' before this";
    }
    if (is_of_gcc(message->words))
        return "asyncc reads C as clang does, which does not have this extension of gcc's";
    struct token name;
    if (!is_name(message, &name))
        return NULL;
    *at = name.begin;
    return arena_format("'%.*s' is a macro of asyncc.h; '#define ASYNCC_NO_KEYWORDS' before its #include leaves the "
                        "name free, and the keywords are '_Async' and '_Await' then",
                        (int)(name.end - name.begin), message->text + name.begin);
}

/* ---- printing ---- */

static struct message message_of(struct parser *parser, CXDiagnostic diagnostic, CXFile *file)
{
    struct message message = {parser, diagnostic, take_string(clang_getDiagnosticSpelling(diagnostic)), NULL, 0, 0};
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), file, NULL, NULL, &message.at);
    size_t size = 0;
    message.text = *file ? text_of_file(parser, *file, &size) : NULL;
    message.size = (unsigned)size;
    if (message.at > size)
        message.text = NULL;
    return message;
}

/* Notes about the macros of asyncc.h do not concern the user's text. */
static bool is_noise(const struct message *note, const struct place *place)
{
    const char *slash = strrchr(place->name, '/');
    return begins(note->words, "expanded from macro") && !strcmp(slash ? slash + 1 : place->name, "asyncc.h");
}

static void print_notes(struct parser *parser, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        CXFile file;
        struct message message = message_of(parser, note, &file);
        struct place place = place_at(parser, file, message.at);
        if (*place.name && !is_noise(&message, &place))
            diag_report(parser->diag, SEVERITY_NOTE, &place, 1, message.words);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
}

static void print_error(struct parser *parser, CXDiagnostic diagnostic)
{
    bool fatal = clang_getDiagnosticSeverity(diagnostic) == CXDiagnostic_Fatal;
    CXFile file;
    struct message message = message_of(parser, diagnostic, &file);
    if (!file) {
        fprintf(stderr, "asyncc: %s: %s\n", fatal ? "fatal error" : "error", message.words);
        parser->diag->errors++;
        return;
    }
    const char *ours = replacement(&message);
    struct place place = place_at(parser, file, message.at);
    diag_report(parser->diag, fatal ? SEVERITY_FATAL : SEVERITY_ERROR, &place, 1, ours ? ours : message.words);
    if (ours)
        return;
    unsigned at;
    const char *more = hint(&message, &at);
    print_notes(parser, diagnostic);
    if (more) {
        place = place_at(parser, file, at);
        diag_report(parser->diag, SEVERITY_NOTE, &place, 1, more);
    }
}

/* True if it is about an undeclared function. Only some compilers treat that as an error. */
static bool is_undeclared(CXDiagnostic diagnostic)
{
    const char *words = take_string(clang_getDiagnosticSpelling(diagnostic));
    return begins(words, "call to undeclared ") || begins(words, "use of unknown builtin") ||
           begins(words, "implicit declaration of function") || begins(words, "implicitly declaring library function");
}

static void note_undeclared(struct parser *parser, CXDiagnostic diagnostic)
{
    struct undeclared undeclared = {.message = take_string(clang_getDiagnosticSpelling(diagnostic))};
    if (!in_buffer(parser, clang_getDiagnosticLocation(diagnostic), &undeclared.at))
        return;
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        struct remark remark = {place_of(parser, clang_getDiagnosticLocation(note)),
                                take_string(clang_getDiagnosticSpelling(note))};
        ARRAY_ADD(undeclared.notes, remark);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
    ARRAY_ADD(parser->unit->undeclared, undeclared);
}

/* The same limit as clang's default would give. */
enum { MOST_ERRORS = 20 };

int report_errors(struct parser *parser)
{
    unsigned count = clang_getNumDiagnostics(parser->tu), printed = 0;
    int errors = 0;
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        errors += clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && !is_undeclared(diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
    for (unsigned i = 0; errors && i < count && printed <= MOST_ERRORS; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && printed++ < MOST_ERRORS)
            print_error(parser, diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
    if (printed > MOST_ERRORS)
        diag_flush(parser->diag);
    if (printed > MOST_ERRORS)
        fprintf(stderr, "asyncc: fatal error: too many errors, stopping now\n");
    return errors;
}

void collect_undeclared(struct parser *parser)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(parser->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        if (is_undeclared(diagnostic))
            note_undeclared(parser, diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
}
