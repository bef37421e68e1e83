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
} from '../../src'
import type { Vendor } from '../../src/testing'
import { askPage } from './emulator'

/** What each test gives an embed, whoever its vendor. */
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

/** One embed of a vendor, about to be rendered. */
export interface EmbedUnderTest {
  element: ReactElement
  /** The embed's handle, once it is rendered. */
  handle: { readonly current: EmbedHandle<unknown> | null }
  /** The viewer changes what they see. */
  touch(frame: HTMLIFrameElement): Promise<unknown>
  /** What they see, to be the same after a renewal. */
  look(frame: HTMLIFrameElement): Promise<unknown>
}

/** A vendor as the contract sees it. */
export interface VendorUnderTest {
  vendor: Vendor
  /** Whether a renewal makes a second frame. */
  handsOver: boolean
  embed(props: CommonProps): EmbedUnderTest
}

const STYLE = { width: 600, height: 400 }

type FeltState = { center: { latitude: number; longitude: number }; zoom: number; hiddenLayers: string[] }

export const felt: VendorUnderTest = {
  vendor: 'felt',
  handsOver: true,
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

export const explo: VendorUnderTest = {
  vendor: 'explo',
  handsOver: false,
  embed({ id, ...props }) {
    const handle: { current: EmbedHandle<ExploController> | null } = { current: null }
    const ref: Ref<EmbedHandle<ExploController>> = (value) => void (handle.current = value)
    return {
      handle,
      element: <ExploEmbed ref={ref} embedId={id} autoHeight={false} style={STYLE} {...props} />,
      touch: (frame) => askPage(frame, 'set-variable', { name: 'region', value: 'Europe' }),
      async look(frame) {
        const { variables, instance } = await askPage<{ variables: unknown; instance: string }>(frame, 'state')
        return { variables, instance }
      },
    }
  },
}

/** Every vendor that must keep the contract. */
export const vendors = [felt, explo]
