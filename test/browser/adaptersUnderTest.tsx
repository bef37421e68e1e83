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
import { type ChartlyController, ChartlyEmbed } from '../adapters/invented/chartly.ts'
import { type PulseController, PulseEmbed } from '../adapters/invented/pulse.ts'
import { askPage, type ProviderName } from './emulator.ts'

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
  provider: ProviderName
  /** Whether a refresh makes a second frame. */
  swaps: boolean
  /** Message with which the page requests a token; for a page without token requests, any other message. */
  word: unknown
  embed(props: CommonProps): EmbedUnderTest
}

const STYLE = { width: 600, height: 400 }

type FeltState = { center: { latitude: number; longitude: number }; zoom: number; hiddenLayers: string[] }

export const felt: AdapterUnderTest = {
  provider: 'felt',
  swaps: true,
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

export const explo: AdapterUnderTest = {
  provider: 'explo',
  swaps: false,
  word: { event: 'customerJwtExpired' },
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<ExploController> | null } = { current: null }
    const ref: Ref<EmbedHandle<ExploController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <ExploEmbed ref={ref} embedId={id} autoHeight={false} style={STYLE} {...props} />,
      touch: (frame) => askPage(frame, 'set-variable', { name: 'region', value: 'Europe' }),
      async look(frame) {
        const { variables, pageId } = await askPage<{ variables: unknown; pageId: string }>(frame, 'state')
        return { variables, pageId }
      },
    }
  },
}

export const chartly: AdapterUnderTest = {
  provider: 'chartly',
  swaps: true,
  word: 'chartly:ready',
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<ChartlyController> | null } = { current: null }
    const ref: Ref<EmbedHandle<ChartlyController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <ChartlyEmbed ref={ref} chartId={id} style={STYLE} {...props} />,
      async touch(frame) {
        await askPage(frame, 'choose', { range: 365 })
        await askPage(frame, 'toggle', { service: 'Checkout' })
      },
      look: async (frame) => (await askPage<{ view: unknown }>(frame, 'state')).view,
    }
  },
}

export const pulse: AdapterUnderTest = {
  provider: 'pulse',
  swaps: false,
  word: 'pulse:token-needed',
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<PulseController> | null } = { current: null }
    const ref: Ref<EmbedHandle<PulseController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <PulseEmbed ref={ref} boardId={id} style={STYLE} {...props} />,
      touch: (frame) => askPage(frame, 'choose', { period: 'month' }),
      async look(frame) {
        const { period, pageId } = await askPage<{ period: string; pageId: string }>(frame, 'state')
        return { period, pageId }
      },
    }
  },
}

/** The emulated providers. */
export const emulatedAdapters = [felt, explo]

/** Every provider that must keep the contract: those of the library, and those that a host adds. */
export const allAdapters = [...emulatedAdapters, chartly, pulse]
