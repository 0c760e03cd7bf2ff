; 职教清单.exe of the portable folder: starts the signed interpreter beside it, with the data on the stick too.
; makensis -DICON=file -DTARGET=… launcher.nsi
Target amd64-unicode
!include FileFunc.nsh
Name "职教清单"
OutFile "${TARGET}"
Icon "${ICON}"
SilentInstall silent
RequestExecutionLevel user
AutoCloseWindow true
ManifestDPIAware true

Section
  ${GetParameters} $R0
  Exec '"$EXEDIR\runtime\pythonw.exe" -X utf8 "$EXEDIR\app\main.py" --data-dir "$EXEDIR\数据" $R0'
SectionEnd
