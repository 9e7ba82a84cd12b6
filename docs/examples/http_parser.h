/* http_parser.h: the head of an HTTP/1.1 request (RFC 9112), line by line, without any I/O.
 *
 * What two servers in a row could understand differently is refused, not repaired: request smuggling lives on that.
 * Results are HTTP_MORE, HTTP_DONE, or the status of the reply that refuses the request. */
#ifndef HTTP_PARSER_H
#define HTTP_PARSER_H

#include <stddef.h>
#include <stdint.h>

enum {
    HTTP_LINE_MOST = 8000,       /* bytes of the request line; more: 414 */
    HTTP_HEAD_MOST = 16384,      /* bytes of the head, or of all trailers; more: 431 */
    HTTP_FIELDS_MOST = 100,      /* header fields; more: 431 */
    HTTP_CHUNK_LINE_MOST = 1024, /* bytes of a line between chunks, or of a trailer */
};

enum { HTTP_MORE = 0, HTTP_DONE = 1 };

/* Not copied or moved: there are pointers into `text`. */
struct http_request {
    const char *method, *target, *host; /* the target without scheme and host; no host: "" */
    int minor;                          /* HTTP/1.0: 0; HTTP/1.1 and above: 1 */
    int keep_alive, expects_continue;
    int chunked;     /* the body has chunks; otherwise it has `length` bytes */
    uint64_t length; /* below 10^18 */
    struct http_field {
        const char *name, *value;
    } fields[HTTP_FIELDS_MOST];
    size_t field_count;
    int hosts, lengths, codings, closes, keeps, absolute, blank; /* private, as what follows */
    size_t used;
    char text[HTTP_HEAD_MOST];
};

void http_request_init(struct http_request *request);

/* Where the next line goes, and how much room there is for it and a NUL. */
char *http_request_room(struct http_request *request, size_t *size);

/* The next line is there, with its line feed and a NUL. DONE: it was the empty one at the end of the head. */
int http_request_line(struct http_request *request, size_t length);

/* The status for a line that does not fit. */
int http_request_too_long(const struct http_request *request);

/* The value of the first field of this name, or NULL. */
const char *http_request_field(const struct http_request *request, const char *name);

/* The line before a chunk, as above: DONE, and how large the chunk is. */
int http_chunk_line(char *line, size_t length, uint64_t *size);

/* A line after the last chunk. DONE: it was the empty one. */
int http_trailer_line(char *line, size_t length);

/* The path of a target as a name below a folder: "/", and parts that do not begin with a dot. DONE, 400, or 404. */
int http_target_path(const char *target, char *path, size_t size);

#endif
