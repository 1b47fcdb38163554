# Installs the native host for CA keys on Windows, for this user or with -System for all. For Chrome, Edge, Chromium and
# Firefox. Running it again brings the same result.
param(
  [string[]]$Origin = @(@ORIGINS@),
  [string[]]$Extension = @(@CHROMIUM@),
  [string]$Firefox = '@FIREFOX@',
  [string[]]$Pkcs11 = @(),
  [string[]]$Skf = @(),
  [switch]$System
)
$ErrorActionPreference = 'Stop'
$name = '@NAME@'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
. (Join-Path $here 'places.ps1')

foreach ($one in $Origin) {
  if ($one -cnotmatch '^(https://[a-z0-9.-]+(:\d+)?|http://localhost(:\d+)?)$') { throw "$one 不是大厅的网址" }
}
foreach ($one in $Extension) {
  if ($one -cnotmatch '^[a-p]{32}$') { throw "$one 不是证书助手的标识" }
}
$exe = Join-Path $here 'unit-hall-ca.exe'
if (-not (Test-Path -LiteralPath $exe)) { throw '安装包不完整，请重新下载' }

function Write-Json($path, $value) {
  [IO.File]::WriteAllText($path, (ConvertTo-Json $value -Depth 4), (New-Object Text.UTF8Encoding $false))
}

New-Item -ItemType Directory -Force -Path $folder | Out-Null
Copy-Item -LiteralPath $exe -Destination (Join-Path $folder 'unit-hall-ca.exe') -Force
foreach ($file in 'uninstall.ps1', 'places.ps1') {
  Copy-Item -LiteralPath (Join-Path $here $file) -Destination $folder -Force
}
Write-Json (Join-Path $folder 'config.json') @{
  origins = @($Origin); pkcs11 = @($Pkcs11 | ForEach-Object { @{ path = $_ } }); skf = @($Skf)
}
$manifest = @{
  name = $name; description = 'Signs with CA keys for the service hall'
  path = (Join-Path $folder 'unit-hall-ca.exe'); type = 'stdio'
}
$chromium = Join-Path $folder 'chromium.json'
$mozilla = Join-Path $folder 'firefox.json'
Write-Json $chromium ($manifest + @{ allowed_origins = @($Extension | ForEach-Object { "chrome-extension://$_/" }) })
Write-Json $mozilla ($manifest + @{ allowed_extensions = @($Firefox) })

foreach ($key in $chromiumKeys) {
  New-Item -Path "$key\$name" -Force | Out-Null
  Set-Item -Path "$key\$name" -Value $chromium
}
New-Item -Path "$firefoxKey\$name" -Force | Out-Null
Set-Item -Path "$firefoxKey\$name" -Value $mozilla
Write-Output '证书驱动程序装好了。请关掉浏览器再打开，到大厅的登录页点「证书登录」。'
