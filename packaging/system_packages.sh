#!/usr/bin/env bash
# Install the system libraries of one purpose where apt-get and root are there; otherwise name what is missing.
# usage: system_packages.sh runtime|fault|accept|package
set -euo pipefail

runtime="libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libcups2 libgssapi-krb5-2"
accept="$runtime xvfb xauth openbox xdotool x11-utils imagemagick poppler-utils qpdf strace dbus-x11 xclip
  libreoffice-calc libreoffice-writer fonts-noto-cjk cups cups-client printer-driver-cups-pdf ibus ibus-libpinyin fcitx5 fcitx5-pinyin thunderbird"

fault="gcc libc6-dev"
package="$runtime debootstrap dpkg-dev binutils xz-utils nsis osslsigncode xvfb"

case "${1:-}" in
  fault) wanted=$fault ;;
  runtime) wanted=$runtime ;;
  accept) wanted=$accept ;;
  package) wanted=$package ;;
  *) echo "usage: $0 runtime|fault|accept|package" >&2; exit 2 ;;
esac

command -v dpkg-query >/dev/null || { echo "not a Debian system: please see to it that these are there: $wanted"; exit 0; }
missing=()
for name in $wanted; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$name")
done
[ ${#missing[@]} -eq 0 ] && exit 0

# Another apt may be at work, on a new machine the daily one: apt-get gives up at its lock, this waits.
patiently() {
  local said tries=0
  until said=$("$@" 2>&1); do
    tries=$((tries + 1))
    if [[ $said != *"Could not get lock"* && $said != *"Unable to acquire"* && $said != *"Unable to lock"* ]] ||
      [ "$tries" -ge "${APT_TRIES:-120}" ]; then
      printf '%s\n' "$said" >&2
      return 1
    fi
    [ "$tries" = 1 ] && echo "another program is installing packages; waiting for it"
    sleep "${APT_PAUSE:-5}"
  done
}

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing system packages: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive LC_ALL=C  # what apt says of a lock is read
  patiently apt-get update -qq
  patiently apt-get install -y -qq --no-install-recommends "${missing[@]}"
else
  echo "missing system packages (install them as root): ${missing[*]}" >&2
  [ "$1" = runtime ] && exit 0
  exit 1
fi
