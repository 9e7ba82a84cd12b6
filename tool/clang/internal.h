/* internal.h: declarations shared by the files of this folder. */
#ifndef CLANG_INTERNAL_H
#define CLANG_INTERNAL_H

#include "clang/parser.h"

/* ---- clang/session.c ---- */

/* Runs libclang over the buffer. */
bool run_clang_on_buffer(struct parser *parser);

/* Runs libclang over `text` in place of the user's file. */
bool run_clang(struct parser *parser, const char *text, unsigned length, bool probe);

/* ---- clang/decided.c ---- */

/* Fills parser->decided. */
void decide_headers(struct parser *parser);

/* ---- clang/predefined.c ---- */

/* Records the reserved names in a header. */
void predefined_read_header(struct parser *parser, const char *text, unsigned length);

/* Fills parser->predefined, once, after libclang has read the buffer. True if there are any: then it has to be read
 * again.
 */
bool predefined_find(struct parser *parser);

/* Replaces names by their values in a header, whose length stays the same. */
void predefined_write(const struct parser *parser, char *text, unsigned length);

/* Adds the text that libclang reads for this part of the buffer, and records insertions. */
void add_decided(struct parser *parser, struct text *out, unsigned from, unsigned end);

/* The insertions alone. */
void add_switches(struct parser *parser, struct text *out, unsigned from, unsigned end);

/* ---- clang/includes.c ---- */

/* The number of a file, independent of its path. 0 if there is no file. */
unsigned number_of_file(struct parser *parser, CXFile file);

struct known_file *known_file(struct parser *parser, unsigned number);

/* Records that the header `in` has an #include of `file`. */
void note_include(struct parser *parser, unsigned in, unsigned file, bool entered);

/* Finds the #includes that need the text of a pasted file, and those that #pragma once makes empty. */
void mark_once(struct parser *parser);

/* ---- clang/lines.c ---- */

/* The buffer, with #line directives where they are needed. */
const char *text_with_lines(struct parser *parser, unsigned *length);

/* True if this offset of the text with #line is part of an insertion. */
bool is_inserted(const struct parser *parser, unsigned offset);

/* Maps an offset in the text with #line to the buffer. */
unsigned buffer_offset(const struct parser *parser, unsigned offset);

void add_line_directive(struct text *text, const struct place *place);

/* ---- clang/macros.c ---- */

/* Fills parser->counting and making_keywords. */
void read_definitions(struct parser *parser, const struct cursors *cursors);

/* True if this invocation may expand to a keyword. */
bool may_make_keyword(const struct parser *parser, const struct macro *macro);

/* The name and text of a definition; libclang owns the text. `from_flags`: includes definitions from the command line.
 */
struct definition definition_text(struct parser *parser, CXCursor cursor, bool from_flags);

/* The tokens of a definition, separated by spaces, even of one from the command line. */
const char *text_of_tokens(struct parser *parser, CXCursor cursor);

/* True if this invocation may expand to a #pragma GCC diagnostic. */
bool may_make_diagnostic(const struct parser *parser, const struct macro *macro);

/* Sets the facts about what an invocation leads to. */
void look_into_macro(struct parser *parser, struct macro *macro);

/* ---- clang/relevant.c ---- */

/* Finds the words that can lead to something async. */
void find_relevant(struct parser *parser, const struct cursors *toplevel);

/* False if no word in this range of the buffer can. */
bool is_relevant_range(struct parser *parser, unsigned begin, unsigned end);

/* ---- clang/definitions.c ---- */

/* The definitions of this name, in any file: returns the first and sets `*count`. */
const struct named_definition *definitions_named(struct parser *parser, const char *name, size_t *count);

/* Sets the definition of this invocation from libclang's cursor, and adds the definitions that it uses to
 * unit->definitions. */
void read_macro_definition(struct parser *parser, struct macro *macro, CXCursor cursor);

/* The same for macros in OpenMP directives. */
void read_pragma_definitions(struct parser *parser);

void sort_macro_definitions(struct unit *unit);

/* ---- clang/header_names.c ---- */

/* Adds all words of the user's headers to unit->header_words. */
void collect_header_names(struct parser *parser);

/* Adds the name of a declaration outside of the buffer. */
void collect_declared_name(struct parser *parser, CXCursor cursor);

