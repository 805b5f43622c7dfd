; Inno Setup 6.3 or newer: the folder dist\commandcenter of PyInstaller as one installer.
;   iscc /DVersion=0.3.0 commandcenter.iss
; Not tried: there was no Windows. A person without rights installs for themselves, an administrator for
; the machine; what stands in databases, settings and papers is never taken away.
#ifndef Version
  #error Version is to be given: iscc /DVersion=0.3.0 commandcenter.iss
#endif
#define Folder "..\..\dist\commandcenter"

[Setup]
AppId={{5E3B7C1A-8F0D-4B52-9A53-3C2D6E4F7A10}
AppName=市场监管应急指挥中心
AppVersion={#Version}
AppVerName=市场监管应急指挥中心 {#Version}
AppPublisher=commandcenter
DefaultDirName={autopf}\commandcenter
DefaultGroupName=市场监管应急指挥中心
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Qt 6.11 runs on Windows 10 since 1809.
MinVersion=10.0.17763
OutputDir=..\..\out\packages
OutputBaseFilename=commandcenter-{#Version}-windows-x86_64
Compression=lzma2/max
SolidCompression=yes
CloseApplications=yes
RestartApplications=no
ChangesEnvironment=yes
LicenseFile=..\..\LICENSE
UninstallDisplayIcon={app}\commandcenter-desk.exe
VersionInfoVersion={#Copy(Version, 1, 5)}

[Languages]
#ifexist AddBackslash(CompilerPath) + "Languages\ChineseSimplified.isl"
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "在桌面上放图标"
Name: "wallicon"; Description: "这台机器是大屏：登录后自动打开"; Flags: unchecked

[InstallDelete]
; Of the version before: what is no longer part of the program must not be found by it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion
Source: "..\..\LICENSE"; DestDir: "{app}"
Source: "..\..\THIRD_PARTY.md"; DestDir: "{app}"

[Icons]
Name: "{group}\市场监管应急指挥中心"; Filename: "{app}\commandcenter-desk.exe"
Name: "{group}\大屏"; Filename: "{app}\commandcenter-desk.exe"; Parameters: "wall"
Name: "{group}\演示（澄州市）"; Filename: "{app}\commandcenter-desk.exe"; Parameters: "demo"
Name: "{autodesktop}\市场监管应急指挥中心"; Filename: "{app}\commandcenter-desk.exe"; Tasks: desktopicon
Name: "{userstartup}\commandcenter 大屏"; Filename: "{app}\commandcenter-desk.exe"; Parameters: "wall"; Tasks: wallicon

[Run]
Filename: "{app}\commandcenter.exe"; Parameters: "doctor"; Description: "检查本机"; Flags: postinstall skipifsilent
