/* expand_cleanup.c: see expand_cleanup.h.
 *
 * No compiler can call an async function by itself at the end of a scope. So the text is changed to what it means:
 *
 *     struct file f __attribute__((cleanup(file_close))) = {0};      struct file f = {0};
 *     if (n)                                                         if (n)
 *         return f.size + n;                                         {
 *                                                                        int value = f.size + n;
 *                                                                        await file_close(&f);
 *                                                                        return value;
 *                                                                    }
 *     …                                                              …
 *                                                                    await file_close(&f);
 * }                                                              }
 *
 * All later passes see plain awaits. If one cleanup of a function is written out, all are; otherwise their order would
 * change. Clang has read the source with the attributes by then, and has rejected jumps into the scope of such a
 * variable, and computed ones out of it.
 */
#include "passes/expand_cleanup.h"

#include "ir/names.h"
#include "ir/node.h"
#include "passes/check_cleanup.h"
#include "passes/cleaner.h"
#include "passes/cleanup_call.h"
#include "passes/leaving.h"
#include "base/util.h"

#include <string.h>

/* ---- jumps ---- */

/* True if no cleanup can change the value of this expression. */
static bool is_fixed(const struct node *node)
{
    const struct var *var = node->var;
    if (node->kind == NODE_CONSTANT)
        return true;
    if (node->kind == NODE_REF)
        return !var->address_taken && !var->has_cleanup && !var->type->deep_volatile && !var->type->is_array &&
               !var->type->is_variable;
    if (node->kind != NODE_PAREN && node->kind != NODE_CAST && node->kind != NODE_OPERATOR)
        return false;
    for (unsigned i = 0; i < node->count; i++)
        if (!is_fixed(node->child[i]))
            return false;
    return node->count > 0;
}

/* The return whose value has to be kept while the cleanups run. */
static void write_return(struct cleaner *cleaner, const struct node *jump, const struct cleanup_calls *calls,
                         const char *separator)
{
    const char *text = cleaner->source->text;
    bool is_void = cleaner->func->type->inner->is_void;
    struct token word = token_at(text, jump->begin, jump->end);
    if (is_void)
        replace(cleaner, word.begin, token_at(text, word.end, jump->end).begin, "");
    else
        replace(cleaner, word.begin, word.end, arena_format("%s =", cleanup_declare_result(cleaner, jump)));
    insert(cleaner, jump->end,
           arena_format("%s%sreturn%s%s;", cleanup_join(calls, separator, ""), separator, is_void ? "" : " ",
                        is_void ? "" : cleaner->value));
}

/* A statement that is part of another one becomes a block. Replaces its text up to `end`. */
static void open_block(struct cleaner *cleaner, const struct node *part, unsigned end, const char *separator)
{
    unsigned begin = end_before(cleaner, part);
    replace(cleaner, begin, end, arena_format("%s{%s", begin < part->begin ? " " : "", separator));
}

static void write_jump(struct cleaner *cleaner, const struct node *jump)
{
    struct cleanup_calls calls = calls_of_jump(cleaner, jump);
    if (!calls.count)
        return;
    want_text(cleaner, jump);
    const struct node *up = jump->parent;
    bool in_block = up->kind == NODE_BLOCK;
    bool keeps = jump->kind == NODE_RETURN && jump->count && !is_fixed(jump->child[0]);
    bool braces = !in_block || (keeps && !cleaner->func->type->inner->is_void && up->child[up->count - 1] != jump);
    const char *indent = indent_before(cleaner, jump->begin), *outer = indent;
    if (braces && in_block)
        indent = deeper(indent);
    else if (braces)
        outer = indent_around(cleaner, jump);
    if (braces && in_block)
        insert(cleaner, jump->begin, arena_format("{\n%s", indent));
    else if (braces)
        open_block(cleaner, jump, jump->begin, arena_format("\n%s", indent));
    if (keeps)
        write_return(cleaner, jump, &calls, arena_format("\n%s", indent));
    else
        insert(cleaner, jump->begin, cleanup_join(&calls, "", arena_format("\n%s", indent)));
    if (braces)
        insert(cleaner, jump->end, arena_format("\n%s}", outer));
}

