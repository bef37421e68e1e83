import type { InitialToken } from '../../../src/index.ts'

export type Provider = 'felt' | 'explo'

/**
 * What makes a frame: the library, with a token that it fetches or that was fetched ahead; a component written by hand,
 * which fetches; or, with a URL that is ready, a bare iframe or one in the markup of the library.
 */
export type Maker = 'library' | 'library, fetched ahead' | 'by hand' | 'bare iframe' | 'markup alone'

/** One embed to make. */
export interface MountRequest {
  maker: Maker
  provider: Provider
  /** Map id or embed id. */
  resource: string
}

/** When something was mounted and when it was on show, in epoch ms with fractions. */
export interface Mounted {
  startedAt: number
  shownAt: number
}

/** What the bench lets the host page do. */
export interface BenchPage {
  /** Mounts one embed, in the place of what is there; resolves when it is on show. */
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

/** Where the vendors are. */
export interface Origins {
  felt: string
  explo: string
  /** A vendor whose pages are empty. */
  empty: string
}

declare global {
  interface Window {
    bench: BenchPage
    origins: Origins
    rendered?: Rendered
  }
}
