; The Windows setup: for one user, no administrator. Data are never touched, save when asked while uninstalling.
; makensis -DVERSION=… -DFILES=folder -DICON=file -DTARGET=setup.exe -DKILOBYTES=… setup.nsi
Target amd64-unicode
SetCompressor /SOLID lzma
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh

!define PRODUCT "职教清单"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\zhijiao-qingdan"
!define CLASSES "Software\Classes"
!define RUN '"$INSTDIR\runtime\pythonw.exe" -X utf8 "$INSTDIR\app\main.py"'

Name "${PRODUCT}"
OutFile "${TARGET}"
BrandingText "${PRODUCT} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\zhijiao-qingdan"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${PRODUCT}"
VIAddVersionKey "FileDescription" "${PRODUCT} 安装程序"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" ""

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TITLE "安装 ${PRODUCT} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "不需要管理员，不联网。$\r$\n$\r$\n以前装过的，直接装在上面：填好的数据不会动。$\r$\n$\r$\n如果 ${PRODUCT} 正开着，请先关闭。"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartProduct
!define MUI_FINISHPAGE_RUN_TEXT "打开 ${PRODUCT}"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE RequireOwnFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function StartProduct
  Exec '${RUN}'
FunctionEnd

; What is removed below an own folder must be ours: a folder with other things gets one of its own inside.
Function RequireOwnFolder
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\app\main.py"
    StrCpy $INSTDIR "$INSTDIR\zhijiao-qingdan"
  ${EndIf}
FunctionEnd

; A library that is loaded cannot be opened for writing: the program is still running.
!macro RequireClosed PREFIX
Function ${PREFIX}RequireClosed
  again:
  ${If} ${FileExists} "$INSTDIR\runtime\python311.dll"
    ClearErrors
    FileOpen $0 "$INSTDIR\runtime\python311.dll" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT} 正开着。请先关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
      SetErrorLevel 3
      Abort "${PRODUCT} 正开着，什么都没有改动。"
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro RequireClosed ""
!insertmacro RequireClosed "un."

!macro RemoveProgram
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\许可"
  Delete "$INSTDIR\icon.ico"
!macroend

!macro Associate ENDING KIND WORDS
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\icon.ico"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '${RUN} "%1"'
!macroend

Section
  Call RequireClosed
  ${If} ${FileExists} "$INSTDIR\app\main.py"
    !insertmacro RemoveProgram
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${FILES}\*"
  File "/oname=icon.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR\app"
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\runtime\pythonw.exe" '-X utf8 "$INSTDIR\app\main.py"' "$INSTDIR\icon.ico"
  CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\runtime\pythonw.exe" '-X utf8 "$INSTDIR\app\main.py"' "$INSTDIR\icon.ico"
  !insertmacro Associate ".zjqd" "ZhijiaoQingdan.Data" "职教清单数据"
  !insertmacro Associate ".zjjb" "ZhijiaoQingdan.Handover" "职教清单接班包"
  !insertmacro Associate ".zjtz" "ZhijiaoQingdan.Notice" "职教清单通知"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\icon.ico"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  Call un.RequireClosed
  ${IfNot} ${FileExists} "$INSTDIR\app\main.py"
    MessageBox MB_ICONEXCLAMATION "这里没有 ${PRODUCT}：$INSTDIR" /SD IDOK
    Abort
  ${EndIf}
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  DeleteRegKey HKCU "${CLASSES}\.zjqd"
  DeleteRegKey HKCU "${CLASSES}\.zjjb"
  DeleteRegKey HKCU "${CLASSES}\.zjtz"
  DeleteRegKey HKCU "${CLASSES}\ZhijiaoQingdan.Data"
  DeleteRegKey HKCU "${CLASSES}\ZhijiaoQingdan.Handover"
  DeleteRegKey HKCU "${CLASSES}\ZhijiaoQingdan.Notice"
  DeleteRegKey HKCU "${KEY}"
  ${RefreshShellIcons}
  ${If} ${FileExists} "$LOCALAPPDATA\zhijiao-qingdan\*.*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "程序已经卸载。填好的数据还在：$\r$\n$LOCALAPPDATA\zhijiao-qingdan$\r$\n$\r$\n要把数据和备份也一起删掉吗？删掉就找不回来了。" /SD IDNO IDNO keep
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "请再确认一次：删掉这台电脑上 ${PRODUCT} 的全部数据和备份？" /SD IDNO IDNO keep
    RMDir /r "$LOCALAPPDATA\zhijiao-qingdan"
    keep:
  ${EndIf}
SectionEnd
