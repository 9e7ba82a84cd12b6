/* internal.h: shared by the files of this pass. */
#ifndef CLANG_INTERNAL_H
#define CLANG_INTERNAL_H

#include "base/diag.h"
#include "base/dialect.h"
#include "base/list.h"
#include "ir/tree.h"
#include "base/util.h"

#include <clang-c/Index.h>

struct binding {
    CXCursor cursor;
    void *value;
};

/* A file whose text makes a part of an async function: it is included in the middle of it. */
struct foreign {
    const char *path;
    const struct func *func;
};

/* One of our keywords in a header. */
struct far_keyword {
    CXFile file;
    unsigned offset;
};

/* A definition of a macro, anywhere. */
struct named_definition {
    const char *name;
    CXCursor cursor;
};

/* A file that is included somewhere; clang/includes.c. */
struct known_file {
    CXFileUniqueID id;
    CXFile file; /* of the last run */
    enum { ONCE_UNREAD, ONCE, NOT_ONCE } once;
    bool has_code, remapped;
    bool needed; /* has to be pasted, or leads to one that has to be */
};

struct parser {
    const char *input;
    const char *name; /* what libclang is told that the buffer is called; see run_clang_on_buffer */
    bool includes_itself;
    bool told_of_header; /* that asyncc.h is not included */
    struct strings *headers; /* parser_note_headers */
    bool system_headers;
    const char *const *flags;
    int flag_count;
    struct dialect dialect;
    struct source *source;
    struct diag *diag;
    CXIndex index;
    CXTranslationUnit tu;
    CXFile file;
    struct unit *unit;
    struct func *function;       /* being built */
    struct node *scope;          /* the innermost block */
    unsigned declaration_begin;  /* of the local declaration that is being read */
    unsigned tag_begin, tag_end; /* the last type defined at file scope */
    struct {
        struct foreign *items;
        size_t count, room;
    } foreign;
    struct {
        struct far_keyword *items;
        size_t count, room;
    } keywords;
    struct {
        struct CXUnsavedFile *items;
        size_t count, room;
    } remapped; /* parser_remap */
    struct {
        struct CXUnsavedFile *items;
        size_t count, room;
    } decided;                     /* headers as libclang reads them; clang/decided.c */
    struct words named, redefined; /* reserved names in the user's files; those that these define */
    struct view_macros predefined; /* that libclang has with other values; clang/predefined.c */
    bool predefined_known;
    struct {
        struct value_switch {
            unsigned at;
            bool begins;
        } * items;
        size_t count, room;
    } switches;              /* between the values of the compiler and libclang's, in the buffer … */
    const char *switches_of; /* … when this was its text */
    struct {
        struct known_file *items;
        size_t count, room;
    } known;
    struct {
        struct inclusion {
            unsigned in, file;
            bool entered;
        } * items;
        size_t count, room;
    } inclusions;             /* in headers */
    struct words relevant;    /* words that make an ordinary function one to look at; clang/relevant.c */
    struct words macros_read; /* the names of unit->definitions */
    struct words lost;        /* macros that were invoked without a record of it; see note_lost */
    bool lost_more;
    struct {
        struct inserted {
            unsigned at;         /* in the buffer */
            unsigned begin, end; /* in the text that libclang reads */
        } * items;
        size_t count, room;
    } inserted; /* text_with_lines */
    struct next_includes nexts;
    bool presumed;                           /* parser_presume was called for the author's file */
    struct words counting;                   /* macros that lead to __COUNTER__; clang/macros.c */
    struct words making_pragmas, about_code; /* macros that lead to _Pragma, and to the names of certain ones */
    bool names_warnings;                     /* one of ours stands in the definition of a macro */
    struct words making_diagnostics;         /* macros that lead to the word "diagnostic" */
    struct words making_keywords;            /* macros that lead to our keywords */
    struct words making_operators;           /* … but for async and await */
    struct {
        struct named_definition *items;
        size_t count, room;
    } definitions; /* of macros; by name once definitions_sorted */
    bool definitions_sorted;
    struct words definitions_read; /* names that were looked up for unit->definitions */
    bool odd_headers;              /* bytes stand in headers that diagnostics do not show as they are */
    struct binding *bindings;      /* declarations: struct var, struct func; open addressing */
    bool declares_async;           /* an async function was declared, though perhaps only by asyncc.h */
    size_t binding_count, binding_room;
};

struct cursors {
    CXCursor *items;
    size_t count, room;
};

struct nodes {
    struct node **items;
    size_t count, room;
};

/* What the annotations of a declaration say. */
struct marks {
    bool async, own;
    bool join;
    enum leaf_kind leaf;
    CXFile file;
    unsigned begin, end;
};

