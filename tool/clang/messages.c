/* messages.c: what libclang says of the source, printed as our own diagnostics are. */
#include "clang/internal.h"

#include <stdio.h>
#include <string.h>

struct place place_of(struct parser *parser, CXSourceLocation location)
{
    CXFile file;
    struct place place = {.name = ""};
    unsigned offset;
    clang_getExpansionLocation(location, &file, &place.line, &place.column, &offset);
    if (!file)
        return place;
    if (parser->file && clang_File_isEqual(file, parser->file))
        return source_place(parser->source, buffer_offset(parser, offset));
    place.name = take_string(clang_getFileName(file));
    size_t size;
    const char *text = clang_getFileContents(parser->tu, file, &size);
    if (!text || offset > size)
        return place;
    size_t begin = offset, end = offset;
    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    while (end < size && text[end] != '\n')
        end++;
    place.line_text = text + begin;
    place.line_length = (unsigned)(end - begin);
    return place;
}

static void print_diagnostic(struct parser *parser, CXDiagnostic diagnostic)
{
    static const char *const names[] = {"ignored", "note", "warning", "error", "fatal error"};
    enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(diagnostic);
    struct place place = place_of(parser, clang_getDiagnosticLocation(diagnostic));
    const char *message = take_string(clang_getDiagnosticSpelling(diagnostic));
    if (!*place.name)
        fprintf(stderr, "asyncc: %s: %s\n", names[severity], message);
    else
        diag_print(&place, 1, names[severity], message);
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        print_diagnostic(parser, note);
        clang_disposeDiagnostic(note);
    }
    clang_disposeDiagnosticSet(notes);
}

int report_errors(struct parser *parser)
{
    int errors = 0;
    for (unsigned i = 0; i < clang_getNumDiagnostics(parser->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(parser->tu, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            print_diagnostic(parser, diagnostic);
            errors++;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    parser->diag->errors += errors;
    return errors;
}
