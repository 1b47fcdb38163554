import { define } from '../define.ts'
import { RosterProgress } from '../roster-progress/roster-progress.tsx'

define('roster-progress', RosterProgress)
