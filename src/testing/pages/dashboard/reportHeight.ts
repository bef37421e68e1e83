import type { ExploSession } from '../../pageSession.ts'
import { postToHost } from '../explo/postToHost.ts'
import { queryElement } from '../shared/query.ts'

/** Reports the dashboard's height to the host page, so that an iframe of equal height needs no scroll bar. */
export function reportHeight({ page }: ExploSession) {
  const main = queryElement('main')
  // The content's own height: the document is never smaller than the iframe, so an iframe could never shrink.
  const measure = () => page.dashboardHeight ?? Math.ceil(main.getBoundingClientRect().height)
  let told = 0
  const post = (event: string, more: object = {}) => {
    told = measure()
    // With a token in the URL there is no ID to report: documented as an empty string.
    if (!page.unresponsive) postToHost(event, { dashboardId: '', dashboardHeight: told, ...more })
  }
  return {
    post,
    /** Starts posting each change of the height. */
    watch: () => new ResizeObserver(() => measure() !== told && post('dashboardUpdated')).observe(main),
  }
}
