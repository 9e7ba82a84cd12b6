/* statement.c: converts clang's statements and local declarations to tree nodes. */
#include "clang/identity.h"
#include "clang/internal.h"

#include "clang/types.h"
#include "ir/node.h"
#include "base/util.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- statements ---- */

/* The offset of a local's constexpr, or 0. Such a local can be static: its value is known before the function runs and
 * stays a constant expression, which it would not if it were read back from the frame after an await. 0 where the text
 * cannot be changed, or where static is not allowed. */
static unsigned find_constexpr(struct parser *parser, CXCursor cursor)
{
    static const char *const others[] = {"static", "register", "cleanup", "__cleanup__"};
    const char *text = parser->source->text;
    unsigned found = 0, begin = parser->declaration_begin, depth = 0;
    struct node range = {0};
    set_range(parser, &range, cursor);
    if (!parser->function || parser->scope->kind != NODE_BLOCK || macro_at(parser->unit, begin) >= 0)
        return 0;
    for (struct token token = token_at(text, begin, range.end); token.kind != TOKEN_END;
         token = token_at(text, token.end, range.end)) {
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (token_is(text, token, others[i]))
                return 0;
        if (token_is(text, token, "(") || token_is(text, token, "[") || token_is(text, token, "{"))
            depth++; /* inside a compound literal or a block: not the local's own */
        else if (token_is(text, token, ")") || token_is(text, token, "]") || token_is(text, token, "}"))
            depth--;
        if (!found && !depth && token_is(text, token, "constexpr") && macro_at(parser->unit, token.begin) < 0)
            found = token.begin;
    }
    return found;
}

struct var *new_var(struct parser *parser, CXCursor cursor, struct node *decl)
{
    struct var *var = arena_take(sizeof *var);
    var->name = take_string(clang_getCursorSpelling(cursor));
    var->type = type_of(parser, clang_getCursorType(cursor));
    var->decl = decl;
    var->scope = parser->scope;
    var->index = -1;
    var->out_name = var->name;
    in_buffer(parser, clang_getCursorLocation(cursor), &var->begin);
    struct marks marks = marks_of(cursor);
    if (marks.async && !leads_to_function(clang_getCursorType(cursor))) {
        var->is_coroutine = true;
        parser->unit->has_async = true;
    }
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(cursor);
    var->is_static = storage == CX_SC_Static || storage == CX_SC_Extern || storage == CX_SC_PrivateExtern;
    var->is_extern = var->is_static && storage != CX_SC_Static;
    var->constexpr_at = var->is_static || !decl ? 0 : find_constexpr(parser, cursor);
    var->is_static |= var->constexpr_at != 0;
    if (var->is_extern)
        add_hider(parser, cursor);
    if (parser->function && !var->is_static) {
        var->index = (int)parser->function->vars.count;
        ARRAY_ADD(parser->function->vars, var);
    } else if (parser->function) {
        ARRAY_ADD(parser->function->statics, var);
    }
    remember(parser, cursor, var);
    return var;
}

/* Reads the number in _Alignas(16) or aligned(16). parser_alignments evaluates anything else. */
static void read_alignment(struct var *var, const char *text, unsigned size, struct token word)
{
    struct token open = token_at(text, word.end, size), number = token_at(text, open.end, size);
    unsigned alignment = ALIGNMENT_UNREAD;
    if (number.kind == TOKEN_NUMBER && token_is(text, token_at(text, number.end, size), ")")) {
        char *end;
        unsigned long value = strtoul(text + number.begin, &end, 0);
        if (value && value < 1u << 30 && end == text + number.end)
            alignment = (unsigned)value;
    }
    if (!token_is(text, open, "(") && !token_is(text, word, "alignas") && !token_is(text, word, "_Alignas"))
        alignment = 16; /* `aligned` alone: the maximum alignment */
    if (alignment > var->alignment)
        var->alignment = alignment;
}

/* libclang has no cursor kind for the cleanup attribute, so its text is read where it was written, even in a macro's
 * definition. The function's name is only known if no macro is involved: it may be the macro's parameter. */
