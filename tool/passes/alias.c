/* alias.c: names for types whose own name means something else where the output needs it.
 *
 *     struct point { int x, y; } p, *at = &p;
 *     { struct point { double d; } q; await f(); p.x++; }       p is in the frame: (*(struct point *)…).x++
 *
 * The output declares the values of awaits and temporaries, and reaches what lives in the frame, by the names of their
 * types, at the place where it needs them. The source may hide such a name in a block: by another type, a local or an
 * enumerator. So a type that is hidden somewhere in its scope gets a name of asyncc's own: a typedef right after its
 * declaration, or in front of the function if the type is declared outside of it. All code that asyncc writes into the
 * function uses that name; the text of the source keeps its own names.
 */
#include "passes/alias.h"

#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <ctype.h>
#include <string.h>

struct search {
    struct unit *unit;
    struct func *func;
    struct diag *diag;
    struct {
        struct node **items;
        size_t count, room;
    } declared;         /* NODE_TYPE */
    struct words names; /* everything that the function declares */
    struct words seen;  /* types that have been visited */
};

/* True if the function declares none of the words in the type's spelling, which is nearly always so. */
static bool is_unaffected(const struct search *search, const char *spelling)
{
    unsigned end = (unsigned)strlen(spelling);
    for (struct token token = token_at(spelling, 0, end); token.kind != TOKEN_END;
         token = token_at(spelling, token.end, end))
        if (words_have(&search->names, spelling + token.begin, token.end - token.begin))
            return false;
    return true;
}

static void find_declared(struct node *node, void *data)
{
    struct search *search = data;
    if (node->kind == NODE_TYPE && node->name && *node->name)
        ARRAY_ADD(search->declared, node);
}

static bool is_tag(const char *spelling)
{
    return !strncmp(spelling, "struct ", 7) || !strncmp(spelling, "union ", 6) || !strncmp(spelling, "enum ", 5);
}

static bool is_word_in(const char *word, const char *text)
{
    size_t length = strlen(word);
    unsigned end = (unsigned)strlen(text);
    if (!strstr(text, word))
        return false;
    for (struct token token = token_at(text, 0, end); token.kind != TOKEN_END; token = token_at(text, token.end, end))
        if (token.end - token.begin == length && !memcmp(text + token.begin, word, length))
            return true;
    return false;
}

/* True if a declaration of this name hides the type. Tags have a name space of their own. */
static bool clashes(const struct type *type, const char *name, bool tag)
{
    bool plain = strchr(type->spelling, '(') == NULL; /* but not _Atomic(struct s), a vector … */
    return is_word_in(name, type->spelling) && (!plain || is_tag(type->spelling) == tag);
}

/* Where a local type is declared: its own node, or that of the type whose declaration contains it. */
static struct node *declaration_of(const struct search *search, const struct type *type)
{
    for (size_t i = 0; type->local && i < search->declared.count; i++) {
        struct node *node = search->declared.items[i];
        if (node->begin <= type->local->begin && type->local->begin < node->end)
            return node;
    }
    return NULL;
}

/* True if something that is declared in `scope`, at `begin`, hides what `declaration` declares. A NULL `declaration`
 * stands for file scope. */
static bool is_inner(const struct node *declaration, const struct node *scope, unsigned begin)
{
    const struct node *outer = declaration ? declaration->parent->parent : NULL;
    return !outer || (begin >= declaration->end && scope != outer && node_is_within(scope, outer));
}

/* Finds the first place where the type is hidden. */
static bool is_hidden(const struct search *search, const struct type *type, const struct node *declaration,
                      struct range *by)
{
    const struct func *func = search->func;
    for (size_t i = 0; i < search->declared.count; i++) {
        const struct node *node = search->declared.items[i];
        bool other = !type->local || node->type->local != type->local;
        *by = (struct range){node->begin, node->end};
        if (other && clashes(type, node->name, !node->func && node->type->spelling && is_tag(node->type->spelling)) &&
            is_inner(declaration, node->parent->parent, node->begin))
            return true;
    }
    for (size_t i = 0; i < func->vars.count + func->statics.count; i++) {
        const struct var *var = i < func->vars.count ? func->vars.items[i] : func->statics.items[i - func->vars.count];
        *by = (struct range){var->begin, var->begin + (unsigned)strlen(var->name)};
        if (!var->is_temp && var->scope && !strcmp(var->name, var->out_name) && clashes(type, var->name, false) &&
            is_inner(declaration, var->scope, var->begin))
            return true;
    }
    for (size_t i = 0; i < func->hiders.count; i++) {
        const struct hider *hider = &func->hiders.items[i];
        *by = (struct range){hider->scope ? hider->scope->begin : func->begin, 0};
        /* Only enumerators are left; the loops above handle the others. The place in the block does not matter. */
        if (hider->scope && clashes(type, hider->name, false) && is_inner(declaration, hider->scope, hider->scope->end))
            return true;
    }
    return false;
}

