/* decide.c: which branch of each conditional the user's compiler takes; see view.h.
 *
 * A branch is taken if one of its lines came through the preprocessor. If no line of any branch did, the branch that
 * was taken is one whose content is never printed. If there are several of these, the choice makes no difference as
 * long as they hold nothing but other conditionals. Where it could make one (for example a branch that holds only an
 * #include of a header that was read before), libclang evaluates the condition.
 *
 * Each reading of a file has its own evidence. A file that libclang reads several times has only one text, so all of
 * its readings have to agree.
 */
#include "base/view.h"

#include "base/lex.h"
#include "base/util.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TAKES_NONE = -1, UNKNOWN = -2 };

/* A directive #if, #elif, #else … and the lines up to the next one of its group. */
struct branch {
    unsigned word, end;   /* offsets: the directive's name, the end of its line */
    unsigned first, last; /* the line numbers of its content */
    int group;
    int next; /* the next branch of the group; -1: #endif is next */
    bool is_else, is_elif;
    bool counts;  /* the condition has a side effect */
    bool traces;  /* its content is printed if it is taken */
    bool is_weak; /* its content may do something without being printed */
};

struct group {
    int first;     /* branch */
    int parent;    /* the enclosing branch, or -1 */
    bool is_guard; /* of the whole file: #ifndef X, #define X */
};

struct conditionals {
    struct {
        struct branch *items;
        size_t count, room;
    } branches;
    struct {
        struct group *items;
        size_t count, room;
    } groups; /* outer groups before nested ones */
};

/* ---- reading the conditionals ---- */

/* The state of the walk through the text. */
struct walk {
    struct conditionals *found;
    const char *text;
    unsigned length;
    const struct view *view;
    unsigned counted, line; /* the line number at an offset */
    int depth;              /* nesting of parentheses */
    struct open {
        int group, branch; /* the latest branch of the group */
        int depth;
    } * open;
    size_t open_count, open_room;
    bool outside;       /* there is text outside the first group */
    struct token guard; /* the macro that the first group tests */
};

static unsigned line_at(struct walk *walk, unsigned offset)
{
    for (; walk->counted < offset; walk->counted++)
        walk->line += walk->text[walk->counted] == '\n';
    return walk->line;
}

static struct branch *innermost(struct walk *walk)
{
    return walk->open_count ? &walk->found->branches.items[walk->open[walk->open_count - 1].branch] : NULL;
}

/* True if the condition may evaluate __COUNTER__, perhaps through a macro. Then libclang has to evaluate it as well. */
static bool may_count(const char *text, struct token word, unsigned end)
{
    if (!token_is(text, word, "if") && !token_is(text, word, "elif"))
        return false;
    struct token before = word;
    for (struct token token = token_at(text, word.end, end); token.kind != TOKEN_END;
         token = token_at(text, token.end, end)) {
        bool name = token.kind == TOKEN_WORD && !token_is(text, token, "defined") && !token_is(text, before, "defined");
        if (name && (strncmp(text + token.begin, "__", 2) != 0 || token_is(text, token, "__COUNTER__")))
            return true;
        if (!token_is(text, token, "("))
            before = token;
    }
    return false;
}

static int add_branch(struct walk *walk, int group, struct token word, unsigned end)
{
    struct branch branch = {.word = word.begin, .end = end, .group = group, .next = -1};
    branch.first = line_at(walk, end);
    branch.is_else = token_is(walk->text, word, "else");
    branch.is_elif = !strncmp(walk->text + word.begin, "elif", 4);
    branch.counts = walk->view->counts && may_count(walk->text, word, end);
    ARRAY_ADD(walk->found->branches, branch);
    return (int)walk->found->branches.count - 1;
}

/* The X of #ifndef X or #if !defined(X). */
static struct token guard_name(const char *text, struct token word, unsigned end)
{
    struct token token = token_at(text, word.end, end);
    if (token_is(text, word, "ifndef"))
        return token;
    struct token defined = token_at(text, token.end, end), name = token_at(text, defined.end, end);
    if (!token_is(text, word, "if") || !token_is(text, token, "!") || !token_is(text, defined, "defined"))
        return (struct token){0};
    return token_is(text, name, "(") ? token_at(text, name.end, end) : name;
}