static enum CXChildVisitResult find_attributes(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct parser *parser = ((void **)data)[0];
    struct var *var = ((void **)data)[1];
    if (!clang_isAttribute(clang_getCursorKind(cursor)))
        return CXChildVisit_Continue;
    if (clang_getCursorKind(cursor) == CXCursor_AsmLabelAttr)
        var->in_register = take_string(clang_getCursorSpelling(cursor));
    CXSourceLocation start = clang_getRangeStart(clang_getCursorExtent(cursor));
    CXFile file;
    unsigned offset, here;
    clang_getSpellingLocation(start, &file, NULL, NULL, &offset);
    size_t size = 0;
    const char *text = file ? text_of_file(parser, file, &size) : NULL;
    if (!text || offset >= size)
        return CXChildVisit_Continue;
    struct token word = token_at(text, offset, (unsigned)size);
    if (token_is(text, word, "gnu") || token_is(text, word, "__gnu__")) /* [[gnu::aligned(8)]] */
        for (int i = 0; i < 3; i++)
            word = token_at(text, word.end, (unsigned)size);
    struct token open = token_at(text, word.end, (unsigned)size);
    if (token_is(text, word, "unused") || token_is(text, word, "__unused__") || token_is(text, word, "maybe_unused") ||
        token_is(text, word, "__maybe_unused__"))
        var->may_be_unused = true;
    if (token_is(text, word, "_Alignas") || token_is(text, word, "alignas") || token_is(text, word, "aligned") ||
        token_is(text, word, "__aligned__"))
        read_alignment(var, text, (unsigned)size, word);
    if (!token_is(text, word, "cleanup") && !token_is(text, word, "__cleanup__"))
        return CXChildVisit_Continue;
    var->has_cleanup = true;
    struct token name = token_at(text, open.end, (unsigned)size);
    if (!in_buffer(parser, start, &here))
        return CXChildVisit_Continue;
    unsigned named = here + name.begin - offset;
    bool made = macro_at(parser->unit, here) >= 0, is_macro = !made && macro_at(parser->unit, named) >= 0;
    var->cleanup_begin = is_macro ? named : here;
    if (!made && !is_macro && name.kind == TOKEN_WORD)
        var->cleanup = arena_copy(text + name.begin, name.end - name.begin);
    return CXChildVisit_Continue;
}

bool may_be_unused(struct parser *parser, CXCursor cursor)
{
    struct var read = {0};
    void *data[2] = {parser, &read};
    clang_visitChildren(cursor, find_attributes, data);
    return read.may_be_unused;
}

struct node *build_declarator(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_VAR, cursor);
    node->type = type_of(parser, clang_getCursorType(cursor));
    node->is_inferred = clang_getCursorType(cursor).kind == CXType_Auto;
    node->var = new_var(parser, cursor, node);
    return node;
}

/* Divides the expressions in the type of a variable, all of them in `lengths`: moves the operands of a typeof before
 * its name, as in __typeof__(n) list[n], to `operands`. They are evaluated only if the typeof itself has a variable
 * length. */
static void divide_lengths(struct parser *parser, CXCursor cursor, const struct type *type, struct nodes *lengths,
                           struct nodes *operands)
{
    unsigned name, count = 0, left = 0;
    if (!in_buffer(parser, clang_getCursorLocation(cursor), &name))
        return;
    while (count < lengths->count && lengths->items[count]->begin < name)
        count++;
    for (left = (unsigned)lengths->count - count; left > 0 && type; type = type_below(type))
        left -= type->shape == TYPE_ARRAY;
    if (left || (type && type->is_variable))
        return;
    for (unsigned i = 0; i < count; i++) {
        struct node *operand = not_evaluated(lengths->items[i]);
        ARRAY_ADD(*operands, operand);
    }
    lengths->count -= count;
    memmove(lengths->items, lengths->items + count, lengths->count * sizeof *lengths->items);
}

void note_bound_var(struct parser *parser, CXCursor cursor, const struct var *var)
{
    if ((parser->function && !var->is_static) || !may_name_function(parser, cursor))
        return;
    struct bound_var bound = {.name = var->name};
    read_placed_attributes(parser, cursor, &bound.attributes);
    ARRAY_ADD(parser->unit->bound_vars, bound);
}

