/* parse_names.c: the names that headers have.
 *
 * What asyncc adds to the buffer must not be called like anything that stands in a header: a macro of the header's may
 * name a variable of the header's, and a function of its own may be called `work_resume`. So every word of the author's
 * headers counts, and of the system's what they declare at file scope. asyncc.h is a system header.
 */
#include "parse_internal.h"

#include "names.h"

#include <string.h>

static void read_header(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    (void)stack;
    size_t size = 0;
    const char *text = depth ? clang_getFileContents(parser->tu, file, &size) : NULL;
    if (!text || !size ||
        clang_Location_isInSystemHeader(clang_getLocationForOffset(parser->tu, file, (unsigned)size - 1)))
        return;
    names_read(&parser->unit->header_words, text, (unsigned)size);
}

void collect_header_names(struct parser *parser)
{
    clang_getInclusions(parser->tu, read_header, parser);
}

void collect_declared_name(struct parser *parser, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    words_add(&parser->unit->header_words, text, strlen(text));
    clang_disposeString(name);
    if (clang_getCursorKind(cursor) != CXCursor_EnumDecl)
        return;
    struct cursors list = children_of(cursor);
    for (size_t i = 0; i < list.count; i++)
        collect_declared_name(parser, list.items[i]);
}
