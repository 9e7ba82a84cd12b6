/* openmp.c: OpenMP's directives in async functions.
 *
 * With -fopenmp, a `#pragma omp` says how the statement after it is run, and names locals. libclang reads the source
 * without OpenMP (with it, it does not show what stands under a directive), so the statement is translated like any
 * other, and the directives are read here, as text. What would not mean the same in the output is refused:
 *
 *   an await under a directive   a thread of a team cannot leave the statement and come back
 *   a clause with a local that   is `frame->x` in the output, which no clause can name
 *   lives in the frame
 *   such a local under a         that copies the locals which it uses (task, target, …), or that says how locals are
 *   directive                    treated which it does not name (default(none)): the frame is one object for it
 *   such a local as the loop     which has to be a variable of its own
 *   variable of a directive
 *
 * Under the other directives locals are shared, and so is the frame.
 *
 * In flow.c, a directive reads all locals that it or its statement names. An assignment in the statement may be to a
 * private copy, so an assignment under a directive does not end the life of the old value.
 */
#include "passes/openmp.h"

#include "base/pragmas.h"
#include "ir/names.h"
#include "ir/node.h"
#include "base/util.h"

#include <string.h>

/* ---- reading directives ---- */

static bool is_among(const char *text, struct token token, const char *const *words)
{
    for (; *words; words++)
        if (token_is(text, token, *words))
            return true;
    return false;
}

static const char *const sharing[] = {"parallel", "for",       "sections", "section", "single", "master",
                                      "masked",   "critical",  "ordered",  "atomic",  "simd",   "loop",
                                      "scope",    "taskgroup", "scan",     "tile",    "unroll", NULL};
static const char *const loops[] = {"for", "simd", "loop", "distribute", "taskloop", "tile", "unroll", NULL};
static const char *const alone[] = {
    "barrier", "taskwait", "taskyield", "flush",   "threadprivate", "cancel",  "cancellation", "declare", "end",
    "error",   "allocate", "depobj",    "interop", "requires",      "nothing", "assumes",      NULL};
/* target update, target enter data, target exit data */
static const char *const data[] = {"update", "enter", "exit", NULL};

/* True if one of these words is a part of the directive's name. */
static bool names_directive(const char *text, const struct openmp *openmp, const char *const *words)
{
    unsigned at = openmp->words_begin;
    for (struct token token = token_at(text, at, openmp->words_end); token.kind == TOKEN_WORD;
         token = token_at(text, token.end, openmp->words_end)) {
        if (is_among(text, token, words))
            return true;
        if (token_is(text, token_at(text, token.end, openmp->words_end), "("))
            break;
    }
    return false;
}

static bool stands_alone(const char *text, const struct openmp *openmp)
{
    struct token first = token_at(text, openmp->words_begin, openmp->words_end);
    struct token second = token_at(text, first.end, openmp->words_end);
    if (token_is(text, first, "target") && is_among(text, second, data))
        return true;
    if (token_is(text, first, "ordered")) /* ordered depend(…) */
        return token_is(text, second, "depend") || token_is(text, second, "doacross");
    return is_among(text, first, alone);
}

/* True if the statement uses copies of the locals of the function around it. */
static bool copies(const char *text, const struct openmp *openmp)
{
    static const char *const task[] = {"task", "taskloop", "target", "teams", "distribute", NULL};
    struct token first = token_at(text, openmp->words_begin, openmp->words_end);
    return names_directive(text, openmp, task) || !is_among(text, first, sharing);
}

/* The local that this word refers to at the directive, or NULL. */
static struct var *local_named(const struct func *func, const struct openmp *openmp, const struct node *place,
                               const char *name, size_t length)
{
    struct var *found = NULL;
    for (size_t i = 0; i < func->vars.count + func->statics.count; i++) {
        struct var *var = i < func->vars.count ? func->vars.items[i] : func->statics.items[i - func->vars.count];
        if (!var->is_temp && strlen(var->name) == length && !memcmp(var->name, name, length) &&
            var->begin < openmp->begin && (!place || node_is_within(place, var->scope)) &&
            (!found || var->begin > found->begin))
            found = var;
    }
    return found;
}

