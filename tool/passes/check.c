/* check.c: the rules of the language; every diagnostic about meaning.
 *
 * After this pass a unit holds only what the later ones can translate. Whatever is refused is refused here, by name,
 * at the place that the author wrote, with what to write instead.
 */
#include "passes/check_internal.h"

#include "ir/attributes.h"
#include "passes/conditionals.h"
#include "passes/lower.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdint.h>
#include <string.h>

void error_at(struct check *check, const struct node *node, const char *message)
{
    diag_error(check->diag, node->begin, node->end, "%s", message);
}

/* ---- declarations ---- */

/* Can the sizes of the parameters be left to the entry alone, and the body have plain pointers? */
static bool sizes_once(const struct func *func)
{
    bool once = !func->knr;
    for (size_t i = 0; i < func->params.count; i++) {
        const struct var *var = func->params.items[i];
        once &= *var->name && strncmp(var->name, "async_", 6) && !var->type->is_variable;
    }
    return once;
}

/* The lengths of a parameter are read off its type, which a function in between does not allow. */
static bool returns_variable(const struct type *type)
{
    for (; type && type->is_variable; type = type_below(type))
        if (type->shape == TYPE_FUNCTION)
            return true;
    return false;
}

static void check_params(struct check *check, const struct func *func)
{
    if (func->is_async && func->tags_unnamed)
        diag_error(check->diag, func->name_begin, func->name_begin + (unsigned)strlen(func->name),
                   "a parameter of async function '%s' has a type without a name, which is declared in its list of "
                   "parameters; declare it before",
                   func->name);
    if (func->is_async && func->size_effects && !sizes_once(func))
        diag_error(check->diag, func->name_begin, func->name_begin + (unsigned)strlen(func->name),
                   "a parameter of async function '%s' has an array size with side effects, which would happen twice; "
                   "compute it in the body",
                   func->name);
    for (size_t i = 0; i < func->params.count; i++) {
        const struct var *var = func->params.items[i];
        if (func->is_async && func->body && func->body->awaits && returns_variable(var->type))
            diag_error(check->diag, var->begin, 0,
                       "the parameter '%s' leads to a function whose result has a variable length, which is not "
                       "supported in an async function with an await",
                       var->name);
    }
}

static void check_agreement(struct check *check, const struct func *func)
{
    const struct decl *first = NULL;
    for (size_t i = 0; i < func->decls.count; i++) {
        const struct decl *decl = &func->decls.items[i];
        if (!first) {
            first = decl;
            continue;
        }
        if (decl->is_async == first->is_async || !decl->in_buffer)
            continue;
        diag_error(check->diag, decl->begin, decl->begin + 1, "'%s' is declared %s here, but was declared %s before",
                   func->name, decl->is_async ? "async" : "without async", first->is_async ? "async" : "without async");
        if (first->in_buffer)
            diag_note(check->diag, first->begin, first->begin + 1, "the other declaration is here");
        else
            diag_report(check->diag, SEVERITY_NOTE, &first->place, 1, "the other declaration is here");
        return;
    }
}

static void check_function_type(struct check *check, const struct func *func)
{
    const struct decl *decl = &func->decls.items[0];
    if (func->type->inner->is_anonymous && decl->in_buffer)
        diag_error(check->diag, decl->begin, decl->begin + 1,
                   "the result type of async function '%s' has no name; give it a tag", func->name);
    if (func->type->variadic && decl->in_buffer)
        diag_error(check->diag, decl->begin, decl->begin + 1,
                   "the async function '%s' cannot be variadic: its arguments may have to outlive the call; pass a "
                   "va_list, an array or a struct",
                   func->name);
}

static void check_attributes(struct check *check, const struct func *func)
{
    for (size_t i = 0; i < func->attributes.count; i++) {
        const struct attribute *attribute = &func->attributes.items[i];
        const char *reason = "it is not known what it would mean";
        enum attribute_effect effect = attribute_effect(attribute->name, &reason);
        if (effect != ATTRIBUTE_REFUSED && effect != ATTRIBUTE_UNKNOWN)
            continue;
        const char *message =
            arena_format("the async function '%s' cannot have %s: %s", func->name,
                         !strcmp(attribute->name, "asm") ? "another name in assembly"
                                                         : arena_format("the attribute '%s'", attribute->name),
                         reason);
        if (attribute->in_buffer) {
            diag_error(check->diag, attribute->begin, attribute->end, "%s", message);
        } else {
            diag_report(check->diag, SEVERITY_ERROR, &attribute->place, 1, message);
        }
    }
}

