/** What code blocks of the docs take as given: your own sign-in. */
interface SessionUser {
  /** An opaque id. */
  id: string
  email: string
  /** The ids of the maps that they may see. */
  maps: string[]
  /** Your id of the customer whom they belong to. */
  company: string
}

/** Who a request comes from, by its cookie, say; undefined for nobody that you know. */
declare function readSession(request: Request): Promise<SessionUser | undefined>
