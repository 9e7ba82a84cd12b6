/* emit.h: makes the text of the output from the source text and the plan. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "passes/lower.h"
#include "passes/plan.h"
#include "ir/tree.h"
#include "base/list.h"
#include "base/util.h"

struct emit_options {
    bool line_directives;
    bool before_c11;                 /* no anonymous unions */
    const struct strings *file_maps; /* -fmacro-prefix-map and -ffile-prefix-map: they apply to the names of files that
                                        the output contains */
};

/* Writes the translation of the unit to `out`. */
void emit_unit(const struct unit *unit, const struct emit_options *options, struct text *out);

/* ---- shared by the files of this pass ---- */

/* From here on, the output maps to this source line. */
struct mark {
    size_t at; /* in the output */
    const char *file;
    unsigned line;
};

struct emit {
    const struct unit *unit;
    const struct strings *file_maps; /* see emit_options */
    const struct source *source;
    struct text *out;
    struct {
        struct mark *items;
        size_t count, room;
    } marks;
    const struct func *func; /* whose body is being written; NULL at file scope */
    const char *indent;      /* of the statement that is being written … */
    int depth;               /* … and how much deeper the generated lines are indented */
    const char *unit_indent; /* one level */
    const char *shift;       /* additional indentation of the user's lines in the output */
    bool braces_below;       /* the user's opening braces stand on lines of their own */
    const char *anonymous;   /* what stands before an anonymous struct or union */
    bool need_line;          /* a new line comes before whatever is written next */
    struct {
        const char **items;
        size_t count, room;
    } emitted; /* names of what file scope already contains: result structs, thunks */
    const char *frame_name, *result_name, *resumed_name;
    const char *header_name; /* the member of every frame that is its header */
    const char *null;        /* a null pointer: NULL, where a header that defines it is included */
};