static void open_group(struct walk *walk, struct token word, unsigned end)
{
    struct group group = {.parent = walk->open_count ? walk->open[walk->open_count - 1].branch : -1};
    group.first = add_branch(walk, (int)walk->found->groups.count, word, end);
    if (!walk->found->groups.count && !walk->outside)
        walk->guard = guard_name(walk->text, word, end);
    ARRAY_ADD(walk->found->groups, group);
    walk->open = arena_grow(walk->open, walk->open_count, &walk->open_room, sizeof *walk->open);
    walk->open[walk->open_count++] = (struct open){(int)walk->found->groups.count - 1, group.first, walk->depth};
}

static void end_branch(struct walk *walk, unsigned at)
{
    struct open *open = &walk->open[walk->open_count - 1];
    struct branch *branch = &walk->found->branches.items[open->branch];
    branch->last = line_at(walk, at);
    branch->last -= branch->last >= branch->first; /* the directive's own line */
    walk->depth = open->depth;
}

static void close_group(struct walk *walk, unsigned at)
{
    end_branch(walk, at);
    const struct group *group = &walk->found->groups.items[walk->open[--walk->open_count].group];
    if (group->parent < 0)
        return;
    bool weak = false; /* what is printed in it is decided by its own branches */
    for (int i = group->first; i >= 0; i = walk->found->branches.items[i].next)
        weak |= walk->found->branches.items[i].is_weak;
    walk->found->branches.items[group->parent].is_weak |= weak;
}

/* True if the compiler has read a file of this name. */
static bool was_read(const struct view *view, const char *name)
{
    for (size_t i = 0; i < view->inclusions.count; i++) {
        const char *path = view->inclusions.items[i].path;
        size_t length = strlen(path), suffix = strlen(name);
        if (length >= suffix && !strcmp(path + length - suffix, name) &&
            (length == suffix || path[length - suffix - 1] == '/'))
            return true;
    }
    return false;
}

/* Compilers do not print an #include of a file that is read only once. */
static bool include_traces(const struct walk *walk, struct token word, unsigned end)
{
    const char *text = walk->text;
    struct token name = token_at(text, word.end, end);
    bool quoted = name.kind == TOKEN_STRING;
    if ((!quoted && !token_is(text, name, "<")) || token_is(text, word, "include_next"))
        return false;
    size_t length = strcspn(text + name.begin + 1, quoted ? "\"\n" : ">\n");
    const char *path = arena_copy(text + name.begin + 1, length);
    while (!strncmp(path, "./", 2) || !strncmp(path, "../", 3))
        path = strchr(path, '/') + 1;
    return !was_read(walk->view, path);
}

/* Compilers do not print pragmas that address the preprocessor. */
static bool pragma_traces(const char *text, struct token word, unsigned end)
{
    static const char *const silent[] = {
        "once",   "push_macro", "pop_macro", "message",    "region",        "endregion", "mark",   "include_alias",
        "poison", "warning",    "error",     "dependency", "system_header", "final",     "module", NULL};
    struct token name = token_at(text, word.end, end);
    if (token_is(text, name, "GCC") || token_is(text, name, "clang"))
        name = token_at(text, name.end, end);
    for (size_t i = 0; silent[i]; i++)
        if (token_is(text, name, silent[i]))
            return false;
    return name.kind != TOKEN_END;
}

static bool directive_traces(const struct walk *walk, struct token word, unsigned end)
{
    const char *text = walk->text;
    if (token_is(text, word, "include") || token_is(text, word, "include_next") || token_is(text, word, "import"))
        return include_traces(walk, word, end);
    if (token_is(text, word, "pragma"))
        return pragma_traces(text, word, end);
    return token_is(text, word, "define") || token_is(text, word, "undef") ||
           token_is(text, word, "error"); /* it would have stopped the preprocessor */
}

