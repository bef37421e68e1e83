import { type RefObject, useImperativeHandle, useState } from 'react'
import type { EmbedError } from '../core/errors.ts'
import { containerProps } from './containerProps.ts'
import type { EmbedHandle, EmbedProps } from './embedProps.ts'
import { ErrorView } from './ErrorView.tsx'
import { DEFAULT_LABELS } from './defaultViews.tsx'
import { useStateCallbacks } from './useStateCallbacks.ts'

/**
 * In the place of an embed whose props make no sense: the error, like every other, and nothing else. Give it the message as
 * `key`: the error of its first render is kept, so that a host hears of it once.
 */
export function InvalidEmbed<C>({
  error: given,
  props,
  handle,
}: {
  error: EmbedError
  props: EmbedProps<C>
  handle: RefObject<EmbedHandle<C> | null>
}) {
  const [error] = useState(given)
  const state = { status: 'error', error, offline: false, willRetry: false } as const
  useStateCallbacks(state, props)
  const fail = (): Promise<never> => Promise.reject(error)
  useImperativeHandle(handle, () => ({ state, controller: undefined, iframe: undefined, refresh: fail, reload: fail }))
  return (
    <div {...containerProps(props)} style={props.style}>
      <ErrorView state={state} props={props} retry={() => {}} labels={{ ...DEFAULT_LABELS, ...props.labels }} />
    </div>
  )
}
