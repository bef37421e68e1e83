import type { MouseEvent, ReactNode } from 'react'
import { NAVIGATE_URL } from 'storybook/internal/core-events'
import { addons } from 'storybook/preview-api'

/** A link to another page of the playground: within Storybook without a reload, elsewhere as any link. */
export function PageLink({ address, children }: { address: string; children: ReactNode }) {
  const navigate = (event: MouseEvent) => {
    const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0
    if (!isPlain || window.parent === window) return
    event.preventDefault()
    addons.getChannel().emit(NAVIGATE_URL, address)
  }
  return (
    <a href={`./${address}`} target="_top" onClick={navigate}>
      {children}
    </a>
  )
}
