import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { serve } from '../features/desk.ts'

export default defineBackground(() => browser.runtime.onConnect.addListener(serve))
