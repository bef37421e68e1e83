import type { InitialToken } from '../../../src/index.ts'

export type Provider = 'felt' | 'explo'

/**
 * Maker of an iframe: the library, with a fetched or prefetched token; a hand-written component,
 * with a fetched token; or, with a known URL, a bare iframe or an iframe in the library's markup.
 */
export type Maker = 'library' | 'library, fetched ahead' | 'by hand' | 'bare iframe' | 'markup alone'

/** A requested embed. */
export interface MountRequest {
  maker: Maker
  provider: Provider
  /** Map id or embed id. */
  resource: string
}

/** When something was mounted and when it was visible, in epoch ms with fractions. */
export interface Mounted {
  startedAt: number
  shownAt: number
}

/** Commands of the bench for the host page. */
export interface BenchPage {
  /** Mounts one embed, in the place of what is there; resolves when it is visible. */
  mount(request: MountRequest): Promise<Mounted>
  /** Renews the token of what is mounted; resolves when the new one is in use, and nothing is left to do. */
  refresh(): Promise<void>
  /** How often the embed, and the component around it, have rendered since the mount. */
  renders(): { embed: number; host: number }
  /** Mounts embeds that share some tokens; resolves when all have loaded with the time that it took, in ms. */
  mountMany(maker: Maker, count: number, tokens: number): Promise<number>
  /** Mounts and unmounts an embed so many times. */
  cycle(maker: Maker, times: number): Promise<void>
  /** Waits until what went on before is done, here and in other processes. */
  rest(): Promise<void>
  unmount(): Promise<void>
}

/** An embed that is part of a server's page. */
export interface Rendered {
  maker: Maker
  resource: string
  initialToken: InitialToken
}

/** Where the providers are. */
export interface Origins {
  felt: string
  explo: string
  /** A provider whose pages are empty. */
  empty: string
}

declare global {
  interface Window {
    bench: BenchPage
    origins: Origins
    rendered?: Rendered
  }
}
