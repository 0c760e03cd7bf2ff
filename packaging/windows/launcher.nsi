; 职教清单.exe of the portable folder: starts the signed interpreter beside it, with the data on the stick too.
; makensis -DICON=file -DTARGET=… launcher.nsi
Target amd64-unicode
!include FileFunc.nsh
!include LogicLib.nsh
Name "职教清单"
OutFile "${TARGET}"
Icon "${ICON}"
SilentInstall silent
RequestExecutionLevel user
AutoCloseWindow true
ManifestDPIAware true

Section
  ${GetParameters} $R0
  ClearErrors
  Exec '"$EXEDIR\runtime\pythonw.exe" -X utf8 "$EXEDIR\app\main.py" --data-dir "$EXEDIR\数据" $R0'
  ${If} ${Errors}
    SetSilent normal
    MessageBox MB_OK|MB_ICONEXCLAMATION "没有打开：这里只有启动程序，旁边的文件夹不在。$\r$\n$\r$\n请先把压缩包整个解压出来（比如解压到U盘），再双击解压出来的“职教清单”。"
    SetErrorLevel 2
  ${EndIf}
SectionEnd