/* Fills unit->uses from this declaration. */
void collect_uses(struct parser *parser, CXCursor cursor);

void sort_uses(struct unit *unit);

/* ---- clang/bytes.c ---- */

/* Replaces bytes in literals that libclang's diagnostics would not print unchanged by ASCII words. */
void hide_bytes(struct text *text);

/* Restores the bytes. */
const char *show_bytes(const char *text);

/* True if the text of a diagnostic may have lost bytes. */
bool lost_bytes(const char *message);

/* True if the text has bytes that can be lost. */
bool has_odd_bytes(const char *text, size_t size);

/* ---- clang/common.c ---- */

/* A copy in the arena; disposes of the original. */
const char *take_string(CXString string);

struct cursors children_of(CXCursor cursor);

/* clang_getFileContents(), which searches all files and is called for each declaration and macro of a header, with the
 * last answers kept. */
const char *text_of_file(struct parser *parser, CXFile file, size_t *size);

/* Sets the location's offset in the buffer (in a macro: of the invocation); false if it is in another file. */
bool in_buffer(struct parser *parser, CXSourceLocation location, unsigned *offset);

/* The offset where a token is written; for one in a macro's argument, the place in the argument. */
unsigned file_offset(const struct parser *parser, CXSourceLocation location);

/* The keyword at this offset. */
enum keyword keyword_at(const struct unit *unit, unsigned offset);

/* The same for a keyword that becomes a node. Check refuses those that no node was made of. */
enum keyword take_keyword(struct unit *unit, unsigned offset);

/* True if this part of a file contains one of asyncc's names. */
bool range_mentions_async(struct parser *parser, CXFile file, unsigned begin, unsigned end);

/* Sets begin, end, and the facts about macros. */
void set_range(struct parser *parser, struct node *node, CXCursor cursor);

struct node *new_node(struct parser *parser, enum node_kind kind, CXCursor cursor);

void set_children(struct node *node, unsigned count);

void set_child(struct node *node, unsigned index, struct node *child);

void set_nodes(struct node *node, const struct nodes *children);

/* Extends a statement to include its semicolon. */
void take_semicolon(struct parser *parser, struct node *node);

/* Adds a child statement. If a macro makes it and not its parent, the semicolon belongs to the child. */
void set_statement(struct parser *parser, struct node *node, unsigned index, struct node *child);

/* ---- clang/marks.c ---- */

struct marks marks_of(CXCursor cursor);

/* True if a typedef of this type marks the function that it leads to as async. */
bool is_async_type(CXType type);

/* True if the canonical type leads to a function through pointers and arrays only. */
bool leads_to_function(CXType type);

/* True if the declaration is of an async function, or of a pointer to one or an array of those. */
bool is_async_declaration(CXCursor cursor);

/* True if the value of this expression is an async function or its address. */
bool is_async_expression(CXCursor cursor);

/* True if it contains the name of an async function. */
bool contains_async_name(CXCursor cursor);

/* ---- clang/declared.c ---- */

/* Maps a declaration to its struct var or struct func. */
void remember(struct parser *parser, CXCursor cursor, void *value);

void *remembered(struct parser *parser, CXCursor cursor);

/* Reads the attributes of this declaration itself. */
void read_attributes(CXCursor cursor, struct attributes *attributes);

/* The same, with their places. */
void read_placed_attributes(struct parser *parser, CXCursor cursor, struct attributes *attributes);

/* True if this declaration has an attribute that may name another function by its symbol. */
bool may_name_function(struct parser *parser, CXCursor cursor);

/* True if the location is in asyncc.h, which declares itself a system header. */
bool is_runtime_header(CXSourceLocation location);

/* The struct func of a function, made on first use. */
struct func *func_of(struct parser *parser, CXCursor cursor);

/* Records a name declared in the innermost block that is not one of its variables. */
void add_hider(struct parser *parser, CXCursor cursor);

/* ---- clang/function.c ---- */

/* Builds the definition of a function. */
void build_function(struct parser *parser, CXCursor cursor, struct func *func);

/* The start of a function with the attributes in brackets before it, which clang's range excludes. */
unsigned before_attributes(const char *text, unsigned begin);

/* ---- clang/toplevel.c ---- */

/* Adds a declaration at file scope to the unit, or notes what it means for the header that it is in. */
void build_toplevel(struct parser *parser, CXCursor cursor);

