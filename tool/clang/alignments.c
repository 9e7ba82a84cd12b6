/* alignments.c: the alignments of locals, which libclang shows as attributes without arguments. */
#include "clang/internal.h"

#include "clang/parse.h"

#include <stdlib.h>
#include <string.h>

struct unread {
    struct var *var;
    unsigned at; /* the offset of its declaration's semicolon */
};

struct unreads {
    struct unread *items;
    size_t count, room;
};

static int compare_unreads(const void *a, const void *b)
{
    const struct unread *left = a, *right = b;
    return left->at < right->at ? -1 : left->at > right->at;
}

static const char alignment_prefix[] = "asyncc_alignment_";

static enum CXChildVisitResult take_alignment(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    const struct unreads *unreads = data;
    if (clang_getCursorKind(cursor) != CXCursor_VarDecl)
        return CXChildVisit_Recurse;
    const char *name = take_string(clang_getCursorSpelling(cursor));
    if (strncmp(name, alignment_prefix, sizeof alignment_prefix - 1))
        return CXChildVisit_Recurse;
    size_t index = strtoul(name + sizeof alignment_prefix - 1, NULL, 10);
    long long alignment = clang_getArraySize(clang_getCursorType(cursor));
    if (index < unreads->count && alignment > 0 && alignment < ALIGNMENT_UNREAD)
        unreads->items[index].var->alignment = (unsigned)alignment;
    return CXChildVisit_Continue;
}

/* libclang shows an attribute, but not its arguments. So the buffer is parsed again, with another declarator after the
 * local's: an array (of pointers, which are valid for any type) whose length is the local's alignment. */
bool parser_alignments(struct parser *parser, struct unit *unit)
{
    const struct source *source = parser->source;
    struct unreads unreads = {0};
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        const struct func *func = unit->toplevels.items[i].func;
        for (size_t k = 0; func && func->is_async && k < func->vars.count + func->statics.count; k++) {
            struct var *var = k < func->vars.count ? func->vars.items[k] : func->statics.items[k - func->vars.count];
            if (var->alignment != ALIGNMENT_UNREAD || !var->decl || var->decl->inside)
                continue;
            unsigned end = var->decl->parent->end;
            if (source->text[end - 1] != ';')
                continue;
            struct unread unread = {var, end - 1};
            ARRAY_ADD(unreads, unread);
        }
    }
    if (!unreads.count)
        return true;
    qsort(unreads.items, unreads.count, sizeof *unreads.items, compare_unreads);
    struct text probe = {0};
    unsigned at = 0;
    for (size_t i = 0; i < unreads.count; i++) {
        const struct unread *unread = &unreads.items[i];
        add_decided(parser, &probe, at, unread->at);
        text_printf(&probe, ", *%s%zu[__alignof__(%s)]", alignment_prefix, i, unread->var->name);
        at = unread->at;
    }
    add_decided(parser, &probe, at, source->length);
    bool fine = run_clang(parser, probe.text, (unsigned)probe.length, true);
    free(probe.text);
    if (fine)
        clang_visitChildren(clang_getTranslationUnitCursor(parser->tu), take_alignment, &unreads);
    return fine;
}
