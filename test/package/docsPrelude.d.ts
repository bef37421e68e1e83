/** Declarations for code blocks of the docs: your own sign-in. */
interface SessionUser {
  /** An opaque id. */
  id: string
  email: string
  /** The ids of the maps that they may see. */
  maps: string[]
  /** Your id of the customer whom they belong to. */
  company: string
}

/** Returns the user of a request, for example by cookie; undefined without a known user. */
declare function readSession(request: Request): Promise<SessionUser | undefined>

/** Returns the user of the current request, in a framework whose request is not passed to a function. */
declare function getUser(): Promise<SessionUser | undefined>

/** The file of docs/fetching-tokens.md with a Server Action, for the block that imports the action. */
declare module '*/createMapToken' {
  import type { TokenResponse } from 'react-private-embed'
  export function createMapToken(mapId: string): Promise<TokenResponse>
}

/** As far as docs/recipes/tanstack-start.md calls it: the types of the real package depend on the generated routes of an app. */
declare module '@tanstack/react-router' {
  interface RouteOptions {
    component?: () => import('react').ReactNode
    server?: { handlers: Record<string, (context: { request: Request }) => Promise<Response>> }
  }
  export function createFileRoute(path: string): (options: RouteOptions) => unknown
}
