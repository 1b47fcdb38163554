import { defineContentScript } from 'wxt/utils/define-content-script'
import { listen } from '../features/page.ts'
import { takeRosters } from '../features/rosters/take-file.ts'

declare const __MATCHES__: string[]

/** In frames too: the form embedded in a portal is a frame of the hall. At the start: before the page's scripts ask. */
export default defineContentScript({
  matches: __MATCHES__,
  allFrames: true,
  runAt: 'document_start',
  main() {
    listen()
    takeRosters()
  },
})
