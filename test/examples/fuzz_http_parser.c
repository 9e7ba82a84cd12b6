// The parser of docs/examples/http_server.c under libFuzzer: whatever a peer sends. What it accepts is written out
// again, and has to mean the same then; what could be understood in two ways must not be accepted.
// REQUIRES: libfuzzer
// RUN: %clang-name -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -I%source/docs/examples %s %source/docs/examples/http_parser.c -o %t
// RUN: rm -rf %t.corpus && mkdir %t.corpus
// RUN: %t %{fuzz} -max_len=20000 -dict=%S/Inputs/http.dict %t.corpus %S/Inputs/http
// The target fuzz_http runs it for longer.
#include "http_parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CHECK(x) ((x) ? (void)0 : (fprintf(stderr, "line %d: %s\n", __LINE__, #x), abort()))

/* The bytes of a connection. */
struct input {
    const char *data;
    size_t left;
};

/* As async_stream_line: the length, 0 at the end, -1: the line does not fit. */
static long next_line(struct input *in, char *line, size_t size)
{
    const char *end = memchr(in->data, '\n', in->left);
    size_t length = end ? (size_t)(end - in->data) + 1 : in->left;
    if (length + 1 > size)
        return -1;
    memcpy(line, in->data, length);
    line[length] = 0;
    in->data += length;
    in->left -= length;
    return (long)length;
}

/* -1: the connection ends. */
static int parse(struct http_request *request, struct input *in)
{
    int status = HTTP_MORE;
    http_request_init(request);
    while (status == HTTP_MORE) {
        size_t size;
        char *line = http_request_room(request, &size);
        CHECK(line >= request->text && line + size <= request->text + sizeof request->text);
        long length = next_line(in, line, size);
        if (length <= 0)
            return length < 0 ? http_request_too_long(request) : -1;
        status = http_request_line(request, (size_t)length);
    }
    CHECK(status == HTTP_DONE || (status >= 400 && status < 600));
    return status;
}

static void check_fields(const struct http_request *request)
{
    int lengths = 0, codings = 0, hosts = 0;
    CHECK(request->field_count <= HTTP_FIELDS_MOST);
    for (size_t i = 0; i < request->field_count; i++) {
        const char *name = request->fields[i].name, *value = request->fields[i].value;
        CHECK(*name && !strpbrk(name, " \t\r\n:,;\"()/") && !strpbrk(value, "\r\n"));
        CHECK(!*value || (!strchr(" \t", *value) && !strchr(" \t", value[strlen(value) - 1])));
        if (!strcasecmp(name, "content-length")) {
            char *end;
            lengths++;
            CHECK(strchr("0123456789", *value));
            CHECK(strtoull(value, &end, 10) == request->length && !*end);
        }
        if (!strcasecmp(name, "transfer-encoding")) {
            codings++;
            CHECK(!strcasecmp(value, "chunked"));
        }
        hosts += !strcasecmp(name, "host");
        CHECK(http_request_field(request, name));
    }
    CHECK(lengths + codings <= 1 && codings == request->chunked && hosts <= 1);
    CHECK(lengths || !request->length);
    CHECK(!request->chunked || request->minor);
    CHECK(hosts || !request->minor);
}

/* What was understood, written out, is understood in the same way. */
static void check_again(const struct http_request *request)
{
    static char text[4 * HTTP_HEAD_MOST];
    static struct http_request again;
    int host = 0;
    int used = snprintf(text, sizeof text, "%s %s HTTP/1.%d\r\n", request->method, request->target, request->minor);
    for (size_t i = 0; i < request->field_count; i++) {
        const char *value = request->fields[i].value;
        if (!strcasecmp(request->fields[i].name, "host"))
            host = 1, value = request->host;
        used += snprintf(text + used, sizeof text - (size_t)used, "%s: %s\r\n", request->fields[i].name, value);
    }
    used += snprintf(text + used, sizeof text - (size_t)used, "\r\n");
    struct input in = {text, (size_t)used};
    CHECK(used < HTTP_HEAD_MOST ? parse(&again, &in) == HTTP_DONE : parse(&again, &in) != -1);
    if (used >= HTTP_HEAD_MOST)
        return;
    CHECK(in.left == 0);
    CHECK(!strcmp(again.method, request->method) && !strcmp(again.target, request->target));
    CHECK(!host || !strcmp(again.host, request->host));
    CHECK(again.minor == request->minor && again.keep_alive == request->keep_alive);
    CHECK(again.chunked == request->chunked && again.length == request->length);
    CHECK(again.field_count == request->field_count && again.expects_continue == request->expects_continue);
}

static void check_path(const char *target)
{
    char path[256];
    int status = http_target_path(target, path, sizeof path);
    CHECK(status == HTTP_DONE || status == 400 || status == 404);
    if (status == HTTP_DONE)
        CHECK(path[0] == '/' && strlen(path) < sizeof path && !strstr(path, "/."));
}

/* True if the body's end was reached. */
static int read_chunks(struct input *in)
{
    char line[HTTP_CHUNK_LINE_MOST];
    uint64_t size = 0;
    do {
        long length = next_line(in, line, sizeof line);
        if (length <= 0 || http_chunk_line(line, (size_t)length, &size) != HTTP_DONE)
            return 0;
        CHECK(size < (uint64_t)1 << 60);
        if (size) {
            if (in->left < size || in->left - size < 2 || memcmp(in->data + size, "\r\n", 2))
                return 0;
            in->data += size + 2;
            in->left -= size + 2;
        }
    } while (size);
    int status = HTTP_MORE;
    while (status == HTTP_MORE) {
        long length = next_line(in, line, sizeof line);
        if (length <= 0)
            return 0;
        status = http_trailer_line(line, (size_t)length);
    }
    return status == HTTP_DONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {(const char *)data, size};
    struct http_request *request = malloc(sizeof *request); /* its end is watched */
    while (in.left && parse(request, &in) == HTTP_DONE) {
        CHECK(*request->method && strcmp(request->method, "CONNECT"));
        CHECK(*request->target == '/' || !strcmp(request->target, "*"));
        check_fields(request);
        check_again(request);
        check_path(request->target);
        if (request->chunked ? !read_chunks(&in) : in.left < request->length)
            break;
        in.data += request->length;
        in.left -= request->length;
    }
    free(request);
    return 0;
}
