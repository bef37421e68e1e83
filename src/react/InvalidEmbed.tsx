import { type ForwardedRef, useEffect, useImperativeHandle, useState } from 'react'
import type { EmbedError } from '../core/errors.ts'
import { createStateReporter } from '../session/createStateReporter.ts'
import type { EmbedHandle } from '../session/embedHandle.ts'
import { containerProps } from './containerProps.ts'
import { DEFAULT_LABELS } from './defaultViews.tsx'
import type { EmbedProps } from './embedProps.ts'
import { renderErrorView } from './StateOverlay.tsx'

/** Props of {@link InvalidEmbed}. */
export interface InvalidEmbedProps<C> {
  error: EmbedError
  props: EmbedProps<C>
  handle: ForwardedRef<EmbedHandle<C>>
}

/**
 * Renders the error of an embed with invalid props. Pass the message as `key`: the error of the first render is
 * kept, so that the app is notified once.
 */
export function InvalidEmbed<C>({ error: given, props, handle }: InvalidEmbedProps<C>) {
  const [state] = useState({ status: 'error', error: given, offline: false, willRetry: false } as const)
  const [report] = useState(createStateReporter)
  useEffect(() => report(state, props))
  useImperativeHandle(handle, () => {
    const fail = (): Promise<never> => Promise.reject(state.error)
    return { state, controller: undefined, iframe: undefined, refresh: fail, reload: fail }
  }, [state])
  return (
    <div {...containerProps(props)} style={props.style}>
      {renderErrorView({ state, props, retry: () => {}, labels: { ...DEFAULT_LABELS, ...props.labels } })}
    </div>
  )
}
