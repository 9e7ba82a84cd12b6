/* translate.c: the pipeline. One direction: each pass reads what the one before it made.
 *
 *   parse → expand → check → lower → flow → frame → emit
 *
 * parse and expand make plain text and a tree of it; check refuses what breaks the rules; lower takes expressions with
 * awaits apart; flow finds what is live across each; frame lays that out; emit writes the text.
 */
#include "driver/translate.h"

#include "passes/alias.h"
#include "passes/check.h"
#include "driver/dump.h"
#include "emit/emit.h"
#include "passes/pin.h"
#include "passes/expand.h"
#include "passes/flow.h"
#include "passes/frame.h"
#include "passes/lower.h"
#include "ir/node.h"
#include "clang/parse.h"
#include "base/dialect.h"
#include "base/util.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    const struct translate_options *options;
    struct text *out;
    enum translate_status status;
};

/* Clang and we walk the author's nesting by recursion. */
enum { STACK_SIZE = 512 << 20 };

static bool read_input(const char *path, struct source *source)
{
    FILE *file = fopen(path, "rb");
    struct text text = {0};
    char buffer[1 << 14];
    size_t got = 0;
    text_add(&text, "", 0);
    while (file && (got = fread(buffer, 1, sizeof buffer, file)) > 0 && text.length <= 1u << 30)
        text_add(&text, buffer, got);
    if (!file || ferror(file) || text.length > 1u << 30) {
        fprintf(stderr, "asyncc: error: cannot read %s: %s\n", path,
                text.length > 1u << 30 ? "it is too large" : strerror(errno));
        if (file)
            fclose(file);
        free(text.text);
        return false;
    }
    fclose(file);
    char *copy = arena_copy(text.text, text.length);
    unsigned length = source_read_trigraphs(source, copy, (unsigned)text.length);
    source_add_file(source, path, copy, length);
    source_begin(source);
    free(text.text);
    return true;
}

/* The passes over one function. */
static bool plan(struct unit *unit, struct func *func, struct diag *diag)
{
    node_mark_awaits(func->body);
    pin_function(unit, func);
    lower_function(unit, func);
    flow_function(unit, func);
    if (!check_saved(unit, func, diag) || !alias_function(unit, func, diag))
        return false;
    frame_function(unit, func);
    return true;
}

static bool plan_all(struct unit *unit, struct diag *diag)
{
    bool fine = true;
    for (size_t i = 0; i < unit->toplevels.count; i++) {
        struct func *func = unit->toplevels.items[i].func;
        if (func && func->is_async)
            fine &= plan(unit, func, diag);
        else if (func)
            fine &= alias_function(unit, func, diag);
    }
    return fine;
}

static enum translate_status run(const struct translate_options *options, struct source *source, struct parser *parser,
                                 struct diag *diag, struct text *out)
{
    static const char *const passes[] = {"parse", "expand", "check", "lower", "flow", "frame"};
    const char *dump = options->dump ? options->dump : "";
    bool known = !*dump;
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
        known |= !strcmp(dump, passes[i]);
    if (!known) {
        fprintf(stderr,
                "asyncc: error: --dump=%s: there is no such pass; they are parse, expand, check, lower, flow, "
                "frame\n",
                dump);
        return TRANSLATE_FAILED;
    }
    struct unit *unit = expand(parser, source, diag, options->input);
    if (!unit || !parser_alignments(parser, unit))
        return TRANSLATE_FAILED;
    if (!strcmp(dump, "expand")) {
        text_add(out, source->text, source->length);
        return TRANSLATE_CHANGED;
    }
    if (!strcmp(dump, "parse"))
        return dump_tree(unit, out), TRANSLATE_CHANGED;
    if (!unit->has_async) {
        text_add(out, source->files.items[0].text, source->files.items[0].length);
        return TRANSLATE_UNCHANGED;
    }
    if (!check_unit(unit, diag))
        return TRANSLATE_FAILED;
    if (!strcmp(dump, "check"))
        return dump_tree(unit, out), TRANSLATE_CHANGED;
    if (!plan_all(unit, diag))
        return TRANSLATE_FAILED;
    if (!strcmp(dump, "lower"))
        return dump_steps(unit, out), TRANSLATE_CHANGED;
    if (!strcmp(dump, "flow"))
        return dump_live(unit, out), TRANSLATE_CHANGED;
    if (!strcmp(dump, "frame"))
        return dump_frames(unit, out), TRANSLATE_CHANGED;
    struct emit_options emit = {.line_directives = options->line_directives,
                                .before_c11 = dialect_read(options->flags, options->flag_count).before_c11};
    emit_unit(unit, &emit, out);
    return TRANSLATE_CHANGED;
}

static void *start(void *argument)
{
    struct job *job = argument;
    struct source source = {0};
    struct diag diag = {.source = &source, .options = {job->options->warnings, job->options->warning_count}};
    job->status = TRANSLATE_FAILED;
    source.trigraphs = dialect_read(job->options->flags, job->options->flag_count).trigraphs;
    if (read_input(job->options->input, &source)) {
        struct parser *parser =
            parser_new(job->options->input, job->options->flags, job->options->flag_count, &source, &diag);
        job->status = run(job->options, &source, parser, &diag, job->out);
        parser_free(parser);
        if (diag.errors)
            job->status = TRANSLATE_FAILED;
    }
    if (job->status == TRANSLATE_FAILED)
        job->out->length = 0;
    arena_free();
    return NULL;
}

enum translate_status translate(const struct translate_options *options, struct text *out)
{
    struct job job = {options, out, TRANSLATE_FAILED};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstacksize(&attributes, STACK_SIZE) || pthread_create(&thread, &attributes, start, &job))
        start(&job);
    else
        pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return job.status;
}