static const struct definition *definition_named(const struct unit *unit, const char *name, size_t length)
{
    for (size_t i = 0; i < unit->definitions.count; i++) {
        const struct definition *definition = unit->definitions.items[i];
        if (strlen(definition->name) == length && !memcmp(definition->name, name, length))
            return definition;
    }
    return NULL;
}

enum { MOST_NESTING = 50 };

struct reading {
    const struct unit *unit;
    const struct func *func;
    struct openmp *openmp;
    const struct node *place;
    struct token at; /* the word of the directive that is being read */
    const char *clause;
};

/* Adds the local that this word names, or, if the word is a macro, the locals that its definition names. */
static void read_word(struct reading *reading, const char *text, struct token word, int depth)
{
    const struct unit *unit = reading->unit;
    size_t length = word.end - word.begin;
    struct openmp *openmp = reading->openmp;
    if (words_have(&unit->macro_names, text + word.begin, length) && depth < MOST_NESTING) {
        const struct definition *definition = definition_named(unit, text + word.begin, length);
        if (!definition) {
            openmp->unknown = reading->at.begin;
            return;
        }
        unsigned at = (unsigned)strlen(definition->name);
        for (struct token token = token_at(definition->text, at, definition->length); token.kind != TOKEN_END;
             token = token_at(definition->text, token.end, definition->length))
            if (token.kind == TOKEN_WORD)
                read_word(reading, definition->text, token, depth + 1);
        return;
    }
    struct var *var = local_named(reading->func, openmp, reading->place, text + word.begin, length);
    struct openmp_name name = {var, reading->at.begin, reading->at.end, reading->clause};
    if (var)
        ARRAY_ADD(openmp->names, name);
}

/* Reads the names in the parentheses of clauses. */
static void read_clauses(struct reading *reading)
{
    const char *text = reading->unit->source->text;
    struct openmp *openmp = reading->openmp;
    struct token before = {0};
    int depth = 0;
    for (struct token token = token_at(text, openmp->words_begin, openmp->words_end); token.kind != TOKEN_END;
         before = token, token = token_at(text, token.end, openmp->words_end)) {
        if (token_is(text, token, "(") && depth++ == 0)
            reading->clause = arena_copy(text + before.begin, before.end - before.begin);
        depth -= token_is(text, token, ")");
        bool member = before.end && (token_is(text, before, ".") || token_is(text, before, ">"));
        reading->at = token;
        if (token.kind == TOKEN_WORD && depth > 0 && !member)
            read_word(reading, text, token, 0);
        else if (token.kind == TOKEN_WORD &&
                 words_have(&reading->unit->macro_names, text + token.begin, token.end - token.begin))
            openmp->unknown = token.begin; /* it may be a clause, or a part of the name */
    }
}

/* ---- the statements ---- */

/* The outermost statement that begins at or after `at`, or NULL. The function's body does not count. */
static struct node *statement_after(struct node *node, unsigned at)
{
    for (unsigned i = 0; i < node->count; i++) {
        struct node *child = node->child[i];
        if (!child || child->end <= at)
            continue;
        if (child->begin >= at && node_is_statement(child) && child->kind != NODE_VAR && child->kind != NODE_TYPE)
            return child;
        if (child->begin < at || !node_is_statement(child)) {
            struct node *found = statement_after(child, at);
            if (found)
                return found;
        }
    }
    return NULL;
}

/* The innermost block around a place. */
static const struct node *block_around(const struct node *node, unsigned at)
{
    const struct node *found = node->kind == NODE_BLOCK ? node : NULL;
    for (unsigned i = 0; i < node->count; i++) {
        const struct node *child = node->child[i];
        const struct node *inner = child && child->begin < at && at < child->end ? block_around(child, at) : NULL;
        found = inner ? inner : found;
    }
    return found;
}

