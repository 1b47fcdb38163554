/** The panel beside the page; as a page of its own where a browser has none. */
import { browser } from 'wxt/browser'

/** Firefox's own, which Chromium's types do not know. */
type WithSidebar = { sidebarAction?: { open(): Promise<void> } }

/** Browsers open it only while somebody is pressing a button, so nothing is waited for before. */
export async function openPanel(windowId: number | undefined): Promise<void> {
  const { sidebarAction } = browser as WithSidebar
  if (browser.sidePanel?.open && windowId !== undefined) await browser.sidePanel.open({ windowId })
  else if (sidebarAction) await sidebarAction.open()
  else await browser.tabs.create({ url: `${location.origin}/sidepanel.html` })
  window.close()
}