/* ---- expressions ---- */

static bool in_kind(const struct node *node, enum node_kind kind)
{
    for (node = node->parent; node; node = node->parent)
        if (node->kind == kind)
            return true;
    return false;
}

static bool is_named(const struct node *callee, const char *const *names)
{
    const struct node *bare = callee;
    while (bare->count == 1 && (bare->kind == NODE_CAST || bare->kind == NODE_PAREN))
        bare = bare->child[0];
    const char *name = bare->func ? bare->func->name : bare->name;
    for (; name && *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

const struct type *async_call_type(const struct node *call)
{
    const struct node *callee = call->child[0];
    return callee->kind == NODE_ASYNC_REF ? callee->func->type : callee->type->function;
}

static void check_call(struct check *check, struct node *node)
{
    static const char *const jumps[] = {"setjmp", "_setjmp",    "sigsetjmp", "__sigsetjmp", "__builtin_setjmp",
                                        "vfork",  "getcontext", "savectx",   NULL};
    static const char *const stack[] = {"alloca", "__builtin_alloca", "__builtin_alloca_with_align", NULL};
    static const char *const blocking[] = {"sleep", "usleep", "nanosleep", NULL};
    bool in_async = check->func && check->func->is_async;
    if (in_async && is_named(node->child[0], jumps))
        error_at(check, node,
                 "setjmp and its like cannot be used in an async function: its stack frame is gone after the first "
                 "wait; call it in an ordinary function that this one calls");
    if (in_async && is_named(node->child[0], stack))
        error_at(check, node,
                 "alloca cannot be used in an async function: its memory does not survive a wait; use malloc, or an "
                 "array of fixed size");
    if (in_async && is_named(node->child[0], blocking))
        diag_warning(check->diag, node->begin, node->end, "async-blocking",
                     "this blocks the whole loop; write 'await async_sleep(seconds)'");
    if (!node->is_async_call)
        return;
    const struct type *function = async_call_type(node);
    if (!function) {
        error_at(check, node, "this call of an async function through an expression of this type is not supported");
        return;
    }
    if (function->variadic && node->child[0]->kind != NODE_ASYNC_REF)
        error_at(check, node, "a variadic async function is not supported");
    if (in_kind(node, NODE_UNEVALUATED))
        return;
    const struct node *parent = node->parent, *below = node;
    while (parent && (parent->kind == NODE_PAREN || (parent->kind == NODE_CAST && parent->count == 1))) {
        below = parent;
        parent = parent->parent;
    }
    if (parent && (parent->kind == NODE_AWAIT || parent->kind == NODE_NEW || parent->kind == NODE_SPAWN ||
                   parent->kind == NODE_START || parent->kind == NODE_RUN))
        return;
    if (parent && parent->kind == NODE_GATHER)
        return;
    if (parent && parent->kind == NODE_ASSIGN && parent->child[1] == below) {
        const struct node *up = parent->parent;
        while (up && up->kind == NODE_PAREN)
            up = up->parent;
        if (up && up->kind == NODE_GATHER)
            return;
    }
    const char *name = node->child[0]->kind == NODE_ASYNC_REF ? node->child[0]->func->name : "the function";
    diag_error(check->diag, node->begin, node->end,
               "call of async function '%s' without await: it would not run; write 'await %s(…)', or give the call "
               "to async_new, async_spawn, async_gather or async_run",
               name, name);
}

/* sizeof(int[await f()]): the length is evaluated, but it stands in a type. */
static bool in_type_of_sizeof(const struct check *check, const struct node *node)
{
    const struct node *part = node;
    while (part->parent && part->parent->kind != NODE_UNEVALUATED)
        part = part->parent;
    if (!part->parent || part->parent->begin == part->begin || part->parent->callee_end)
        return false;
    const char *text = check->unit->source->text;
    struct token keyword = token_at(text, part->parent->begin, part->parent->end);
    return part->kind != NODE_PAREN && token_is(text, token_at(text, keyword.end, part->parent->end), "(");
}

static const char *unevaluated_by(const struct node *node)
{
    while (node->kind != NODE_UNEVALUATED)
        node = node->parent;
    if (node->callee_end)
        return node_strip(node->child[0])->func->name;
    const struct node *parent = node->parent;
    bool choice = parent && parent->kind == NODE_CAST && parent->count == 3 && parent->child[0]->instead;
    return choice ? "__builtin_choose_expr" : "sizeof, typeof, _Alignof, _Generic";
}

/* Is it, or may it be, an association of _Generic that is evaluated? */
static bool is_in_selection(const struct node *node)
{
    for (; node->parent; node = node->parent) {
        if (node->parent->kind == NODE_UNEVALUATED)
            return false;
        if (node->parent->kind == NODE_SELECTION)
            return true;
    }
    return false;
}

/* Is it in one that is not chosen? */
static bool is_association(const struct check *check, const struct node *node)
{
    while (node->kind != NODE_UNEVALUATED)
        node = node->parent;
    const struct node *whole = node->parent;
    const char *text = check->unit->source->text;
    if (!whole || (whole->kind != NODE_CAST && whole->kind != NODE_SELECTION) ||
        !token_is(text, token_at(text, whole->begin, whole->end), "_Generic"))
        return false;
    unsigned open = token_at(text, token_at(text, whole->begin, whole->end).end, whole->end).end;
    return token_at(text, open, whole->end).begin != node->begin;
}

bool check_undeclared(struct check *check, const struct node *node)
{
    const struct unit *unit = check->unit;
    if (node->kind != NODE_CALL)
        return false;
    for (size_t i = 0; i < unit->undeclared.count; i++) {
        const struct undeclared *undeclared = &unit->undeclared.items[i];
        if (undeclared->at != node->child[0]->begin)
            continue;
        diag_error(check->diag, undeclared->at, node->child[0]->end, "%s", undeclared->message);
        for (size_t k = 0; k < undeclared->notes.count; k++)
            diag_report(check->diag, SEVERITY_NOTE, &undeclared->notes.items[k].place, 1,
                        undeclared->notes.items[k].message);
        return true;
    }
    return false;
}

/* What is awaited is neither a call of an async function nor an object. */
static void refuse_awaited(struct check *check, const struct node *node)
{
    const struct node *operand = node->child[0];
    const struct type *type = operand->type;
    const char *general = "what is awaited must be a call of an async function or a coroutine object";
    const char *more = "";
    if (check_undeclared(check, operand))
        return;
    if (operand->kind == NODE_AWAIT)
        general = "the value of an await cannot be awaited: what is awaited must be a call of an async function or a "
                  "coroutine object";
    else if (operand->kind == NODE_ASYNC_REF)
        more = arena_format("; write 'await %s(…)'", operand->func->name);
    else if (operand->kind == NODE_CALL && node_strip(operand->child[0])->kind == NODE_FUNCTION)
        more = arena_format("; '%s' is not async", node_strip(operand->child[0])->func->name);
    else if (check_is_object(operand))
        more = "; this is an array of them";
    else if (type->shape == TYPE_POINTER && !strcmp(type->inner->canonical, "struct async_frame"))
        more = "; a handle is awaited with 'await async_join(t)', which drops the value: where you want it, write "
               "'async T c = async_start(f(…))'";
    diag_error(check->diag, node->begin, node->end, "%s%s", general, more);
}

static void check_await(struct check *check, struct node *node)
{
    struct node *operand = node->child[0];
    if (!check->func) {
        error_at(check, node, "await in the initialiser of a variable at file scope");
        return;
    }
    if (!check->func->is_async) {
        diag_error(check->diag, node->begin, node->end,
                   "await outside of an async function: mark '%s' async, or use async_run", check->func->name);
        return;
    }
    if (is_in_selection(node))
        error_at(check, node,
                 "await in _Generic, where several associations have the type of the one that is chosen: await into a "
                 "variable before");
    else if (in_type_of_sizeof(check, node))
        error_at(check, node, "await in a type: await into a variable before");
    else if (in_kind(node, NODE_UNEVALUATED) && !is_association(check, node) &&
             !source_is_expansion(check->unit->source, node->begin))
        diag_error(check->diag, node->begin, node->end, "await in an operand that is not evaluated (%s)",
                   unevaluated_by(node));
    else if (in_kind(node, NODE_TYPE))
        error_at(check, node, "await in a type: await into a variable before");
    if (in_kind(node, NODE_ASM))
        error_at(check, node, "await in an operand of asm: await into a variable before");
    for (const struct node *up = node->parent; up; up = up->parent) {
        if (up->kind == NODE_VAR && up->var->is_static) {
            error_at(check, node, "await in the initialiser of a static variable");
            break;
        }
        if (up->kind == NODE_VAR)
            break;
    }
    check_result(check, node);
    switch (node->await) {
    case AWAIT_CALL:
    case AWAIT_LEAF:
    case AWAIT_JOIN:
        break;
    case AWAIT_GATHER:
        for (unsigned i = 0; i < operand->count; i++)
            if (!gather_call(operand->child[i])->is_async_call &&
                !check_undeclared(check, gather_call(operand->child[i])))
                error_at(check, operand->child[i],
                         "async_gather takes calls of async functions, and assignments from them");
        break;
    case AWAIT_OBJECT:
        if (!check_is_object(operand) || operand->type->is_array)
            refuse_awaited(check, node);
    }
}

/* The statement expression whose value this is, or NULL. */
static const struct node *statements_of_value(const struct node *expression)
{
    const struct node *last = expression;
    while (last->parent && (last->parent->kind == NODE_LABEL || last->parent->kind == NODE_ATTRIBUTED))
        last = last->parent;
    const struct node *block = last->parent;
    bool gives_value = block && block->kind == NODE_BLOCK && block->parent && block->parent->kind == NODE_STATEMENTS &&
                       block->child[block->count - 1] == last;
    return gives_value ? block->parent : NULL;
}

/* Is this address only asked for being there, or not wanted at all? A weak function may not be. */
static bool only_asks(const struct node *address)
{
    const struct node *up = address->parent, *node = address;
    for (; up; node = up, up = up->parent) {
        switch (up->kind) {
        case NODE_CAST:
            if (up->type && up->type->is_bool)
                return true;
            break;
        case NODE_PAREN:
        case NODE_ADDRESS:
        case NODE_DEREF:
        case NODE_ELVIS:
            break;
        case NODE_CONDITIONAL:
            if (up->child[0] == node)
                return true;
            break;
        case NODE_COMMA:
            if (up->child[0] == node)
                return true;
            break;
        case NODE_OPERATOR:
            return up->op && strcspn(up->op, "!=<>") == 0 && strcmp(up->op, "<<") && strcmp(up->op, ">>");
        case NODE_AND:
        case NODE_OR:
        case NODE_UNEVALUATED:
            return true;
        case NODE_EXPRESSION:
            up = statements_of_value(up);
            if (!up)
                return true;
            break;
        default:
            return node_is_statement(up) && up->kind != NODE_RETURN && up->kind != NODE_VAR &&
                   up->kind != NODE_COMPUTED_GOTO && up->kind != NODE_ASM;
        }
    }
    return false;
}

/* If the node is an argument of this call, of a function that is not the program's own: its name. */
static const char *callee_outside(const struct node *call, const struct node *node)
{
    if (!call || call->kind != NODE_CALL || node_is_within(node, call->child[0]))
        return NULL;
    const struct node *callee = node_strip(call->child[0]);
    if (callee->kind != NODE_FUNCTION)
        return NULL;
    return callee->func->decls.count ? NULL : callee->func->name; /* declarations of system headers are not noted */
}

static void check_reference(struct check *check, struct node *node)
{
    if (node->called || node->to_async || only_asks(node))
        return;
    const struct node *parent = node->parent;
    while (parent && (parent->kind == NODE_PAREN || parent->kind == NODE_CAST || parent->kind == NODE_ADDRESS) &&
           parent->count == 1)
        parent = parent->parent;
    if (parent && (parent->kind == NODE_AWAIT || parent->kind == NODE_NEW || parent->kind == NODE_SPAWN ||
                   parent->kind == NODE_START || parent->kind == NODE_RUN))
        return; /* where a call is missing, which is said there */
    const char *caller = callee_outside(parent, node);
    if (caller) {
        diag_error(check->diag, node->begin, node->end,
                   "'%s' calls what it is given as an ordinary function, and could not await the async function '%s': "
                   "pass an ordinary function that uses async_run",
                   caller, node->func->name);
        return;
    }
    diag_error(check->diag, node->begin, node->end,
               "the address of async function '%s' is given to a plain pointer, through which it could not be awaited; "
               "declare the pointer async",
               node->func->name);
}

static bool in_async(const struct check *check)
{
    return check->func && check->func->is_async;
}

static bool block_awaits(const struct node *node)
{
    while (node && node->kind != NODE_BLOCK && node->kind != NODE_FOR)
        node = node->parent;
    return node && node->awaits;
}

/* A type of variable length: its lengths must be in the declarator, where they can be kept. */
static void check_variable(struct check *check, struct node *node)
{
    unsigned levels = 0, first = node->has_init ? 1 : 0;
    const struct type *type = node->var->type;
    if (!type->is_variable)
        return;
    if (node->var->is_static)
        error_at(check, node,
                 "a static pointer to an array of variable length, in a block with an await, is not supported: make it "
                 "a pointer to its elements");
    for (; type_below(type); type = type_below(type))
        levels += type->shape == TYPE_ARRAY;
    bool numbers = true; /* and not the operand of a typeof */
    for (unsigned i = first; i < first + node->sizes; i++)
        numbers &= node->child[i]->type && node->child[i]->type->is_integer;
    if (type->is_variable || !numbers || node->sizes != levels)
        error_at(check, node,
                 "a variable whose type has its variable length in a typedef or typeof, in a block with an await, is "
                 "not supported: write the length in its own declarator");
}

static void check_alignment(struct check *check, struct node *node)
{
    if (node->var->alignment == ALIGNMENT_UNREAD)
        error_at(check, node, "the alignment of this local cannot be found out; write it as a number");
}

/* (A computed goto out of the scope of such a variable is clang's error.) */
static void check_cleanup(struct check *check, struct node *node)
{
    if (node->var->has_cleanup && !node->var->cleanup)
        error_at(check, node, "the function of this __attribute__((cleanup)) cannot be found; write it out");
}

/* The compiler writes this call, so nobody could await it. */
static void check_cleanup_waits(struct check *check, struct node *node)
{
    for (size_t i = 0; node->var->cleanup && i < check->unit->funcs.count; i++) {
        const struct func *func = check->unit->funcs.items[i];
        if (func->is_async && !strcmp(func->name, node->var->cleanup))
            error_at(check, node, "this __attribute__((cleanup)) names an async function, which nothing awaits there");
    }
}

static bool is_left_by_break(const struct node *node)
{
    return node->kind == NODE_FOR || node->kind == NODE_WHILE || node->kind == NODE_DO || node->kind == NODE_SWITCH;
}

/* Compilers do not agree about which loop this belongs to, and the head of a loop that awaits is moved into its body.
 */
static void check_jump(struct check *check, const struct node *jump)
{
    for (const struct node *node = jump, *up = jump->parent; up; node = up, up = up->parent) {
        if (!is_left_by_break(up))
            continue;
        unsigned body = up->kind == NODE_DO ? 0 : up->kind == NODE_FOR ? 3 : 1;
        if (up->child[body] == node)
            return;
        if (node->awaits)
            error_at(check, jump,
                     "a jump out of the head of a loop that awaits is not supported: put it into the body");
        return;
    }
}

/* Does a block of this expression hold the place? Its statements stay in their order. */
static bool is_in_block(const struct node *node, unsigned at)
{
    if (!node || at < node->begin || at >= node->end)
        return false;
    if (node->kind == NODE_BLOCK)
        return true;
    for (unsigned i = 0; i < node->count; i++)
        if (is_in_block(node->child[i], at))
            return true;
    return false;
}

/* Lines of the preprocessor in what is taken apart would be lost, or come behind what they should stand in front of. */
static void refuse_directives(struct check *check, const struct node *node, unsigned begin, unsigned end)
{
    const struct source *source = check->unit->source;
    for (unsigned at; begin < end && has_directive(source->text, source->length, begin, end, &at);) {
        struct token word = token_at(source->text, at + 1, end);
        bool line = token_is(source->text, word, "line") || word.kind == TOKEN_NUMBER; /* the output has its own */
        if (!line && !is_in_block(node, at)) {
            diag_error(check->diag, at, at + 1,
                       "a directive in the middle of a statement with an await is not supported: put it in front of "
                       "it");
            return;
        }
        begin = token_at(source->text, at, end).end;
    }
}

/* Between the parts of a statement they can stay: emit_directives. */
static void check_directives(struct check *check, const struct node *node)
{
    const struct node *first = node->count ? node->child[0] : NULL;
    unsigned head = node->begin;
    bool awaits = false;
    switch (node->kind) {
    case NODE_EXPRESSION:
    case NODE_COMPUTED_GOTO:
    case NODE_IF:
    case NODE_SWITCH:
    case NODE_WHILE:
        if (first && first->awaits)
            refuse_directives(check, first, node->begin, first->end);
        break;
    case NODE_RETURN:
        if (!first)
            break;
        refuse_directives(check, first, node->begin, first->awaits ? first->end : first->begin);
        refuse_directives(check, first, first->end, node->end);
        break;
    case NODE_DO:
        if (node->child[1]->awaits)
            refuse_directives(check, node->child[1], node->child[1]->begin, node->end);
        break;
    case NODE_FOR:
        for (unsigned i = 0; i < 3; i++) {
            head = node->child[i] && node->child[i]->end > head ? node->child[i]->end : head;
            awaits |= node->child[i] && node->child[i]->awaits;
        }
        if (awaits || (first && first->kind == NODE_DECLARATION && node->awaits))
            refuse_directives(check, node, node->begin,
                              node->child[2] && node->child[2]->awaits ? node->child[3]->begin : head);
        break;
    case NODE_DECLARATION:
        for (unsigned i = 0; i < node->count; i++) {
            const struct node *var = node->child[i];
            if (var->kind != NODE_VAR || !var->var->scope || !var->var->scope->awaits)
                continue;
            awaits = var->awaits;
            refuse_directives(check, var, var->var->begin, var->has_init && !awaits ? var->child[0]->begin : var->end);
        }
        break;
    default:
        break;
    }
}

struct leaving {
    struct check *check;
    const struct node *gather;
};

static void check_leaving(struct node *node, void *data)
{
    const struct leaving *leaving = data;
    bool jumps = node_is_jump(node);
    for (const struct node *up = node; up != leaving->gather && jumps; up = up->parent)
        jumps = (node->kind != NODE_BREAK && node->kind != NODE_CONTINUE) || !is_left_by_break(up);
    if (jumps)
        error_at(leaving->check, node,
                 "a jump in an argument of async_gather, where a call before it may be waiting already, is not "
                 "supported: compute the argument before");
}

static void find_act(struct node *node, void *data)
{
    *(bool *)data |= node_acts(node) || node->kind == NODE_AWAIT;
}

/* A literal that is the target of an assignment is written down once for its old and once for its new value. */
static void check_literal(struct check *check, const struct node *node)
{
    struct node *target = node->child[0];
    while (target->count &&
           (target->kind == NODE_PAREN || target->kind == NODE_INDEX ||
            (target->kind == NODE_CAST && target->count == 1) || (target->kind == NODE_MEMBER && !target->is_arrow)))
        target = target->child[0];
    bool acts = false;
    if (node->awaits && target->kind == NODE_LITERAL)
        node_walk(target, find_act, &acts);
    if (acts)
        error_at(check, node,
                 "an assignment to a compound literal, with an await in it, is not supported: give it a name");
}

/* A loop whose condition or step awaits gets braces of ours around those. */
static void check_loop(struct check *check, const struct node *node)
{
    const struct node *body = node->child[node->kind == NODE_DO ? 0 : node->count - 1];
    bool awaits = false;
    for (unsigned i = node->kind == NODE_FOR ? 1 : 0; i < node->count; i++)
        awaits |= node->child[i] && node->child[i] != body && node->child[i]->awaits;
    if (node->leaks_type && awaits)
        error_at(check, node,
                 "before C99 a type that is declared in a loop is seen behind it; here, where the loop's condition or "
                 "step awaits, that is not supported: declare it before");
}

static void check_node(struct check *check, struct node *node)
{
    if (check->func && check->func->is_async && !node->inside)
        check_directives(check, node);
    switch (node->kind) {
    case NODE_BREAK:
    case NODE_CONTINUE:
        if (check->func && check->func->is_async)
            check_jump(check, node);
        break;
    case NODE_CALL:
        check_call(check, node);
        break;
    case NODE_AWAIT:
        check_await(check, node);
        break;
    case NODE_ASYNC_REF:
        check_reference(check, node);
        break;
    case NODE_REF:
        if (node->var->is_coroutine && !check_object_stands_well(node))
            diag_error(check->diag, node->begin, node->end,
                       "the coroutine object '%s' can only be awaited, run or shown with async_repr; to pass it on, "
                       "make an async_task * with async_new or async_spawn",
                       node->var->name);
        break;
    case NODE_START:
    case NODE_NEW:
    case NODE_SPAWN:
        check_task(check, node);
        break;
    case NODE_RUN:
        if (!node->child[0]->is_async_call && !check_is_object(node->child[0]) &&
            !(node->child[0]->type && node->child[0]->type->is_pointer) && !check_undeclared(check, node->child[0]))
            error_at(check, node, "async_run takes a call of an async function, or a coroutine object");
        break;
    case NODE_OTHER:
        if (in_async(check) || node->names_async)
            diag_error(check->diag, node->begin, node->end, "%s is not supported in %s", node->what,
                       in_async(check) ? "an async function" : "what asyncc has to translate");
        break;
    case NODE_GATHER:
        if (!node->parent || node->parent->kind != NODE_AWAIT) {
            const struct node *up = node->parent;
            while (up && up->kind == NODE_PAREN)
                up = up->parent;
            if (!up || up->kind != NODE_AWAIT)
                error_at(check, node, "async_gather without await: it would not run");
        }
        for (unsigned i = 1; i < node->count; i++)
            node_walk(node->child[i], check_leaving, &(struct leaving){check, node});
        break;
    case NODE_ASSIGN:
    case NODE_COMPOUND_ASSIGN:
        check_literal(check, node);
        check_update(check, node);
        break;
    case NODE_WHILE:
    case NODE_DO:
    case NODE_FOR:
        check_loop(check, node);
        break;
    case NODE_VAR:
        if (node->var->is_coroutine && node->var->is_static)
            error_at(check, node, "a coroutine object has automatic storage; use an async_task * here");
        else if (node->var->is_coroutine && node->var->type->is_variable)
            error_at(check, node,
                     "an array of coroutine objects cannot have a variable length: give it a fixed one, or make it an "
                     "array of async_task *");
        check_cleanup_waits(check, node);
        if (check->func && check->func->is_async && node->var->scope && node->var->scope->awaits) {
            check_variable(check, node);
            check_cleanup(check, node);
            check_alignment(check, node);
        }
        break;
    case NODE_TYPE:
        if (node->type && node->type->is_variable && in_async(check) && node->parent->parent &&
            block_awaits(node->parent))
            error_at(check, node,
                     "a typedef of variable length in a block with an await is not supported: write the "
                     "length in the declarators that use it");
        break;
    default:
        break;
    }
    if (node->kind == NODE_BLOCK)
        check_twice(check, node);
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i])
            check_node(check, node->child[i]);
}