void openmp_function(struct unit *unit, struct func *func)
{
    const struct source *source = unit->source;
    struct pragma pragma;
    func->openmp.count = 0;
    if (!unit->openmp && !unit->openacc)
        return;
    for (unsigned at = func->body->begin; next_pragma(source, at, func->body->end, &pragma); at = pragma.end) {
        struct token omp = token_at(source->text, pragma.words_begin, pragma.words_end);
        bool obeyed = (unit->openmp && token_is(source->text, omp, "omp")) ||
                      (unit->openacc && token_is(source->text, omp, "acc"));
        if (!obeyed || is_skipped(unit, pragma.begin))
            continue;
        struct openmp openmp = {.begin = omp.begin, .end = pragma.end};
        openmp.words_begin = omp.end;
        openmp.words_end = pragma.words_end;
        openmp.is_acc = token_is(source->text, omp, "acc");
        if (!stands_alone(source->text, &openmp))
            openmp.statement = statement_after(func->body, pragma.end);
        struct reading reading = {.unit = unit, .func = func, .openmp = &openmp};
        reading.place = openmp.statement ? openmp.statement : block_around(func->body, pragma.begin);
        read_clauses(&reading);
        ARRAY_ADD(func->openmp, openmp);
    }
    for (size_t i = 0; i < func->openmp.count; i++) /* the array does not move any more */
        if (func->openmp.items[i].statement)
            func->openmp.items[i].statement->openmp = &func->openmp.items[i];
}

/* ---- what is refused ---- */

struct omp_check {
    const struct unit *unit;
    struct diag *diag;
    const struct openmp *openmp;
    const char *name; /* the directive's name, for messages */
    const char *why;  /* why a local in the frame is refused under it, or NULL */
};

static bool is_moved(const struct var *var)
{
    return var->pinned || var->is_coroutine || strcmp(var->name, var->out_name);
}

static const char *directive_name(const char *text, const struct openmp *openmp)
{
    struct token word = token_at(text, openmp->words_begin, openmp->words_end);
    unsigned begin = word.begin, end = word.end;
    for (; word.kind == TOKEN_WORD; word = token_at(text, word.end, openmp->words_end)) {
        if (token_is(text, token_at(text, word.end, openmp->words_end), "(") && word.begin > begin)
            break;
        end = word.end;
    }
    return arena_format("#pragma %s %.*s", openmp->is_acc ? "acc" : "omp", (int)(end - begin), text + begin);
}

static void visit(struct node *node, void *user)
{
    struct omp_check *check = user;
    if (node->kind == NODE_AWAIT)
        diag_error(check->diag, node->begin, node->end,
                   "await in a statement under '%s' is not supported: a thread of OpenMP's cannot leave it meanwhile; "
                   "await before or after it",
                   check->name);
    if (node->kind == NODE_REF && check->why && node->var->pinned)
        diag_error(
            check->diag, node->begin, node->end,
            "'%s' lives across an await, in the frame of the function, and '%s' %s; copy it to a local of a block "
            "without await",
            node->var->name, check->name, check->why);
}

static bool has_clause(const char *text, const struct openmp *openmp, const char *clause, const char *const *values)
{
    for (struct token token = token_at(text, openmp->words_begin, openmp->words_end); token.kind != TOKEN_END;
         token = token_at(text, token.end, openmp->words_end)) {
        struct token open = token_at(text, token.end, openmp->words_end);
        if (token_is(text, token, clause) &&
            (!values || is_among(text, token_at(text, open.end, openmp->words_end), values)))
            return true;
    }
    return false;
}

