/* invocation.c: see invocation.h.
 *
 * Both the tokens of an invocation and the tree decide whether it is one operand. The tree alone does not show
 * operators and parentheses; the tokens alone do not show what the surrounding text makes of them. `2 * SUM` with SUM
 * as `y + 1` has two nodes, y and 1, that are not part of one common node in the macro; so SUM is not one operand
 * there, but it is in `f(SUM)`.
 */
#include "passes/invocation.h"

#include "ir/node.h"
#include "base/util.h"

#include <ctype.h>
#include <string.h>

void want_macro(struct hunt *hunt, int macro)
{
    if (macro >= 0 && !hunt->wanted[macro])
        hunt->wanted[macro] = hunt->any = true;
}

bool is_renamed(const struct var *var)
{
    return var->pinned || var->is_coroutine || strcmp(var->name, var->out_name);
}

bool is_rewritten_function(const struct hunt *hunt)
{
    return (hunt->func && hunt->func->is_async) || hunt->starts;
}

size_t first_macro_after(const struct unit *unit, unsigned begin)
{
    return FIRST_FROM(unit->macros, end, begin + 1);
}

const struct shape *shape_of_use(struct hunt *hunt, int macro)
{
    struct invocation *use = &hunt->uses[macro];
    if (!use->asked)
        use->shape = macro_shape(hunt->unit, &hunt->unit->macros.items[macro]);
    use->asked = true;
    return &use->shape;
}

/* ---- what an invocation is in the tree ---- */

static bool is_in(const struct node *node, int macro)
{
    return node->inside && node->macro == macro;
}

/* The statement outside of the macro that the topmost node of a macro belongs to. */
static const struct node *owner_of(const struct node *node)
{
    const struct node *up = node_is_statement(node) ? node->parent : node;
    while (up && (!node_is_statement(up) || is_in(up, node->macro)))
        up = up->parent;
    return up;
}

static void note_use(struct hunt *hunt, const struct node *node)
{
    struct invocation *use = &hunt->uses[node->macro];
    if (!node->inside) {
        use->begins_cast |= node->kind == NODE_CAST && !node->is_implicit;
        /* `c) {`: a statement begins in the macro, and the nodes found in the macro before are not part of it. */
        use->owners_differ |=
            use->count && node_is_statement(node) && node->kind != NODE_VAR && node->kind != NODE_TYPE;
        return;
    }
    bool is_ref = (node->kind == NODE_REF || node->kind == NODE_GLOBAL) && node->var;
    use->renames |= is_ref ? is_renamed(node->var) : node->kind == NODE_ASYNC_REF;
    if (node->parent && is_in(node->parent, node->macro))
        return;
    const struct node *owner = owner_of(node);
    use->parents_differ |= use->count && use->parent != node->parent;
    use->owners_differ |= use->count && use->owner != owner;
    use->node = node;
    use->parent = node->parent;
    use->owner = owner;
    use->count++;
}

void note_uses(struct node *node, void *data)
{
    struct hunt *hunt = data;
    hunt->starts |= node->kind == NODE_NEW || node->kind == NODE_SPAWN || node->kind == NODE_RUN ||
                    node->kind == NODE_REPR || node->kind == NODE_ASYNC_REF;
    if (node->macro >= 0)
        note_use(hunt, node);
    int named = node->kind == NODE_VAR ? macro_at(hunt->unit, node->var->begin) : -1;
    if (named >= 0 && !is_in(node, named))
        hunt->uses[named].names = true;
}

/* ---- one operand ---- */

unsigned before_space(const char *text, unsigned at)
{
    unsigned from = at;
    for (;;) {
        while (at > 0 && (isspace((unsigned char)text[at - 1]) || (text[at - 1] == '\\' && text[at] == '\n'))) {
            at--;
            if (text[at] != '\n')
                continue;
            for (unsigned i = at; i > 1 && text[i - 1] != '\n'; i--)
                if (text[i - 1] == '/' && text[i - 2] == '/')
                    return from;
        }
        if (at < 4 || text[at - 1] != '/' || text[at - 2] != '*')
            return at;
        for (at -= 3; at > 0 && (text[at] != '*' || text[at - 1] != '/'); at--)
            ;
        at -= at > 0;
    }
}

