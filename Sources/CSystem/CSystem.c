#define _GNU_SOURCE
#include "CSystem.h"

#include <pthread.h>

int obuka_accept(int listener, struct sockaddr_storage *address) {
    socklen_t length = sizeof *address;
    return accept4(listener, (struct sockaddr *)address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

void obuka_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}
