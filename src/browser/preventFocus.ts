import { focusElement } from './focusElement.ts'
import { createRefCounted } from './createRefCounted.ts'

/** How often the focus is looked at while a frame has it, in ms: from one frame to another it goes without any event. */
const POLL_INTERVAL = 10
/** How many looks the focus may be on its way to somewhere. */
const MAX_POLLS = 100

/**
 * Keeps the focus out of a frame that nobody sees: neither `inert` nor anything else stops its page from taking it, and
 * what the viewer types would be lost in there. What had the focus before gets it back.
 *
 * @returns the release
 */
export const preventFocus = createRefCounted<Element>(watchFocus)

/** Watches the focus of this document, and takes it from guarded frames; returns what ends it. */
function watchFocus(guarded: ReadonlySet<Element>): () => void {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What had the focus last that may have it. */
  let lastAllowedElement: Element | null = null
  /** What had it at the last look. */
  let lastActiveElement: Element | null = null
  /** It was seen to leave this document, and not to come back. */
  let hasLeftDocument = false
  /** How many more looks it is worth to wait for where the focus goes. */
  let checksLeft = MAX_POLLS

  /**
   * From one process to another the focus takes a moment in Firefox: until then it is nobody's, no event tells where it
   * went, and what is given back too soon is lost on its way.
   */
  function check(): void {
    const { activeElement, body } = document
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
    if (document.activeElement instanceof HTMLIFrameElement) checkAfter(POLL_INTERVAL)
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

  document.addEventListener('focusin', scheduleCheck, controller)
  document.addEventListener('focusout', scheduleCheck, controller)
  window.addEventListener('blur', scheduleCheck, controller)
  check()
  return () => {
    controller.abort()
    clearTimeout(timer)
  }
}

function restoreFocus(lastAllowedElement: Element | null, focusedElement: Element): void {
  if (
    lastAllowedElement instanceof HTMLElement &&
    lastAllowedElement !== document.body &&
    lastAllowedElement.isConnected
  ) {
    focusElement(lastAllowedElement)
  } else if (focusedElement instanceof HTMLElement) {
    focusedElement.blur()
  }
}
