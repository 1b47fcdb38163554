import { define } from '../define.ts'
import { RosterProgress } from '../roster-progress/roster-progress.tsx'
import { RosterTrial } from '../roster-trial/roster-trial.tsx'

// One script: both follow a roster.
define('roster-progress', RosterProgress)
define('roster-trial', RosterTrial)