/* ---- ends of scopes ---- */

/* True for `__attribute__((fallthrough));`, which has to be the last statement. */
static bool is_attribute(const struct node *node)
{
    return node->kind == NODE_ATTRIBUTED && (!node->count || node->child[0]->kind == NODE_EMPTY);
}

/* The expression statement whose value is that of this block of a statement expression, or NULL. */
static struct node *value_of(const struct node *block)
{
    struct node *last = block->child[block->count - 1];
    if (!block->parent || block->parent->kind != NODE_STATEMENTS)
        return NULL;
    while (last->kind == NODE_LABEL && last->count)
        last = last->child[last->count - 1];
    return last->kind == NODE_EXPRESSION && last->child[0]->type && !last->child[0]->type->is_void ? last : NULL;
}

/* A statement expression: its value is computed before its variables are cleaned up. */
static void write_value(struct cleaner *cleaner, const struct node *block, const struct node *last)
{
    struct cleanup_calls calls = calls_of_scope(cleaner, block, false);
    const struct type *type = block->parent->type;
    const char *declared = cleanup_declare_value(cleaner, type);
    const char *label = last->parent != block ? "; " : ""; /* a declaration cannot have one */
    const char *separator = arena_format("\n%s", indent_before(cleaner, last->begin));
    want_text(cleaner, last);
    if (node_is_discarded(block->parent)) {
        bool acts = node_acts(node_strip(last->child[0]));
        insert(cleaner, last->begin, acts ? "" : "(void)(");
        insert(cleaner, last->child[0]->end, acts ? "" : ")");
        insert(cleaner, last->end, cleanup_join(&calls, separator, ""));
        return;
    }
    insert(cleaner, last->begin, arena_format("%s%s = ", label, declared));
    insert(cleaner, last->end, arena_format("%s%s%s;", cleanup_join(&calls, separator, ""), separator, cleaner->value));
}

static void write_block_end(struct cleaner *cleaner, const struct node *block)
{
    bool is_value = block->parent && block->parent->kind == NODE_STATEMENTS;
    struct cleanup_calls calls = calls_of_scope(cleaner, block, is_value);
    if (!calls.count || !may_complete(block))
        return;
    const struct node *value = value_of(block), *last = block->child[block->count - 1];
    if (value) {
        write_value(cleaner, block, value);
        return;
    }
    want(cleaner, block->macro);
    const char *text = cleaner->source->text;
    if (is_attribute(last)) {
        const char *indent = indent_before(cleaner, last->begin);
        insert(cleaner, last->begin, cleanup_join(&calls, "", arena_format("\n%s", indent)));
        return;
    }
    unsigned end = block->end - (text[block->end - 1] == '>' ? 2 : 1), from = end;
    while (strchr(" \t", text[from - 1]))
        from--;
    const char *indent = indent_at(cleaner, end);
    if (stands_first(cleaner, end))
        insert(cleaner, from, cleanup_join(&calls, deeper(indent), "\n"));
    else
        replace(cleaner, from, end,
                arena_format("%s\n%s", cleanup_join(&calls, arena_format("\n%s", deeper(indent)), ""), indent));
}

/* True if the line before this statement is a #pragma that may be about it. */
static bool has_pragma(const struct cleaner *cleaner, const struct node *node)
{
    const char *text = cleaner->source->text;
    unsigned end = node->begin;
    while (end > 0 && strchr(" \t\r\n", text[end - 1]))
        end--;
    unsigned line = end;
    while (line > 0 && text[line - 1] != '\n')
        line--;
    struct token hash = token_at(text, line, end), word = token_at(text, hash.end, end);
    struct token name = token_at(text, word.end, end), kind = token_at(text, name.end, end);
    return token_is(text, hash, "#") && token_is(text, word, "pragma") && !token_is(text, kind, "diagnostic");
}

