import { render } from 'preact'
import { Popup } from '../../features/popup.tsx'
import { applySize } from '../../features/size-switch.tsx'

applySize()
render(<Popup />, document.body)