/* Generated text. A line begun by emit_line() is indented. */
void emit_format(struct emit *emit, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_line(struct emit *emit);
/* Removes white space at the end of the output. */
void emit_trim(struct emit *emit);
/* The name of a file as a C string, with the prefix maps applied. */
const char *quoted_file(struct emit *emit, const char *name);
/* What follows maps to the source line at `offset`. */
void emit_mark(struct emit *emit, unsigned offset);
/* Begins a new line for a source statement at `begin` that has macros, if the current output line holds a statement
 * that began on another source line: its __LINE__ differs. */
void emit_own_line(struct emit *emit, unsigned begin);
/* The source text, byte for byte. */
void emit_source(struct emit *emit, unsigned begin, unsigned end);

/* Copies the whole output, and writes a #line directive before each line that would otherwise get a wrong number. */
void emit_line_directives(struct emit *emit, struct text *to);

/* True if the line before the one at `at` ends with a backslash. */
bool continues_line(const char *text, size_t at);

/* The preprocessor directives in a range of which nothing else is written, each on its own line. */
void emit_directives(struct emit *emit, unsigned begin, unsigned end);

/* The source text of a range, with the rewritten parts of these nodes. */
void emit_range(struct emit *emit, unsigned begin, unsigned end, struct node *const *children, unsigned count);
void emit_expression(struct emit *emit, const struct node *node);
/* The same after an = or a comma: a comma operator gets parentheses. `own`: this is the step that computes the value of
 * the expression; otherwise the temporary that holds it stands here. */
void emit_operand(struct emit *emit, const struct node *node, bool own);

/* The block of a function with all its awaits. */
void emit_body(struct emit *emit, const struct func *func);

/* A whole async function that the buffer defines; its comments begin at `comments`. */
void emit_function(struct emit *emit, const struct func *func, unsigned comments);

/* The parameters of a definition: the source text, without the members of types that are declared there, which
 * emit_param_tags has already written. */
const char *params_text(struct emit *emit, const struct func *func);

/* emit/prototype.c. The name of the result struct of an async function with this result: async_const_char_ptr. */
const char *result_name(struct emit *emit, const struct type *type);

/* The struct, once for each file; nothing if asyncc.h has it. */
void emit_result_struct(struct emit *emit, const struct type *type);

/* Its name, which is all that a prototype needs: the type of the value may still be incomplete, as in `struct s; async
 * struct s f(void);` */
void emit_result_name(struct emit *emit, const struct type *type);

/* `params`: their text in brackets; NULL: their types. Without the semicolon. */
void emit_prototype(struct emit *emit, const struct func *func, const char *params);

/* Written around functions that only pass on arguments or calls: the user gets warnings for the source text only. */
void emit_quiet(struct emit *emit, const struct func *func);
void emit_quiet_end(struct emit *emit, const struct func *func);

/* emit/thunk.c: what must stand before the first use: prototypes, result structs, and the functions that make
 * coroutine objects, start and run them. */
void emit_needs(struct emit *emit, const struct node *tree);

/* main__run, which the program's own main calls. */
void emit_run_of_main(struct emit *emit, const struct func *func);

const char *thunk_name(struct emit *emit, const struct node *call, const char *suffix);

/* The function that tells the object of a call where its value goes. */
const char *store_name(struct emit *emit, const struct node *task);

/* The thunk that a NODE_NEW or NODE_SPAWN without a place for the value calls: its name after f__. */
const char *task_thunk(const struct node *task);

const char *run_object_name(struct emit *emit, const struct type *type);

/* The line of a descriptor that says how large the value is, if it is a status. */
const char *status_size(const struct type *type);

/* A name that the source file does not use. */
const char *free_name(struct emit *emit, const char *name);

/* Written before and after a generated struct, which no #pragma pack of the user's may change. */
void emit_packing(struct emit *emit, bool ours);

/* True at the first call for this name. */
bool emit_once(struct emit *emit, const char *name);

/* The type of a coroutine object's variable in the output. */
struct type *object_type(struct type *type);

/* The type of a pinned variable of variable length, with the lengths that the frame keeps. */
const struct type *type_with_lengths(struct emit *emit, const struct var *var);

/* A local where the source names it, and where nothing but its value or place matters. */
const char *local_text(struct emit *emit, const struct node *node);
const char *var_text(struct emit *emit, const struct var *var);
const char *field_text(struct emit *emit, const struct var *var);

/* The alignment of the variable if it exceeds that of frames; otherwise 0. */
unsigned wide_alignment(const struct var *var);

/* True if the frame holds memory for the variable that must be freed. */
bool is_variable_array(const struct var *var);

/* A one-line copy of the source text that can stand in a comment or a string. */
const char *flat_text(struct emit *emit, unsigned begin, unsigned end);

/* The same with the user's own text, before macros were expanded, if that is known. */
const char *written_text(struct emit *emit, unsigned begin, unsigned end);

/* ---- emit/expression.c ---- */

/* The negation of an expression. */
void emit_not(struct emit *emit, const struct node *node);

/* Names in a macro's arguments that are replaced. */
struct edits {
    const struct node **items;
    size_t count, room;
};

/* type_declare and type_zero, by the names that types have in the function whose body is being written. */
const char *type_text(const struct emit *emit, const struct type *type, const char *declarator, bool plain);
const char *zero_text(const struct emit *emit, const struct type *type);

/* "T *" for objects of this type that may be written to. */
const char *pointer_to(const struct emit *emit, const struct type *type);

/* What the function that is being written returns: the name of the struct, and whether the result is void. */
const char *result_struct(struct emit *emit);

bool returns_void(struct emit *emit);

/* Collects the replaced names in a node inside a macro invocation. */
void find_edits(const struct node *node, struct edits *edits);

/* A macro invocation stays as it is, except for names in its arguments. */
void emit_macro(struct emit *emit, const struct macro *macro, struct edits *edits);

/* The arguments of a call as they stand, parentheses included; `first` comes before them. */
void emit_arguments(struct emit *emit, const struct node *call, const char *first);

/* A call of the translated function: f__async(…), or through a pointer. */
void emit_async_call(struct emit *emit, const struct node *call);

/* ---- emit/await.c ---- */

/* The field for the value of a finished function, and whether the value must be copied there bytewise. */
const char *value_field(struct emit *emit, const struct type *type);
bool copies_value(const struct type *type);

/* Copies between a local and its field in the frame. */
void emit_copy(struct emit *emit, const struct var *var, bool save);

/* The label of an await point. */
const char *label_name(struct emit *emit, int number);

void emit_await(struct emit *emit, const struct node *await);

/* ---- emit/step.c ---- */

/* A statement that gives a temporary its value. */
void emit_set(struct emit *emit, const struct var *temp, const struct node *node);

/* Each step on its own lines. */
void emit_steps(struct emit *emit, const struct step *step);

/* The steps before something that follows on its own line. The first step is written at the current position. */
void emit_steps_here(struct emit *emit, const struct step *step);

/* Prepares for the rest of a statement after its steps. */
void emit_rest(struct emit *emit);

/* ---- emit/declaration.c ---- */

void emit_declaration(struct emit *emit, const struct node *node);

/* Declares a variable without its initialiser: STEP_VARIABLE. */
void emit_variable_step(struct emit *emit, const struct node *decl);

/* The aliases of the types that a declaration declares. */
void emit_aliases_after(struct emit *emit, const struct node *declaration);

/* Aliases of types that are declared here, or outside of the function. */
void emit_aliases(struct emit *emit, const struct func *func, const struct node *declaration);

/* ---- emit/statement.c ---- */

void emit_statement(struct emit *emit, const struct node *node);

/* ---- emit/outside.c ---- */

/* The functions that wait in place of an async function (TAKES_OUTSIDE), before its body. */
void emit_waits_outside(struct emit *emit, const struct func *func);

/* The call of one: return f_wait_1(wait, …); `wait` is empty for a leaf. */
void emit_wait_outside(struct emit *emit, const struct node *await, const char *wait);

#endif
