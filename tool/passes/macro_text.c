/* macro_text.c: see macro_text.h. */
#include "passes/macro_text.h"

#include "passes/rewritten.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdlib.h>

struct ranges {
    struct range *items;
    size_t count, room;
};

/* Finds the operands whose text stays in one piece, and the blocks, whose statements are visited on their own. */
static void find_kept(const struct node *node, struct ranges *kept)
{
    if (!node)
        return;
    if (node->kind == NODE_BLOCK || (node_is_statement(node) ? false : !comes_apart(node))) {
        struct range range = {node->begin, node->end};
        ARRAY_ADD(*kept, range);
        return;
    }
    for (unsigned i = 0; i < node->count; i++)
        find_kept(node->child[i], kept);
}

static int compare_ranges(const void *a, const void *b)
{
    const struct range *left = a, *right = b;
    return left->begin < right->begin ? -1 : left->begin > right->begin;
}

static void visit_rewritten(struct hunt *hunt, const struct rewritten *text)
{
    const struct unit *unit = hunt->unit;
    unsigned end = text->end;
    size_t i = first_macro_after(unit, text->begin), next = 0;
    if (i == unit->macros.count || unit->macros.items[i].begin >= end)
        return;
    struct ranges kept = {0};
    for (unsigned k = 0; k < text->count; k++)
        find_kept(text->part[k], &kept);
    if (kept.count)
        qsort(kept.items, kept.count, sizeof *kept.items, compare_ranges);
    for (; i < unit->macros.count && unit->macros.items[i].begin < end; i++) {
        const struct macro *macro = &unit->macros.items[i];
        while (next < kept.count && kept.items[next].end <= macro->begin)
            next++;
        bool in_one = false; /* inside of one, and not at its edge */
        for (size_t k = next; k < kept.count && kept.items[k].begin < macro->begin; k++)
            in_one |= macro->end < kept.items[k].end;
        if (!in_one && !is_whole(hunt, (int)i))
            want_macro(hunt, (int)i);
    }
}

static bool ends_with_semicolon(const struct node *node)
{
    if (node->kind == NODE_DECLARATION)
        return node->parent->kind != NODE_FOR;
    return node->kind == NODE_EXPRESSION || node->kind == NODE_DO || node->kind == NODE_ASM || node_is_jump(node);
}

/* The output writes the semicolon along with its statement, so it must not stand in a macro, or after an empty one. */
static void visit_semicolon(struct hunt *hunt, const struct node *node)
{
    const struct source *source = hunt->unit->source;
    if (!hunt->func || !hunt->func->is_async || !ends_with_semicolon(node) || !node->end ||
        source->text[node->end - 1] == ';')
        return;
    struct token next = token_at(source->text, node->end, source->length);
    int macro = macro_at(hunt->unit, next.begin);
    if (next.kind != TOKEN_END && macro >= 0 && hunt->unit->macros.items[macro].begin >= node->end)
        want_macro(hunt, macro);
}

/* Finds macros that begin in this range and have some of the brackets around the parts of a statement. */
static void visit_gap(struct hunt *hunt, unsigned begin, unsigned end)
{
    const struct unit *unit = hunt->unit;
    for (size_t i = first_macro_after(unit, begin); i < unit->macros.count && unit->macros.items[i].begin <= end; i++)
        if (unit->macros.items[i].begin >= begin && macro_unbalanced_text(unit, &unit->macros.items[i]))
            want_macro(hunt, (int)i);
}

/* The parts of a statement are printed one after the other, so no macro may belong to two of them: `for (…; i M` with M
 * as `++) f();`. If it awaits, what stands between them is printed anew, so no macro may hold a part of that: M as `)
 * {`.
 */
static void visit_parts(struct hunt *hunt, const struct node *node)
{
    bool declares = node->kind == NODE_DECLARATION || node->kind == NODE_VAR || node->kind == NODE_TYPE;
    if (!node_is_statement(node) || declares || !is_rewritten_function(hunt))
        return;
    bool prints_between = node->awaits && node->kind != NODE_BLOCK;
    const struct node *before = NULL;
    for (unsigned i = 0; i < node->count; i++) {
        const struct node *part = node->child[i];
        if (!part)
            continue;
        bool same = before && before->inside && part->inside && before->macro == part->macro;
        if (before && before->end > part->begin && !same)
            want_macro(hunt, macro_at(hunt->unit, part->begin));
        if (before && prints_between && before->end <= part->begin)
            visit_gap(hunt, before->end, part->begin);
        before = part;
    }
    if (before && prints_between)
        visit_gap(hunt, before->end, node->end);
}

/* `TEST(name) … }` with TEST as `static int name(void) {`: an ordinary function that starts coroutines is rewritten
 * statement by statement, too, so the braces around them must be in the text. */
static void visit_braces(struct hunt *hunt, const struct node *node)
{
    if (node->kind != NODE_BLOCK || !hunt->func)
        return;
    bool is_body = node == hunt->func->body, is_async = hunt->func->is_async;
    if (is_body ? is_async || hunt->starts : hunt->starts && !is_async && !node->inside)
        want_macro(hunt, node->macro);
    if (!node->inside && node->end > node->begin && (is_body || is_async || hunt->starts))
        want_macro(hunt, macro_at(hunt->unit, node->end - 1));
}

/* `q[1] THEN(q)[0]` with THEN(x) as `.y, x`: an invocation that two operands share is printed with the first of them.
 */
static void note_joins(struct hunt *hunt, const struct node *node)
{
    for (unsigned i = 1; i < node->count && !node_is_statement(node); i++) {
        const struct node *before = node->child[i - 1], *part = node->child[i];
        if (before && part && part->macro >= 0 && !before->inside && before->end > part->begin)
            hunt->uses[part->macro].joins = true;
    }
}

void visit_text(struct node *node, void *data)
{
    struct hunt *hunt = data;
    struct rewritten texts[MOST_REWRITTEN];
    visit_braces(hunt, node);
    note_joins(hunt, node);
    if (node->inside)
        return; /* macro_use.c decides what is in a macro */
    visit_semicolon(hunt, node);
    visit_parts(hunt, node);
    unsigned count = rewritten_text(hunt->func, node, texts);
    for (unsigned i = 0; i < count; i++)
        visit_rewritten(hunt, &texts[i]);
}

void visit_shared(struct hunt *hunt, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct invocation *use = &hunt->uses[i];
        hunt->unit->macros.items[i].is_shared = use->parents_differ;
        if ((use->renames && (use->parents_differ || use->joins)) ||
            (use->owners_differ && is_rewritten_function(hunt)))
            want_macro(hunt, (int)i);
    }
}