struct node *build_var(struct parser *parser, CXCursor cursor)
{
    struct node *node = build_declarator(parser, cursor);
    void *data[2] = {parser, node->var};
    clang_visitChildren(cursor, find_attributes, data);
    if (parser->function && node->var->is_static)
        read_attributes(cursor, &node->var->attributes);
    note_bound_var(parser, cursor, node->var);
    CXCursor init = clang_Cursor_getVarDeclInitializer(cursor);
    struct cursors list = children_of(cursor);
    struct nodes nodes = {0}, lengths = {0}, operands = {0};
    if (!clang_Cursor_isNull(init)) {
        bool to_async = is_async_declaration(cursor);
        ARRAY_ADD(nodes, build_expression(parser, init, to_async));
        node->has_init = true;
    }
    /* Expressions in the type: array lengths, typeof. C evaluates them if the type is variably modified. */
    for (size_t i = 0; i < list.count; i++) {
        if (!clang_isExpression(clang_getCursorKind(list.items[i])) || clang_equalCursors(list.items[i], init))
            continue;
        struct node *length = build_expression(parser, list.items[i], true);
        ARRAY_ADD(lengths, node->type->is_variable ? length : not_evaluated(length));
    }
    if (node->type->is_variable)
        divide_lengths(parser, cursor, node->type, &lengths, &operands);
    for (size_t i = 0; i < lengths.count; i++)
        ARRAY_ADD(nodes, lengths.items[i]);
    for (size_t i = 0; i < operands.count; i++)
        ARRAY_ADD(nodes, operands.items[i]);
    node->sizes = (unsigned)lengths.count;
    for (size_t i = 0; i < list.count; i++)
        if (clang_getCursorKind(list.items[i]) == CXCursor_ParmDecl)
            build_constants(parser, &nodes, list.items[i], false);
    set_nodes(node, &nodes);
    return node;
}

/* The attributes of a type stand after its brace, where libclang's range of it has ended. `next` declares the first
 * object of that type. */
static void include_attributes(struct parser *parser, struct node *type, CXCursor next)
{
    const char *text = parser->source->text;
    bool ends_with_brace = type->end > type->begin && (text[type->end - 1] == '}' || text[type->end - 1] == '>');
    unsigned name;
    if (ends_with_brace && in_buffer(parser, clang_getCursorLocation(next), &name) && name > type->end)
        type->end = skip_attributes(text, type->end, name);
}

static struct node *build_declaration(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_DECLARATION, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    for (size_t i = 0; i < list.count; i++) {
        parser->declaration_begin = node->begin; /* there may be another declaration in an initialiser */
        enum CXCursorKind kind = clang_getCursorKind(list.items[i]);
        if (kind == CXCursor_VarDecl) {
            set_child(node, count++, build_var(parser, list.items[i]));
        } else {
            struct node *type = new_node(parser, NODE_TYPE, list.items[i]);
            type->name = take_string(clang_getCursorSpelling(list.items[i]));
            type->type = type_of(parser, clang_getCursorType(list.items[i]));
            if (kind == CXCursor_FunctionDecl) {
                type->func = func_of(parser, list.items[i]);
                if (type->func->is_async || may_name_function(parser, list.items[i]))
                    read_placed_attributes(parser, list.items[i], &type->func->attributes);
            }
            if (kind == CXCursor_FunctionDecl || kind == CXCursor_TypedefDecl)
                add_hider(parser, list.items[i]);
            struct nodes constants = {0};
            build_constants(parser, &constants, list.items[i], kind == CXCursor_TypedefDecl && type->type->is_variable);
            set_nodes(type, &constants);
            if (i + 1 < list.count)
                include_attributes(parser, type, list.items[i + 1]);
            set_child(node, count++, type);
        }
    }
    node->count = count;
    return node;
}

static bool is_scope(CXCursor cursor)
{
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_CompoundStmt:
    case CXCursor_IfStmt:
    case CXCursor_SwitchStmt:
    case CXCursor_WhileStmt:
    case CXCursor_DoStmt:
    case CXCursor_ForStmt:
        return true;
    default:
        return false;
    }
}

static enum CXChildVisitResult find_type(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_EnumDecl:
        *(bool *)data = true;
        return CXChildVisit_Break;
    default:
        return is_scope(cursor) ? CXChildVisit_Continue : CXChildVisit_Recurse;
    }
}

/* Records types declared in a part of a statement that is a scope: `if (sizeof(struct s { int a; }) == 4)`. */
static void note_types(struct parser *parser, struct node *node, unsigned child, CXCursor cursor)
{
    bool found = false;
    if (!is_scope(cursor))
        clang_visitChildren(cursor, find_type, &found);
    if (found && !parser->dialect.before_c99)
        node->declares |= 1u << child;
    node->leaks_type |= found && !node->declares && !(node->kind == NODE_FOR && child == 0);
}

