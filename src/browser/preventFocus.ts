import { getActiveElement, isFocused } from './activeElement.ts'
import { createRefCounted } from './createRefCounted.ts'
import { focusElement, isIframe } from './focusElement.ts'
import { listen } from './listen.ts'
import { perTarget } from './perTarget.ts'

/** How often the focus is looked at while a frame has it, in ms: from one frame to another it goes without any event. */
const POLL_INTERVAL = 10
/** How many looks the focus may be on its way to somewhere. */
const MAX_POLLS = 100

/** By document or shadow root: focus events within a shadow root do not leave it. */
const guardsOf = perTarget((root: Node) => createRefCounted<Element>((guarded) => watchFocus(root, guarded)))

/**
 * Keeps the focus out of an iframe that no one sees: neither `inert` nor anything else stops its page from taking it, and
 * what the viewer types would be lost in there. The element that had the focus before gets it back.
 *
 * @returns the release
 */
export function preventFocus(iframe: Element): () => void {
  return guardsOf(iframe.getRootNode())(iframe)
}

/** Watches the focus, and takes it from guarded iframes; returns what ends it. */
function watchFocus(root: Node, guarded: ReadonlySet<Element>): () => void {
  const document = root.ownerDocument ?? (root as Document)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What had the focus last that may have it. */
  let lastAllowedElement: Element | null = null
  /** What had it at the last look. */
  let lastActiveElement: Element | null = null
  /** It was seen to leave this document, and not to come back. */
  let hasLeftDocument = false
  /** How many more looks it is worth to wait for where the focus goes. */
  let checksLeft = MAX_POLLS

  /** A guarded iframe may be in a closed shadow root, which nothing else can see into. */
  const getFocused = (): Element | null => [...guarded].find(isFocused) ?? getActiveElement(document)

  /**
   * From one process to another the focus takes a moment in Firefox: until then it is nobody's, no event tells where it
   * went, and what is given back too soon is lost on its way.
   */
  function check(): void {
    const { body } = document
    const activeElement = getFocused()
    const isNew = activeElement !== lastActiveElement
    lastActiveElement = activeElement
    if (!document.hasFocus()) hasLeftDocument = true
    if (!document.hasFocus() || (activeElement === body && isNew)) {
      checksLeft -= 1
      if (checksLeft > 0) checkAfter(POLL_INTERVAL)
      return
    }
    if (activeElement && (guarded.has(activeElement) || (hasLeftDocument && activeElement === body))) {
      restoreFocus(lastAllowedElement, activeElement)
    } else {
      lastAllowedElement = activeElement
    }
    hasLeftDocument = false
    const focused = getFocused()
    if (focused && isIframe(focused)) checkAfter(POLL_INTERVAL)
  }

  /** An event says that the focus sets out. In the event itself the browser has yet to move it, and would overrule us. */
  function scheduleCheck(): void {
    checksLeft = MAX_POLLS
    checkAfter(0)
  }

  function checkAfter(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(check, ms)
  }

  const stops = [document, root].map((target) => listen(target, ['focusin', 'focusout'], scheduleCheck))
  const view = document.defaultView
  if (view) stops.push(listen(view, ['blur'], scheduleCheck))
  check()
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
  }
}

function restoreFocus(lastAllowedElement: Element | null, focusedElement: Element): void {
  const { body } = focusedElement.ownerDocument
  if (canFocus(lastAllowedElement) && lastAllowedElement !== body && lastAllowedElement.isConnected) {
    focusElement(lastAllowedElement)
  } else if (canFocus(focusedElement)) {
    focusedElement.blur()
  }
}

/** Not by `instanceof`: each window has classes of its own. */
function canFocus(element: Element | null): element is HTMLElement {
  return element !== null && 'focus' in element
}
