import type { ServerClock } from './serverClock.ts'

/** Content of the label: the last 4 characters of the token, and its expiry (epoch ms). */
export interface LabelledToken {
  tokenSuffix: string
  expiresAt: number
}

/** Renders the label in a page's corner: token, remaining lifetime and validity. */
export function renderSessionLabel(element: HTMLElement, clock: ServerClock, token: () => LabelledToken): void {
  const tokenSuffix = document.createElement('b')
  const time = document.createElement('span')
  element.replaceChildren(tokenSuffix, time)
  element.classList.add('session')
  const draw = () => {
    const left = token().expiresAt - clock.now()
    write(tokenSuffix, `…${token().tokenSuffix}`)
    write(time, left > 0 ? formatTimeLeft(left) : 'session ended')
    element.dataset.session = left <= 0 ? 'ended' : left < 5_000 ? 'ending' : 'live'
  }
  draw()
  setInterval(draw, 200)
}

/** Writes a text only if it is different: each write renders the page again. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Formats a time in ms for people: `23 h 59 min`, `14:32`, `9 s`. */
function formatTimeLeft(left: number): string {
  const seconds = Math.ceil(left / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
