import { giveFocus } from './giveFocus.ts'
import { whileAny } from './whileAny.ts'

/** How often the focus is looked at while a frame has it, in ms: from one frame to another it goes without any event. */
const LOOK = 10
/** How many looks the focus may be on its way to somewhere. */
const PATIENCE = 100

/**
 * Keeps the focus out of a frame that nobody sees: neither `inert` nor anything else stops its page from taking it, and
 * what the viewer types would be lost in there. What had the focus before gets it back.
 *
 * @returns the release
 */
export const guardFocus = whileAny<Element>(watchFocus)

/** Watches the focus of this document, and takes it from guarded frames; returns what ends it. */
function watchFocus(guarded: ReadonlySet<Element>): () => void {
  const ended = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What had the focus last that may have it. */
  let holder: Element | null = null
  /** What had it at the last look. */
  let seen: Element | null = null
  /** It was seen to leave this document, and not to come back. */
  let isAway = false
  /** How many more looks it is worth to wait for where the focus goes. */
  let patience = PATIENCE

  /**
   * From one process to another the focus takes a moment in Firefox: until then it is nobody's, no event tells where it
   * went, and what is given back too soon is lost on its way.
   */
  function look(): void {
    const { activeElement, body } = document
    const isNew = activeElement !== seen
    seen = activeElement
    if (!document.hasFocus()) isAway = true
    if (!document.hasFocus() || (activeElement === body && isNew)) {
      patience -= 1
      if (patience > 0) lookIn(LOOK)
      return
    }
    if (activeElement && (guarded.has(activeElement) || (isAway && activeElement === body))) {
      giveBack(holder, activeElement)
    } else {
      holder = activeElement
    }
    isAway = false
    if (document.activeElement instanceof HTMLIFrameElement) lookIn(LOOK)
  }

  /** An event says that the focus sets out. In the event itself the browser has yet to move it, and would overrule us. */
  function lookSoon(): void {
    patience = PATIENCE
    lookIn(0)
  }

  function lookIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(look, ms)
  }

  document.addEventListener('focusin', lookSoon, ended)
  document.addEventListener('focusout', lookSoon, ended)
  window.addEventListener('blur', lookSoon, ended)
  look()
  return () => {
    ended.abort()
    clearTimeout(timer)
  }
}

function giveBack(holder: Element | null, taker: Element): void {
  if (holder instanceof HTMLElement && holder !== document.body && holder.isConnected) {
    giveFocus(holder)
  } else if (taker instanceof HTMLElement) {
    taker.blur()
  }
}