/* ---- parse.c ---- */

/* Runs libclang over `text` in the place of the author's file. */
bool run_clang(struct parser *parser, const char *text, unsigned length, bool probe);

/* ---- clang/decided.c ---- */

/* Fills parser->decided. */
void decide_headers(struct parser *parser);

/* ---- clang/predefined.c ---- */

/* Notes what a header names. */
void predefined_read_header(struct parser *parser, const char *text, unsigned length);

/* Fills parser->predefined, once, when libclang has read the buffer. True if there is any: then it has to read it
 * again.
 */
bool predefined_find(struct parser *parser);

/* Puts the values into a header, which keeps its length. */
void predefined_write(const struct parser *parser, char *text, unsigned length);

/* Adds what libclang reads for this part of the buffer, and notes what is inserted. */
void add_decided(struct parser *parser, struct text *out, unsigned from, unsigned end);

/* ---- clang/includes.c ---- */

/* The number of a file, whatever its path. 0 if there is none. */
unsigned number_of_file(struct parser *parser, CXFile file);

struct known_file *known_file(struct parser *parser, unsigned number);

/* In the header `in` stands an #include of `file`. */
void note_include(struct parser *parser, unsigned in, unsigned file, bool entered);

/* Finds the #includes that need the text of a file that is pasted, and those that #pragma once makes nothing of. */
void mark_once(struct parser *parser);

/* ---- clang/lines.c ---- */

/* The buffer, with #line where it is due. */
const char *text_with_lines(struct parser *parser, unsigned *length);

/* Was this offset of the text with #line inserted there? */
bool is_inserted(const struct parser *parser, unsigned offset);

/* The offset in the buffer that this one in the text with #line stands for. */
unsigned buffer_offset(const struct parser *parser, unsigned offset);

void add_line_directive(struct text *text, const struct place *place);

/* ---- clang/macros.c ---- */

/* Fills parser->counting and making_keywords. */
void read_definitions(struct parser *parser, const struct cursors *cursors);

/* May one of our keywords come out of this invocation? */
bool may_make_keyword(const struct parser *parser, const struct macro *macro);

/* The name and text of a definition; the text is libclang's. `from_flags`: also of one on the command line. */
struct definition definition_text(struct parser *parser, CXCursor cursor, bool from_flags);

/* The tokens of a definition, with spaces between them, wherever it stands. */
const char *text_of_tokens(struct parser *parser, CXCursor cursor);

/* May a #pragma GCC diagnostic come out of this invocation? */
bool may_make_diagnostic(const struct parser *parser, const struct macro *macro);

/* Fills what an invocation leads to. */
void look_into_macro(struct parser *parser, struct macro *macro);

/* ---- clang/relevant.c ---- */

/* Finds out which words can lead to something async. */
void find_relevant(struct parser *parser, const struct cursors *toplevel);

/* False if no text in this range of the buffer does. */
bool is_relevant_range(struct parser *parser, unsigned begin, unsigned end);

/* ---- clang/definitions.c ---- */

/* Sets what this invocation means, given libclang's cursor of its definition, and adds the definitions that it uses to
 * unit->definitions. */
void read_macro_definition(struct parser *parser, struct macro *macro, CXCursor cursor);

/* The same for the macros in OpenMP's directives. */
void read_pragma_definitions(struct parser *parser);

void sort_macro_definitions(struct unit *unit);

/* ---- clang/header_names.c ---- */

/* All words of the author's headers become unit->header_words. */
void collect_header_names(struct parser *parser);

/* And so does what is declared here, outside of the buffer. */
void collect_declared_name(struct parser *parser, CXCursor cursor);

/* Fills unit->uses from this declaration. */
void collect_uses(struct parser *parser, CXCursor cursor);

void sort_uses(struct unit *unit);

/* ---- clang/bytes.c ---- */

/* Puts words of ASCII in the place of the bytes in literals that libclang's diagnostics would not show as they are. */
void hide_bytes(struct text *text);

/* Puts the bytes back. */
const char *show_bytes(const char *text);

/* Does what a diagnostic says look as if bytes had been lost? */
bool lost_bytes(const char *message);

/* Are there bytes that can be lost? */
bool has_odd_bytes(const char *text, size_t size);

/* ---- clang/common.c ---- */

/* A copy in the arena; disposes of the original. */
const char *take_string(CXString string);

struct cursors children_of(CXCursor cursor);

/* Where in the buffer it is (of a macro: where it is invoked); false if it is in another file. */
bool in_buffer(struct parser *parser, CXSourceLocation location, unsigned *offset);

