// Linux system calls that Swift's Glibc module does not show.
#ifndef OBUKA_CSYSTEM_H
#define OBUKA_CSYSTEM_H

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <stdint.h>
#include <sys/types.h>

/// epoll_event is packed and holds a union; this gives it a plain constructor and reader.
static inline struct epoll_event obuka_epoll_event(uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return event;
}

static inline uint64_t obuka_epoll_token(const struct epoll_event *event) {
    return event->data.u64;
}

/// accept4 with the two flags that every socket of an event loop needs.
int obuka_accept(int listener, struct sockaddr_storage *address);

/// Names the calling thread, for debuggers and `top -H`; Linux keeps 15 characters.
void obuka_name_thread(const char *name);

/// Starts a program in the root directory and in a session of its own; -1 is /dev/null.
/// Answers 0, or the number of the error.
int obuka_spawn(pid_t *process, char *const arguments[], char *const environment[],
                int input, int output);

/// A pipe that other programs do not inherit.
int obuka_pipe(int ends[2]);

#endif
