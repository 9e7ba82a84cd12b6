/* downloader.c: several downloads at the same time, by libcurl.
 *
 *     downloader [-n AT_ONCE] URL…
 *
 * Each is stored in the current folder, under the last part of its URL. A download that fails, or that Ctrl-C ends,
 * leaves no file.
 *
 * libcurl has an interface for other people's loops: it says for which sockets it waits (socket_wanted) and until when
 * (timer_wanted), and is told what has happened (curl_multi_socket_action). Here a task waits for each socket. When a
 * transfer is over, its promise is set, for which whoever asked for it waits.
 */
#include <asyncc/io.h>
#include <curl/curl.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double seconds_each = 600;

static CURLM *multi;
static double due; /* when libcurl wants to be called even if nothing has happened */
static async_event due_changed;

/* Tells libcurl what has happened, and everybody whose transfer is over by now. */
static void act(curl_socket_t fd, int events)
{
    int count;
    curl_multi_socket_action(multi, fd, events, &count);
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &count));) {
        void *done;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &done);
        async_promise_set(done, (int)message->data.result, NULL);
    }
}

struct watch {
    short events; /* 0: libcurl has no more interest in the socket */
    int changed;
};

/* Ends when libcurl has no more interest. It must not be called before this has waited: it is in socket_wanted. */
static async void watch_socket(curl_socket_t fd, short events)
{
    struct watch watch = {.events = events};
    curl_multi_assign(multi, fd, &watch);
    int s = await async_yield();
    while (watch.events && s != -ECANCELED) {
        watch.changed = 0;
        s = await async_poll(fd, watch.events);
        if (s > 0 && watch.events)
            act(fd, (s & ~POLLOUT ? CURL_CSELECT_IN : 0) | (s & ~POLLIN ? CURL_CSELECT_OUT : 0));
        else if (s != -ECANCELED && !watch.changed)
            act(fd, CURL_CSELECT_ERR);
    }
}

static short events_of(int what)
{
    switch (what) {
    case CURL_POLL_IN:
        return POLLIN;
    case CURL_POLL_OUT:
        return POLLOUT;
    case CURL_POLL_INOUT:
        return POLLIN | POLLOUT;
    default: /* CURL_POLL_REMOVE, CURL_POLL_NONE */
        return 0;
    }
}

static int socket_wanted(CURL *easy, curl_socket_t fd, int what, void *context, void *of_socket)
{
    struct watch *watch = of_socket;
    (void)easy, (void)context;
    if (watch) {
        watch->events = events_of(what);
        watch->changed = 1;
        async_forget(fd); /* ends the wait, as libcurl may close it now; if it is still of interest, a new one begins */
    } else if (what != CURL_POLL_REMOVE) {
        async_task *task = async_spawn(watch_socket(fd, events_of(what)));
        if (!task)
            return -1;
        async_detach(task);
    }
    return 0;
}

static int timer_wanted(CURLM *of, long milliseconds, void *context)
{
    (void)of, (void)context;
    due = milliseconds < 0 ? INFINITY : async_time() + (double)milliseconds / 1000;
    async_event_set(&due_changed);
    return 0;
}

static async void keep_time(void)
{
    int s = 0;
    while (s == 0 || s == -ETIMEDOUT) {
        s = await async_timeout_at(due, async_event_wait(&due_changed));
        async_event_clear(&due_changed);
        if (s == -ETIMEDOUT) {
            due = INFINITY;
            act(CURL_SOCKET_TIMEOUT, 0);
        }
    }
}

/* curl_easy_perform, but that it waits: a CURLcode, or a negative errno. */
static async int perform(CURL *easy)
{
    async_promise done = {0};
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &done);
    if (curl_multi_add_handle(multi, easy) != CURLM_OK)
        return -ENOMEM;
    int result = await async_promise_wait(&done, NULL);
    curl_multi_remove_handle(multi, easy); /* also ends a transfer that was cancelled */
    return result;
}

/* Stores what is at the URL in the file: NULL, or what went wrong. The text may be in `buffer`. */
static async const char *fetch(const char *url, FILE *file, char buffer[CURL_ERROR_SIZE])
{
    CURL *easy = curl_easy_init();
    if (!easy)
        return strerror(ENOMEM);
    buffer[0] = '\0';
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, file);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
    curl_easy_setopt(easy, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    int result, s = await async_timeout(seconds_each, result = perform(easy));
    curl_easy_cleanup(easy);
    if (s < 0 || result < 0)
        return strerror(s < 0 ? -s : -result);
    return result == CURLE_OK ? NULL : buffer[0] ? buffer : curl_easy_strerror((CURLcode)result);
}

static async void download(const char *url, int *failures)
{
    char name[256], part[sizeof name + 5], buffer[CURL_ERROR_SIZE];
    int end = (int)strcspn(url, "?#"), start = end;
    while (start > 0 && url[start - 1] != '/')
        start--;
    snprintf(name, sizeof name, "%.*s", end - start, url + start);
    if (!name[0])
        strcpy(name, "index.html");
    snprintf(part, sizeof part, "%s.part", name);
    FILE *file = fopen(part, "wbx"); /* x: nobody else may be writing to it */
    const char *wrong = file ? await fetch(url, file, buffer) : strerror(errno);
    if (file && fclose(file) && !wrong)
        wrong = strerror(errno);
    if (!wrong && rename(part, name) < 0)
        wrong = strerror(errno);
    if (file && wrong)
        unlink(part);
    printf("%s: %s\n", url, wrong ? wrong : name);
    *failures += wrong != NULL;
}

/* How many have failed. */
static async int download_all(char **urls, size_t at_once)
{
    int failures = 0;
    ASYNC_SCOPED_GROUP(timer);
    ASYNC_SCOPED_GROUP(downloads);
    async_group_limit(&downloads, at_once);
    if (async_group_spawn(&timer, keep_time()) < 0)
        return -ENOMEM;
    for (; *urls && await async_group_slot(&downloads) == 0; urls++)
        if (async_group_spawn(&downloads, download(*urls, &failures)) < 0)
            break;
    for (char **left = urls; *left; left++)
        failures++;
    await async_group_join(&downloads);
    return failures;
}

async int main(int argc, char **argv)
{
    int has_limit = argc > 2 && !strcmp(argv[1], "-n");
    size_t at_once = has_limit ? strtoul(argv[2], NULL, 10) : 8;
    curl_global_init(CURL_GLOBAL_ALL);
    due = INFINITY;
    multi = curl_multi_init();
    if (!multi)
        return 1;
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket_wanted);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer_wanted);
    int failures = await download_all(argv + (has_limit ? 3 : 1), at_once);
    curl_multi_cleanup(multi);
    curl_global_cleanup();
    return failures != 0;
}
