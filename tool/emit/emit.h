/* emit.h: the text of the output, from the author's text and the plan. */
#ifndef EMIT_EMIT_H
#define EMIT_EMIT_H

#include "passes/lower.h"
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
void emit_unit(struct unit *unit, const struct emit_options *options, struct text *out);

/* ---- shared by the files of this pass ---- */

/* From here on the output stands for this line of the author's. */
struct mark {
    size_t at; /* in the output */
    const char *file;
    unsigned line;
};

struct emit {
    struct unit *unit;
    const struct strings *file_maps; /* see emit_options */
    const struct source *source;
    struct text *out;
    struct {
        struct mark *items;
        size_t count, room;
    } marks;
    struct func *func;       /* whose body is being written; NULL at file scope */
    const char *indent;      /* of the statement that is being written … */
    int depth;               /* … and how much deeper the generated lines stand */
    const char *unit_indent; /* one level */
    const char *shift;       /* how much further to the right the user's lines stand in the output */
    bool braces_below;       /* the user's opening braces stand on lines of their own */
    const char *anonymous;   /* what stands before an anonymous struct or union */
    bool need_line;          /* a new line comes before whatever is written next */
    int loops;               /* numbers of continue labels */
    struct {
        const char **items;
        size_t count, room;
    } emitted; /* names of what file scope has already: result structs, thunks */
    const char *frame_name, *result_name, *resumed_name;
    const char *header_name; /* the member of every frame that is its header */
    const char *null;        /* a null pointer: NULL, where a header that defines it is included */
    int pointers;            /* numbers of thunks that call through a pointer */
};

