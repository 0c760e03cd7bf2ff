/* Between a program and the kernel: counts, records, fails or kills at the n-th file operation.
 *
 * Loaded with LD_PRELOAD. Only files under the watched folder are touched. Internet sockets are
 * counted and refused in every process, watched or not. Built by `make fault`.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, ONCE, FOR_EVER, KILL, KILL_TORN };
enum { MAX_FD = 4096 };

static char watched[PATH_MAX];
static size_t watched_length;
static char *paths[MAX_FD];
static long counted, armed_at;
static int mode, error_number, with_reads, record_fd = -1;
static int inet_sockets;

#define REAL(result, name, ...) \
  static result (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* -- told by the test, through ctypes ---------------------------------------------------- */

void fault_watch(const char *folder) {
  snprintf(watched, sizeof watched, "%s", folder);
  watched_length = strlen(watched);
}
void fault_arm(long at, int how, int number, int reads) {
  counted = 0; armed_at = at; mode = how; error_number = number; with_reads = reads;
}
long fault_count(void) { return counted; }
void fault_record(int fd) { record_fd = fd; }
int fault_inet_sockets(void) { return inet_sockets; }

static void put(const void *data, size_t length) {
  const char *at = data;
  while (length) {
    ssize_t done = syscall(SYS_write, record_fd, at, length);
    if (done <= 0) _exit(99);
    at += done; length -= (size_t)done;
  }
}
static void record(char what, const char *path, const char *other, int64_t offset,
                   const void *data, uint32_t length) {
  if (record_fd < 0) return;
  uint32_t sizes[2] = {(uint32_t)strlen(path), (uint32_t)strlen(other)};
  put(&what, 1); put(sizes, sizeof sizes); put(path, sizes[0]); put(other, sizes[1]);
  put(&offset, sizeof offset); put(&length, sizeof length); put(data, length);
}
void fault_note(const char *text) { record('A', text, "", 0, "", 0); }

/* -- which operations count ---------------------------------------------------------------- */

static int is_watched(const char *path) {
  return watched_length && path && strncmp(path, watched, watched_length) == 0;
}
static const char *path_of(int fd) { return fd >= 0 && fd < MAX_FD ? paths[fd] : NULL; }

/* Count one operation; 1 where it is to fail (errno is set). Does not return where it kills. */
static int fails(void) {
  counted++;
  if (mode == OFF || counted < armed_at) return 0;
  if (mode == KILL) _exit(137);
  if (mode == KILL_TORN) return 0;
  if (mode == ONCE && counted > armed_at) return 0;
  errno = error_number;
  return 1;
}
static int is_torn_now(void) { return mode == KILL_TORN && counted == armed_at; }

static int remember(int fd, const char *path) {
  if (fd >= 0 && fd < MAX_FD && is_watched(path)) { free(paths[fd]); paths[fd] = strdup(path); }
  return fd;
}

/* -- the operations ------------------------------------------------------------------------ */

static int open_any(int (*real)(const char *, int, ...), const char *path, int flags, mode_t how) {
  if (is_watched(path) && (flags & O_CREAT)) {
    int is_new = access(path, F_OK) != 0;
    if (fails()) return -1;
    int fd = real(path, flags, how);
    if (fd >= 0 && is_new) record('C', path, "", 0, "", 0);
    if (is_torn_now()) _exit(137);
    return remember(fd, path);
  }
  return remember(real(path, flags, how), path);
}
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    static int (*real)(const char *, int, ...); \
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    va_list more; va_start(more, flags); mode_t how = va_arg(more, mode_t); va_end(more); \
    return open_any(real, path, flags, how); \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(int, close, int);
  if (path_of(fd)) { free(paths[fd]); paths[fd] = NULL; }
  return real_close(fd);
}

static ssize_t write_any(int fd, const void *data, size_t length, off_t offset, int placed) {
  const char *path = path_of(fd);
  if (path) {
    if (fails()) return -1;
    if (!placed) offset = lseek(fd, 0, SEEK_CUR);
    record('W', path, "", offset, data, (uint32_t)length);
    if (is_torn_now()) {
      syscall(SYS_pwrite64, fd, data, length / 2, offset);
      _exit(137);
    }
  }
  return placed ? syscall(SYS_pwrite64, fd, data, length, offset)
                : syscall(SYS_write, fd, data, length);
}
ssize_t write(int fd, const void *data, size_t length) { return write_any(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  return write_any(fd, data, length, offset, 1);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  return write_any(fd, data, length, offset, 1);
}

static ssize_t read_any(int fd, void *data, size_t length, off_t offset, int placed) {
  if (path_of(fd) && with_reads && fails()) return -1;
  return placed ? syscall(SYS_pread64, fd, data, length, offset)
                : syscall(SYS_read, fd, data, length);
}
ssize_t read(int fd, void *data, size_t length) { return read_any(fd, data, length, 0, 0); }
ssize_t pread(int fd, void *data, size_t length, off_t offset) {
  return read_any(fd, data, length, offset, 1);
}
ssize_t pread64(int fd, void *data, size_t length, off64_t offset) {
  return read_any(fd, data, length, offset, 1);
}

static int simple(int fd, char what, long call, int64_t value) {
  const char *path = path_of(fd);
  if (path) {
    if (fails()) return -1;
    int done = (int)syscall(call, fd, value);
    if (done == 0) record(what, path, "", value, "", 0);
    if (is_torn_now()) _exit(137);
    return done;
  }
  return (int)syscall(call, fd, value);
}
int fsync(int fd) { return simple(fd, 'S', SYS_fsync, 0); }
int fdatasync(int fd) { return simple(fd, 'S', SYS_fdatasync, 0); }
int ftruncate(int fd, off_t length) { return simple(fd, 'T', SYS_ftruncate, length); }
int ftruncate64(int fd, off64_t length) { return simple(fd, 'T', SYS_ftruncate, length); }

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  if (!is_watched(to)) return real_rename(from, to);
  if (fails()) return -1;
  int done = real_rename(from, to);
  if (done == 0) record('R', from, to, 0, "", 0);
  if (is_torn_now()) _exit(137);
  return done;
}
int unlink(const char *path) {
  REAL(int, unlink, const char *);
  if (!is_watched(path)) return real_unlink(path);
  if (fails()) return -1;
  int done = real_unlink(path);
  if (done == 0) record('U', path, "", 0, "", 0);
  if (is_torn_now()) _exit(137);
  return done;
}
int mkdir(const char *path, mode_t how) {
  REAL(int, mkdir, const char *, mode_t);
  if (is_watched(path)) {
    if (fails()) return -1;
    int done = real_mkdir(path, how);
    if (done == 0) record('D', path, "", 0, "", 0);
    if (is_torn_now()) _exit(137);
    return done;
  }
  return real_mkdir(path, how);
}

int socket(int family, int type, int protocol) {
  REAL(int, socket, int, int, int);
  if (family == AF_INET || family == AF_INET6) {
    const char *note = getenv("FAULT_INET_LOG");
    inet_sockets++;
    if (note) {
      int fd = (int)syscall(SYS_openat, AT_FDCWD, note, O_WRONLY | O_CREAT | O_APPEND, 0600);
      if (fd >= 0) { syscall(SYS_write, fd, "inet\n", 5); syscall(SYS_close, fd); }
    }
    errno = EACCES;
    return -1;
  }
  return real_socket(family, type, protocol);
}
