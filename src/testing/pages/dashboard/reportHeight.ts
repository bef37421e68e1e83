import type { ExploSession } from '../../pageSession.ts'
import { postToHost } from '../explo/postToHost.ts'
import { queryElement } from '../shared/query.ts'

/** Tells the host how tall the dashboard is, so that a frame of that height needs no scroll bar of its own. */
export function reportHeight({ page }: ExploSession) {
  const main = queryElement('main')
  // The content's own height: the document's is never less than the frame's, so a frame could never shrink again.
  const measure = () => page.dashboardHeight ?? Math.ceil(main.getBoundingClientRect().height)
  let told = 0
  const post = (event: string, more: object = {}) => {
    told = measure()
    // With a token in the address there is no id to report: documented as an empty string then.
    if (!page.unresponsive) postToHost(event, { dashboardId: '', dashboardHeight: told, ...more })
  }
  return {
    post,
    /** From now on, posts each change of the height. */
    watch: () => new ResizeObserver(() => measure() !== told && post('dashboardUpdated')).observe(main),
  }
}
