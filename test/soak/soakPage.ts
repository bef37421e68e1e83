import type { RefreshReason } from '../../src/index.ts'
import type { EmulatedProvider } from '../../src/testing.ts'

/** An embed of the soak. */
export interface SoakEmbed {
  id: string
  provider: EmulatedProvider
  /** Its page reloads itself at times, and then loses what a reload loses: nobody looks at its view. */
  isRestless: boolean
}

/** Embeds on the page for the whole run. */
export const EMBEDS: readonly SoakEmbed[] = [
  { id: 'SteadyMap', provider: 'felt', isRestless: false },
  { id: 'SteadyBoard', provider: 'explo', isRestless: false },
  { id: 'RestlessMap', provider: 'felt', isRestless: true },
  { id: 'RestlessBoard', provider: 'explo', isRestless: true },
]

const restless = new Set(EMBEDS.flatMap((embed) => (embed.isRestless ? [embed.id] : [])))

/** Whether an embed's page reloads itself at times. */
export const isRestless = (id: string): boolean => restless.has(id)

/** Embeds mounted and unmounted during the run, so that leaks add up. */
export const EXTRAS: readonly [SoakEmbed, SoakEmbed] = [
  { id: 'ExtraMap', provider: 'felt', isRestless: false },
  { id: 'ExtraBoard', provider: 'explo', isRestless: false },
]

/** How long every token lives, in ms. */
export const LIFETIME = 20_000
/** How long a page may take to answer, in ms. */
export const READY_TIMEOUT = 5_000

/** Events on the host page, in epoch ms. */
export type SoakEvent =
  | { type: 'state'; id: string; at: number; status: string }
  /** The host's fetcher was about to hand a token to the library. */
  | { type: 'token'; id: string; at: number; tokenSuffix: string; reason: RefreshReason }
  /** A frame came visible, so long after it was made. */
  | { type: 'shown'; id: string; at: number; took: number }
  /** The library reported that some of the view was not carried to the next page. */
  | { type: 'left-behind'; id: string; at: number; cause: string }
  /** Something was thrown that nobody caught. */
  | { type: 'thrown'; at: number; message: string }

/** State of the visible page of one embed. */
export interface SoakLook {
  id: string
  at: number
  /** Frames in the embed: two while one is to replace the other. */
  frames: number
  /** Undefined while the page does not answer, as one that is just loading. */
  page: { pageId: string; view: string } | undefined
}

/** The host page as the soak uses it. */
export interface SoakPage {
  /** Renders the host again, with new functions everywhere. */
  render(): void
  /** Puts all embeds on the page. */
  mount(): void
  /** Puts an extra embed on the page, or takes it away. */
  toggle(id: string, isMounted: boolean): void
  /** Takes all embeds away and empties the query cache. */
  unmount(): void
  invalidate(): void
  /** The viewer has signed in again: every token is asked for. */
  refresh(): void
  /** The visible page reloads itself. */
  reloadPage(id: string): Promise<void>
  /** The viewer changes what they see. Returns the view as it has to be from now on; undefined where nobody listens. */
  touch(id: string, choice: number): Promise<string | undefined>
  look(): Promise<{ events: SoakEvent[]; looks: SoakLook[] }>
}

/** Members added to the host page by an init script. */
export interface SoakProbe {
  /** Timers that are set. */
  timers(): number
  /** Makes the page believe that its tab is hidden, or shown again. */
  hide(isHidden: boolean): void
}

declare global {
  interface Window {
    soak: SoakPage
    soakProbe: SoakProbe
  }
}
