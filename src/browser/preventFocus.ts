import { getActiveElement, isFocused } from './activeElement.ts'
import { createRefCounted } from './createRefCounted.ts'
import { focusElement, isIframe } from './focusElement.ts'
import { listen } from './listen.ts'
import { perTarget } from './perTarget.ts'

/** Interval of focus checks while an iframe has focus, in ms: between iframes the focus moves without any event. */
const POLL_INTERVAL = 10
/** Maximum number of checks while the focus is moving. */
const MAX_POLLS = 100

/** Per document or shadow root: focus events do not leave a shadow root. */
const guardsOf = perTarget((root: Node) => createRefCounted<Element>((guarded) => watchFocus(root, guarded)))

/**
 * Prevents focus in a hidden iframe. Without this, `inert` does not stop its page from taking focus, and
 * the viewer's typing would be lost. The previously focused element gets the focus back.
 *
 * @returns the release
 */
export function preventFocus(iframe: Element): () => void {
  return guardsOf(iframe.getRootNode())(iframe)
}

/** Watches the focus and removes it from guarded iframes; returns the stop function. */
function watchFocus(root: Node, guarded: ReadonlySet<Element>): () => void {
  const document = root.ownerDocument ?? (root as Document)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Last focused element outside of guarded iframes. */
  let lastAllowedElement: Element | null = null
  /** Focused element at the last check. */
  let lastActiveElement: Element | null = null
  /** Whether the focus has left this document. */
  let hasLeftDocument = false
  /** Remaining checks while the focus is moving. */
  let checksLeft = MAX_POLLS

  /** A guarded iframe may be in a closed shadow root, invisible to other checks. */
  const getFocused = (): Element | null => [...guarded].find(isFocused) ?? getActiveElement(document)

  /**
   * Checks the focus. Between processes the focus takes a moment in Firefox: in the meantime no element has focus, no
   * event reports the target, and focus restored too early is lost.
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

  /**
   * Checks after a focus event: during the event the browser has yet to move the focus, and would override a change.
   */
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

/** Without `instanceof`, because each window has its own classes. */
function canFocus(element: Element | null): element is HTMLElement {
  return element !== null && 'focus' in element
}