/* The declaration comes out of the head of the loop, into a block around it. */
static void write_for(struct cleaner *cleaner, const struct node *node, const char *pointers)
{
    struct cleanup_calls calls = calls_of_scope(cleaner, node, false);
    if (!calls.count)
        return;
    const struct node *declaration = node->child[0], *body = node->child[3];
    struct token semicolon = token_at(cleaner->source->text, declaration->end, body->begin);
    if (cleaner->source->text[declaration->end - 1] == ';')
        semicolon = (struct token){TOKEN_PUNCTUATION, declaration->end - 1, declaration->end};
    bool in_block = node->parent->kind == NODE_BLOCK;
    const char *indent = in_block ? indent_at(cleaner, node->begin) : indent_around(cleaner, node);
    const char *separator = in_block ? deeper(indent) : indent_before(cleaner, node->begin);
    separator = arena_format("\n%s", separator);
    unsigned end = body->tail ? body->tail : node->end;
    want(cleaner, node->macro);
    if (has_pragma(cleaner, node))
        cleanup_refuse(
            cleaner, declaration,
            "a #pragma in front of a for whose head declares a variable with an __attribute__((cleanup)), beside an "
            "async one in this function; declare '%s' before it",
            declaration->child[0]->var ? declaration->child[0]->var->name : "it");
    want(cleaner, macro_at(cleaner->unit, semicolon.begin));
    want(cleaner, macro_at(cleaner->unit, end - 1));
    if (in_block)
        indent_loop(cleaner, (struct range){node->begin, end});
    if (in_block)
        replace(cleaner, node->begin, declaration->begin, arena_format("{%s", separator));
    else
        open_block(cleaner, node, declaration->begin, separator);
    insert(cleaner, semicolon.end, arena_format("%s%sfor (;", pointers, separator));
    insert(cleaner, end, may_complete(node) ? cleanup_join(&calls, separator, "") : "");
    insert(cleaner, end, arena_format("\n%s}", indent));
}

/* ---- declarations ---- */

/* Has the macros written out that bring a part of the attribute at `at`, up to the end of its declaration. */
static void want_macros_between(struct cleaner *cleaner, unsigned at, unsigned end)
{
    for (size_t i = 0; i < cleaner->unit->macros.count; i++)
        if (cleaner->unit->macros.items[i].begin >= at && cleaner->unit->macros.items[i].begin < end)
            want(cleaner, (int)i);
}

/* Removes the attributes of a declaration. Two variables may have the same one. */
static void write_attributes(struct cleaner *cleaner, const struct node *declaration)
{
    unsigned removed = 0;
    for (unsigned i = 0; i < declaration->count; i++) {
        const struct node *decl = declaration->child[i];
        if (decl->kind != NODE_VAR || !is_cleaned(decl->var) || decl->var->cleanup_begin == removed)
            continue;
        struct range range = find_attribute(cleaner->source, decl->var->scope->begin, decl->var->cleanup_begin);
        if (range.end > declaration->end)
            want_macros_between(cleaner, decl->var->cleanup_begin, declaration->end);
        else if (range.begin == range.end)
            cleanup_refuse(cleaner, decl, "the __attribute__((cleanup)) of '%s' cannot be found; write it out",
                           decl->var->name);
        else
            replace(cleaner, range.begin, range.end, "");
        removed = decl->var->cleanup_begin;
    }
}

/* Declares the pointers to variables of this declaration. */
static const char *pointers_of(const struct cleaner *cleaner, const struct node *declaration)
{
    const char *separator = arena_format("\n%s", indent_before(cleaner, declaration->begin)), *all = "";
    for (unsigned i = 0; i < declaration->count; i++) {
        const struct node *decl = declaration->child[i];
        const char *pointer =
            decl->kind == NODE_VAR && is_cleaned(decl->var) ? cleaner->pointers[decl->var->index] : NULL;
        if (pointer)
            all = arena_format("%s%s%s%svoid *%s = &%s;", all, separator, decl->type->deep_const ? "const " : "",
                               decl->type->is_volatile ? "volatile " : "", pointer, decl->var->name);
    }
    return all;
}

static void write_declaration(struct cleaner *cleaner, const struct node *declaration)
{
    write_attributes(cleaner, declaration);
    const char *pointers = pointers_of(cleaner, declaration);
    if (declaration->parent->kind == NODE_FOR)
        write_for(cleaner, declaration->parent, pointers);
    else if (*pointers)
        insert(cleaner, declaration->end, pointers);
}

