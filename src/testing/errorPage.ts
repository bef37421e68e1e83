import type { EmulatedProvider } from './emulatorOptions.ts'
import { escapeHtml, htmlPage } from './htmlPage.ts'

const ACCENTS = { felt: '#c2528b', explo: '#4f5bd5', superset: '#1a85a0', metabase: '#509ee3' } as const

/**
 * Returns a provider's error page: without a script, so a handshake gets no response. Like the real pages it
 * fires `load`, regardless of its status.
 */
export function errorPage(provider: EmulatedProvider, title: string, detail: string): string {
  const accent = ACCENTS[provider]
  const style = `  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f7f9; color: #1d2433; }
  main { max-width: 22rem; padding: 2rem 1.5rem; text-align: center; }
  svg { width: 44px; height: 44px; color: ${accent}; }
  h1 { margin: .75rem 0 .25rem; font-size: 1.15rem; font-weight: 650; letter-spacing: -.01em; }
  p { margin: 0; color: #596275; }
  @media (prefers-color-scheme: dark) { body { background: #14181f; color: #e8ebf1; } p { color: #9aa4b5; } }`
  const body = `<main>
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">
    <rect x="4.5" y="10.5" width="15" height="10" rx="2.5"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/><path d="M12 14.5v2"/>
  </svg>
  <h1>${escapeHtml(title)}</h1>
  <p>${escapeHtml(detail)}</p>
</main>`
  return htmlPage({ title, style, body })
}
