/*
 * The upstream of the comparison: one thread, epoll, HTTP/1.1 with keep-alive, cheaper than any gateway in front of it.
 *
 *   upstream STABLE_PORT CANARY_PORT      (127.0.0.1 only; 0 is not taken)
 *
 *   any path          211 bytes of JSON
 *   /counters         {"stable":N,"canary":N}: small answers per port since the start
 *   /events?n=N       N server-sent events, one each 10 ms, each carrying CLOCK_MONOTONIC at its write
 *   /big?n=N          N bytes
 *
 * It trusts its peers to speak well-formed HTTP and is no server for anything else.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_MAX = 32768, TICK_MS = 1, EVENT_MS = 10, BLOCK = 1 << 20 };

struct conn {
    int fd, canary, slot;       /* slot: which of the EVENT_MS ticks is this stream's */
    size_t have;                /* bytes in `in` */
    size_t skip;                /* body bytes still to be thrown away */
    int chunked;                /* throw away until the last chunk */
    size_t big;                 /* body bytes still to be written */
    long events;                /* events still to be written */
    size_t out_len, out_at;     /* unsent head or event */
    struct conn *next, *prev;   /* list of streams */
    char out[8192];
    char in[HEAD_MAX];
};

static int poll_fd, timer_fd, listeners[2];
static unsigned long answered[2];
static struct conn streams = {.next = &streams, .prev = &streams}, *dropped;
static char block[BLOCK], small[512];
static size_t small_len;
static unsigned tick, next_slot;

static void die(const char *what) { perror(what); exit(1); }

static void watch(struct conn *c, uint32_t events) {
    struct epoll_event e = {.events = events, .data.ptr = c};
    epoll_ctl(poll_fd, EPOLL_CTL_MOD, c->fd, &e);
}

static void set_timer(int on) {
    struct itimerspec t = {{0, on ? TICK_MS * 1000000L : 0}, {0, on ? TICK_MS * 1000000L : 0}};
    timerfd_settime(timer_fd, 0, &t, NULL);
}

static void leave_streams(struct conn *c) {
    if (c->fd < 0 || !c->next) return;
    c->prev->next = c->next;
    c->next->prev = c->prev;
    c->next = c->prev = NULL;
    if (streams.next == &streams) set_timer(0);
}

/* The memory stays until the batch of events is through: a later one of them may speak of this connection. */
static void drop(struct conn *c) {
    leave_streams(c);
    close(c->fd);
    c->fd = -1;
    c->next = dropped;
    dropped = c;
}

static void free_dropped(void) {
    for (struct conn *c; (c = dropped);) {
        dropped = c->next;
        free(c);
    }
}

/* Sends what is queued. Returns 0 when the connection is gone. */
static int flush(struct conn *c) {
    while (c->out_at < c->out_len || c->big) {
        int head = c->out_at < c->out_len;
        const char *from = head ? c->out + c->out_at : block;
        size_t len = head ? c->out_len - c->out_at : c->big < BLOCK ? c->big : BLOCK;
        ssize_t n = send(c->fd, from, len, MSG_NOSIGNAL | (head && c->big ? MSG_MORE : 0));
        if (n < 0) {
            if (errno != EAGAIN) { drop(c); return 0; }
            watch(c, EPOLLIN | EPOLLOUT);
            return 1;
        }
        if (head) c->out_at += n; else c->big -= n;
    }
    c->out_at = c->out_len = 0;
    return 1;
}

static void queue(struct conn *c, const char *bytes, size_t len) {
    if (c->out_len + len > sizeof c->out) return;   /* a reader that slow loses events, which shows in its count */
    memcpy(c->out + c->out_len, bytes, len);
    c->out_len += len;
}

static void start_stream(struct conn *c, long events) {
    static const char head[] = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    queue(c, head, sizeof head - 1);
    c->events = events;
    c->slot = next_slot++ % (EVENT_MS / TICK_MS);
    if (streams.next == &streams) set_timer(1);
    c->next = streams.next;
    c->prev = &streams;
    streams.next->prev = c;
    streams.next = c;
}

static void write_event(struct conn *c) {
    char event[128], chunk[160];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int len = snprintf(event, sizeof event, "data: {\"nanos\":%lld,\"text\":\"0123456789abcdef\"}\n\n",
                       now.tv_sec * 1000000000LL + now.tv_nsec);
    int all = snprintf(chunk, sizeof chunk, "%x\r\n%s\r\n%s", len, event, --c->events ? "" : "0\r\n\r\n");
    queue(c, chunk, all);
    if (!c->events) leave_streams(c);
    flush(c);
}

/* When woken late it makes up for the ticks it missed, so that a stream lasts as long as it should. */
static void on_tick(void) {
    uint64_t expired;
    if (read(timer_fd, &expired, sizeof expired) != sizeof expired) return;
    for (; expired; expired--) {
        int slot = tick++ % (EVENT_MS / TICK_MS);
        for (struct conn *c = streams.next, *after; c != &streams; c = after) {
            after = c->next;
            if (c->slot == slot) write_event(c);
        }
    }
}