/* ---- functions ---- */

/* Writes the innermost parts first: what ends at the same place ends in that order. */
static void write_node(struct cleaner *cleaner, const struct node *node)
{
    for (unsigned i = 0; i < node->count; i++)
        if (node->child[i])
            write_node(cleaner, node->child[i]);
    if (node->kind == NODE_BLOCK)
        write_block_end(cleaner, node);
    else if (node->kind == NODE_DECLARATION && node->parent->kind != NODE_FOR)
        write_declaration(cleaner, node);
    else if (node->kind == NODE_FOR && node->child[0] && node->child[0]->kind == NODE_DECLARATION)
        write_declaration(cleaner, node->child[0]);
    else if (node_is_jump(node) && node->kind != NODE_COMPUTED_GOTO)
        write_jump(cleaner, node);
}

/* Finds the loops that get a block, and names a pointer to each variable that is hidden at one of its jumps. */
static void prepare(struct node *node, void *data)
{
    struct cleaner *cleaner = data;
    if (node->kind == NODE_FOR && node->parent->kind == NODE_BLOCK && calls_of_scope(cleaner, node, false).count)
        ARRAY_ADD(cleaner->loops, ((struct range){node->begin, node->end}));
    if (!node_is_jump(node) || node->kind == NODE_COMPUTED_GOTO)
        return;
    const struct node *to = jump_target(cleaner->func, node);
    for (size_t i = 0; i < cleaner->func->vars.count; i++) {
        const struct var *var = cleaner->func->vars.items[i];
        if (is_cleaned(var) && leaves_scope(var, node, to) && cleanup_is_hidden(cleaner, var, var->name, node) &&
            !cleaner->pointers[i])
            cleaner->pointers[i] = name_unused(cleaner->unit, arena_format("%s_address", var->name));
    }
}

static bool has_async_cleanup(const struct cleaner *cleaner)
{
    const struct func *func = cleaner->func;
    for (size_t i = 0; i < func->vars.count; i++)
        if (is_cleaned(func->vars.items[i]) && async_cleanup(cleaner, func->vars.items[i]))
            return true;
    return false;
}

/* True if the cleanups can be written out. */
static bool check_cleanups(struct cleaner *cleaner)
{
    const struct func *func = cleaner->func;
    bool fine = true;
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        if (!is_cleaned(var))
            continue;
        if (var->decl->parent->inside)
            want(cleaner, var->decl->parent->macro);
        if (!var->cleanup)
            fine = false;
        if (var->in_register)
            cleanup_refuse(cleaner, var->decl,
                           "'%s' has an async function for its __attribute__((cleanup)), and cannot be in a register",
                           var->name);
    }
    return fine && !cleaner->any;
}

static void write_function(struct cleaner *cleaner)
{
    struct func *func = cleaner->func;
    if (!check_cleanups(cleaner))
        return;
    cleaner->pointers = arena_take((func->vars.count + 1) * sizeof *cleaner->pointers);
    cleaner->result = NULL;
    cleaner->names = (struct words){0};
    cleaner->loops.count = 0;
    cleanup_note_names(cleaner);
    node_walk(func->body, prepare, cleaner);
    write_node(cleaner, func->body);
}

/* ---- all of them ---- */

bool expand_cleanups(struct source *source, struct unit *unit, struct diag *diag, bool *wanted, bool *any)
{
    struct cleaner cleaner = {.source = source, .unit = unit, .diag = diag, .wanted = wanted};
    if (!mentions_cleanup(unit))
        return false;
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        cleaner.func = unit->toplevels.items[i].func;
        if (!cleaner.func || !cleaner.func->body)
            continue;
        if (!cleaner.func->is_async) {
            node_walk(cleaner.func->body, want_unclear, &cleaner);
            continue;
        }
        if (!has_async_cleanup(&cleaner)) {
            check_ignored(&cleaner);
            continue;
        }
        if (!cleaner.value)
            cleaner.value = name_unused(unit, "value");
        write_function(&cleaner);
    }
    *any |= cleaner.any;
    if (cleaner.any || diag->errors || !cleaner.edits.count)
        return false;
    make_edits(&cleaner);
    return true;
}
