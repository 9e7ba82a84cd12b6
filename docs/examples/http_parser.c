/* http_parser.c: see http_parser.h. */
#include "http_parser.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"
#define HEX DIGITS "abcdefABCDEF"
#define NAME DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$&'*+%"
#define TOKEN NAME "#^`|" /* what methods and names of fields consist of */
#define HOST NAME "();=:[]"

/* True if these are characters that a field's value may have: no CR, LF or NUL, nor another control character. */
static int is_text(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)text[i] < ' ' && text[i] != '\t') || text[i] == 0x7f)
            return 0;
    return 1;
}

/* Removes the CR LF at the end: true. False if the line does not end so, or has control characters. */
static int cut_line(char *line, size_t *length)
{
    if (*length < 2 || memcmp(line + *length - 2, "\r\n", 2))
        return 0;
    *length -= 2;
    line[*length] = 0;
    return is_text(line, *length);
}

void http_request_init(struct http_request *request)
{
    memset(request, 0, offsetof(struct http_request, text));
    request->host = "";
}

char *http_request_room(struct http_request *request, size_t *size)
{
    *size = request->method ? sizeof request->text - request->used : HTTP_LINE_MOST;
    return request->text + request->used;
}

int http_request_too_long(const struct http_request *request)
{
    return request->method ? 431 : 414;
}

const char *http_request_field(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->field_count; i++)
        if (!strcasecmp(request->fields[i].name, name))
            return request->fields[i].value;
    return NULL;
}

/* --- the request line --- */

/* http://host/path: the host counts, and not the field. It moves to the left, which makes room for a NUL. */
static int absolute_target(struct http_request *request, char *target)
{
    size_t scheme = !strncasecmp(target, "http://", 7) ? 7 : !strncasecmp(target, "https://", 8) ? 8 : 0;
    size_t length = strspn(target + scheme, HOST);
    char *path = target + scheme + length;
    if (!scheme || !length || (*path && *path != '/'))
        return 400;
    request->target = *path ? path : "/";
    request->host = memmove(target, target + scheme, length);
    target[length] = 0;
    request->absolute = 1;
    return HTTP_MORE;
}

static int request_line(struct http_request *request, char *line, size_t length)
{
    size_t target = strspn(line, TOKEN) + 1, end = target;
    if (target == 1 || line[target - 1] != ' ')
        return 400;
    while (line[end] > ' ' && line[end] < 0x7f && line[end] != '#')
        end++;
    const char *version = line + end + 1;
    if (end == target || line[end] != ' ' || length - end - 1 != 8 || memcmp(version, "HTTP/", 5))
        return 400;
    if (!strchr(DIGITS, version[5]) || version[6] != '.' || !strchr(DIGITS, version[7]))
        return 400;
    if (version[5] != '1')
        return 505;
    line[target - 1] = line[end] = 0;
    request->minor = version[7] != '0';
    request->method = line;
    request->target = line + target;
    if (!strcmp(line, "CONNECT"))
        return 501;
    if (line[target] == '/' || (!strcmp(line, "OPTIONS") && !strcmp(line + target, "*")))
        return HTTP_MORE;
    return absolute_target(request, line + target);
}

/* --- header fields --- */

static void connection(struct http_request *request, const char *value)
{
    for (size_t length; *(value += strspn(value, ", \t")); value += length) {
        length = strcspn(value, ", \t");
        request->closes |= length == 5 && !strncasecmp(value, "close", 5);
        request->keeps |= length == 10 && !strncasecmp(value, "keep-alive", 10);
    }
}

/* What the server itself has to understand. */
static int known_field(struct http_request *request, const char *name, const char *value)
{
    if (!strcasecmp(name, "content-length")) { /* "5, 5" and "+5" mean something else elsewhere */
        size_t digits = strspn(value, DIGITS);
        request->length = strtoull(value, NULL, 10);
        return request->lengths++ || !digits || digits > 18 || value[digits] ? 400 : HTTP_MORE;
    }
    if (!strcasecmp(name, "transfer-encoding")) {
        request->chunked = !strcasecmp(value, "chunked");
        return request->codings++ ? 400 : request->chunked ? HTTP_MORE : 501;
    }
    if (!strcasecmp(name, "host")) {
        if (!request->absolute)
            request->host = value;
        return request->hosts++ || value[strspn(value, HOST)] ? 400 : HTTP_MORE;
    }
    if (!strcasecmp(name, "connection"))
        connection(request, value);
    if (strcasecmp(name, "expect") || !request->minor)
        return HTTP_MORE;
    request->expects_continue = !strcasecmp(value, "100-continue");
    return request->expects_continue ? HTTP_MORE : 417;
}

/* Cuts `name: value` in two: true. No blank before the name (a folded line) or the colon. */
static int split_field(char *line, size_t length, struct http_field *field)
{
    size_t name = strspn(line, TOKEN);
    if (!name || line[name] != ':')
        return 0;
    while (strchr(" \t", line[length - 1]))
        length--;
    line[name] = line[length] = 0;
    field->name = line;
    field->value = line + name + 1 + strspn(line + name + 1, " \t");
    return 1;
}

static int end_of_head(struct http_request *request)
{
    if (request->minor ? !request->hosts : request->codings)
        return 400;
    request->keep_alive = !request->closes && (request->minor || request->keeps);
    return request->codings && request->lengths ? 400 : HTTP_DONE;
}

int http_request_line(struct http_request *request, size_t length)
{
    char *line = request->text + request->used;
    if (!cut_line(line, &length))
        return 400;
    if (!request->method && !length)
        return request->blank++ ? 400 : HTTP_MORE; /* some clients send an empty line after a body */
    request->used += length + 1;
    if (!request->method)
        return request_line(request, line, length);
    if (!length)
        return end_of_head(request);
    if (request->field_count == HTTP_FIELDS_MOST)
        return 431;
    struct http_field *field = &request->fields[request->field_count];
    if (!split_field(line, length, field))
        return 400;
    request->field_count++;
    return known_field(request, field->name, field->value);
}

/* --- bodies and paths --- */

int http_chunk_line(char *line, size_t length, uint64_t *size)
{
    if (!cut_line(line, &length))
        return 400;
    size_t digits = strspn(line, HEX), blanks = strspn(line + digits, " \t");
    if (!digits || digits > 15 || (line[digits] && line[digits + blanks] != ';'))
        return 400;
    *size = strtoull(line, NULL, 16);
    return HTTP_DONE;
}

int http_trailer_line(char *line, size_t length)
{
    struct http_field field;
    if (!cut_line(line, &length))
        return 400;
    return !length ? HTTP_DONE : split_field(line, length, &field) ? HTTP_MORE : 400;
}

int http_target_path(const char *target, char *path, size_t size)
{
    size_t used = 0;
    for (; *target && *target != '?'; target++) {
        char c = *target;
        if (c == '%') {
            if (strspn(target + 1, HEX) < 2)
                return 400;
            c = (char)strtol((char[]){target[1], target[2], 0}, NULL, 16);
            target += 2;
            if (!c || c == '/')
                return 400;
        }
        if (used + 1 >= size || (c == '.' && used && path[used - 1] == '/'))
            return 404;
        path[used++] = c;
    }
    path[used] = 0;
    return path[0] == '/' ? HTTP_DONE : 400;
}
