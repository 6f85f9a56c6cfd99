/*
 * Reads event streams and tells how late their events come: one thread, epoll, cheaper than what it measures.
 *
 *   events PORT PATH STREAMS SECONDS [TOKEN]      (127.0.0.1 only)
 *
 * It holds STREAMS requests open, one a connection, opens another one where a stream ends, and stops after SECONDS. Each
 * event carries the CLOCK_MONOTONIC of its write (upstream.c). Prints {"events":N,"broken":N,"seconds":S,"p50_us":D}.
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
#include <time.h>
#include <unistd.h>

enum { STREAMS_MAX = 1000, BUFFER = 65536, DELAYS_MAX = 10000000 };

struct stream {
    int fd;
    size_t have;
    char in[BUFFER];
};

static struct stream streams[STREAMS_MAX];
static int *delays;
static long events, broken;
static int port, epoll;
static char request[4096];

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void begin(struct stream *s) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    s->have = 0;
    s->fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(s->fd, (struct sockaddr *)&to, sizeof to) || write(s->fd, request, strlen(request)) < 0) {
        perror("connect");
        exit(1);
    }
    fcntl(s->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = s};
    epoll_ctl(epoll, EPOLL_CTL_ADD, s->fd, &e);
}

/* Counts the whole events in what was read; the head is looked at once, by its status. */
static void count(struct stream *s, long long at) {
    char *from = s->in, *end = s->in + s->have, *mark, *close;
    if (s->have >= 12 && !memcmp(s->in, "HTTP/1.1", 8) && memcmp(s->in + 9, "200", 3)) broken++;
    while ((mark = memmem(from, end - from, "\"nanos\":", 8)) && (close = memchr(mark, ',', end - mark))) {
        if (events < DELAYS_MAX) delays[events] = (int)((at - atoll(mark + 8)) / 1000);
        events++;
        from = close;
    }
    size_t keep = end - from < 32 ? (size_t)(end - from) : 32; /* a mark may lie across two reads */
    if (mark) keep = end - mark;
    memmove(s->in, end - keep, keep);
    s->have = keep;
}

static int by_size(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    port = atoi(argv[1]);
    int wanted = atoi(argv[3]);
    double seconds = atof(argv[4]);
    delays = malloc(sizeof *delays * DELAYS_MAX);
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s%s%sConnection: close\r\n\r\n", argv[2],
             argc > 5 ? "Authorization: Bearer " : "", argc > 5 ? argv[5] : "", argc > 5 ? "\r\n" : "");
    epoll = epoll_create1(0);
    long long start = now(), end = start + (long long)(seconds * 1e9);
    for (int i = 0; i < wanted && i < STREAMS_MAX; i++) begin(&streams[i]);
    while (now() < end) {
        struct epoll_event ready[64];
        int n = epoll_wait(epoll, ready, 64, 100);
        for (int i = 0; i < n; i++) {
            struct stream *s = ready[i].data.ptr;
            long long at = now();
            ssize_t got = read(s->fd, s->in + s->have, BUFFER - s->have);
            if (got > 0) {
                s->have += got;
                count(s, at);
            } else if (got == 0 || errno != EAGAIN) {
                broken += got < 0;
                close(s->fd);
                begin(s);
            }
        }
    }
    long kept = events < DELAYS_MAX ? events : DELAYS_MAX;
    qsort(delays, kept, sizeof *delays, by_size);
    printf("{\"events\":%ld,\"broken\":%ld,\"seconds\":%.3f,\"p50_us\":%d}\n", events, broken, (now() - start) / 1e9,
           kept ? delays[kept / 2] : 0);
    return 0;
}
