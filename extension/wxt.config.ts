/** How the extension is built for Chrome, Edge and Firefox, and what it asks each of them for. */
import { defineConfig, type UserManifest } from 'wxt'
import project from '../package.json' with { type: 'json' }
import { EXTENSION_IDS } from '../schema/ca-bridge.ts'
import { matchesOf, settings } from './settings.ts'

const { halls, patience, key } = settings(process.env)

/** Chromium of 2022: an open native port keeps the background alive from there on. */
const CHROMIUM = '105'
/** The long-term release that asks people for what is declared below. */
const FIREFOX = '140.0'

const common: UserManifest = {
  name: '单位办事大厅证书助手',
  version: project.version,
  short_name: '证书助手',
  description:
    '在单位办事大厅用 CA 证书登录，证书密码不经过浏览器；把要批量申报的表格在本机整理好，再交给大厅。',
  // `nativeMessaging`: the program that reads the key. `alarms`: asking after a roster while the panel is closed. The
  // halls: who is signed in there, and how rosters stand. Notifications are asked for when somebody wants one.
  permissions: ['nativeMessaging', 'alarms'],
  optional_permissions: ['notifications'],
  host_permissions: matchesOf(halls),
}

const chromium: UserManifest = {
  ...common,
  ...(key && { key }),
  minimum_chrome_version: CHROMIUM,
  // No other extension, and no page by itself, may speak to this one.
  externally_connectable: { ids: [] },
}

const firefox: UserManifest = {
  ...common,
  browser_specific_settings: {
    gecko: {
      id: EXTENSION_IDS.firefox,
      strict_min_version: FIREFOX,
      // The certificate and its signature go to the hall's page, which is what the extension is for.
      data_collection_permissions: { required: ['authenticationInfo'] },
    },
  },
}

export default defineConfig({
  manifestVersion: 3,
  outDir: process.env.EXTENSION_OUT ?? '../.build/extension',
  outDirTemplate: '{{browser}}',
  imports: false,
  manifest: ({ browser }) => (browser === 'firefox' ? firefox : chromium),
  zip: { artifactTemplate: '{{browser}}.zip', zipSources: false },
  vite: () => ({
    build: { target: [`chrome${CHROMIUM}`, `firefox${FIREFOX}`] },
    define: {
      __HALLS__: JSON.stringify(halls),
      __MATCHES__: JSON.stringify(matchesOf(halls)),
      __PATIENCE_MS__: String(patience),
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }),
})
