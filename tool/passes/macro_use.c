/* macro_use.c: which macro invocations have to be written out.
 *
 * All passes after expand.c edit text, so what they edit must be in the text. A macro invocation has to go
 *
 *   for what is in it      an await, a return of an async function, the name of a local that lives in the frame, and so
 *                          on: `hides`. A name in a macro's argument needs no expansion: it is in the text, unless
 *                          the macro turns its argument into a string.
 *   for where it stands    in text that is taken apart (rewritten.c), unless it is exactly one complete operand,
 *                          operator, type, specifier or attribute there: `is_whole`. Any other invocation lends its
 *                          tokens to several parts, each of which would take all of them along.
 *
 * Both its tokens and the tree decide whether it is one operand. The tree alone does not show operators and
 * parentheses; the tokens alone do not show what the surrounding text makes of them. `2 * SUM` with SUM as `y + 1` has
 * two nodes, y and 1, that are not part of one common node in the macro; so SUM is not one operand there, but it is in
 * `f(SUM)`.
 */
#include "passes/macro_use.h"

#include "ir/attributes.h"
#include "passes/lower.h"
#include "passes/macro_shape.h"
#include "passes/pin.h"
#include "passes/rewritten.h"
#include "ir/node.h"
#include "base/util.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What one invocation is in the tree around it. */
struct invocation {
    unsigned count;            /* of the nodes in it that are not part of another node in it */
    const struct node *node;   /* one of them */
    const struct node *parent; /* their parent … */
    const struct node *owner;  /* … and the statement outside of the macro that they belong to */
    bool parents_differ, owners_differ;
    bool names; /* the name of a variable comes out of it, but not the whole declarator */
    bool begins_cast;
    bool renames; /* names in its arguments are replaced */
    bool joins;   /* one operand ends in it, and the next one begins in it */
    bool asked;   /* true if `shape` is known */
    struct shape shape;
};

struct hunt {
    struct unit *unit;
    struct func *func;
    struct invocation *uses; /* by macro */
    bool *wanted;            /* by macro */
    bool any;
    bool starts; /* this function starts or runs coroutines */
};

static void want(struct hunt *hunt, int macro)
{
    if (macro >= 0 && !hunt->wanted[macro])
        hunt->wanted[macro] = hunt->any = true;
}

static bool is_renamed(const struct var *var)
{
    return var->pinned || var->is_coroutine || strcmp(var->name, var->out_name);
}

/* True if the macro that this node begins in must be written out. */
static bool hides(const struct hunt *hunt, const struct node *node)
{
    const struct func *func = hunt->func;
    bool in_async = func && func->is_async, waits = in_async && func->body->awaits;
    if (node->kept || is_always_rewritten(node))
        return true;
    switch (node->kind) {
    case NODE_ASYNC_REF:
        return node->called || !node_is_reachable(hunt->unit, node);
    case NODE_REF:
    case NODE_GLOBAL:
        return node->var && is_renamed(node->var) && !node_is_reachable(hunt->unit, node);
    case NODE_CONSTANT: /* __func__, where the output has to spell it out */
        return node->is_function_name && in_async && !func_keeps_name(func);
    case NODE_RETURN:
        return in_async;
    case NODE_VAR:
        return (waits && (node->inside || node->var->has_cleanup)) || (node->var && node->var->is_coroutine);
    case NODE_CONTINUE:
    case NODE_LABEL:
        return waits;
    case NODE_BREAK:
    case NODE_GOTO:
        return waits && func->cleans;
    case NODE_FOR:
        return waits && (!node->inside || !node->child[0] || !node->child[1] || !node->child[2]);
    case NODE_EXPRESSION:
        return gives_value(node);
    case NODE_IF:
    case NODE_WHILE:
    case NODE_DO:
    case NODE_SWITCH:
    case NODE_CASE:
    case NODE_DEFAULT:
    case NODE_BLOCK:
        return node->awaits && !node->inside;
    case NODE_FUNCTION:
    case NODE_PAREN:
    case NODE_CAST:
    case NODE_ADDRESS:
    case NODE_DEREF:
    case NODE_MEMBER:
    case NODE_INDEX:
    case NODE_CALL:
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
    case NODE_INCDEC:
    case CHOICE_KINDS:
    case NODE_COMMA:
    case NODE_OPERATOR:
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
    case NODE_INIT_LIST:
    case NODE_DESIGNATED:
    case NODE_LITERAL:
    case NODE_STATEMENTS:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case NODE_DECLARATION:
    case NODE_TYPE:
    case NODE_COMPUTED_GOTO:
    case NODE_ASM:
    case NODE_ATTRIBUTED:
    case NODE_EMPTY:
        return false;
    }
    return false;
}

