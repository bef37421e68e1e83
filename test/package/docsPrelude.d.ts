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
