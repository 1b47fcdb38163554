/** The least that a site must load to show Hanko's sign-in in Chinese. */
import { register } from '@teamhanko/hanko-elements'
import { zh } from '@teamhanko/hanko-elements/i18n/zh'

register('https://hanko.example', { translations: { zh }, fallbackLanguage: 'zh' })