/* An l-value that is settled before an await comes apart, so its parts must be in the text. */
static void visit_lvalue(struct hunt *hunt, struct node *node)
{
    if (node->inside && (node->kind == NODE_DEREF || node->kind == NODE_INDEX || node->is_arrow))
        want(hunt, node->macro);
    for (unsigned i = 0; i < node->count; i++)
        visit_lvalue(hunt, node->child[i]);
}

static void visit_lvalues(struct hunt *hunt, struct node *node)
{
    if ((node->kind == NODE_ASSIGN || node->kind == NODE_COMPOUND_ASSIGN) && node->child[1]->awaits)
        visit_lvalue(hunt, node->child[0]);
    if (node->kind == NODE_GATHER)
        for (unsigned i = 0; i < node->count; i++)
            if (gather_target(node->child[i]))
                visit_lvalue(hunt, gather_target(node->child[i]));
}

static const struct shape *shape_of_use(struct hunt *hunt, int macro)
{
    struct invocation *use = &hunt->uses[macro];
    if (!use->asked)
        use->shape = macro_shape(hunt->unit, &hunt->unit->macros.items[macro]);
    use->asked = true;
    return &use->shape;
}

/* What is copied into the frame is printed between other text, so a macro that it ends in must not hold what follows.
 */
static void visit_kept(struct hunt *hunt, const struct node *node)
{
    int last = node->kept && node->end > node->begin ? macro_at(hunt->unit, node->end - 1) : -1;
    if (last < 0 || hunt->unit->macros.items[last].begin <= node->begin)
        return;
    switch (shape_of_use(hunt, last)->kind) {
    case SHAPE_TOKEN:
    case SHAPE_STRINGS:
    case SHAPE_GROUP:
    case SHAPE_LIST:
        return;
    case SHAPE_UNKNOWN:
    case SHAPE_EMPTY:
    case SHAPE_SPECIFIERS:
    case SHAPE_EXPRESSION:
        want(hunt, last);
    }
}

/* The type that such a literal declares is printed elsewhere, with a tag in front of its brace. */
static void visit_kept_type(struct hunt *hunt, const struct node *node)
{
    const struct source *source = hunt->unit->source;
    const struct local_type *local = node->kept && node->kind == NODE_LITERAL ? type_local(node->type) : NULL;
    if (!local || local->begin < node->begin || local->end > node->end || local->end <= local->begin)
        return;
    for (struct token token = token_at(source->text, node->begin, local->end);
         token.kind != TOKEN_END && !token_is(source->text, token, "{");
         token = token_at(source->text, token.end, local->end))
        want(hunt, macro_at(hunt->unit, token.begin));
    want(hunt, macro_at(hunt->unit, local->end - 1));
}

static void visit(struct node *node, void *data)
{
    struct hunt *hunt = data;
    visit_lvalues(hunt, node);
    visit_kept(hunt, node);
    visit_kept_type(hunt, node);
    bool cleans = node->kind == NODE_VAR && node->var->has_cleanup && hunt->func && hunt->func->is_async;
    if (cleans && !node->var->cleanup && node->var->cleanup_begin)
        want(hunt, macro_at(hunt->unit, node->var->cleanup_begin));
    else if (cleans && !node->var->cleanup)
        for (size_t i = 0; i < hunt->unit->macros.count; i++) /* the attribute comes out of one of these */
            if (hunt->unit->macros.items[i].begin >= node->parent->begin &&
                hunt->unit->macros.items[i].end <= node->parent->end)
                want(hunt, (int)i);
    if (node->kind == NODE_FOR && node->is_unclear && hunt->func && hunt->func->is_async)
        for (size_t i = 0; i < hunt->unit->macros.count; i++)
            if (hunt->unit->macros.items[i].begin >= node->begin &&
                hunt->unit->macros.items[i].end <= node->child[3]->begin)
                want(hunt, (int)i);
    if (node->macro >= 0 && hides(hunt, node))
        want(hunt, node->macro);
}

/* The output rewrites what precedes a function's name, with the attributes that clang knows. A macro there may expand
 * to attributes that it does not know, but `#define noinline __attribute__((noinline))` and its like do not. */