static void count_awaits(struct node *node, void *data)
{
    *(unsigned *)data += node->kind == NODE_AWAIT;
}

/* A frame says in 16 bits at which await it stands. */
static void check_count(struct check *check, struct func *func)
{
    unsigned count = 0;
    node_walk(func->body, count_awaits, &count);
    if (count > UINT16_MAX)
        diag_error(check->diag, func->name_begin, func->name_begin + (unsigned)strlen(func->name),
                   "more than 65535 awaits in one function are not supported: divide it");
}

bool check_unit(struct unit *unit, struct diag *diag)
{
    struct check check = {unit, diag, NULL};
    for (size_t i = 0; i < unit->funcs.count; i++) {
        struct func *func = unit->funcs.items[i];
        if (!func->is_async || !func->decls.count)
            continue;
        check_agreement(&check, func);
        check_function_type(&check, func);
    }
    for (size_t i = 0; i < unit->funcs.count; i++)
        if (unit->funcs.items[i]->is_async && !unit->funcs.items[i]->is_runtime)
            check_attributes(&check, unit->funcs.items[i]);
    check_symbols(&check);
    check_misuses(&check);
    check_keywords(&check);
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct toplevel *item = &unit->toplevels.items[i];
        struct node *tree = item->func ? item->func->body : item->tree;
        if (!tree)
            continue;
        check.func = item->func;
        node_walk(tree, check_make_objects, &check);
        node_mark_awaits(tree);
        check_node(&check, tree);
        if (item->func) {
            check_never(&check, item->func);
            check_count(&check, item->func);
            check_params(&check, item->func);
        }
    }
    return diag->errors == 0;
}

