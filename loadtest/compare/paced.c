/*
 * Sends requests at a fixed rate whatever the answers do, and tells how late they come: one thread, epoll, cheaper than
 * what it measures.
 *
 *   paced PORT PATH RATE SECONDS WARMUP CONNECTIONS BODY_FILE [TOKENS_FILE]      (127.0.0.1 only)
 *
 * Request n is due n / RATE seconds after the start; its latency counts from then, so that a stall is seen by every
 * request that fell into it. It goes out on a free connection, or waits for one. Tokens, one a line, take turns. What was
 * due within the first WARMUP seconds is not counted. Prints {"answered":N,"notOk":N,"broken":N,"p50_us":D,"lag_us":L}:
 * the lag is the median time by which the program itself was late.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1000, TOKENS_MAX = 1000, BUFFER = 65536, SAMPLES_MAX = 10000000 };

struct connection {
    int fd, busy, counts;
    long long due;
    size_t have;
    char in[BUFFER];
};

static struct connection connections[CONNECTIONS_MAX];
static struct connection *spare[CONNECTIONS_MAX];
static int spares, port, epoll, *latencies, *lags;
static char *tokens[TOKENS_MAX];
static int token_count;
static long answered, not_ok, broken, lag_count;

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void begin(struct connection *c) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    c->busy = 0;
    c->have = 0;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(c->fd, (struct sockaddr *)&to, sizeof to)) {
        perror("connect");
        exit(1);
    }
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
    spare[spares++] = c;
}

static char *read_file(const char *name, size_t *length) {
    FILE *f = fopen(name, "r");
    if (!f) {
        perror(name);
        exit(1);
    }
    char *text = malloc(1 << 20);
    *length = fread(text, 1, (1 << 20) - 1, f);
    text[*length] = 0;
    fclose(f);
    return text;
}

static void read_tokens(const char *name) {
    size_t length;
    for (char *line = strtok(read_file(name, &length), "\n"); line && token_count < TOKENS_MAX; line = strtok(NULL, "\n"))
        tokens[token_count++] = line;
}

static void ask(const char *path, long number, long long due, int counts, const char *body, size_t length) {
    static char out[BUFFER];
    struct connection *c = spare[--spares];
    char *token = token_count ? tokens[number % token_count] : "";
    int size = snprintf(out, sizeof out, "POST %s HTTP/1.1\r\nHost: localhost\r\n%s%s%sContent-Length: %zu\r\n\r\n%s", path,
                        *token ? "Authorization: Bearer " : "", token, *token ? "\r\n" : "", length, body);
    c->busy = 1;
    c->due = due;
    c->counts = counts;
    c->have = 0;
    if (counts && lag_count < SAMPLES_MAX) lags[lag_count++] = (int)((now() - due) / 1000);
    if (write(c->fd, out, size) != size) broken++;
}

/* Whether the answer is whole: a head with Content-Length, as the upstream of the comparison sends it. */
static int is_whole(struct connection *c) {
    c->in[c->have] = 0;
    char *end = strstr(c->in, "\r\n\r\n"), *length = end ? strcasestr(c->in, "\r\ncontent-length:") : NULL;
    return length && length < end && c->have >= (size_t)(end + 4 - c->in) + strtoul(length + 17, NULL, 10);
}

static void hear(struct connection *c) {
    ssize_t got = read(c->fd, c->in + c->have, BUFFER - 1 - c->have);
    if (got <= 0 && errno == EAGAIN && got < 0) return;
    if (got <= 0) {
        broken += c->busy;
        close(c->fd);
        for (int i = 0; i < spares; i++)
            if (spare[i] == c) spare[i--] = spare[--spares];
        begin(c);
        return;
    }
    c->have += got;
    if (!is_whole(c)) return;
    if (c->counts && answered < SAMPLES_MAX) latencies[answered++] = (int)((now() - c->due) / 1000);
    if (memcmp(c->in + 9, "2", 1)) not_ok++;
    c->busy = 0;
    spare[spares++] = c;
}

static int by_size(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static int median(int *values, long count) {
    qsort(values, count, sizeof *values, by_size);
    return count ? values[count / 2] : 0;
}

int main(int argc, char **argv) {
    if (argc < 8) return 2;
    port = atoi(argv[1]);
    double rate = atof(argv[3]), seconds = atof(argv[4]), warmup = atof(argv[5]);
    size_t length;
    char *body = read_file(argv[7], &length);
    if (argc > 8) read_tokens(argv[8]);
    latencies = malloc(sizeof *latencies * SAMPLES_MAX);
    lags = malloc(sizeof *lags * SAMPLES_MAX);
    epoll = epoll_create1(0);
    for (int i = 0; i < atoi(argv[6]) && i < CONNECTIONS_MAX; i++) begin(&connections[i]);
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &e);
    long long start = now();
    long total = (long)(rate * (seconds + warmup)), next = 0;
    while (now() < start + (long long)((seconds + warmup + 1) * 1e9)) {
        long long due = start + (long long)(next / rate * 1e9);
        while (next < total && spares && due <= now()) {
            ask(argv[2], next, due, next >= (long)(rate * warmup), body, length);
            due = start + (long long)(++next / rate * 1e9);
        }
        struct itimerspec at = {.it_value = {due / 1000000000LL, due % 1000000000LL}};
        if (next < total && spares) timerfd_settime(timer, TFD_TIMER_ABSTIME, &at, NULL);
        struct epoll_event ready[64];
        int n = epoll_wait(epoll, ready, 64, 100);
        for (int i = 0; i < n; i++) {
            unsigned long long ticks;
            if (ready[i].data.ptr) hear(ready[i].data.ptr);
            else if (read(timer, &ticks, sizeof ticks) < 0) continue;
        }
    }
    for (int i = 0; i < CONNECTIONS_MAX; i++) broken += connections[i].busy;
    broken += total - next;
    printf("{\"answered\":%ld,\"notOk\":%ld,\"broken\":%ld,\"p50_us\":%d,\"lag_us\":%d}\n", answered, not_ok, broken,
           median(latencies, answered), median(lags, lag_count));
    return 0;
}
