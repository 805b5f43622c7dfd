/* Records what a program writes and what it has synced, for cutting the power afterwards.
 *
 * Preloaded (LD_PRELOAD), it passes every call on and appends to $RECORD_TO what was done to
 * files under $RECORD_OF: W write, T truncate, S sync, U unlink. SQLite's shared memory (-shm)
 * is left out: it never outlives a power cut. The program adds its acknowledgements (A) to the
 * same file, so that one order holds for all.
 *
 * A record is five 64-bit numbers (kind, length of the path, offset, length of the data, 0),
 * the path and the data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(name, result, ...) ((result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int record_to = -1;

__attribute__((constructor)) static void open_record(void)
{
    const char *path = getenv("RECORD_TO");
    if (path && getenv("RECORD_OF"))
        record_to = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int of_interest(const char *path)
{
    return strstr(path, getenv("RECORD_OF")) && !strstr(path, "-shm");
}

static int path_of(int fd, char *path, size_t size)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return of_interest(path);
}

static void record(char kind, const char *path, off_t offset, const void *data, size_t count)
{
    uint64_t head[5] = {(uint64_t)kind, strlen(path), (uint64_t)offset, data ? count : 0, 0};
    size_t total = sizeof head + head[1] + head[3];
    char *whole = malloc(total);
    memcpy(whole, head, sizeof head);
    memcpy(whole + sizeof head, path, head[1]);
    if (data)
        memcpy(whole + sizeof head + head[1], data, count);
    pthread_mutex_lock(&order);
    if (REAL("write", ssize_t, int, const void *, size_t)(record_to, whole, total) != (ssize_t)total)
        abort();
    pthread_mutex_unlock(&order);
    free(whole);
}

static void record_fd(char kind, int fd, off_t offset, const void *data, size_t count)
{
    char path[512];
    if (record_to >= 0 && fd != record_to && path_of(fd, path, sizeof path))
        record(kind, path, offset, data, count);
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t offset)
{
    ssize_t done = REAL("pwrite64", ssize_t, int, const void *, size_t, off64_t)(fd, data, count, offset);
    if (done > 0)
        record_fd('W', fd, offset, data, (size_t)done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset)
{
    return pwrite64(fd, data, count, offset);
}

ssize_t write(int fd, const void *data, size_t count)
{
    ssize_t done = REAL("write", ssize_t, int, const void *, size_t)(fd, data, count);
    if (done > 0)
        record_fd('W', fd, lseek(fd, 0, SEEK_CUR) - done, data, (size_t)done);
    return done;
}

int fsync(int fd)
{
    int failed = REAL("fsync", int, int)(fd);
    if (!failed)
        record_fd('S', fd, 0, NULL, 0);
    return failed;
}

int fdatasync(int fd)
{
    int failed = REAL("fdatasync", int, int)(fd);
    if (!failed)
        record_fd('S', fd, 0, NULL, 0);
    return failed;
}

int ftruncate64(int fd, off64_t length)
{
    int failed = REAL("ftruncate64", int, int, off64_t)(fd, length);
    if (!failed)
        record_fd('T', fd, length, NULL, 0);
    return failed;
}

int ftruncate(int fd, off_t length)
{
    return ftruncate64(fd, length);
}

int unlink(const char *path)
{
    int failed = REAL("unlink", int, const char *)(path);
    if (!failed && record_to >= 0 && of_interest(path))
        record('U', path, 0, NULL, 0);
    return failed;
}