/* Where a token is written: for one in the arguments of a macro, there. */
unsigned file_offset(const struct parser *parser, CXSourceLocation location);

/* Which of our keywords stands at this offset. */
enum keyword keyword_at(const struct unit *unit, unsigned offset);

/* The same for one that a node is made of. Check refuses those that no node was made of. */
enum keyword take_keyword(struct unit *unit, unsigned offset);

/* What was made of a declaration: a struct var or struct func. */
void remember(struct parser *parser, CXCursor cursor, void *value);

void *remembered(struct parser *parser, CXCursor cursor);

struct marks marks_of(CXCursor cursor);

/* The attributes that this declaration has itself. */
void read_attributes(CXCursor cursor, struct attributes *attributes);

/* The same for a declaration of an async function. */
void read_function_attributes(struct parser *parser, CXCursor cursor, struct func *func);

/* Does this type say, on one of its typedefs, that what it points to is an async function? */
bool is_async_type(CXType type);

/* Has this declaration an attribute that may name another function by its symbol? */
bool may_name_function(CXCursor cursor);

/* Does the canonical type lead to a function through pointers and arrays only? */
bool leads_to_function(CXType type);

/* Is it declared as (a pointer to, an array of) an async function? */
bool is_async_declaration(CXCursor cursor);

/* Is what this expression gives (the address of) an async function? */
bool is_async_expression(CXCursor cursor);

/* Our record of a function, made when it is first met. */
struct func *func_of(struct parser *parser, CXCursor cursor);

/* Does this stand in asyncc.h, which says that it is a system header? */
bool is_runtime_header(CXSourceLocation location);

/* Does one of our names stand in this part of a file? */
bool range_mentions_async(struct parser *parser, CXFile file, unsigned begin, unsigned end);

/* The cursor declares a name in the innermost block that is none of its variables. */
void add_hider(struct parser *parser, CXCursor cursor);

/* Sets begin, end, and what lies in macros. */
void set_range(struct parser *parser, struct node *node, CXCursor cursor);

struct node *new_node(struct parser *parser, enum node_kind kind, CXCursor cursor);

void set_children(struct node *node, unsigned count);

void set_child(struct node *node, unsigned index, struct node *child);

void set_nodes(struct node *node, const struct nodes *children);

/* Lets a statement end behind its semicolon. */
void take_semicolon(struct parser *parser, struct node *node);

/* A statement that a macro makes, in one that it does not: the semicolon belongs to it. */
void set_statement(struct parser *parser, struct node *node, unsigned index, struct node *child);

/* ---- clang/messages.c ---- */

/* A place as diagnostics name it, with the line's text. */
struct place place_of(struct parser *parser, CXSourceLocation location);

/* Prints the errors of what libclang has read. Gives their number. */
int report_errors(struct parser *parser);

/* Fills unit->undeclared. */
void collect_undeclared(struct parser *parser);

/* ---- clang/misuse.c ---- */

/* Notes the async functions that the types of this declaration name. */
void find_names_in_types(struct parser *parser, CXCursor cursor);

/* Notes what is marked `async` in this declaration and cannot be. */
void find_misused_marks(struct parser *parser, CXCursor cursor);

/* ---- clang/expression.c ---- */

bool is_type_cursor(enum CXCursorKind kind);

/* NODE_UNEVALUATED around this expression. */
struct node *not_evaluated(struct node *node);

/* Adds the expressions in a type that is declared here: the sizes of its members, widths, enumerators. C does not
 * evaluate them; but for those of a typedef itself, which may be the length of an array, they are NODE_UNEVALUATED. */
void build_constants(struct parser *parser, struct nodes *nodes, CXCursor declaration, bool evaluated);

/* All children that are expressions, and those in the types that they declare. */
void build_operands(struct parser *parser, struct node *node, CXCursor cursor, bool to_async);

struct node *build_expression(struct parser *parser, CXCursor cursor, bool to_async);

/* ---- clang/statement.c ---- */

struct var *new_var(struct parser *parser, CXCursor cursor, struct node *decl);

/* Has the declaration an attribute that says so? */
bool may_be_unused(struct parser *parser, CXCursor cursor);

struct node *build_var(struct parser *parser, CXCursor cursor);

struct node *build_block(struct parser *parser, CXCursor cursor);

struct node *build_statement(struct parser *parser, CXCursor cursor);

/* ---- clang/selection.c ---- */

/* The child of this _Generic that is its value, where its type tells; 0 if that is not known. The first child is what it
 * chooses by, of this type. */
unsigned chosen_association(const struct parser *parser, const struct node *selection, CXType controlling);

#endif
