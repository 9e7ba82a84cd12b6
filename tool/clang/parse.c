/* parse.c: converts libclang's tree to asyncc's (ir/tree.h).
 *
 * Only the files in this folder use libclang.
 *
 * Offsets. A cursor inside a macro invocation has the invocation's place: such nodes store the number of the macro and,
 * where their token was written in the macro's arguments, the place of that token as well (clang's expansion location
 * and file location). The end of a range needs care: for a token in a macro argument libclang gives the place of the
 * macro's name.
 *
 * Keywords. asyncc.h makes each keyword an object-like macro for a prefix operator, so the tree has an operator at the
 * place of that macro's name. The preprocessing record identifies the keyword.
 */
#include "clang/internal.h"

#include "clang/parse.h"
#include "clang/types.h"
#include "ir/names.h"
#include "base/util.h"

#include <string.h>

/* Builds the tree from libclang's translation unit. */
static struct unit *build_unit(struct parser *parser)
{
    struct unit *unit = arena_take(sizeof *unit);
    unit->source = parser->source;
    unit->openmp = parser->dialect.openmp || parser->dialect.openmp_simd;
    unit->openacc = parser->dialect.openacc;
    unit->includes_itself = parser->includes_itself;
    parser->unit = unit;
    types_forget(parser);
    parser->tag_begin = parser->tag_end = 0;
    parser->foreign.count = parser->unchanged.count = 0;
    parser->keywords.count = 0;
    parser->inclusions.count = 0;
    for (size_t i = 0; i < parser->known.count; i++)
        parser->known.items[i].has_code = false;
    parser->bindings = NULL;
    parser->binding_count = parser->binding_room = 0;
    struct cursors toplevel = children_of(clang_getTranslationUnitCursor(parser->tu));
    read_record(parser, &toplevel);
    read_skipped(parser);
    collect_undeclared(parser);
    find_relevant(parser, &toplevel);
    find_loose_marks(parser);
    for (size_t i = 0; i < toplevel.count; i++)
        if (clang_getCursorKind(toplevel.items[i]) == CXCursor_TypedefDecl) {
            const char *name = take_string(clang_getCursorSpelling(toplevel.items[i]));
            words_add(&unit->type_names, name, strlen(name));
            CXSourceLocation location = clang_getCursorLocation(toplevel.items[i]);
            unsigned begin;
            bool here = in_buffer(parser, location, &begin);
            if (here)
                find_names_in_types(parser, toplevel.items[i]);
            if (here || !clang_Location_isInSystemHeader(location))
                find_misused_marks(parser, toplevel.items[i]);
        } else if (!clang_isPreprocessing(clang_getCursorKind(toplevel.items[i])))
            build_toplevel(parser, toplevel.items[i]);
    clang_getInclusions(parser->tu, mark_includers, parser);
    mark_once(parser);
    collect_header_names(parser);
    sort_uses(unit);
    return unit;
}

static struct unit *build_whole_unit(struct parser *parser)
{
    struct unit *unit;
    do {
        parser->lost_more = false;
        unit = build_unit(parser);
    } while (parser->lost_more);
    return unit;
}

void parser_note_headers(struct parser *parser, struct strings *headers, bool of_system)
{
    parser->headers = headers;
    parser->system_headers = of_system;
}

static void note_header(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    (void)stack;
    if (!depth || (!parser->system_headers &&
                   clang_Location_isInSystemHeader(clang_getLocationForOffset(parser->tu, included, 0))))
        return;
    CXString name = clang_getFileName(included);
    if (!strings_have(parser->headers, clang_getCString(name)))
        strings_add(parser->headers, string_format("%s", clang_getCString(name)));
    clang_disposeString(name);
}

void parser_search(struct parser *parser, struct strings (*ask)(void *data), void *data, bool always)
{
    parser->search.ask = ask;
    parser->search.data = data;
    parser->search.always = always;
}

/* Adds the flags of parser_search. */
static void add_search_flags(struct parser *parser)
{
    struct strings more = parser->search.ask(parser->search.data);
    const char **flags = arena_take(((size_t)parser->flag_count + more.count + 1) * sizeof *flags);
    for (int i = 0; i < parser->flag_count; i++)
        flags[i] = parser->flags[i];
    for (size_t i = 0; i < more.count; i++)
        flags[parser->flag_count++] = arena_copy(more.items[i], strlen(more.items[i]));
    parser->flags = flags;
    parser->search.ask = NULL;
    strings_free(&more);
}

static bool misses_file(const struct parser *parser)
{
    bool found = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(parser->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        found |= clang_getDiagnosticSeverity(diagnostic) == CXDiagnostic_Fatal &&
                 strstr(take_string(clang_getDiagnosticSpelling(diagnostic)), "file not found");
        clang_disposeDiagnostic(diagnostic);
    }
    return found;
}

struct unit *parser_run(struct parser *parser)
{
    if (parser->search.ask && parser->search.always)
        add_search_flags(parser);
    if (!run_clang_on_buffer(parser))
        return NULL;
    if (parser->search.ask && misses_file(parser)) {
        add_search_flags(parser);
        if (!run_clang_on_buffer(parser))
            return NULL;
    }
    if (parser->headers) /* headers that are pasted later are listed only in the first run */
        clang_getInclusions(parser->tu, note_header, parser);
    if (!parser->presumed)
        parser_presume(parser, 0);
    parser->presumed = true;
    if (predefined_find(parser)) {
        decide_headers(parser);
        if (!run_clang_on_buffer(parser))
            return NULL;
    }
    if (report_errors(parser))
        return NULL;
    parser->selections.count = 0;
    struct unit *unit = build_whole_unit(parser);
    if (parser->selections_unasked) {
        parser_omit_unchanged(parser);
        if (!ask_for_selections(parser) || !run_clang_on_buffer(parser))
            return NULL;
        unit = build_whole_unit(parser);
    }
    return unit;
}
