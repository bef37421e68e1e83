import * as reactQuery from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { vi } from 'vitest'
import { frames } from './support.tsx'

type Library = typeof import('../../src/index.ts')

/** How a server makes HTML. */
export type Render = (element: ReactElement) => string | Promise<string>

/** Renders as a server does, where there is no document, with a copy of the library that was loaded there. */
export async function renderOnServer(
  make: (library: Library) => ReactElement,
  toHtml: Render = renderToString,
): Promise<string> {
  try {
    for (const name of ['window', 'document', 'navigator', 'IntersectionObserver']) vi.stubGlobal(name, undefined)
    setIsServer(true)
    vi.resetModules()
    return await toHtml(make(await import('../../src/index.ts')))
  } finally {
    setIsServer(false)
    vi.unstubAllGlobals()
  }
}

/** Its older versions have no such switch: they look for a window when they are loaded. */
function setIsServer(isServer: boolean): void {
  if ('environmentManager' in reactQuery) reactQuery.environmentManager.setIsServer(() => isServer)
}

/** Puts a server's HTML on the page and lets React take it over. */
export function hydrateHtml(html: string, element: ReactElement) {
  const container = document.createElement('div')
  container.innerHTML = html
  document.body.append(container)
  const [box, before] = [container.firstElementChild, frames()]
  const onRecoverableError = vi.fn()
  return { box, before, onRecoverableError, ...render(element, { container, hydrate: true, onRecoverableError }) }
}
