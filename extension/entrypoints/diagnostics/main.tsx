import { render } from 'preact'
import { DiagnosticsPage } from '../../features/diagnostics-page.tsx'
import { applySize } from '../../features/size-switch.tsx'

applySize()
render(<DiagnosticsPage />, document.body)