static long query_number(const char *path, long otherwise) {
    const char *q = strstr(path, "?n=");
    return q ? atol(q + 3) : otherwise;
}

static void answer(struct conn *c, const char *path) {
    char head[256];
    if (!strncmp(path, "/events", 7)) {
        start_stream(c, query_number(path, 100));
    } else if (!strncmp(path, "/big", 4)) {
        c->big = query_number(path, 10000000);
        int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: %zu\r\n\r\n", c->big);
        queue(c, head, n);
        answered[c->canary]++;
    } else if (!strncmp(path, "/counters", 9)) {
        char body[96];
        int b = snprintf(body, sizeof body, "{\"stable\":%lu,\"canary\":%lu}\n", answered[0], answered[1]);
        int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s", b, body);
        queue(c, head, n);
    } else {
        queue(c, small, small_len);
        answered[c->canary]++;
    }
}

/* Reads one head from the front of the buffer; returns its length, 0 if it is not whole yet. */
static size_t take_head(struct conn *c) {
    char *end = memmem(c->in, c->have, "\r\n\r\n", 4);
    if (!end) return 0;
    end[2] = 0;
    for (char *line = strstr(c->in, "\r\n"); line && line < end; line = strstr(line + 2, "\r\n")) {
        if (!strncasecmp(line + 2, "content-length:", 15)) c->skip = strtoul(line + 17, NULL, 10);
        else if (!strncasecmp(line + 2, "transfer-encoding:", 18)) c->chunked = 1;
    }
    return end + 4 - c->in;
}

/* Throws body bytes away from the front of the buffer; returns 1 when the body has ended. */
static int skip_body(struct conn *c) {
    size_t n = c->have;
    if (c->chunked) {
        char *end = memmem(c->in, c->have, "0\r\n\r\n", 5);
        if (!end) return 0;
        n = end + 5 - c->in;
        c->chunked = 0;
    } else if (c->skip <= n) {
        n = c->skip;
        c->skip = 0;
    } else {
        c->skip -= n;
    }
    memmove(c->in, c->in + n, c->have - n);
    c->have -= n;
    return !c->skip && !c->chunked;
}

static void on_readable(struct conn *c) {
    ssize_t n = recv(c->fd, c->in + c->have, sizeof c->in - 1 - c->have, 0);
    if (n <= 0) {
        if (n == 0 || errno != EAGAIN) drop(c);
        return;
    }
    c->have += n;
    for (;;) {
        if (c->skip || c->chunked) {
            if (!skip_body(c)) return;
        }
        c->in[c->have] = 0;
        size_t head = take_head(c);
        if (!head) return;
        char *path = memchr(c->in, ' ', head);
        char target[256];
        snprintf(target, sizeof target, "%.*s", path ? (int)strcspn(path + 1, " ") : 0, path ? path + 1 : "");
        memmove(c->in, c->in + head, c->have - head);
        c->have -= head;
        answer(c, target);
        if (!flush(c)) return;
    }
}

static void on_accept(int canary) {
    for (;;) {
        int fd = accept4(listeners[canary], NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0) return;
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct conn *c = calloc(1, sizeof *c);
        if (!c) die("calloc");
        c->fd = fd;
        c->canary = canary;
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e);
    }
}

static void listen_on(int which, int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) || listen(fd, 4096)) die("listen");
    listeners[which] = fd;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &listeners[which]};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e);
}

static void prepare(void) {
    char body[212];
    int n = snprintf(body, sizeof body, "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"text\":\"");
    memset(body + n, 'x', 211 - n - 2);
    memcpy(body + 209, "\"}", 3);
    small_len = snprintf(small, sizeof small, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 211\r\n\r\n%s", body);
    memset(block, 'b', sizeof block);
}

int main(int argc, char **argv) {
    if (argc != 3) { fprintf(stderr, "usage: upstream STABLE_PORT CANARY_PORT\n"); return 2; }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    prepare();
    poll_fd = epoll_create1(0);
    timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    struct epoll_event t = {.events = EPOLLIN, .data.ptr = &timer_fd};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, timer_fd, &t);
    listen_on(0, atoi(argv[1]));
    listen_on(1, atoi(argv[2]));
    for (;;) {
        struct epoll_event ready[256];
        int n = epoll_wait(poll_fd, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            void *p = ready[i].data.ptr;
            if (p == &timer_fd) on_tick();
            else if (p == &listeners[0] || p == &listeners[1]) on_accept(p == &listeners[1]);
            else {
                struct conn *c = p;
                if (c->fd < 0) continue;
                if (ready[i].events & EPOLLOUT) {
                    watch(c, EPOLLIN);
                    if (!flush(c)) continue;
                }
                if (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) on_readable(c);
            }
        }
        free_dropped();
    }
}
