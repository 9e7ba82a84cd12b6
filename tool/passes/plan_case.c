/* plan_case.c: cases that begin with an await.
 *
 * Their first statement becomes more than one, in braces. A programmer would put all statements of the case into them:
 *
 *     case 1: {
 *         async_int r1 = f__async();
 *         …
 *         break;
 *     }
 */
#include "passes/plan_internal.h"

#include "base/lex.h"
#include "ir/node.h"

#include <string.h>

static bool is_case(const struct node *node)
{
    return node->kind == NODE_CASE || node->kind == NODE_DEFAULT;
}

static struct node *statement_of(struct node *node)
{
    while (node && is_case(node))
        node = node->count ? node->child[node->count - 1] : NULL;
    return node;
}

/* True if the item may be enclosed: a later case would no longer see what it declares. */
static bool can_close(const char *text, const struct node *item)
{
    bool fallthrough = item->kind == NODE_ATTRIBUTED && item->count && item->child[item->count - 1]->kind == NODE_EMPTY;
    if (item->inside || item->kind == NODE_DECLARATION || item->end <= item->begin ||
        (item->kind == NODE_ATTRIBUTED && !fallthrough))
        return false;
    return text[item->end - 1] == ';' || text[item->end - 1] == '}';
}

static bool begins_its_line(const char *text, unsigned offset)
{
    while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t'))
        offset--;
    return offset == 0 || text[offset - 1] == '\n';
}

void plan_cases(const struct planner *planner, struct node *block)
{
    const struct source *source = planner->unit->source;
    if (block->cleanups.count || (block->parent && block->parent->kind == NODE_STATEMENTS))
        return;
    for (unsigned i = 0; i < block->count; i++) {
        struct node *first = is_case(block->child[i]) ? statement_of(block->child[i]) : NULL;
        if (!first || !first->is_braced || block->child[i]->inside || !begins_its_line(source->text, first->begin))
            continue;
        unsigned next = i + 1, at;
        while (next < block->count && can_close(source->text, block->child[next]) && !is_case(block->child[next]) &&
               block->child[next]->kind != NODE_LABEL)
            next++;
        bool ends = next == block->count || is_case(block->child[next]) || block->child[next]->kind == NODE_LABEL;
        struct node *last = block->child[next - 1];
        if (!ends || next == i + 1 || has_directive(source->text, source->length, first->begin, last->end, &at))
            continue;
        first->is_open = true;
        last->closes = first;
    }
}
