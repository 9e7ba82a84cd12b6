/* includes.c: which #includes of the buffer have to be pasted (passes/paste.c).
 *
 * These are the #includes of headers with async code, of headers that include such a header, and some that add nothing:
 * #pragma once refers to the file, and a pasted header is no longer a file. So all other #includes of it, by whatever
 * path and in whatever header, have to be replaced, too; they are pasted between #ifndef and #endif. An include guard
 * needs none of this: it is pasted with its header.
 *
 * Files are identified by the file system, as in clang, and not by path: one file may have many ("h.h", "./h.h",
 * "../a/h.h", links).
 */
#include "clang/internal.h"

#include "base/util.h"

#include <string.h>

unsigned number_of_file(struct parser *parser, CXFile file)
{
    CXFileUniqueID id;
    if (!file || clang_getFileUniqueID(file, &id))
        return 0;
    for (size_t i = 0; i < parser->known.count; i++) {
        struct known_file *known = &parser->known.items[i];
        if (known->id.data[0] == id.data[0] && known->id.data[1] == id.data[1]) {
            known->file = file;
            return (unsigned)i + 1;
        }
    }
    struct known_file known = {.id = id, .file = file};
    ARRAY_ADD(parser->known, known);
    return (unsigned)parser->known.count;
}

struct known_file *known_file(struct parser *parser, unsigned number)
{
    return number ? &parser->known.items[number - 1] : NULL;
}

/* The pragma may stand in a branch that is skipped; clang knows, but include guards are the same to it. */
static bool says_once(const char *text, unsigned length)
{
    for (unsigned at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        unsigned end = newline ? (unsigned)(newline - text) + 1 : length;
        struct token hash = token_at(text, at, end), word = token_at(text, hash.end, end);
        if (token_is(text, hash, "#") && token_is(text, word, "pragma") &&
            token_is(text, token_at(text, word.end, end), "once"))
            return true;
        at = end;
    }
    return false;
}

static bool is_once(struct parser *parser, struct known_file *known)
{
    if (known->once == ONCE_UNREAD) {
        size_t size = 0;
        const char *text = text_of_file(parser, known->file, &size);
        if (!text)
            return false;
        bool holds = says_once(text, (unsigned)size) && clang_isFileMultipleIncludeGuarded(parser->tu, known->file);
        known->once = holds ? ONCE : NOT_ONCE;
    }
    return known->once == ONCE;
}

void note_include(struct parser *parser, unsigned in, unsigned file, bool entered)
{
    struct inclusion inclusion = {in, file, entered};
    if (in && file && in != file)
        ARRAY_ADD(parser->inclusions, inclusion);
}

static void note_entered(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct parser *parser = data;
    CXFile in;
    unsigned offset;
    if (!depth)
        return;
    if (!in_buffer(parser, stack[0], &offset)) {
        clang_getExpansionLocation(stack[0], &in, NULL, NULL, NULL);
        note_include(parser, number_of_file(parser, in), number_of_file(parser, included), true);
        return;
    }
    for (size_t i = 0; i < parser->unit->includes.count; i++) {
        struct include *include = &parser->unit->includes.items[i];
        include->entered |= include->end && offset >= include->begin && offset <= include->end + 1;
    }
}

void parser_note_pasted(struct parser *parser, const struct include *include)
{
    struct known_file *known = known_file(parser, include->file);
    if (known)
        known->pasted |= known->has_code;
}

void mark_once(struct parser *parser)
{
    struct unit *unit = parser->unit;
    bool changed = false;
    for (size_t i = 0; i < parser->known.count; i++) {
        struct known_file *known = &parser->known.items[i];
        known->needed = known->has_code || known->remapped;
        changed |= known->needed;
    }
    if (changed)
        clang_getInclusions(parser->tu, note_entered, parser);
    while (changed) {
        changed = false;
        for (size_t i = 0; i < parser->inclusions.count; i++) {
            const struct inclusion *inclusion = &parser->inclusions.items[i];
            struct known_file *in = known_file(parser, inclusion->in), *file = known_file(parser, inclusion->file);
            if (in->needed || !file->needed || (!inclusion->entered && !is_once(parser, file)))
                continue;
            in->needed = changed = true;
        }
    }
    for (size_t i = 0; i < unit->includes.count; i++) {
        struct include *include = &unit->includes.items[i];
        struct known_file *file = known_file(parser, include->file);
        include->has_copy = file && file->pasted;
        if (!file || !file->needed)
            continue;
        include->is_once = is_once(parser, file);
        include->has_code |= include->entered || include->is_once;
    }
}