static bool may_hide_attribute(const struct macro *macro)
{
    const char *reason;
    return attribute_effect(macro->name, &reason) == ATTRIBUTE_UNKNOWN || attribute_is_of_gcc(macro->name);
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

static void note_uses(struct node *node, void *data)
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

/* Skips white space and comments backward. Returns `at` itself if a line comment may end there. */
static unsigned before_space(const char *text, unsigned at)
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

/* True if the invocation is exactly one complete part of what surrounds it. */
static bool is_whole(struct hunt *hunt, int index)
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

/* ---- text that is taken apart ---- */

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

static size_t first_macro_after(const struct unit *unit, unsigned begin)
{
    return FIRST_FROM(unit->macros, end, begin + 1);
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
            want(hunt, (int)i);
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
        want(hunt, macro);
}

/* Finds macros that begin in this range and have some of the brackets around the parts of a statement. */
static void visit_gap(struct hunt *hunt, unsigned begin, unsigned end)
{
    const struct unit *unit = hunt->unit;
    for (size_t i = first_macro_after(unit, begin); i < unit->macros.count && unit->macros.items[i].begin <= end; i++)
        if (unit->macros.items[i].begin >= begin && macro_unbalanced_text(unit, &unit->macros.items[i]))
            want(hunt, (int)i);
}

/* The parts of a statement are printed one after the other, so no macro may belong to two of them: `for (…; i M` with M
 * as `++) f();`. If it awaits, what stands between them is printed anew, so no macro may hold a part of that: M as `)
 * {`.
 */
static void visit_parts(struct hunt *hunt, const struct node *node)
{
    bool declares = node->kind == NODE_DECLARATION || node->kind == NODE_VAR || node->kind == NODE_TYPE;
    if (!node_is_statement(node) || declares || !((hunt->func && hunt->func->is_async) || hunt->starts))
        return;
    bool prints_between = node->awaits && node->kind != NODE_BLOCK;
    const struct node *before = NULL;
    for (unsigned i = 0; i < node->count; i++) {
        const struct node *part = node->child[i];
        if (!part)
            continue;
        bool same = before && before->inside && part->inside && before->macro == part->macro;
        if (before && before->end > part->begin && !same)
            want(hunt, macro_at(hunt->unit, part->begin));
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
        want(hunt, node->macro);
    if (!node->inside && node->end > node->begin && (is_body || is_async || hunt->starts))
        want(hunt, macro_at(hunt->unit, node->end - 1));
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

static void visit_text(struct node *node, void *data)
{
    struct hunt *hunt = data;
    struct rewritten texts[MOST_REWRITTEN];
    visit_braces(hunt, node);
    note_joins(hunt, node);
    if (node->inside)
        return; /* `hides` handles that */
    visit_semicolon(hunt, node);
    visit_parts(hunt, node);
    unsigned count = rewritten_text(hunt->func, node, texts);
    for (unsigned i = 0; i < count; i++)
        visit_rewritten(hunt, &texts[i]);
}

/* One node replaces names in the arguments for the whole invocation, and an invocation that two statements share is
 * printed with the first of them. */
static void visit_shared(struct hunt *hunt, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct invocation *use = &hunt->uses[i];
        hunt->unit->macros.items[i].is_shared = use->parents_differ;
        if ((use->renames && (use->parents_differ || use->joins)) ||
            (use->owners_differ && ((hunt->func && hunt->func->is_async) || hunt->starts)))
            want(hunt, (int)i);
    }
}

/* ---- all of them ---- */

/* The head of an async function is taken apart by its brackets and the commas between its parameters, so none of them
 * may come out of a macro. */
static void visit_head(struct hunt *hunt, size_t first, unsigned end)
{
    const struct unit *unit = hunt->unit;
    for (size_t i = first; i < unit->macros.count && unit->macros.items[i].begin < end; i++)
        if (macro_unbalanced_text(unit, &unit->macros.items[i]) ||
            macro_has_separator(unit, &unit->macros.items[i], ','))
            want(hunt, (int)i);
}

/* `struct s { int a; } THEN(static) async int f(int);` with THEN(x) as `; x`: what is rewritten begins inside the
 * macro.
 */
static void visit_begin(struct hunt *hunt, const struct toplevel *item)
{
    int index = macro_at(hunt->unit, item->begin);
    const struct macro *macro = index < 0 ? NULL : &hunt->unit->macros.items[index];
    if (macro && (macro->begin < item->begin || macro_has_separator(hunt->unit, macro, ';')))
        want(hunt, index);
}

/* `async int f(int), (*p)(int) = g;`: the specifiers and each declarator are printed on their own, so only what stands
 * in brackets, and initialisers, may come out of macros. */
static void visit_group(struct hunt *hunt, const struct toplevel *first, size_t count)
{
    const char *text = hunt->unit->source->text;
    unsigned end = first[count - 1].end;
    bool initialises = false, declares = false;
    for (size_t i = 0; i < count; i++)
        declares |= first[i].is_prototype && first[i].prototypes.items[0]->is_async;
    if (count < 2 || !declares)
        return;
    visit_begin(hunt, first);
    for (struct token token = token_at(text, first->begin, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        int macro = macro_at(hunt->unit, token.begin);
        if (!initialises)
            want(hunt, macro);
        if (macro >= 0)
            token.end = hunt->unit->macros.items[macro].end;
        else if (token_is(text, token, "(") || token_is(text, token, "[") || token_is(text, token, "{"))
            token.end = initialises || !token_is(text, token, "(") ? skip_bracket(text, token.begin, end) : token.end;
        initialises = token_is(text, token, "=") || (initialises && !token_is(text, token, ","));
    }
}

/* The name of a parameter that has another one in the output must be in the text, also where it is in the type of
 * another parameter: `int (*a)[N]` with N as `n`. */
static void visit_param_name(struct hunt *hunt, const struct var *var, unsigned at)
{
    const struct source *source = hunt->unit->source;
    if (strcmp(var->name, var->out_name) &&
        !token_is(source->text, token_at(source->text, at, source->length), var->name))
        want(hunt, macro_at(hunt->unit, at));
}

/* A macro that declares a parameter must have all of it, or the parameter cannot be written anew: `POINTER(a)[n]`. */
static void visit_param(struct hunt *hunt, const struct var *var)
{
    const struct source *source = hunt->unit->source;
    int index = macro_at(hunt->unit, var->begin);
    if (index < 0)
        return;
    const struct macro *macro = &hunt->unit->macros.items[index];
    unsigned before = before_space(source->text, macro->begin);
    struct token next = token_at(source->text, macro->end, source->length);
    bool whole = before && strchr("(,", source->text[before - 1]) &&
                 (token_is(source->text, next, ",") || token_is(source->text, next, ")"));
    if (!whole && !token_is(source->text, token_at(source->text, var->begin, source->length), var->name))
        want(hunt, index);
}

static void visit_param_names(struct hunt *hunt, const struct func *func)
{
    for (size_t i = 0; i < func->params.count; i++) {
        visit_param(hunt, func->params.items[i]);
        visit_param_name(hunt, func->params.items[i], func->params.items[i]->begin);
    }
    for (size_t i = 0; i < func->param_uses.count; i++)
        visit_param_name(hunt, func->param_uses.items[i].var, func->param_uses.items[i].at);
}

static void visit_toplevel(struct hunt *hunt, struct toplevel *item)
{
    const struct unit *unit = hunt->unit;
    struct node *tree = item->func ? item->func->body : item->tree;
    size_t first = first_macro_after(unit, item->begin), end = first;
    while (end < unit->macros.count && unit->macros.items[end].begin < item->end)
        end++;
    hunt->func = item->func;
    hunt->starts = false;
    if (item->func && item->func->is_async) {
        for (size_t k = first; k < end && unit->macros.items[k].begin < item->func->name_begin; k++)
            if (unit->macros.items[k].begin >= item->func->begin && may_hide_attribute(&unit->macros.items[k]))
                want(hunt, (int)k);
        want(hunt, macro_at(unit, item->func->name_begin));
        want(hunt, macro_at(unit, item->func->params_begin));
        visit_head(hunt, first, item->func->body->begin);
        visit_param_names(hunt, item->func);
    }
    bool declares = item->is_prototype && item->prototypes.items[0]->is_async && item->end > item->begin;
    if (declares || (item->func && item->func->is_async))
        visit_begin(hunt, item);
    if (declares) {
        visit_head(hunt, first, item->end);
        want(hunt, macro_at(unit, item->end - 1));
    }
    node_walk(tree, visit, hunt);
    node_walk(tree, note_uses, hunt);
    node_walk(tree, visit_text, hunt);
    visit_shared(hunt, first, end);
}

bool find_hiding_macros(struct unit *unit, bool *wanted)
{
    struct hunt hunt = {.unit = unit, .wanted = wanted};
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct func *func = unit->toplevels.items[i].func;
        if (!func || !func->is_async)
            continue;
        node_mark_awaits(func->body);
        pin_function(unit, func);
    }
    if (!unit->macros.count)
        return false;
    hunt.uses = arena_take(unit->macros.count * sizeof *hunt.uses);
    const struct toplevel *items = unit->toplevels.items;
    for (size_t i = 0, first = 0; i < unit->toplevels.count; i++) {
        visit_toplevel(&hunt, &unit->toplevels.items[i]);
        bool more = i + 1 < unit->toplevels.count && !items[i].func && !items[i + 1].func &&
                    same_declaration(unit, &items[i], &items[i + 1]);
        if (more)
            continue;
        visit_group(&hunt, &items[first], i + 1 - first);
        first = i + 1;
    }
    return hunt.any;
}