/* Checks the loops whose variables belong to the directive: the first, and with collapse or ordered the nested ones. */
static void check_loops(struct omp_check *check, const struct node *node, bool nested)
{
    while (node && node->kind != NODE_FOR)
        node = (node->kind == NODE_BLOCK && node->count == 1) || node->kind == NODE_ATTRIBUTED
                   ? node->child[node->count - 1]
                   : NULL;
    if (!node)
        return;
    const struct node *init = node->child[0];
    const struct node *target = init && init->kind == NODE_ASSIGN ? node_strip(init->child[0]) : NULL;
    const struct var *var = target && target->kind == NODE_REF ? target->var : NULL;
    for (unsigned i = 0; init && init->kind == NODE_DECLARATION && i < init->count; i++)
        if (init->child[i]->kind == NODE_VAR && init->child[i]->var->pinned)
            var = init->child[i]->var;
    if (var && var->pinned)
        diag_error(check->diag, init->begin, init->end,
                   "the loop variable '%s' of '%s' lives across an await, in the frame of the function; declare one in "
                   "the head of the loop",
                   var->name, check->name);
    if (nested)
        check_loops(check, node->child[3], true);
}

static void check_names(struct omp_check *check)
{
    const struct openmp *openmp = check->openmp;
    static const char *const task[] = {"task", NULL}, *const both[] = {"task", "taskloop", NULL};
    const char *text = check->unit->source->text;
    bool outlives = names_directive(text, openmp, task) ||
                    (names_directive(text, openmp, both) && has_clause(text, openmp, "nogroup", NULL));
    for (size_t i = 0; i < openmp->names.count; i++) {
        const struct openmp_name *name = &openmp->names.items[i];
        bool lives = name->var->index >= 0 && name->var->scope && name->var->scope->awaits;
        bool by_place = !strcmp(name->clause, "shared") || strstr(name->clause, "reduction");
        if (is_moved(name->var))
            diag_error(check->diag, name->begin, name->end,
                       "'%s' lives across an await, in the frame of the function, and cannot be named by '%s'; copy it "
                       "to a local of a block without await",
                       name->var->name, check->name);
        else if (lives && !openmp->statement)
            diag_error(check->diag, name->begin, name->end,
                       "'%s' lives across an await, where '%s' cannot follow it; use a local of a block without await",
                       name->var->name, check->name);
        else if (lives && outlives && by_place)
            diag_error(check->diag, name->begin, name->end,
                       "'%s' may be somewhere else after an await, when '%s' still uses it; use a local of a block "
                       "without await",
                       name->var->name, check->name);
    }
}

bool openmp_check(struct unit *unit, struct func *func, struct diag *diag)
{
    static const char *const defaults[] = {"none", "private", "firstprivate", NULL};
    const char *text = unit->source->text;
    int before = diag->errors;
    for (size_t i = 0; func->body->awaits && i < func->openmp.count; i++) {
        const struct openmp *openmp = &func->openmp.items[i];
        struct omp_check check = {unit, diag, openmp, directive_name(text, openmp), NULL};
        if (openmp->is_acc) {
            diag_error(diag, openmp->begin, openmp->begin + 3, "OpenACC in an async function is not supported");
            continue;
        }
        if (openmp->unknown)
            diag_error(diag, openmp->unknown, token_at(text, openmp->unknown, openmp->end).end,
                       "this macro in '%s' cannot be followed; write it out", check.name);
        check_names(&check);
        if (!openmp->statement)
            continue;
        if (has_clause(text, openmp, "default", defaults))
            check.why = "has a default that does not know the frame";
        if (copies(text, openmp))
            check.why = "would not copy it as it copies other locals";
        bool nested = has_clause(text, openmp, "collapse", NULL) || has_clause(text, openmp, "ordered", NULL);
        node_walk(openmp->statement, visit, &check);
        if (names_directive(text, openmp, loops))
            check_loops(&check, openmp->statement, nested);
    }
    return diag->errors == before;
}
