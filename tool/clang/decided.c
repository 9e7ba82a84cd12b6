/* decided.c: gives libclang the view of the user's compiler (base/view.h).
 *
 * Headers that stay headers are given to libclang with their conditionals decided, like the buffer. Those of the C
 * library and the compiler are not: they declare what the current compiler supports, and libclang could not read the
 * parts for another one.
 */
#include "clang/internal.h"

#include "base/files.h"

#include <stdlib.h>
#include <string.h>

static bool is_known(const struct parser *parser, size_t inclusion)
{
    const struct view *view = parser->source->view;
    for (size_t i = 1; i < inclusion; i++)
        if (!view->inclusions.items[i].is_system &&
            view_is_same_file(view->inclusions.items[i].path, view->inclusions.items[inclusion].path))
            return true;
    return false;
}

void decide_headers(struct parser *parser)
{
    const struct view *view = parser->source->view;
    parser->decided.count = 0;
    for (size_t i = 1; view && i < view->inclusions.count; i++) {
        const char *path = view->inclusions.items[i].path;
        size_t length = 0;
        char *text = view->inclusions.items[i].is_system || is_known(parser, i) ? NULL : input_read(path, &length);
        if (!text)
            continue;
        char *decided = view_decide_header(view, path, text, (unsigned)length);
        if (parser->predefined.count)
            predefined_write(parser, decided, (unsigned)length);
        else
            predefined_read_header(parser, decided, (unsigned)length);
        struct CXUnsavedFile file = {path, decided, length};
        if (memcmp(decided, text, length) != 0)
            ARRAY_ADD(parser->decided, file);
        free(text);
    }
}
