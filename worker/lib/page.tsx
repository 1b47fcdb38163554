/** Pages: the shell around what a slice draws, the pages for what went wrong, and the document to send. */
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

export { type ErrorKind, ErrorPage, type ErrorPageProps } from './page/error-page.tsx'
export { Page, type PageProps } from './page/shell.tsx'

/** A whole document, ready to send as `text/html; charset=utf-8`. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`
}
