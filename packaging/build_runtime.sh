#!/bin/sh
# Inside the build root: SQLite and CPython from Debian's sources in /src, installed under /runtime.
# No OpenSSL, no readline, no Tk: the product opens no connection and has no prompt.
set -eu
jobs=$(nproc)
export SOURCE_DATE_EPOCH=1767225600  # the day of the build would stand in libpython
export CFLAGS="-O2 -include /src/oldest_glibc.h -ffile-prefix-map=/src=."

cd /src/sqlite3
# the same switches as Debian's own package, less what a desktop program has no use for
./configure --prefix=/runtime --disable-static --disable-tcl --disable-readline --disable-editline --enable-math >/dev/null \
  CFLAGS="$CFLAGS -DSQLITE_SECURE_DELETE -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DESERIALIZE -DSQLITE_THREADSAFE=1"
make -s -j"$jobs" sqlite3.c >/dev/null
make -s -j"$jobs" libsqlite3.la >/dev/null
make -s lib_install >/dev/null
install -D -m 644 sqlite3.h /runtime/include/sqlite3.h

cd /src/python3.11
# sem_clockwait came with glibc 2.30; without it CPython uses sem_timedwait
export ac_cv_func_sem_clockwait=no
# built in, as Debian does: its patched source asks for the core's own headers
printf '*static*\npyexpat pyexpat.c -lexpat\n' >Modules/Setup.local
export LD_LIBRARY_PATH=/runtime/lib  # the built interpreter loads its own libpython and SQLite
CPPFLAGS="-I/runtime/include" LDFLAGS="-L/runtime/lib" \
  ./configure -q --prefix=/runtime --enable-shared --without-ensurepip --disable-test-modules --with-system-expat >/dev/null
make -s -j"$jobs" >make.log 2>&1
make -s install >/dev/null 2>&1
LD_LIBRARY_PATH=/runtime/lib /runtime/bin/python3.11 -c "import bz2, ctypes, hashlib, lzma, sqlite3, zlib, _elementtree; print(sqlite3.sqlite_version)"