/* Tells whether an operand begins at this place, or the text before it continues. */
static enum shape_edge edge_before(struct hunt *hunt, unsigned at)
{
    static const char *const starters[] = {"return", "case", "else", "do", "await", "_Await", "__extension__"};
    const char *text = hunt->unit->source->text;
    unsigned end = before_space(text, at), begin = end;
    if (!end || (end == at && isspace((unsigned char)text[at - 1])))
        return EDGE_UNKNOWN;
    int macro = macro_at(hunt->unit, end - 1);
    if (macro >= 0)
        return shape_of_use(hunt, macro)->last;
    while (begin > 0 && (isalnum((unsigned char)text[begin - 1]) || text[begin - 1] == '_'))
        begin--;
    struct token word = {TOKEN_WORD, begin, end};
    for (size_t i = 0; i < sizeof starters / sizeof *starters; i++)
        if (token_is(text, word, starters[i]))
            return EDGE_OPERATOR;
    if (begin < end || !strchr("([{,;=?:+-*/%&|^<>!~", text[end - 1]))
        return begin < end || text[end - 1] == ']' ? EDGE_OPERAND : EDGE_UNKNOWN;
    bool increment = end > 1 && strchr("+-", text[end - 1]) && text[end - 2] == text[end - 1];
    return increment ? EDGE_UNKNOWN : EDGE_OPERATOR;
}

static const struct node *written(const struct node *node)
{
    while (node->is_implicit && node->count)
        node = node->child[node->count - 1];
    return node;
}

/* True for `(int)M`, but not for `(*f)M` with parentheses in M: those are the call's. */
static bool is_after_cast(const struct hunt *hunt, const struct macro *macro, const struct node *node)
{
    const struct source *source = hunt->unit->source;
    const struct node *parent = node->parent;
    unsigned end = before_space(source->text, macro->begin);
    while (parent && parent->is_implicit) {
        node = parent;
        parent = node->parent;
    }
    if (!end || source->text[end - 1] != ')' || !parent)
        return false;
    return parent->kind != NODE_CALL || parent->child[0] == node ||
           token_at(source->text, parent->callee_end, source->length).begin < macro->begin;
}

/* True if the tokens of the macro, which have this shape, are exactly those of the node. */
static bool is_operand(struct hunt *hunt, int index, const struct shape *shape, const struct node *topmost)
{
    const struct macro *macro = &hunt->unit->macros.items[index];
    const struct node *node = written(topmost);
    enum shape_edge before = edge_before(hunt, macro->begin);
    const char *text = hunt->unit->source->text;
    unsigned end = before_space(text, macro->begin);
    bool member = end && (text[end - 1] == '.' || (end > 1 && text[end - 1] == '>' && text[end - 2] == '-'));
    if (member)
        return false;
    switch (shape->kind) {
    case SHAPE_LIST:
        return node->kind == NODE_INIT_LIST;
    case SHAPE_GROUP:
        if (node->kind != NODE_PAREN && node->kind != NODE_STATEMENTS)
            return false;
        return before == EDGE_OPERATOR || is_after_cast(hunt, macro, topmost);
    case SHAPE_EXPRESSION:
        if (shape->kinds && (!(shape->kinds >> node->kind & 1)))
            return false;
        return !shape->open || before == EDGE_OPERATOR;
    case SHAPE_UNKNOWN:
    case SHAPE_EMPTY:
    case SHAPE_TOKEN:
    case SHAPE_STRINGS:
    case SHAPE_SPECIFIERS:
        return false;
    }
    return false;
}

bool is_whole(struct hunt *hunt, int index)
{
    const struct shape *shape = shape_of_use(hunt, index);
    const struct invocation *use = &hunt->uses[index];
    if (use->names) /* `int M;` with M as `x[n]` or `x = y = 3`: its tokens look like an expression */
        return shape->kind == SHAPE_TOKEN;
    switch (shape->kind) {
    case SHAPE_UNKNOWN:
        return false;
    case SHAPE_EMPTY:
    case SHAPE_TOKEN:
    case SHAPE_STRINGS:
        return true;
    case SHAPE_SPECIFIERS:
        return !use->count;
    case SHAPE_GROUP:
        if (!use->count)
            return use->begins_cast && edge_before(hunt, hunt->unit->macros.items[index].begin) == EDGE_OPERATOR;
        break;
    case SHAPE_LIST:
    case SHAPE_EXPRESSION:
        break;
    }
    return use->count == 1 && is_operand(hunt, index, shape, use->node);
}