struct node *build_block(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_BLOCK, cursor);
    struct node *outer = parser->scope;
    parser->scope = node;
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    for (size_t i = 0; i < list.count; i++)
        set_statement(parser, node, (unsigned)i, build_statement(parser, list.items[i]));
    parser->scope = outer;
    return node;
}

/* Finds which parts of a for are present: libclang omits the missing ones. */
static void place_parts(struct parser *parser, struct node *node, struct cursors *list, CXCursor parts[3], bool has[3])
{
    const char *text = parser->source->text;
    unsigned present = (unsigned)list->count - 1;
    has[0] = has[1] = has[2] = false;
    if (present == 3 || node->macro >= 0) {
        for (unsigned i = 0; i < present; i++) {
            parts[i] = list->items[i];
            has[i] = true;
        }
        return;
    }
    unsigned bounds[2] = {0}, found = 0;
    int depth = 0;
    for (struct token token = token_at(text, node->begin, node->end); token.kind != TOKEN_END && found < 2;
         token = token_at(text, token.end, node->end)) {
        if (token.kind != TOKEN_PUNCTUATION || is_skipped(parser->unit, token.begin))
            continue;
        char c = text[token.begin];
        depth += c == '(' || c == '[' || c == '{';
        depth -= c == ')' || c == ']' || c == '}';
        if (c == ';' && depth == 1)
            bounds[found++] = token.begin;
        if (c == ')' && depth == 0)
            break;
    }
    node->is_unclear = found < 2;
    for (unsigned i = 0; i < present; i++) {
        struct node at = {0};
        set_range(parser, &at, list->items[i]);
        unsigned part = at.begin < bounds[0] ? 0 : at.begin < bounds[1] ? 1 : 2;
        parts[part] = list->items[i];
        has[part] = true;
    }
}

/* True if the condition is `1` or `true`. Others may be true for libclang but not for the output's compiler. */
static bool is_true(const struct parser *parser, const struct node *condition)
{
    const char *text = parser->unit->source->text;
    struct token token = token_at(text, condition->begin, condition->end);
    return token.end == condition->end && (token_is(text, token, "1") || token_is(text, token, "true"));
}

static struct node *build_for(struct parser *parser, CXCursor cursor)
{
    struct node *node = new_node(parser, NODE_FOR, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, 4);
    struct node *outer = parser->scope;
    parser->scope = node;
    CXCursor parts[3];
    bool has[3];
    place_parts(parser, node, &list, parts, has);
    for (unsigned i = 0; i < 3; i++)
        if (has[i])
            note_types(parser, node, i, parts[i]);
    if (has[0])
        set_child(node, 0,
                  clang_getCursorKind(parts[0]) == CXCursor_DeclStmt ? build_declaration(parser, parts[0])
                                                                     : build_expression(parser, parts[0], false));
    for (unsigned i = 1; i < 3; i++)
        if (has[i])
            set_child(node, i, build_expression(parser, parts[i], false));
    node->is_endless = !has[1] || is_true(parser, node->child[1]);
    set_statement(parser, node, 3, build_statement(parser, list.items[list.count - 1]));
    if (node->child[3]->kind != NODE_BLOCK)
        note_types(parser, node, 3, list.items[list.count - 1]);
    parser->scope = outer;
    return node;
}

/* Builds a statement whose first `expressions` children are expressions and whose others are statements. */
static struct node *build_compound(struct parser *parser, CXCursor cursor, enum node_kind kind, unsigned expressions)
{
    struct node *node = new_node(parser, kind, cursor);
    struct cursors list = children_of(cursor);
    set_children(node, (unsigned)list.count);
    unsigned count = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (is_type_cursor(clang_getCursorKind(list.items[i])))
            continue;
        struct node *child = count < expressions ? build_expression(parser, list.items[i], false)
                                                 : build_statement(parser, list.items[i]);
        if (kind != NODE_CASE && expressions && child->kind != NODE_BLOCK)
            note_types(parser, node, count, list.items[i]);
        set_statement(parser, node, count++, child);
    }
    node->count = count;
    return node;
}