/* What is saved and read back is named in the output, where no macro may be in its place. One that was there before the
 * local was declared has been expanded in its declaration already. */
static void check_hidden(const struct unit *unit, const struct func *func, const struct var *var, struct diag *diag)
{
    for (size_t i = 0; i < unit->macros_defined.count; i++) {
        const struct macro *macro = &unit->macros_defined.items[i];
        if (macro->is_function || macro->begin < var->begin || macro->begin >= func->end ||
            strcmp(macro->name, var->name))
            continue;
        diag_error(diag, macro->begin, macro->begin + (unsigned)strlen(macro->name),
                   "the local '%s' lives across an await, and no macro may have its name meanwhile", var->name);
        diag_note(diag, var->begin, var->begin + (unsigned)strlen(var->name), "the local is declared here");
    }
}

struct late_pins {
    struct unit *unit;
    struct diag *diag;
};

/* A local that was pinned after expand, which would have written out this macro. */
static void find_late_pin(struct node *node, void *data)
{
    struct late_pins *late = data;
    if (node->kind != NODE_REF || !node->inside || !node->var->pinned)
        return;
    const struct macro *macro = &late->unit->macros.items[node->macro];
    if (node_is_reachable(late->unit, node) && !macro->is_shared)
        return;
    diag_error(
        late->diag, node->begin, node->end,
        "'%s' has to live in the frame, since a jump over its declaration leads to an await, and cannot be named "
        "in the macro '%s' then; write the macro out",
        node->var->name, macro->name);
}

bool check_saved(struct unit *unit, struct func *func, struct diag *diag)
{
    int before = diag->errors;
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        if ((var->pinned || var->saved) && !var->is_temp)
            check_hidden(unit, func, var, diag);
        if (var->pinned && var->type->is_variable &&
            (var->type->alignment > FRAME_ALIGNMENT || var->alignment > FRAME_ALIGNMENT))
            diag_error(diag, var->is_temp ? func->name_begin : var->begin, 0,
                       "the array '%s' of variable length lives across an await, and cannot be aligned to more than 16 "
                       "bytes; allocate it with aligned_alloc",
                       var->name);
        if (var->is_temp && var->pinned && var->type->is_variable && !var->lengths)
            diag_error(diag, var->begin, 0,
                       "this pointer to an array of variable length would have to outlive an await; put it into a "
                       "variable before");
        if (var->pinned && type_is_local(var->type) && !type_local(var->type))
            diag_error(
                diag, var->is_temp ? func->name_begin : var->begin, 0,
                "'%s' has a type without a name, and must stay in the frame across an await; give its type a tag",
                var->name);
    }
    node_walk(func->body, find_late_pin, &(struct late_pins){unit, diag});
    return diag->errors == before;
}