static void read_directive(struct walk *walk, unsigned hash, unsigned end)
{
    const char *text = walk->text;
    struct token word = token_at(text, hash + (text[hash] == '#' ? 1 : 2), end);
    if (token_is(text, word, "if") || token_is(text, word, "ifdef") || token_is(text, word, "ifndef")) {
        line_at(walk, hash);
        open_group(walk, word, end);
    } else if (walk->open_count && token_is(text, word, "endif")) {
        close_group(walk, hash);
    } else if (walk->open_count && (token_is(text, word, "else") || token_is(text, word, "elif") ||
                                    token_is(text, word, "elifdef") || token_is(text, word, "elifndef"))) {
        end_branch(walk, hash);
        struct open *open = &walk->open[walk->open_count - 1];
        int next = add_branch(walk, open->group, word, end);
        walk->found->branches.items[open->branch].next = next;
        open->branch = next;
    } else if (walk->open_count) {
        struct branch *branch = innermost(walk);
        struct token name = token_at(text, word.end, end);
        if (token_is(text, word, "define") && walk->guard.kind == TOKEN_WORD && walk->open_count == 1 &&
            token_is(text, name, arena_copy(text + walk->guard.begin, walk->guard.end - walk->guard.begin)))
            walk->found->groups.items[0].is_guard = true;
        walk->guard.kind = TOKEN_END;
        bool traces = directive_traces(walk, word, end);
        branch->traces |= traces;
        branch->is_weak |= !traces && word.kind != TOKEN_END;
    } else {
        walk->outside |= word.kind != TOKEN_END && !token_is(text, word, "pragma");
    }
}

static void read_token(struct walk *walk, struct token token)
{
    char c = walk->text[token.begin];
    bool is_mark = token.kind == TOKEN_PUNCTUATION;
    struct branch *branch = innermost(walk);
    walk->guard.kind = TOKEN_END;
    if (branch) {
        /* When macros are expanded, a line with a macro's name or its arguments may vanish. */
        bool traces = !walk->view->expanded ||
                      (walk->depth == 0 && (is_mark ? strchr(";{}", c) != NULL : token.kind != TOKEN_WORD));
        branch->traces |= traces;
        branch->is_weak |= !traces;
    }
    walk->outside |= !branch;
    if (is_mark)
        walk->depth += (c == '(') - (c == ')');
}

static void find_conditionals(struct walk *walk)
{
    unsigned from = strncmp(walk->text, "\xEF\xBB\xBF", 3) ? 0 : 3, end;
    walk->line = 1;
    for (struct token token = token_at(walk->text, from, walk->length); token.kind != TOKEN_END;
         token = token_at(walk->text, from, walk->length)) {
        bool directive = begins_directive(walk->text, walk->length, from, token, &end);
        from = directive ? end : token.end;
        if (directive)
            read_directive(walk, token.begin, end);
        else
            read_token(walk, token);
    }
    while (walk->open_count)
        close_group(walk, walk->length); /* missing #endif: the parser reports it */
    if (walk->found->groups.count)
        walk->found->groups.items[0].is_guard &= !walk->outside && walk->found->branches.items[0].next < 0;
}

/* ---- deciding ---- */

