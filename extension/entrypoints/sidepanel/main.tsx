import { render } from 'preact'
import { RosterPanel } from '../../features/rosters/panel.tsx'
import { applySize } from '../../features/size-switch.tsx'

applySize()
render(<RosterPanel />, document.body)
