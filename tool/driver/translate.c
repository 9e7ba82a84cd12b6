/* translate.c: the pipeline. One direction: each pass reads what the one before it made.
 *
 *   parse ⇄ expand → check → pin → lower → flow → alias → frame → plan → emit
 *
 * parse and expand make plain text and a tree of it; check refuses what breaks the rules; pin finds the locals that
 * must stay in one place; lower splits expressions with awaits; flow finds what is live across each; alias gives a name
 * to types that are hidden where the output needs them; frame lays the frames out; plan decides which text stays and
 * what replaces the rest; emit writes it.
 */
#include "driver/translate.h"

#include "passes/alias.h"
#include "passes/check.h"
#include "driver/dump.h"
#include "driver/search.h"
#include "driver/stack.h"
#include "emit/emit.h"
#include "passes/openmp.h"
#include "passes/pin.h"
#include "passes/expand.h"
#include "passes/flow.h"
#include "passes/frame.h"
#include "passes/guard.h"
#include "passes/lower.h"
#include "passes/plan.h"
#include "ir/names.h"
#include "ir/node.h"
#include "clang/other_language.h"
#include "clang/parse.h"
#include "base/dialect.h"
#include "base/util.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    const struct translate_options *options;
    struct text *out;
    enum translate_status status;
};

/* Asks the compiler what it makes of the source, where that may differ from what libclang makes of it. */
static bool find_view(const struct translate_options *options, struct source *source)
{
    const struct source_file *file = &source->files.items[0];
    if (!preprocessor_is_needed(options->preprocessor, options->input, file->text, file->length))
        return true;
    struct view *view = arena_take(sizeof *view);
    int status = preprocessor_run(options->preprocessor, options->input, options->file, view);
    if (options->compiler_status)
        *options->compiler_status = status;
    if (status)
        return false;
    source->view = view;
    return true;
}

static bool read_input(const struct translate_options *options, struct source *source)
{
    const char *path = options->file ? options->file : options->input;
    FILE *file = fopen(path, "rb");
    struct text text = {0};
    char buffer[1 << 14];
    size_t got = 0;
    text_add(&text, "", 0);
    while (file && (got = fread(buffer, 1, sizeof buffer, file)) > 0 && text.length <= 1u << 30)
        text_add(&text, buffer, got);
    if (!file || ferror(file) || text.length > 1u << 30) {
        fprintf(stderr, "asyncc: error: cannot read %s: %s\n", options->input,
                text.length > 1u << 30 ? "it is too large" : strerror(errno));
        if (file)
            fclose(file);
        free(text.text);
        return false;
    }
    fclose(file);
    char *copy = arena_copy(text.text, text.length);
    unsigned length = source_read_trigraphs(source, copy, (unsigned)text.length);
    source_add_file(source, options->input, copy, length);
    source->files.items[0].inclusion = 0;
    free(text.text);
    return true;
}

/* Runs a pass over each async function. */
static void each_async(struct unit *unit, void (*pass)(struct unit *unit, struct func *func))
{
    for (size_t i = 0; i < unit->toplevels.count; i++)
        if (unit->toplevels.items[i].func && unit->toplevels.items[i].func->is_async)
            pass(unit, unit->toplevels.items[i].func);
}

/* Runs a pass that may report errors over each function, or over each async one. */
static bool each_checked(struct unit *unit, struct diag *diag, bool all,
                         bool (*pass)(struct unit *unit, struct func *func, struct diag *diag))
{
    bool fine = true;
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct func *func = unit->toplevels.items[i].func;
        if (func && (all || func->is_async))
            fine &= pass(unit, func, diag);
    }
    return fine;
}

static void mark_awaits(struct unit *unit, struct func *func)
{
    (void)unit;
    node_mark_awaits(func->body);
}

/* The functions that print the result of a pass for --dump=PASS. */
static const struct {
    const char *pass;
    void (*print)(struct unit *unit, struct text *out);
} dumps[] = {
    {"expand", dump_buffer}, {"parse", dump_tree},   {"check", dump_tree},
    {"pin", dump_pins},      {"lower", dump_steps},  {"flow", dump_flow},
    {"alias", dump_aliases}, {"frame", dump_frames}, {"plan", dump_plan},
};

static bool dump_exists(const char *pass)
{
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++)
        if (!strcmp(pass, dumps[i].pass))
            return true;
    struct text names = {0};
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++)
        text_printf(&names, "%s%s", i ? ", " : "", dumps[i].pass);
    error("--dump=%s: there is no such pass; they are %s", pass, names.text);
    free(names.text);
    return false;
}

/* True if the user asked for a dump of this pass: then it is in `out`, and the pipeline ends here. */
static bool dumped(const struct translate_options *options, const char *pass, struct unit *unit, struct text *out)
{
    for (size_t i = 0; options->dump && i < sizeof dumps / sizeof *dumps; i++)
        if (!strcmp(pass, options->dump) && !strcmp(pass, dumps[i].pass))
            return dumps[i].print(unit, out), true;
    return false;
}

