import { isRecord } from '../../core/isRecord.ts'
import { isProviderPageUrl } from './providerUrl.ts'

/**
 * Prevents happy-dom from loading the providers' pages, and from logging errors with their tokens: happy-dom
 * assumes that the request is pending. Other unloaded iframes stay empty.
 *
 * @returns the restore function
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