static bool has_live_line(const struct view_inclusion *inclusion, unsigned first, unsigned last)
{
    size_t low = 0, high = inclusion->live.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (inclusion->live.items[middle] < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low < inclusion->live.count && inclusion->live.items[low] <= last;
}

/* The branch that one of its lines proves to be taken in this reading of the file; TAKES_NONE if no branch is proven.
 */
static int proven_branch(const struct conditionals *found, const struct group *group,
                         const struct view_inclusion *inclusion)
{
    for (int i = group->first; i >= 0; i = found->branches.items[i].next)
        if (has_live_line(inclusion, found->branches.items[i].first, found->branches.items[i].last))
            return i;
    return TAKES_NONE;
}

/* The branch that can have been taken without being printed. */
static int silent_branch(const struct conditionals *found, const struct group *group)
{
    int silent = TAKES_NONE;
    size_t count = 0;
    bool matters = false, has_else = false;
    for (int i = group->first; i >= 0; i = found->branches.items[i].next) {
        const struct branch *branch = &found->branches.items[i];
        has_else |= branch->is_else;
        if (branch->traces)
            continue;
        silent = count++ ? silent : i;
        matters |= branch->is_weak;
    }
    count += !has_else; /* or no branch is taken */
    return !count || (count > 1 && matters) ? UNKNOWN : silent;
}

/* Finds the branch of each group that one reading of the file takes; `reached` is false for groups inside branches that
 * are not taken. */
static void decide_reading(const struct conditionals *found, const struct view_inclusion *inclusion, int *taken,
                           bool *reached)
{
    for (size_t i = 0; i < found->groups.count; i++) {
        const struct group *group = &found->groups.items[i];
        int outer = group->parent < 0 ? -1 : found->branches.items[group->parent].group;
        reached[i] = outer < 0 || (reached[outer] && (taken[outer] == group->parent || taken[outer] == UNKNOWN));
        if (inclusion->lost || !reached[i]) {
            taken[i] = UNKNOWN;
            continue;
        }
        taken[i] = proven_branch(found, group, inclusion);
        if (taken[i] == TAKES_NONE)
            taken[i] = outer >= 0 && taken[outer] == UNKNOWN ? UNKNOWN : silent_branch(found, group);
    }
}

static bool has_side_effect(const struct conditionals *found, const struct group *group)
{
    bool counts = false;
    for (int i = group->first; i >= 0; i = found->branches.items[i].next)
        counts |= found->branches.items[i].counts;
    return counts;
}

/* Replaces a condition by 1 or 0. */
static void write_condition(char *text, const struct branch *branch, bool holds)
{
    struct token word = token_at(text, branch->word, branch->end), last = word;
    for (struct token token = token_at(text, word.end, branch->end); token.kind != TOKEN_END;
         token = token_at(text, token.end, branch->end)) {
        memset(text + token.begin, ' ', token.end - token.begin);
        last = token;
    }
    if (last.begin == word.begin)
        return; /* there is no condition: the parser reports it */
    memset(text + word.begin, ' ', word.end - word.begin);
    memcpy(text + word.begin, branch->is_elif ? "elif" : "if", branch->is_elif ? 4 : 2);
    text[last.end - 1] = holds ? '1' : '0';
}

static char *decide(const struct view *view, const int *inclusions, size_t count, bool guarded, const char *text,
                    unsigned length)
{
    char *decided = arena_copy(text, length);
    struct conditionals found = {0};
    struct walk walk = {.found = &found, .text = text, .length = length, .view = view};
    find_conditionals(&walk);
    size_t groups = found.groups.count;
    int *taken = arena_take((groups + 1) * sizeof *taken), *agreed = arena_take((groups + 1) * sizeof *agreed);
    bool *reached = arena_take(groups + 1), *known = arena_take(groups + 1);
    for (size_t k = 0; k < count; k++) {
        decide_reading(&found, &view->inclusions.items[inclusions[k]], taken, reached);
        for (size_t i = 0; i < groups; i++) {
            if (!reached[i])
                continue;
            agreed[i] = known[i] && agreed[i] != taken[i] ? UNKNOWN : taken[i];
            known[i] = true;
        }
    }
    for (size_t i = 0; i < groups; i++) {
        const struct group *group = &found.groups.items[i];
        if (!known[i] || agreed[i] == UNKNOWN || has_side_effect(&found, group) || (guarded && group->is_guard))
            continue;
        for (int k = group->first; k >= 0; k = found.branches.items[k].next)
            if (!found.branches.items[k].is_else)
                write_condition(decided, &found.branches.items[k], k == agreed[i]);
    }
    return decided;
}

char *view_decide(const struct view *view, int inclusion, const char *text, unsigned length)
{
    return decide(view, &inclusion, 1, false, text, length);
}

bool view_is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return !strcmp(one, other) ||
           (stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

char *view_decide_header(const struct view *view, const char *path, const char *text, unsigned length)
{
    struct {
        int *items;
        size_t count, room;
    } readings = {0};
    for (size_t i = 1; i < view->inclusions.count; i++)
        if (!view->inclusions.items[i].is_system && view_is_same_file(view->inclusions.items[i].path, path))
            ARRAY_ADD(readings, (int)i);
    return decide(view, readings.items, readings.count, true, text, length);
}