static void name_type(struct search *search, const struct type *type);

static void name_parts(struct search *search, const struct type *type)
{
    for (unsigned i = 0; i < type->param_count; i++)
        name_type(search, type->params[i]);
    name_type(search, type->inner);
}

/* The output names this type, so it gets an alias if it is hidden. */
static void name_type(struct search *search, const struct type *type)
{
    while (type && (type->shape == TYPE_POINTER || type->shape == TYPE_ARRAY))
        type = type->inner;
    if (type && type->shape == TYPE_FUNCTION)
        name_parts(search, type);
    if (!type || type->shape != TYPE_NAMED || !type->spelling || type->is_anonymous)
        return;
    if (is_unaffected(search, type->spelling))
        return;
    struct func *func = search->func;
    const char *key = arena_format("%u %s", type->local ? type->local->begin : 0, type->spelling);
    if (words_have(&search->seen, key, strlen(key)))
        return;
    words_add(&search->seen, key, strlen(key));
    struct node *declaration = declaration_of(search, type);
    struct range by;
    if (!is_hidden(search, type, declaration, &by))
        return;
    if (type->local && (!declaration || declaration->parent->parent->kind != NODE_BLOCK || declaration->parent->inside))
        diag_error(search->diag, by.begin, by.end,
                   "this hides a type that is needed in its scope, for the value of an await, what is computed before "
                   "one, or what lives across it; give one of them another name");
    const char *word = type->spelling + strlen(type->spelling);
    while (word > type->spelling && (isalnum((unsigned char)word[-1]) || word[-1] == '_' || word[-1] & 0x80))
        word--;
    struct alias alias = {type->spelling, type->local, NULL, declaration};
    alias.name = name_unused(search->unit, arena_format("%s_%zu", *word ? word : "type", func->aliases.count + 2));
    words_add(&search->unit->words, alias.name, strlen(alias.name)); /* one per function */
    ARRAY_ADD(func->aliases, alias);
}

static void find_named(struct node *node, void *data)
{
    struct search *search = data;
    if (node->kind == NODE_ASYNC_REF)
        name_parts(search, node->func->type);
    else if (node->is_async_call && node->child[0]->type && node->child[0]->type->function)
        name_parts(search, node->child[0]->type->function);
    if (node->kind == NODE_AWAIT || node->is_async_call || node->kept)
        name_type(search, node->type);
}

/* A temporary is declared in front of the statement that needs it. */
static void check_visible(struct search *search, const struct var *temp)
{
    const struct node *declaration = declaration_of(search, temp->type);
    for (struct type *type = temp->type; !declaration && type->inner; type = type->inner)
        declaration = declaration_of(search, type->inner);
    const struct node *block = declaration ? declaration->parent->parent : NULL;
    if (block && temp->scope && block != temp->scope && !node_is_within(temp->scope, block))
        diag_error(
            search->diag, declaration->begin, declaration->end,
            "the value of a statement expression beside an await has this type, which is declared in it; declare "
            "the type in front of the statement");
}

bool alias_function(struct unit *unit, struct func *func, struct diag *diag)
{
    int before = diag->errors;
    struct search search = {.unit = unit, .func = func, .diag = diag};
    node_walk(func->body, find_declared, &search);
    if (!search.declared.count && !func->hiders.count && !func->vars.count)
        return true;
    for (size_t i = 0; i < search.declared.count; i++)
        words_add(&search.names, search.declared.items[i]->name, strlen(search.declared.items[i]->name));
    for (size_t i = 0; i < func->vars.count; i++)
        words_add(&search.names, func->vars.items[i]->name, strlen(func->vars.items[i]->name));
    for (size_t i = 0; i < func->statics.count; i++)
        words_add(&search.names, func->statics.items[i]->name, strlen(func->statics.items[i]->name));
    for (size_t i = 0; i < func->hiders.count; i++)
        words_add(&search.names, func->hiders.items[i].name, strlen(func->hiders.items[i].name));
    node_walk(func->body, find_named, &search);
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        if (var->is_temp)
            check_visible(&search, var);
        if (var->is_temp || var->pinned || var->saved || var->needs_init || strcmp(var->name, var->out_name))
            name_type(&search, var->type);
    }
    return diag->errors == before;
}
