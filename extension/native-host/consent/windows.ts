/** Windows: a small form of the system's own, drawn by the PowerShell that every Windows has. */
import { answerOf } from './script.ts'
import type { Question, Unanswered, Window } from './window.ts'

const PROGRAM = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`

/**
 * Reads one JSON object in ASCII and answers `yes`, `no`, a number or the PIN in base64. What is asked is only ever
 * data: the script holds no word of it. PowerShell 5.1, which is what Windows comes with.
 */
export const SCRIPT = `$ErrorActionPreference = 'Stop'
$q = [Console]::In.ReadToEnd() | ConvertFrom-Json
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
[Windows.Forms.Application]::EnableVisualStyles()
$f = New-Object Windows.Forms.Form
$f.Text = $q.title; $f.TopMost = $true; $f.FormBorderStyle = 'FixedDialog'
$f.MaximizeBox = $false; $f.MinimizeBox = $false; $f.StartPosition = 'CenterScreen'
$f.AutoSize = $true; $f.AutoSizeMode = 'GrowAndShrink'; $f.Padding = New-Object Windows.Forms.Padding(16)
$f.Font = New-Object Drawing.Font('Microsoft YaHei UI', 10)
$p = New-Object Windows.Forms.FlowLayoutPanel
$p.FlowDirection = 'TopDown'; $p.AutoSize = $true; $p.WrapContents = $false
$l = New-Object Windows.Forms.Label
$l.Text = $q.text; $l.UseMnemonic = $false; $l.AutoSize = $true
$l.MaximumSize = New-Object Drawing.Size(520, 0)
$p.Controls.Add($l)
if ($q.prompt) {
  $c = New-Object Windows.Forms.Label; $c.Text = $q.prompt; $c.AutoSize = $true; $p.Controls.Add($c)
  $t = New-Object Windows.Forms.TextBox; $t.UseSystemPasswordChar = $true; $t.Width = 300; $t.MaxLength = 64
  $p.Controls.Add($t)
}
if ($q.options) {
  $o = New-Object Windows.Forms.ListBox; $o.Width = 520; $o.Height = 120
  foreach ($one in $q.options) { [void]$o.Items.Add($one) }
  $o.SelectedIndex = 0; $p.Controls.Add($o)
}
$r = New-Object Windows.Forms.FlowLayoutPanel; $r.AutoSize = $true
foreach ($b in @(@($q.yes, 'Yes'), @($q.no, 'No'), @($q.cancel, 'Cancel'))) {
  if (-not $b[0]) { continue }
  $k = New-Object Windows.Forms.Button; $k.Text = $b[0]; $k.UseMnemonic = $false; $k.AutoSize = $true
  $k.DialogResult = $b[1]; $r.Controls.Add($k)
  if ($b[1] -eq 'Yes') { $f.AcceptButton = $k }
  if ($b[1] -eq 'Cancel') { $f.CancelButton = $k }
}
$p.Controls.Add($r); $f.Controls.Add($p)
$f.Add_Shown({ $f.Activate(); if ($t) { $t.Focus() } })
$d = $f.ShowDialog()
if ($d -eq 'No') { 'no'; exit 0 }
if ($d -ne 'Yes') { exit 1 }
if ($t) { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($t.Text)) }
elseif ($o) { $o.SelectedIndex } else { 'yes' }
exit 0
`

/** As `-EncodedCommand` takes it: no shell ever reads a quote of ours. */
export const encodedScript = (): string => Buffer.from(SCRIPT, 'utf16le').toString('base64')

/** JSON that survives every code page. */
export const asciiJson = (value: object): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export function windowsWindow(program = PROGRAM): Window {
  const options = ['-NoLogo', '-NoProfile', '-NonInteractive', '-STA', '-ExecutionPolicy', 'Bypass']
  const ask = (question: Question, signal: AbortSignal): Promise<Buffer | Unanswered> => {
    const words = { ...question, text: question.text.replaceAll('\n', '\r\n') }
    return answerOf(program, [...options, '-EncodedCommand', encodedScript()], asciiJson(words), signal)
  }
  return {
    async confirm(question, signal) {
      const answer = await ask(question, signal)
      return typeof answer === 'string' ? answer : answer.toString('latin1') === 'yes' ? 'yes' : 'no'
    },
    async secret(question, signal) {
      const answer = await ask(question, signal)
      if (typeof answer === 'string') return answer
      const pin = Buffer.from(answer.toString('latin1'), 'base64')
      answer.fill(0)
      return pin
    },
    async pick(question, signal) {
      const answer = await ask(question, signal)
      return typeof answer === 'string' ? answer : Number.parseInt(answer.toString('latin1'), 10)
    },
  }
}
