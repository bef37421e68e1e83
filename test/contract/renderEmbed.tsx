import type { ReactElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { Box } from '../support/commands.ts'

const roots = new Map<Root, HTMLElement>()

/** Renders as a host does: without the test environment of React, which holds updates back. */
export function renderEmbed(element: ReactElement) {
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  roots.set(root, container)
  root.render(element)
  return { container, unmount: () => leave(root), rerender: (newer: ReactElement) => root.render(newer) }
}

/** Takes away all that is visible, between one test and the next. */
export function leaveAll(): void {
  ;[...roots.keys()].forEach(leave)
}

/** Where an element is, in a form that can be sent. */
export function boxOf(element: Element): Box {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x, y, width, height }
}

function leave(root: Root): void {
  root.unmount()
  roots.get(root)?.remove()
  roots.delete(root)
}
