import type { ReactElement, Ref } from 'react'
import {
  type EmbedError,
  type EmbedHandle,
  type EmbedState,
  ExploEmbed,
  type ExploController,
  type FeltController,
  FeltEmbed,
  type TokenFetcher,
} from '../../src/index.ts'
import { type MetabaseController, MetabaseEmbed } from '../../src/metabase.ts'
import { type SupersetController, SupersetEmbed } from '../../src/superset.ts'
import type { EmulatedProvider } from '../../src/testing.ts'
import { assert } from '../contract/assert.ts'
import { until } from '../contract/until.ts'
import { askPage } from './emulator.ts'

/** Common props of a test's embed, for any provider. */
export interface CommonProps {
  id: string
  origin: string
  fetchToken: TokenFetcher
  readyTimeout?: number
  /** Told to Explo's embed, whose tokens do not tell. */
  tokenLifetime?: number
  onStateChange?: (state: EmbedState) => void
  onError?: (error: EmbedError) => void
}

/** An embed of a provider, before rendering. */
export interface EmbedUnderTest {
  element: ReactElement
  /** The embed's handle, once it is rendered. */
  handle: { readonly current: EmbedHandle<unknown> | null }
  /** The viewer changes what they see. */
  touch(frame: HTMLIFrameElement): Promise<unknown>
  /** Returns the view, to be equal after a refresh. */
  look(frame: HTMLIFrameElement): Promise<unknown>
}

/** A provider as the contract sees it. */
export interface AdapterUnderTest {
  provider: EmulatedProvider
  /** Which of the provider's pages, if there are several. */
  kind?: string
  /** Whether a refresh creates a second iframe. */
  swaps: boolean
  /** Whether the page reads its first token from its URL. */
  hasTokenInSrc: boolean
  /** Whether the page reports that it is ready. Otherwise its iframe is ready at its `load` event. */
  reportsReady: boolean
  /** Whether `word` requests a token. */
  requestsTokens: boolean
  /** Message with which the page requests a token; for a page without token requests, any other message. */
  word: unknown
  embed(props: CommonProps): EmbedUnderTest
}

const STYLE = { width: 600, height: 400 }

type FeltState = { center: { latitude: number; longitude: number }; zoom: number; hiddenLayers: string[] }

export const felt: AdapterUnderTest = {
  provider: 'felt',
  swaps: true,
  hasTokenInSrc: true,
  reportsReady: true,
  requestsTokens: false,
  word: { type: 'felt.ready' },
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<FeltController> | null } = { current: null }
    const ref: Ref<EmbedHandle<FeltController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <FeltEmbed ref={ref} mapId={id} style={STYLE} {...props} />,
      async touch(frame) {
        await askPage(frame, 'pan', { x: 120, y: -60 })
        await handle.current?.controller?.setLayerVisibility({ hide: ['layer-countries'] })
      },
      async look(frame) {
        const { center, zoom, hiddenLayers } = await askPage<FeltState>(frame, 'state')
        return [center.latitude.toFixed(5), center.longitude.toFixed(5), zoom.toFixed(2), hiddenLayers]
      },
    }
  },
}

/** What differs between the two kinds of Explo's pages. */
type ExploPageUnderTest = Pick<AdapterUnderTest, 'reportsReady'> & {
  embedKind: 'dashboard' | 'report-builder'
  touch(frame: HTMLIFrameElement): Promise<unknown>
  /** Names of the fields of the page's state that are the view. */
  view: readonly string[]
}

/** The two kinds of Explo's pages. */
const exploOf = ({ embedKind, reportsReady, touch, view }: ExploPageUnderTest): AdapterUnderTest => ({
  provider: 'explo',
  kind: embedKind.replace('-', ' '),
  swaps: false,
  hasTokenInSrc: true,
  reportsReady,
  requestsTokens: true,
  word: { event: 'customerJwtExpired' },
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<ExploController> | null } = { current: null }
    const ref: Ref<EmbedHandle<ExploController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <ExploEmbed ref={ref} embedId={id} kind={embedKind} autoHeight={false} style={STYLE} {...props} />,
      touch,
      async look(frame) {
        const state = await askPage<Record<string, unknown>>(frame, 'state')
        return [...view, 'pageId'].map((name) => state[name])
      },
    }
  },
})

export const explo = exploOf({
  embedKind: 'dashboard',
  reportsReady: true,
  touch: (frame) => askPage(frame, 'set-variable', { name: 'region', value: 'Europe' }),
  view: ['variables'],
})

/** Explo documents no message of a report builder, so a viewer's choice is all that it shows. */
export const exploReportBuilder = exploOf({
  embedKind: 'report-builder',
  reportsReady: false,
  touch: (frame) => askPage(frame, 'choose', { dimension: 'region', measure: 'orders', kind: 'line' }),
  view: ['dimension', 'measure', 'kind'],
})

export const superset: AdapterUnderTest = {
  provider: 'superset',
  swaps: false,
  hasTokenInSrc: false,
  reportsReady: true,
  requestsTokens: false,
  word: { type: '__embedded_comms__', handshake: 'port transfer' },
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<SupersetController> | null } = { current: null }
    const ref: Ref<EmbedHandle<SupersetController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <SupersetEmbed ref={ref} dashboardId={id} style={STYLE} {...props} />,
      touch: (frame) => askPage(frame, 'choose', { period: 'month' }),
      async look(frame) {
        const { period, pageId } = await askPage<{ period: string; pageId: string }>(frame, 'state')
        return { period, pageId }
      },
    }
  },
}

/** The two kinds of Metabase's pages. */
const metabaseOf = (kind: 'dashboard' | 'question'): AdapterUnderTest => ({
  provider: 'metabase',
  kind,
  swaps: true,
  hasTokenInSrc: true,
  reportsReady: true,
  requestsTokens: false,
  word: { metabase: { type: 'location', location: { search: '?days=30' } } },
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<MetabaseController> | null } = { current: null }
    const ref: Ref<EmbedHandle<MetabaseController>> = (value) => void (handle.current = value)
    const embedProps = { ref, autoHeight: false, renderTime: 300, style: STYLE, ...props }
    return {
      handle,
      element:
        kind === 'dashboard' ? (
          <MetabaseEmbed dashboardId={id} {...embedProps} />
        ) : (
          <MetabaseEmbed questionId={id} {...embedProps} />
        ),
      async touch(frame) {
        await askPage(frame, 'choose', { range: 365 })
        await askPage(frame, 'toggle', { service: 'Checkout' })
        // The page reports its URL a moment later.
        await until(() => assert(handle.current?.controller?.parameters.get('hidden') === 'Checkout', 'not reported'))
      },
      async look(frame) {
        const { range, hidden, params } = await askPage<Record<string, unknown>>(frame, 'state')
        return { range, hidden, params }
      },
    }
  },
})

export const metabase = metabaseOf('dashboard')
export const metabaseQuestion = metabaseOf('question')

/** The adapters of the main entry. */
export const emulatedAdapters = [felt, explo]

/** The main page of each provider. */
export const mainPages = [...emulatedAdapters, superset, metabase]

/** Further pages of these providers. */
export const otherPages = [exploReportBuilder, metabaseQuestion]

/** Every page that must keep the contract. */
export const allAdapters = [...mainPages, ...otherPages]

/** Names a page: its provider and, if there are several, which one. */
export const labelOf = ({ provider, kind = '' }: AdapterUnderTest): string => `${provider} ${kind}`.trim()