/* Text that asyncc makes. A line begun by emit_line() is indented. */
void emit_format(struct emit *emit, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_line(struct emit *emit);
/* Takes back white space at the end of what was written. */
void emit_trim(struct emit *emit);
/* The name of a file as a C string, as the prefix maps want it. */
const char *quoted_file(struct emit *emit, const char *name);
/* What follows stands for the line of the author's at `offset`. */
void emit_mark(struct emit *emit, unsigned offset);
/* A statement of the author's at `begin`, which has macros and would stand in the line of one that began in another
 * line of the author's, gets a line of its own: its __LINE__ is another. */
void emit_own_line(struct emit *emit, unsigned begin);
/* The author's text, byte for byte. */
void emit_source(struct emit *emit, unsigned begin, unsigned end);

/* The lines of the preprocessor in a range of which nothing else is written, each on a line of its own again. */
void emit_directives(struct emit *emit, unsigned begin, unsigned end);

/* The author's text of a range with what is rewritten in these nodes. */
void emit_range(struct emit *emit, unsigned begin, unsigned end, struct node **children, unsigned count);
void emit_expression(struct emit *emit, struct node *node);
/* The same behind an = or a comma: a comma operator gets parentheses. */
void emit_operand(struct emit *emit, struct node *node);

/* The block of a function with all its awaits. */
void emit_body(struct emit *emit, struct func *func);

/* A whole async function that the buffer defines; its comments begin at `comments`. */
void emit_function(struct emit *emit, struct func *func, unsigned comments);

/* emit/thunk.c: what has to stand before the first use: prototypes, result structs, and the functions that make
 * coroutine objects, start and run them. */
void emit_needs(struct emit *emit, struct node *tree);
void emit_prototype(struct emit *emit, const struct func *func, const char *params);
/* The parameters of a definition: the author's text, but for the members of types that are declared there, which
 * emit_param_tags has written before. */
const char *params_text(struct emit *emit, const struct func *func);
void emit_result_struct(struct emit *emit, const struct type *type);
/* Around functions that only hand on arguments or calls: what the author is to be warned of is in the author's text. */
void emit_quiet(struct emit *emit, const struct func *func);
void emit_quiet_end(struct emit *emit, const struct func *func);
const char *thunk_name(struct emit *emit, struct node *call, const char *suffix);
const char *run_object_name(struct emit *emit, const struct type *type);

/* What the struct of an async function with this result is called: async_const_char_ptr. */
const char *result_name(struct emit *emit, const struct type *type);

/* A name that the author's file does not use. */
const char *free_name(struct emit *emit, const char *name);

/* Before and behind a struct of ours, which no #pragma pack of the author's may change. */
void emit_packing(struct emit *emit, bool ours);

/* True the first time that it is asked for this name. */
bool emit_once(struct emit *emit, const char *name);

/* The type of a coroutine object's variable in the output. */
struct type *object_type(struct type *type);

/* The type of a pinned variable of variable length, with the lengths that the frame keeps. */
const struct type *type_with_lengths(struct emit *emit, const struct var *var);

const char *var_text(struct emit *emit, const struct var *var);
const char *field_text(struct emit *emit, const struct var *var);

/* What it is aligned to, if frames are not; or 0. */
unsigned wide_alignment(const struct var *var);

/* Does the frame keep memory for it that has to be freed? */
bool is_variable_array(const struct var *var);

/* A one-line copy of the author's text that can stand in a comment or a string. */
const char *flat_text(struct emit *emit, unsigned begin, unsigned end);

/* ---- emit/expression.c ---- */

/* What is left of an expression: without parentheses, and commas whose left side has become a step. */
const struct node *what_is_left(const struct node *node);

/* Its negation. */
void emit_not(struct emit *emit, struct node *node);

/* Names in a macro's arguments that are replaced. */
struct edits {
    struct node **items;
    size_t count, room;
};

/* "T *" for objects of this type that may be written to. */
const char *pointer_to(const struct type *type);

/* What the function that is being written returns: the name of the struct; is it void? */
const char *result_struct(struct emit *emit);

bool returns_void(struct emit *emit);

/* Is what this name stands for called otherwise in the output? */
bool is_touched_ref(struct emit *emit, const struct node *node);

/* Collects those in a node that lies inside of a macro invocation. */
void find_edits(struct emit *emit, struct node *node, struct edits *edits);

/* A macro invocation stays as it is, but for names in its arguments. */
void emit_macro(struct emit *emit, const struct macro *macro, struct edits *edits);

/* The arguments of a call as they stand, parentheses included; `first` goes in front of them. */
void emit_arguments(struct emit *emit, struct node *call, const char *first);

/* A call of the translated function: f__async(…), or through a pointer. */
void emit_async_call(struct emit *emit, struct node *call);

/* ---- emit/await.c ---- */

/* The field for the value of a function that is done; must the value be copied there by its bytes? */
const char *value_field(struct emit *emit, const struct type *type);
bool copies_value(const struct type *type);

/* Must objects of this type be copied by their bytes? */
bool copies_bytes(const struct type *type);

/* Between a local and its field in the frame. */
void emit_copy(struct emit *emit, const struct var *var, bool save);

/* The label of an await point. */
const char *label_name(struct emit *emit, int number);

/* Is nothing left to evaluate? */
bool is_spent(struct node *node);

/* Gives a temporary its value: a statement. */
void emit_set(struct emit *emit, const struct var *temp, struct node *node);

/* Each step on lines of its own. */
void emit_steps(struct emit *emit, struct step *step);

/* The steps in front of something that follows on a line of its own. The first stands where the output is. */
void emit_steps_here(struct emit *emit, struct step *step);

/* Before the rest of a statement. */
void emit_rest(struct emit *emit);

/* ---- emit/declaration.c ---- */

void emit_declaration(struct emit *emit, struct node *node, bool item);

/* Other names of types that are declared here, or outside of the function. */
void emit_aliases(struct emit *emit, const struct func *func, const struct node *declaration);

/* ---- emit/statement.c ---- */

/* Is one of its variables not as the author wrote it? */
bool touched_declaration(const struct node *node);

void emit_statement(struct emit *emit, struct node *node, bool item);

/* ---- emit/unchanged.c ---- */

/* Is nothing in the body of this ordinary function to be changed, so that its text is the output as it stands? */
bool is_unchanged(struct emit *emit, const struct func *func);

#endif
