import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { serve } from '../features/desk.ts'
import { followRosters } from '../features/rosters/follow.ts'

export default defineBackground(() => {
  browser.runtime.onConnect.addListener(serve)
  followRosters()
})