/* True for an ordinary file that calls functions of the runtime, async_promise_post for instance. It is part of an
 * async program: with the serial elision it would have a runtime of its own, which knows of no loop. */
static bool uses_runtime(struct unit *unit)
{
    names_of_buffer(unit);
    if (words_have(&unit->words, "ASYNCC_GENERATED", strlen("ASYNCC_GENERATED")))
        return false; /* it is a translation, or written like one */
    for (size_t i = 0; i < unit->library.count; i++) {
        const char *name = unit->library.items[i];
        if (words_have(&unit->words, name, strlen(name)) || words_have(&unit->header_uses, name, strlen(name)))
            return true;
    }
    return false;
}

/* The pipeline: every pass, in order. */
static enum translate_status run(const struct translate_options *options, struct source *source, struct parser *parser,
                                 struct diag *diag, struct text *out)
{
    if (options->dump && !dump_exists(options->dump))
        return TRANSLATE_FAILED;

    struct unit *unit = expand(parser, source, diag, options->input);
    if (!unit || !parser_pragmas(parser, unit) || !parser_alignments(parser, unit))
        return TRANSLATE_FAILED;
    diag->pragmas = &unit->pragmas;
    if (dumped(options, "expand", unit, out) || dumped(options, "parse", unit, out))
        return TRANSLATE_CHANGED;
    if (!unit->has_async && !uses_runtime(unit)) {
        text_add(out, source->files.items[0].text, source->files.items[0].length);
        return TRANSLATE_UNCHANGED;
    }

    if (!check_unit(unit, diag))
        return TRANSLATE_FAILED;
    if (dumped(options, "check", unit, out))
        return TRANSLATE_CHANGED;

    each_async(unit, mark_awaits);
    each_async(unit, pin_function);
    each_async(unit, openmp_function);
    if (dumped(options, "pin", unit, out))
        return TRANSLATE_CHANGED;

    each_async(unit, lower_function);
    if (dumped(options, "lower", unit, out))
        return TRANSLATE_CHANGED;

    each_async(unit, flow_function);
    if (dumped(options, "flow", unit, out))
        return TRANSLATE_CHANGED;

    if (!each_checked(unit, diag, false, check_saved) || !each_checked(unit, diag, false, openmp_check) ||
        !each_checked(unit, diag, true, alias_function))
        return TRANSLATE_FAILED;
    if (dumped(options, "alias", unit, out))
        return TRANSLATE_CHANGED;

    each_async(unit, frame_function);
    if (dumped(options, "frame", unit, out))
        return TRANSLATE_CHANGED;

    find_guards(unit);
    plan_unit(unit);
    if (dumped(options, "plan", unit, out))
        return TRANSLATE_CHANGED;

    struct emit_options emit = {.line_directives = options->line_directives,
                                .file_maps = options->file_maps,
                                .before_c11 = dialect_read(options->flags, options->flag_count).before_c11};
    emit_unit(unit, &emit, out);
    return TRANSLATE_CHANGED;
}

/* Asks the compiler where it looks for headers. */
static struct strings ask_for_folders(void *data)
{
    const struct job *job = data;
    return search_flags(job->options->preprocessor);
}

static void *start(void *argument)
{
    struct job *job = argument;
    struct source source = {0};
    struct diag diag = {.source = &source, .options = {job->options->diagnostics, job->options->diagnostic_count}};
    job->status = TRANSLATE_FAILED;
    source.trigraphs = dialect_read(job->options->flags, job->options->flag_count).trigraphs;
    source.lead = job->options->lead;
    source.may_lead = job->options->may_lead;
    if (read_input(job->options, &source) && find_view(job->options, &source)) {
        source_begin(&source);
        struct parser *parser =
            parser_new(job->options->input, job->options->flags, job->options->flag_count, &source, &diag);
        stack_guard(job->options->input);
        parser_search(parser, ask_for_folders, job, job->options->preprocessor->searches);
        if (job->options->headers)
            parser_note_headers(parser, job->options->headers, job->options->system_headers);
        job->status = run(job->options, &source, parser, &diag, job->out);
        parser_free(parser);
        diag_flush(&diag);
        if (diag.errors)
            job->status = TRANSLATE_FAILED;
    }
    if (source.forced)
        job->status = TRANSLATE_FORCED;
    if (job->status == TRANSLATE_FAILED || job->status == TRANSLATE_FORCED)
        job->out->length = 0;
    arena_free();
    return NULL;
}

enum translate_status translate(const struct translate_options *options, struct text *out)
{
    struct job job = {options, out, TRANSLATE_FAILED};
    stack_run(start, &job);
    return job.status;
}

bool translate_may_skip(const struct translate_options *options)
{
    bool found = other_language_has_async(options->input, options->file ? options->file : options->input,
                                          options->flags, options->flag_count);
    arena_free();
    return !found;
}