/* A visitor of inclusions: marks the #includes of the buffer that lead to code. */
void mark_includers(CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data);

/* ---- clang/omit.c ---- */

/* Records a definition that involves nothing async, which is this range of the buffer. */
void note_unchanged_function(struct parser *parser, CXCursor cursor, unsigned begin, unsigned end);
void note_unchanged_variable(struct parser *parser, CXCursor cursor, unsigned begin, unsigned end);

/* ---- clang/record.c ---- */

/* Fills the unit's macros, keywords, definitions and #includes. */
void read_record(struct parser *parser, const struct cursors *cursors);

/* Fills unit->skipped. */
void read_skipped(struct parser *parser);

/* ---- clang/messages.c ---- */

/* A place as diagnostics name it, with the line's text. */
struct place place_of(struct parser *parser, CXSourceLocation location);

/* Reports libclang's errors about the source. Returns their number. */
int report_errors(struct parser *parser);

/* Fills unit->undeclared. */
void collect_undeclared(struct parser *parser);

/* ---- clang/misuse.c ---- */

/* Records the async functions that the types of this declaration name. */
void find_names_in_types(struct parser *parser, CXCursor cursor);

/* Records parts of this declaration that are marked `async` and cannot be. */
void find_misused_marks(struct parser *parser, CXCursor cursor);

/* Records each `async` of the buffer whose declaration declares only a type, or nothing. */
void find_loose_marks(struct parser *parser);

/* ---- clang/expression.c ---- */

bool is_type_cursor(enum CXCursorKind kind);

/* Wraps this expression in NODE_UNEVALUATED. */
struct node *not_evaluated(struct node *node);

/* Adds the expressions in a type that is declared here: the sizes of its members, widths, enumerators. C does not
 * evaluate them, so they are NODE_UNEVALUATED, except those of a typedef itself, which may be array lengths. */
void build_constants(struct parser *parser, struct nodes *nodes, CXCursor declaration, bool evaluated);

/* Builds all children that are expressions, and the expressions in types that they declare. */
void build_operands(struct parser *parser, struct node *node, CXCursor cursor, bool to_async);

/* The same for a cast or a compound literal, whose operand or list is the last child. */
void build_operand(struct parser *parser, struct node *node, CXCursor cursor, bool to_async);

struct node *build_expression(struct parser *parser, CXCursor cursor, bool to_async);

/* ---- clang/keyword.c ---- */

/* Builds a prefix or postfix operator, or the keyword that is one. */
struct node *build_unary(struct parser *parser, CXCursor cursor, bool to_async);

/* Builds a cast, or the keyword that is one. */
struct node *build_cast(struct parser *parser, CXCursor cursor);

/* ---- clang/choice.c ---- */

/* Marks operands of builtins that do not evaluate them. */
void note_unevaluated_call(struct node *node, const struct cursors *list);

/* Builds __builtin_choose_expr, which has three operands. */
void build_choice(struct parser *parser, struct node *node, const struct cursors *list, bool to_async);

/* Builds _Generic. */
struct node *build_selection(struct parser *parser, CXCursor cursor, bool to_async);

/* ---- clang/statement.c ---- */

struct var *new_var(struct parser *parser, CXCursor cursor, struct node *decl);

/* True if the declaration has an attribute that says so. */
bool may_be_unused(struct parser *parser, CXCursor cursor);

/* A variable without its initialiser and the expressions in its type. */
struct node *build_declarator(struct parser *parser, CXCursor cursor);

/* Notes a variable whose attributes may bind it to the symbol of a function. */
void note_bound_var(struct parser *parser, CXCursor cursor, const struct var *var);

struct node *build_var(struct parser *parser, CXCursor cursor);

struct node *build_block(struct parser *parser, CXCursor cursor);

struct node *build_statement(struct parser *parser, CXCursor cursor);

/* ---- clang/selection.c ---- */

/* The child of this _Generic that is its value, where the type determines it; 0 if it is unknown. The first child is
 * the controlling expression, of type `controlling`. Where only libclang can tell, that is noted for
 * ask_for_selections. */
unsigned chosen_association(struct parser *parser, const struct node *selection, CXType controlling);

/* Asks libclang about the selections that were noted. It parses another text, so the buffer has to be parsed again. */
bool ask_for_selections(struct parser *parser);

#endif
