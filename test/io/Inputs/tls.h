/* tls.h: what tests of <asyncc/tls.h> share. The program's arguments are a key and a certificate for localhost. */
#ifndef TLS_H
#define TLS_H

#include "check.h"
#include <asyncc/tls.h>
#include <openssl/ssl.h>

/* Contexts of a server that has this certificate, and of a client that trusts it. */
static inline SSL_CTX *server_context(const char *key, const char *certificate)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    CHECK(SSL_CTX_use_certificate_file(context, certificate, SSL_FILETYPE_PEM) == 1);
    CHECK(SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1);
    return context;
}

static inline SSL_CTX *client_context(const char *certificate)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    CHECK(SSL_CTX_load_verify_locations(context, certificate, NULL) == 1);
    return context;
}

#endif
