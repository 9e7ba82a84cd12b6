/* bit_field.c: the types of values that come from wide bit-fields.
 *
 * In `unsigned long long b : 40`, the value of p->b has 40 bits to gcc, and so has that of p->b << 10: what leaves them
 * is lost. To clang it is an unsigned long long. The temporary for such a value has the type of an expression that each
 * compiler reads its own way:
 *
 *     __typeof__(((struct { unsigned long long value : 40; } *)0)->value + 0)
 */
#include "passes/bit_field.h"

#include "ir/node.h"
#include "base/util.h"

#include <string.h>

enum { WIDTH_OF_INT = 32 };

/* An expression without operands of the source that has the type of this one; NULL if no bit-field matters to it. */
static const char *expression_like(const struct node *node);

static const char *field_like(const struct node *member)
{
    if (member->bits < WIDTH_OF_INT || member->bits >= member->type->size * 8)
        return NULL;
    return arena_format("((struct { %s value : %d; } *)0)->value", member->type->canonical, member->bits);
}

/* The operands are converted to the wider of their types. */
static const char *operands_like(const struct node *left, const struct node *right)
{
    const char *one = expression_like(left), *other = expression_like(right);
    if (!one && !other)
        return NULL;
    const struct node *plain = one ? right : left;
    while (plain->kind == NODE_CAST && plain->is_implicit && plain->count == 1) /* libclang's own conversion */
        plain = plain->child[0];
    if ((!one || !other) && (!plain->type->is_integer || plain->type->size * 8 > WIDTH_OF_INT))
        return NULL;
    return one && other ? arena_format("%s + %s", one, other) : one ? one : other;
}

static bool is_shift(const struct node *node)
{
    return node->op && (!strcmp(node->op, "<<") || !strcmp(node->op, ">>"));
}

static const char *expression_like(const struct node *node)
{
    if (!node->type || !node->type->is_integer || node->type->size * 8 <= WIDTH_OF_INT)
        return NULL;
    switch (node->kind) {
    case NODE_MEMBER:
        return field_like(node);
    case NODE_PAREN:
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
    case NODE_INCDEC:
        return expression_like(node->child[0]);
    case NODE_CAST:
        return node->is_implicit && node->count == 1 ? expression_like(node->child[0]) : NULL;
    case NODE_COMMA:
        return expression_like(node->child[node->count - 1]);
    case NODE_CONDITIONAL:
        return operands_like(node->child[1], node->child[2]);
    case NODE_ELVIS:
        return operands_like(node->child[0], node->child[1]);
    case NODE_OPERATOR:
        return node->count == 2 && !is_shift(node) ? operands_like(node->child[0], node->child[1])
               : node->count                       ? expression_like(node->child[0])
                                                   : NULL;
    case NODE_STATEMENTS: {
        const struct node *block = node->child[0], *last = block->count ? block->child[block->count - 1] : NULL;
        return last && last->kind == NODE_EXPRESSION ? expression_like(last->child[0]) : NULL;
    }
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_REF:
    case NODE_ASYNC_REF:
    case NODE_ADDRESS:
    case NODE_DEREF:
    case NODE_INDEX:
    case NODE_CALL:
    case NODE_AND:
    case NODE_OR:
    case NODE_UNEVALUATED:
    case NODE_SELECTION:
    case NODE_INIT_LIST:
    case NODE_DESIGNATED:
    case NODE_LITERAL:
    case NODE_AWAIT:
    case KEYWORD_KINDS:
    case NODE_OTHER:
    case STATEMENT_KINDS:
        return NULL;
    }
    return NULL;
}

struct type *bit_field_type(const struct node *node, struct type *type)
{
    const char *like = expression_like(node);
    if (!like)
        return type;
    struct type *made = arena_take(sizeof *made);
    *made = *type;
    made->spelling = made->canonical = arena_format("__typeof__(%s + 0)", like);
    return made;
}
