#!/bin/sh
# Inside a Debian 13 with Wine 10: the older setup, data, the newer setup over it, the self-test,
# removal; then the portable folder by its starter.
set -eu
export WINEDEBUG=-all DISPLAY=:7 LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=/tmp
exec 2>&1
Xvfb :7 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
sleep 1
wineboot -i >/dev/null 2>&1
local="$HOME/.wine/drive_c/users/root/AppData/Local"
program="$local/Programs/zhijiao-qingdan"
start_menu="$HOME/.wine/drive_c/users/root/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

wine /older-setup.exe /S
test -f "$program/app/old.txt"
mkdir -p "$local/zhijiao-qingdan"
cp /old.sqlite3 "$local/zhijiao-qingdan/zhijiao.sqlite3"

wine /newer-setup.exe /S
test ! -e "$program/app/old.txt"
test -f "$program/许可/第三方许可.txt"
test -f "$start_menu/职教清单.lnk"
wine reg query 'HKCU\Software\Classes\.zjqd' /ve | grep -q ZhijiaoQingdan.Data
wine reg query 'HKCU\Software\Classes\ZhijiaoQingdan.Data\shell\open\command' /ve | grep -q pythonw.exe

cd "$program"
wine runtime/python.exe -X utf8 app/main.py --self-test
wine runtime/python.exe -X utf8 app/main.py dump | grep -q '"years"'

wine uninstall.exe /S '_?=C:\users\root\AppData\Local\Programs\zhijiao-qingdan'
test ! -e "$program/app"
test ! -e "$start_menu/职教清单.lnk"
test -f "$local/zhijiao-qingdan/zhijiao.sqlite3"

# The starter hands on its words and the folder of the data, and does not wait.
cd /portable/*/
wine ./职教清单.exe load 'app\resources\sample\school.json'
for _ in $(seq 60); do
  test -s 数据/zhijiao.sqlite3 && break
  sleep 1
done
sleep 3
wine runtime/python.exe -X utf8 app/main.py --data-dir 数据 dump | grep -q '"years"'
wineserver -k || true
echo all held
