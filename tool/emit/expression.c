/* expression.c: expressions.
 *
 * An expression is its source text, in which these parts are replaced: a value that a step has computed becomes the
 * name of its temporary, a pinned local becomes a field of the frame, and the name of an async function becomes the
 * address of its translation. A macro invocation stays as it is; only names in its arguments may be replaced, where
 * they stand.
 */
#include "emit/emit.h"

#include "ir/node.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void find_edits(const struct node *node, struct edits *edits)
{
    if (!node)
        return;
    bool named = (node->var || node->func) && node->form != NAME_SAME && node->form != NAME_OF_CALLEE;
    if (named && node->argument_end) {
        ARRAY_ADD(*edits, node);
        return;
    }
    for (unsigned i = 0; i < node->count; i++)
        find_edits(node->child[i], edits);
}

static int compare_edits(const void *a, const void *b)
{
    const struct node *left = *(struct node *const *)a, *right = *(struct node *const *)b;
    return left->argument_begin < right->argument_begin ? -1 : left->argument_begin > right->argument_begin;
}

static const char *async_address(const struct emit *emit, const struct node *node)
{
    const struct func *func = node->func;
    return arena_format("(%s)(void (*)(void))%s__async", type_text(emit, func->type, "(*)", false), func->name);
}

/* What a name in a macro's arguments becomes in all of its uses by the macro, which are given here. */
static const char *edited_text(struct emit *emit, const struct node *const *uses, size_t count)
{
    if (!uses[0]->var)
        return async_address(emit, uses[0]);
    const char *text = var_text(emit, uses[0]->var);
    for (size_t i = 0; i < count && uses[i]->argument_begin == uses[0]->argument_begin; i++)
        if (strcmp(local_text(emit, uses[i]), text))
            return local_text(emit, uses[i]);
    return text;
}

/* A macro invocation stays as it is, except for names in its arguments. */
void emit_macro(struct emit *emit, const struct macro *macro, struct edits *edits)
{
    unsigned at = macro->begin;
    if (edits->count)
        qsort(edits->items, edits->count, sizeof *edits->items, compare_edits);
    for (size_t i = 0; i < edits->count; i++) {
        const struct node *node = edits->items[i];
        if (node->argument_begin < at)
            continue; /* the same token again, because the macro uses it twice */
        emit_source(emit, at, node->argument_begin);
        emit_format(emit, "%s", edited_text(emit, edits->items + i, edits->count - i));
        at = node->argument_end;
    }
    emit_source(emit, at, macro->end);
}

static int compare_nodes(const void *a, const void *b)
{
    const struct node *left = *(struct node *const *)a, *right = *(struct node *const *)b;
    return left->begin < right->begin ? -1 : left->begin > right->begin;
}

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* `__extension__({ … })`, `return(…)`: the word must not join the name that is written next. */
static bool follows_word(const struct emit *emit)
{
    return emit->out->length && is_word_char(emit->out->text[emit->out->length - 1]);
}

/* Writes the source after an expression, of which a name may have taken the place: `f(1)OPERATOR`. */
static void emit_source_apart(struct emit *emit, unsigned begin, unsigned end)
{
    if (begin < end && is_word_char(emit->source->text[begin]) && follows_word(emit))
        emit_format(emit, " ");
    emit_source(emit, begin, end);
}

void emit_range(struct emit *emit, unsigned begin, unsigned end, struct node *const *children, unsigned count)
{
    const struct node **sorted = arena_take((count + 1) * sizeof *sorted);
    unsigned used = 0;
    bool ordered = true;
    for (unsigned i = 0; i < count; i++)
        if (children[i]) {
            ordered &= !used || sorted[used - 1]->begin <= children[i]->begin;
            sorted[used++] = children[i];
        }
    if (!ordered)
        qsort(sorted, used, sizeof *sorted, compare_nodes);
    unsigned at = begin;
    for (unsigned i = 0; i < used; i++) {
        const struct node *child = sorted[i];
        if (child->begin >= end)
            continue;
        if (child->begin < at) {
            /* A variable after the struct that its declaration defines, or the same macro again. */
            if (child->end > at && !child->inside) {
                emit_range(emit, at, child->end, child->child, child->count);
                at = child->end;
            }
            continue;
        }
        emit_source_apart(emit, at, child->begin);
        if (child->inside && !child->value) {
            const struct macro *macro = &emit->unit->macros.items[child->macro];
            struct edits edits = {0};
            for (; i < used && sorted[i]->inside && sorted[i]->macro == child->macro; i++)
                find_edits(sorted[i], &edits);
            i--;
            emit_macro(emit, macro, &edits);
            at = macro->end;
            continue;
        }
        emit_expression(emit, child);
        at = child->end;
    }
    emit_source_apart(emit, at, end);
}

