import type { Incident } from './report.ts'

/** Counts of the viewer's chosen views. */
export interface ViewCounts {
  touches: number
  lostViews: number
  /** Views lost because the viewer moved while a new page was just taking over. */
  overtakenTouches: number
}

/** Compares what pages show with what the viewer chose. */
export interface ViewWatch {
  /** The viewer changed a view: so it has to be from now on. Undefined where the page did not say that it heard. */
  expect(id: string, view: string | undefined): void
  /** A frame came visible, so long after it was made. */
  hearShown(id: string, shown: { at: number; took: number }): void
  look(id: string, at: number, view: string): void
  /** Returns whether the visible view is wrong for now. */
  isWrong(id: string): boolean
  counts(): ViewCounts
}

/** A view that is still wrong this long after it was first seen to be is lost, in ms: maps glide. */
const GRACE = 2_000
/** The moments before a page takes over in which a viewer may be overtaken, in ms and as a share of its load. */
const LAST_MOMENTS = { least: 1_000, share: 0.25 }
/**
 * A change this soon before a replacement may never have been rendered, in ms: pages of
 * one site share a thread, on which the next one loads.
 */
const UNHEARD = 5_000

/** Makes the watch. */
export function watchViews(incidents: Incident[]): ViewWatch {
  const views = new Map<string, { view: string; at: number; wasShown?: boolean; wrongSince?: number }>()
  const lastShown = new Map<string, { at: number; took: number }>()
  const counts: ViewCounts = { touches: 0, lostViews: 0, overtakenTouches: 0 }

  function isOvertaken(id: string, { at, wasShown }: { at: number; wasShown?: boolean }): boolean {
    const shown = lastShown.get(id)
    if (!shown) return false
    const since = shown.at - at
    if (!wasShown && since > 0 && since < UNHEARD) return true
    return Math.abs(since) < Math.max(LAST_MOMENTS.least, LAST_MOMENTS.share * shown.took)
  }

  return {
    expect(id, view) {
      views.delete(id)
      if (view === undefined) return
      counts.touches += 1
      views.set(id, { view, at: Date.now() })
    },
    hearShown: (id, shown) => void lastShown.set(id, shown),
    look(id, at, view) {
      const expected = views.get(id)
      if (!expected) return
      if (expected.view === view) {
        expected.wasShown = true
        delete expected.wrongSince
        return
      }
      expected.wrongSince ??= at
      if (at - Math.max(expected.wrongSince, expected.at) < GRACE) return
      if (isOvertaken(id, expected)) counts.overtakenTouches += 1
      else {
        counts.lostViews += 1
        incidents.push({ at, text: `lost view: ${id} shows ${view} instead of ${expected.view}` })
      }
      views.set(id, { view, at })
    },
    isWrong: (id) => views.get(id)?.wrongSince !== undefined,
    counts: () => counts,
  }
}