struct node *build_statement(struct parser *parser, CXCursor cursor)
{
    struct node *node;
    struct cursors list;
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_CompoundStmt:
        return build_block(parser, cursor);
    case CXCursor_DeclStmt:
        return build_declaration(parser, cursor);
    case CXCursor_IfStmt:
        return build_compound(parser, cursor, NODE_IF, 1);
    case CXCursor_WhileStmt:
        node = build_compound(parser, cursor, NODE_WHILE, 1);
        node->is_endless = is_true(parser, node->child[0]);
        return node;
    case CXCursor_SwitchStmt:
        return build_compound(parser, cursor, NODE_SWITCH, 1);
    case CXCursor_DoStmt:
        node = new_node(parser, NODE_DO, cursor);
        list = children_of(cursor);
        set_children(node, 2);
        set_statement(parser, node, 0, build_statement(parser, list.items[0]));
        set_child(node, 1, build_expression(parser, list.items[1], false));
        node->is_endless = is_true(parser, node->child[1]);
        for (unsigned i = 0; i < 2; i++)
            if (node->child[i]->kind != NODE_BLOCK)
                note_types(parser, node, i, list.items[i]);
        take_semicolon(parser, node);
        return node;
    case CXCursor_ForStmt:
        return build_for(parser, cursor);
    case CXCursor_CaseStmt:
        list = children_of(cursor);
        return build_compound(parser, cursor, NODE_CASE, (unsigned)list.count - 1);
    case CXCursor_DefaultStmt:
        return build_compound(parser, cursor, NODE_DEFAULT, 0);
    case CXCursor_LabelStmt:
        node = build_compound(parser, cursor, NODE_LABEL, 0);
        node->name = take_string(clang_getCursorSpelling(cursor));
        node->label = statement_identity(cursor);
        return node;
    case CXCursor_GotoStmt:
        node = new_node(parser, NODE_GOTO, cursor);
        list = children_of(cursor);
        node->name = list.count ? take_string(clang_getCursorSpelling(list.items[0])) : "";
        node->label = list.count ? statement_identity(clang_getCursorReferenced(list.items[0])) : NULL;
        take_semicolon(parser, node);
        return node;
    case CXCursor_IndirectGotoStmt:
        node = build_compound(parser, cursor, NODE_COMPUTED_GOTO, 1);
        if (parser->function)
            parser->function->computes = true;
        take_semicolon(parser, node);
        return node;
    case CXCursor_BreakStmt:
        node = new_node(parser, NODE_BREAK, cursor);
        take_semicolon(parser, node);
        return node;
    case CXCursor_ContinueStmt:
        node = new_node(parser, NODE_CONTINUE, cursor);
        take_semicolon(parser, node);
        return node;
    case CXCursor_ReturnStmt:
        list = children_of(cursor);
        node = new_node(parser, NODE_RETURN, cursor);
        set_children(node, (unsigned)list.count);
        for (size_t i = 0; i < list.count; i++)
            set_child(node, (unsigned)i,
                      build_expression(parser, list.items[i], parser->function && parser->function->returns_async));
        take_semicolon(parser, node);
        return node;
    case CXCursor_AsmStmt:
        node = new_node(parser, NODE_ASM, cursor);
        if (parser->function)
            parser->function->must_be_one = true; /* asm may define labels */
        for (struct token token = token_at(parser->source->text, node->begin, node->end);
             !node->inside && token.kind == TOKEN_WORD; token = token_at(parser->source->text, token.end, node->end))
            node->jumps |= token_is(parser->source->text, token, "goto");
        node->jumps |= node->inside; /* unknown, so assume a jump */
        if (parser->function)
            parser->function->goes_astray |= node->jumps;
        build_operands(parser, node, cursor, false);
        take_semicolon(parser, node);
        return node;
    case CXCursor_NullStmt:
        node = new_node(parser, NODE_EMPTY, cursor);
        take_semicolon(parser, node);
        return node;
    case CXCursor_UnexposedStmt:
        return build_compound(parser, cursor, NODE_ATTRIBUTED, 0);
    default:
        node = new_node(parser, NODE_EXPRESSION, cursor);
        set_children(node, 1);
        set_child(node, 0, build_expression(parser, cursor, false));
        node->end = node->child[0]->end;
        take_semicolon(parser, node);
        return node;
    }
}