/* The arguments of a call as they stand, parentheses included; `first` comes before them. */
void emit_arguments(struct emit *emit, const struct node *call, const char *first)
{
    unsigned at = call->callee_end;
    struct token token = token_at(emit->source->text, at, call->end);
    emit_source(emit, at, token.end);
    if (*first)
        emit_format(emit, "%s%s", first, call->count > 1 ? ", " : "");
    emit_range(emit, token.end, call->end, call->child + 1, call->count - 1);
}

/* A call of the translated function: f__async(…), or through a pointer. */
void emit_async_call(struct emit *emit, const struct node *call)
{
    const struct node *callee = call->child[0];
    if (callee->kind == NODE_ASYNC_REF) {
        emit_format(emit, "%s__async", callee->func->name);
    } else {
        const struct type *function = callee->type->function;
        const char *name = result_name(emit, function->inner);
        struct type result = {.shape = TYPE_NAMED, .spelling = name};
        if (function->inner->is_void)
            result.spelling = "async_void";
        struct type translated = *function;
        translated.inner = &result;
        emit_format(emit, "((%s)(void (*)(void))(", type_text(emit, &translated, "(*)", false));
        emit_expression(emit, callee);
        emit_format(emit, "))");
    }
    emit_arguments(emit, call, "");
}

/* A call of a thunk with the arguments of async_new, async_spawn or async_run. */
static void emit_thunk_call(struct emit *emit, const struct node *call, const char *suffix)
{
    emit_format(emit, "%s", thunk_name(emit, call, suffix));
    const char *first = !strcmp(suffix, "new") || !strcmp(suffix, "make") ? "__LINE__" : "";
    if (call->child[0]->kind == NODE_ASYNC_REF) {
        emit_arguments(emit, call, first);
        return;
    }
    /* A function pointer is the first argument. */
    emit_format(emit, "(%s%s", first, *first ? ", " : "");
    emit_expression(emit, call->child[0]);
    struct token token = token_at(emit->source->text, call->callee_end, call->end);
    if (call->count > 1)
        emit_format(emit, ", ");
    emit_range(emit, token.end, call->end, call->child + 1, call->count - 1);
}

/* Where the first argument of something like sizeof(…) begins. */
static unsigned first_argument(struct emit *emit, const struct node *node)
{
    const char *text = emit->source->text;
    struct token open = token_at(text, token_at(text, node->begin, node->end).end, node->end);
    return token_at(text, open.end, node->end).begin;
}

/* Where the tag of a struct, union or enum without one would stand: after its attributes, before { or before the : that
 * introduces the underlying type of an enum. */
static unsigned place_of_tag(struct emit *emit, unsigned begin, unsigned limit)
{
    const char *text = emit->source->text;
    unsigned end = token_at(text, begin, limit).end;
    for (struct token token = token_at(text, end, limit); token.kind != TOKEN_END && !token_is(text, token, "{") &&
                                                          !token_is(text, token, "<") && !token_is(text, token, ":");
         token = token_at(text, end, limit)) {
        bool opens = token_is(text, token, "(") || token_is(text, token, "[");
        end = opens ? skip_bracket(text, token.begin, limit) : token.end;
    }
    return end;
}

static void emit_name(struct emit *emit, const struct node *node)
{
    unsigned tag;
    switch (node->form) {
    case NAME_VARIABLE:
    case NAME_BARE:
    case NAME_NULL:
    case NAME_ALIGNED:
        emit_format(emit, "%s", local_text(emit, node));
        break;
    case NAME_ADDRESS:
    case NAME_OF_CALLEE:
        emit_format(emit, "(%s)", async_address(emit, node));
        break;
    case NAME_OF_FUNCTION:
        emit_format(emit, "%s", quoted(emit->func->name));
        break;
    case NAME_TAG:
        tag = place_of_tag(emit, node->begin, node->end);
        emit_range(emit, node->begin, tag, node->child, node->count);
        emit_format(emit, " unnamed_%u", node->type->local->begin);
        emit_range(emit, tag, node->end, node->child, node->count);
        break;
    case NAME_SAME:
        break;
    }
}

static void emit_run(struct emit *emit, const struct node *run)
{
    if (run->child[0]->is_async_call) {
        emit_thunk_call(emit, run->child[0], "run");
        return;
    }
    if (run_takes_task(run))
        emit_format(emit, "async_run_task(");
    else
        emit_format(emit, "%s(&", run_object_name(emit, run->type));
    emit_expression(emit, run->child[0]);
    emit_format(emit, ", __FILE__, __LINE__)");
}

