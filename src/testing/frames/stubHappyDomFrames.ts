import { isRecord } from '../../core/isRecord.ts'
import { isProviderPageUrl } from './providerUrl.ts'

/**
 * Keeps happy-dom from loading the vendors' pages, and from complaining that it does not, with their tokens in what it
 * writes: as far as it knows, it has asked for them and waits. Frames that it would not have loaded stay as empty.
 *
 * @returns what gives it its own way again
 */
export function stubHappyDomFrames(): () => void {
  const happyDOM: unknown = Reflect.get(window, 'happyDOM')
  const settings = isRecord(happyDOM) ? happyDOM.settings : undefined
  if (!isRecord(settings) || !isRecord(settings.fetch)) return () => {}
  const { fetch, enableIframePageLoading, disableIframePageLoading } = settings
  const { interceptor } = fetch
  const wouldLoad = enableIframePageLoading !== false && disableIframePageLoading !== true
  const isHeld = (url: string) => isProviderPageUrl(url) || (!wouldLoad && isFrameUrl(url))

  Object.assign(settings, { enableIframePageLoading: true, disableIframePageLoading: false })
  Object.assign(fetch, {
    interceptor: {
      ...(isRecord(interceptor) ? interceptor : {}),
      beforeAsyncRequest(context: { request: Request }) {
        if (isHeld(context.request.url)) return new Promise(() => {})
        const before = isRecord(interceptor) ? interceptor.beforeAsyncRequest : undefined
        return typeof before === 'function' ? before.call(interceptor, context) : undefined
      },
    },
  })
  return () => {
    Object.assign(settings, { enableIframePageLoading, disableIframePageLoading })
    Object.assign(fetch, { interceptor })
  }
}

function isFrameUrl(url: string): boolean {
  return [...document.querySelectorAll('iframe')].some(({ src }) => src === url)
}
