# Takes the native host away again, with all that it and its installer wrote.
param([switch]$System)
$ErrorActionPreference = 'Stop'
$name = '@NAME@'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
. (Join-Path $here 'places.ps1')

foreach ($key in $chromiumKeys + $firefoxKey) {
  if (Test-Path "$key\$name") { Remove-Item -Path "$key\$name" -Recurse }
}
foreach ($one in $folder, $cache) {
  if (Test-Path -LiteralPath $one) { Remove-Item -LiteralPath $one -Recurse -Force }
}
Write-Output '证书驱动程序已经卸载。'