/* The selected association of a _Generic. The others are gone: compilers may disagree about which one is chosen. */
static void emit_selection(struct emit *emit, const struct node *node)
{
    emit_format(emit, "_Generic(");
    if (node->child[0]->begin == first_argument(emit, node))
        emit_expression(emit, node->child[0]);
    else
        emit_format(emit, "0");
    emit_format(emit, ", default: ");
    emit_operand(emit, node->child[node->count - 1], false);
    emit_format(emit, ")");
}

/* A comma whose left operand is a step. Compilers warn about an = that is the whole condition. */
static void emit_right_of_comma(struct emit *emit, const struct node *node)
{
    bool assigns =
        node->child[1]->kind == NODE_ASSIGN && !node->child[1]->value && node->parent->kind != NODE_EXPRESSION;
    emit_format(emit, assigns ? "(" : "");
    emit_expression(emit, node->child[1]);
    emit_format(emit, assigns ? ")" : "");
}

/* A compound assignment whose old value is in a temporary. Compilers warn about an = as a condition. */
static void emit_compound_assign(struct emit *emit, const struct node *node)
{
    bool statement = node->parent && node->parent->kind == NODE_EXPRESSION;
    emit_format(emit, statement ? "" : "(");
    emit_expression(emit, node->child[0]);
    emit_format(emit, " = %s %.*s (", var_text(emit, node->var), (int)strlen(node->op) - 1, node->op);
    emit_expression(emit, node->child[1]);
    emit_format(emit, statement ? ")" : "))");
}

/* async_new and async_spawn. If the value is stored somewhere, the object that is made is told where. */
static void emit_task(struct emit *emit, const struct node *node)
{
    bool is_new = node->kind == NODE_NEW;
    if (node->count < 2) {
        emit_thunk_call(emit, node->child[0], task_thunk(node));
        return;
    }
    emit_format(emit, "%s%s(", is_new ? "" : "async_started(", store_name(emit, node));
    emit_expression(emit, node->child[1]);
    emit_format(emit, ", ");
    emit_thunk_call(emit, node->child[0], "new");
    emit_format(emit, is_new ? ")" : "))");
}

/* Another expression in place of the source's. */
static void emit_other(struct emit *emit, const struct node *node)
{
    switch (node->kind) {
    case NODE_PAREN:
    case NODE_DEREF:
        emit_expression(emit, node->child[0]);
        break;
    case NODE_ADDRESS:
        emit_format(emit, node->is_implicit ? "&" : "");
        emit_expression(emit, node->child[0]);
        break;
    case NODE_CALL:
    case NODE_AWAIT: /* in sizeof, where only the type matters */
        emit_format(emit, node->type->is_void ? "(void)0" : "(*(%s)0)", pointer_to(emit, node->type));
        break;
    case NODE_UNEVALUATED:
        emit_format(emit, "%s%s", follows_word(emit) ? " " : "", node->instead);
        break;
    case NODE_NEW:
    case NODE_SPAWN:
        emit_task(emit, node);
        break;
    case NODE_RUN:
        emit_run(emit, node);
        break;
    case NODE_REPR:
        emit_format(emit, "async_repr(");
        emit_expression(emit, node->child[0]);
        emit_format(emit, ")");
        break;
    case NODE_CAST:
        emit_selection(emit, node);
        break;
    case NODE_COMMA:
        emit_right_of_comma(emit, node);
        break;
    case NODE_COMPOUND_ASSIGN:
        emit_compound_assign(emit, node);
        break;
    case NODE_CONSTANT:
    case NODE_GLOBAL:
    case NODE_FUNCTION:
    case NODE_REF:
    case NODE_ASYNC_REF:
    case NODE_MEMBER:
    case NODE_INDEX:
    case NODE_ASSIGN:
    case NODE_INCDEC:
    case CHOICE_KINDS:
    case NODE_OPERATOR:
    case NODE_SELECTION:
    case NODE_INIT_LIST:
    case NODE_DESIGNATED:
    case NODE_LITERAL:
    case NODE_STATEMENTS:
    case NODE_START:
    case NODE_GATHER:
    case NODE_OTHER:
    case STATEMENT_KINDS: /* no other expression is planned for them */
        emit_range(emit, node->begin, node->end, node->child, node->count);
        break;
    }
}

static void emit_self(struct emit *emit, const struct node *node)
{
    if (node->own_plan == PLAN_NAME) {
        emit_name(emit, node);
    } else if (node->own_plan == PLAN_EXPRESSION) {
        emit_other(emit, node);
    } else if (node->kind == NODE_STATEMENTS) {
        const struct node *block = node->child[0];
        emit_source(emit, node->begin, block->begin);
        emit_statement(emit, node->child[0]);
        emit_source(emit, block->end, node->end);
    } else {
        emit_range(emit, node->begin, node->end, node->child, node->count);
    }
}

