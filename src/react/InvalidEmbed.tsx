import { type RefObject, useImperativeHandle, useState } from 'react'
import type { EmbedError } from '../core/errors.ts'
import { boxProps } from './boxProps.ts'
import type { EmbedHandle, EmbedProps } from './embedProps.ts'
import { ErrorLook } from './ErrorLook.tsx'
import { LABELS } from './looks.tsx'
import { useReports } from './useReports.ts'

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
  useReports(state, props)
  const fail = (): Promise<never> => Promise.reject(error)
  useImperativeHandle(handle, () => ({ state, controller: undefined, iframe: undefined, refresh: fail, reload: fail }))
  return (
    <div {...boxProps(props)} style={props.style}>
      <ErrorLook state={state} props={props} retry={() => {}} labels={{ ...LABELS, ...props.labels }} />
    </div>
  )
}