static void emit_value_of(struct emit *emit, const struct node *node, bool own)
{
    if (node->plan == PLAN_VALUE && !own) {
        if (node->value->type->is_void)
            emit_format(emit, "(void)0");
        else
            emit_format(emit, "%s%s", follows_word(emit) ? " " : "", var_text(emit, node->value));
        return;
    }
    if (node->inside) {
        struct edits edits = {0};
        find_edits(node, &edits);
        emit_macro(emit, &emit->unit->macros.items[node->macro], &edits);
        return;
    }
    emit_self(emit, node);
}

/* The part of a compound literal that declares its type, if there is one. */
static bool declares_type(struct emit *emit, const struct node *node, bool own, struct range *part)
{
    const struct local_type *local = type_local(node->type);
    unsigned list = node->count ? node->child[node->count - 1]->begin : node->end;
    if (node->kind != NODE_LITERAL || (node->value && !own) || !local || local->begin <= node->begin ||
        local->begin >= list)
        return false;
    *part = (struct range){local->begin, skip_attributes(emit->source->text, local->end, list)};
    return true;
}

/* `&(struct { int a; }){1}`: the type is declared where it is needed first, before the literal. */
static void emit_kept_literal(struct emit *emit, const struct node *node, const struct range *part, const char *pointer)
{
    const struct local_type *local = type_local(node->type);
    const struct type *base = node->type;
    while (base->shape == TYPE_POINTER || base->shape == TYPE_ARRAY)
        base = base->inner;
    unsigned tag = place_of_tag(emit, part->begin, part->end);
    const char *name = strstr(pointer, base->spelling), *kept = var_text(emit, node->kept);
    const char *type = type_text(emit, node->type, "", true);
    emit_format(emit, "(*(%.*s", (int)(name - pointer), pointer);
    emit_range(emit, part->begin, tag, node->child, node->count - 1);
    if (!local->has_tag)
        emit_format(emit, " unnamed_%u", local->begin);
    emit_range(emit, tag, part->end, node->child, node->count - 1);
    emit_format(emit, "%s)async_copy(&%s, &", name + strlen(base->spelling), kept);
    emit_range(emit, node->begin, part->begin, node->child, node->count);
    emit_format(emit, "%s", base->spelling);
    emit_range(emit, part->end, node->end, node->child, node->count);
    emit_format(emit, ", sizeof(%s)))", type);
}

/* `own`: this is the step that computes the value of the expression. */
static void emit_either(struct emit *emit, const struct node *node, bool own)
{
    struct range part;
    if (!node->kept) {
        emit_value_of(emit, node, own);
        return;
    }
    /* A compound literal has an address; any other value gets one by becoming the only element of an array. */
    bool literal = node->kind == NODE_LITERAL && (!node->value || own);
    const char *type = type_text(emit, node->type, "", true);
    struct type to = {.shape = TYPE_POINTER, .inner = node->type};
    const char *pointer = type_text(emit, &to, "", true);
    if (declares_type(emit, node, own, &part)) {
        emit_kept_literal(emit, node, &part, pointer);
        return;
    }
    emit_format(emit, "(*(%s)async_copy(&%s, ", pointer, var_text(emit, node->kept));
    emit_format(emit, literal ? "&" : "(%s){(", type_text(emit, node->type, "[]", true));
    emit_value_of(emit, node, own);
    emit_format(emit, "%s, sizeof(%s)))", literal ? "" : ")}", type);
}

void emit_expression(struct emit *emit, const struct node *node)
{
    emit_either(emit, node, false);
}

void emit_operand(struct emit *emit, const struct node *node, bool own)
{
    const struct node *bare = node;
    while (bare->kind == NODE_CAST && bare->count == 1 && (!bare->value || (own && bare == node)) &&
           bare->begin == bare->child[0]->begin)
        bare = bare->child[0];
    bool comma = bare->kind == NODE_COMMA && (!bare->value || (own && bare == node)) && !bare->rewritten;
    emit_format(emit, comma ? "(" : "");
    emit_either(emit, node, own);
    emit_format(emit, comma ? ")" : "");
}

void emit_not(struct emit *emit, const struct node *node)
{
    const struct node *left = what_is_left(node);
    bool binds = left->kind == NODE_REF || left->kind == NODE_GLOBAL || left->kind == NODE_CALL ||
                 left->kind == NODE_MEMBER || left->kind == NODE_INDEX;
    bool simple = (left->value || (binds && left->macro < 0)) && !left->kept;
    emit_format(emit, simple ? "!" : "!(");
    emit_expression(emit, simple ? left : node);
    emit_format(emit, simple ? "" : ")");
}
